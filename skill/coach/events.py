"""What a person can do, each with its time.

A `Label` is what was meant; an `Event` is a label with what was said beside it and the moment it
was said. The wire makes events; the coach never sees an intent, a slot or a word.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")


class Phase(StrEnum):
    """What the person is busy with; decides what an ambiguous word means."""

    START = "start"
    SETUP = "setup"
    ROLLING = "rolling"
    HOLD = "hold"
    PAUSED = "paused"
    SYMMETRY = "symmetry"
    CHECK = "check"
    DONE = "done"


class Label(StrEnum):
    """All that can be meant, whatever the words were."""

    LAUNCH = "launch"
    ENDED = "ended"
    NOT_UNDERSTOOD = "not_understood"

    PAIN_TOO_MUCH = "pain_too_much"
    PAIN_SHARP = "pain_sharp"
    NUMB_TINGLING = "numb_tingling"
    MILD_ACHE = "mild_ache"
    NO_STRETCH = "no_stretch"
    GET_OFF = "get_off"
    RED_FLAG = "red_flag"
    HEALTH_CONDITION = "health_condition"
    DOCTOR_AGREES = "doctor_agrees"
    STOP = "stop"
    DONE = "done"

    START_SESSION = "start_session"
    READY = "ready"
    SWITCH_SIDES = "switch_sides"
    WRONG_SIDE = "wrong_side"
    TENDER_SPOT = "tender_spot"
    SPOT_EASED = "spot_eased"
    EASE_PRESSURE = "ease_pressure"
    MORE_PRESSURE = "more_pressure"
    TIME_LEFT = "time_left"
    PAUSE = "pause"
    WAIT = "wait"
    RESUME = "resume"
    REPEAT = "repeat"
    SLOWER = "slower"
    FASTER = "faster"
    SKIP_STEP = "skip_step"
    NEXT_STEP = "next_step"
    GO_BACK = "go_back"
    MORE_TIME = "more_time"
    START_OVER = "start_over"
    WHERE_AM_I = "where_am_i"

    ONE_SIDE_TIGHTER = "one_side_tighter"
    BOTH_SAME = "both_same"
    FEEL_LOOSER = "feel_looser"
    NO_CHANGE = "no_change"
    FEEL_SORE = "feel_sore"
    YES = "yes"
    NO = "no"
    NONE_OF_THAT = "none_of_that"
    UNSURE = "unsure"
    SOUND = "sound"

    UNDO = "undo"
    CORRECT = "correct"
    MISHEARD = "misheard"

    WHICH_SIDE_FIRST = "which_side_first"
    WHAT_IS_PSOAS = "what_is_psoas"
    WHY_IT_MATTERS = "why_it_matters"
    SIGNS_OF_TIGHTNESS = "signs_of_tightness"
    HOW_OFTEN = "how_often"
    WHAT_DO_I_NEED = "what_do_i_need"
    HOW_TO_SET_UP = "how_to_set_up"
    ROLLER_PLACEMENT = "roller_placement"
    NORMAL_TO_HURT = "normal_to_hurt"
    BREATHING_HELP = "breathing_help"
    ON_BONE = "on_bone"
    BEGINNER_HELP = "beginner_help"
    FEEDBACK_MORE = "feedback_more"
    HELP = "help"
    OUT_OF_SCOPE = "out_of_scope"

    SET_SIDE_DURATION = "set_side_duration"
    SHORTER_SESSION = "shorter_session"
    ONE_SIDE_ONLY = "one_side_only"
    SET_FIRST_SIDE = "set_first_side"
    SET_GOING_ON = "set_going_on"
    QUIETER = "quieter"
    FULLER = "fuller"
    IM_NEW = "im_new"
    PROGRESS = "progress"
    FORGET_ME = "forget_me"
    SET_REMINDER = "set_reminder"
    LIST_REMINDERS = "list_reminders"
    CHANGE_REMINDER = "change_reminder"
    CANCEL_REMINDER = "cancel_reminder"
    PERMISSION_ANSWERED = "permission_answered"


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened, at a moment.

    `at` is the request's own timestamp in whole seconds since 1970. `opens` is true when it opens a
    session. The rest is what was said beside the label, already in canonical ids: `seconds` is any
    duration named; `topic` narrows a question ("ball", "daily", "medical") or a report: "gave" is sharp
    pain after something gave way, "unclear" is numbness that may be only no stretch, "stuck" is somebody
    who can't get up, "back" is a dull back. `how` tells the way: "off" is somebody who has come off,
    "cancel" the words of Alexa's own Cancel, "side" a time for one side, "bare" a time and no more, "least"
    as few words as there are. `level` is 0 to 10; `period` is a stretch of history; `day`, `time` ("18:00",
    or "morning") and `frequency` say when to remind. None means not said, or not understood.
    """

    label: Label
    at: int
    opens: bool = False
    side: Side | None = None
    side_ref: str | None = None
    seconds: int | None = None
    direction: str | None = None
    level: int | None = None
    sign: str | None = None
    topic: str | None = None
    part: str | None = None
    how: str | None = None
    period: str | None = None
    day: str | None = None
    time: str | None = None
    frequency: str | None = None

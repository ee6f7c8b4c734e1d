"""The table of what is seen: for a phrase, a mark, an aside or a place its pose, its motion and its buttons.

A moment is looked up by its phrase first, then its mark, what its question is about, its aside and its
place; each column takes the first of them that has it. So a place says what is usual, and a phrase only
what is different. The words of titles stand in the script's file for screens, under the same keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum


class Motion(IntEnum):
    """How the body moves; the document knows it by its number."""

    STILL = 0
    ROLL = 1
    HOLD = 2
    BREATHE = 3


class Look(IntEnum):
    """What takes the room: the body, a list that grows as it is said, or a warning's own words."""

    POSE = 0
    LIST = 1
    WARNING = 2


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A row of the table; None leaves a column to the next key.

    `buttons` are names of touches. `out_at` is the second of the mark at which a breath out begins, at its
    end where that comes first. `listed` is how many lines of the list are seen. `keeps` shows what was seen
    before, with these buttons.
    """

    pose: str | None = None
    motion: Motion | None = None
    look: Look | None = None
    buttons: tuple[str, ...] | None = None
    out_at: float | None = None
    listed: int | None = None
    keeps: bool | None = None


UNSIDED = ("stand", "kneel", "side", "back")
"""Poses in which neither leg is the one that is worked."""
AT_END = 1e6
"""An `out_at` that no mark reaches: the breath out begins when the mark is over."""

_ON_A_SIDE = ("hurts", "pause", "tender", "other")
_STOP = ("stop",)


def _in(out_at: float) -> Seen:
    return Seen(motion=Motion.BREATHE, out_at=out_at)


def _warns() -> Seen:
    return Seen(look=Look.WARNING, buttons=_STOP)


SEEN: Mapping[str, Seen] = {
    # Places: what is usual there.
    "launch": Seen(pose="stand", buttons=()),
    "welcome": Seen(pose="stand", buttons=()),
    "safety": Seen(pose="stand", buttons=_STOP, look=Look.LIST, listed=4),
    "kneeling": Seen(pose="kneel", buttons=("pause", "stop")),
    "setup": Seen(pose="prone", buttons=("hurts", "pause")),
    "settled": Seen(pose="prone", buttons=("hurts", "pause")),
    "breathing": Seen(pose="prone", buttons=("hurts", "pause")),
    "rolling": Seen(pose="prone", buttons=_ON_A_SIDE),
    "hold": Seen(pose="prone", motion=Motion.HOLD, buttons=("hurts", "pause", "eased", "other")),
    "change_over": Seen(pose="prone", buttons=("hurts", "pause")),
    "symmetry": Seen(pose="side", buttons=()),
    "extra": Seen(pose="prone", motion=Motion.ROLL, buttons=("hurts", "pause", "tender", "skip")),
    "rest": Seen(pose="back", buttons=("skip", "stop")),
    "check": Seen(pose="back", buttons=()),
    "close": Seen(pose="back", buttons=()),
    "closed": Seen(pose="off", buttons=()),
    # Asides. Whatever lets somebody go on after a warning is no button: pets, children and elbows touch too.
    "paused": Seen(pose="off", buttons=_STOP),
    "choice": Seen(pose="off", buttons=_STOP),
    "alarm": Seen(pose="off", buttons=_STOP, look=Look.WARNING),
    "resume_offer": Seen(pose="stand", buttons=()),
    "confirm": Seen(pose="off", buttons=()),
    # Marks.
    "welcome_back": Seen(pose="stand"),
    "roll": Seen(motion=Motion.ROLL),
    "ease": Seen(pose="light", motion=Motion.BREATHE),
    "off": Seen(pose="off"),
    "come_off": Seen(pose="off"),
    "knees_first": Seen(pose="off"),
    "off_extra": Seen(pose="off"),
    "wait": Seen(keeps=True),
    "advice": Seen(pose="back"),
    # The welcome's list.
    "safety_no": Seen(look=Look.LIST, listed=1, buttons=()),
    "safety_same": Seen(look=Look.LIST, listed=2, buttons=()),
    "safety_ask": Seen(look=Look.LIST, listed=3, buttons=()),
    "safety_more": Seen(look=Look.LIST, listed=4, buttons=()),
    # Getting set, sentence by sentence.
    "limit_sharp": Seen(pose="off"),
    "way_off": Seen(pose="off"),
    "glide": Seen(pose="prone", motion=Motion.ROLL, out_at=0.0),
    "setup_lower": Seen(pose="lower"),
    "setup_down": Seen(pose="lower"),
    "setup_legs": Seen(pose="lower"),
    "setup_arms": Seen(pose="lower"),
    "setup_back": Seen(pose="lower"),
    "setup_leg": Seen(pose="lower"),
    "setup_limit_short": Seen(pose="off"),
    "setup_limit_brief": Seen(pose="off"),
    "switch_1": Seen(pose="off"),
    "breathe_still": _in(AT_END),
    "breathe_long": _in(0.0),
    "breathe_once": _in(0.0),
    "breathe_go": _in(AT_END),
    "begin_same": _in(AT_END),
    "begin_seconds": _in(AT_END),
    # After both sides.
    "end_last": Seen(pose="off", buttons=()),
    "check_looser": Seen(pose="back"),
    "check_same": Seen(pose="back"),
    "check_sore": Seen(pose="back"),
    "sore_advice": Seen(pose="back"),
    "bye": Seen(pose="back"),
    "get_up": Seen(pose="side"),
    # Pain and warnings.
    "stop_sharp": Seen(pose="side"),
    "stop_numb": Seen(pose="side"),
    "stop_gave": _warns(),
    "stop_unwell": _warns(),
    "stop_swelling": _warns(),
    "stop_emergency": _warns(),
    "condition_rolling": _warns(),
    "alarm_stands": _warns(),
    "stuck": _warns(),
    # Questions, with the words that answer them.
    "ask_start": Seen(buttons=("start", "stop")),
    "ask_safety": Seen(buttons=("none", "stop")),
    "ask_safety_again": Seen(buttons=("none", "stop")),
    "ask_kneeling": Seen(buttons=("ready", "pause", "stop")),
    "ask_kneeling_again": Seen(buttons=("ready", "pause", "stop")),
    "ask_settled": Seen(buttons=("ready", "hurts", "pause")),
    "ask_settled_brief": Seen(buttons=("ready", "hurts", "pause")),
    "ask_settled_again": Seen(buttons=("ready", "hurts", "pause")),
    "ask_side_two": Seen(buttons=("ready", "hurts", "pause")),
    "ask_side_two_again": Seen(buttons=("ready", "hurts", "pause")),
    "ask_tighter": Seen(buttons=("left", "right", "even")),
    "ask_which": Seen(buttons=("left", "right")),
    "ask_check": Seen(buttons=("looser", "same", "sore")),
    "ask_check_again": Seen(buttons=("looser", "same", "sore")),
    "ask_more": Seen(buttons=("done",)),
    "ask_more_again": Seen(buttons=("done",)),
    "ask_paused": Seen(buttons=("continue", "stop")),
    "choice_all": Seen(buttons=("continue", "other", "stop")),
    "choice_here": Seen(buttons=("continue", "stop")),
    "choice_other": Seen(buttons=("other", "stop")),
    "choice_rest": Seen(buttons=("continue", "stop")),
    "ask_alarm": Seen(keeps=True, buttons=_STOP),
    "ask_alarm_launch": Seen(look=Look.WARNING, buttons=_STOP),
    "ask_resume": Seen(buttons=("continue", "other", "over")),
    "ask_start_over": Seen(buttons=("yes", "no")),
    "ask_leg": Seen(buttons=("left", "right")),
    "ask_done": Seen(buttons=("stop", "next")),
    "ask_again_today": Seen(pose="stand", buttons=("again", "stop")),
    "ask_finished": Seen(pose="stand", buttons=("yes", "no")),
    "ask_numb": Seen(buttons=("numb",)),
    "ask_well": Seen(look=Look.WARNING, buttons=_STOP),
    "ask_remind_yes_weekly": Seen(buttons=("yes", "no")),
    "ask_remind_yes_once": Seen(buttons=("yes", "no")),
    "ask_change_one_weekly": Seen(buttons=("yes", "no")),
    "ask_change_one_once": Seen(buttons=("yes", "no")),
    "ask_cancel_one_weekly": Seen(buttons=("yes", "no")),
    "ask_cancel_one_once": Seen(buttons=("yes", "no")),
    "ask_cancel_all": Seen(buttons=("yes", "no")),
}
"""All that is seen otherwise than usual. A key is the name of a phrase, a mark, an aside or a place."""

TOUCHES = frozenset(name for seen in SEEN.values() for name in seen.buttons or ())
"""Every button there is."""

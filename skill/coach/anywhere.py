"""What is heard in every state: it has an entry for every label, so no word is ever without an answer."""

from collections.abc import Callable, Mapping

from skill.coach.events import Label
from skill.coach.reactions import (
    asking,
    opening,
    pain,
    parts,
    reminders,
    reminding,
    returning,
    rolling,
    settings,
    telling,
)  # fmt: skip
from skill.coach.turn import Talk, Turn, nothing

_NEW = (
    Label.NONE_OF_THAT, Label.UNSURE, Label.SOUND, Label.DOCTOR_AGREES, Label.MISHEARD, Label.UNDO,
    Label.CORRECT, Label.DONE, Label.GET_OFF, Label.WRONG_SIDE, Label.MILD_ACHE, Label.NO_STRETCH, Label.WAIT,
)  # fmt: skip

_QUESTIONS = (
    Label.WHICH_SIDE_FIRST, Label.WHAT_IS_PSOAS, Label.WHY_IT_MATTERS, Label.SIGNS_OF_TIGHTNESS,
    Label.HOW_OFTEN, Label.WHAT_DO_I_NEED, Label.HOW_TO_SET_UP, Label.ROLLER_PLACEMENT, Label.NORMAL_TO_HURT,
    Label.BREATHING_HELP, Label.ON_BONE, Label.BEGINNER_HELP, Label.FEEDBACK_MORE, Label.OUT_OF_SCOPE,
)  # fmt: skip

ANYWHERE: Mapping[Label, Callable[[Talk], Turn]] = {
    **dict.fromkeys(_QUESTIONS, asking.answer),
    **dict.fromkeys(_NEW, asking.ask_again),
    Label.LAUNCH: opening.start,
    Label.ENDED: nothing,
    Label.NOT_UNDERSTOOD: asking.missed,
    Label.PAIN_TOO_MUCH: pain.too_much,
    Label.PAIN_SHARP: pain.sharp,
    Label.NUMB_TINGLING: pain.numb,
    Label.RED_FLAG: pain.red_flag,
    Label.HEALTH_CONDITION: pain.condition,
    Label.STOP: pain.stop,
    Label.START_SESSION: returning.start_over,
    Label.READY: asking.ask_again,
    Label.SWITCH_SIDES: asking.ask_again,
    Label.TENDER_SPOT: asking.ask_again,
    Label.SPOT_EASED: asking.ask_again,
    Label.EASE_PRESSURE: rolling.ease,
    Label.MORE_PRESSURE: asking.ask_again,
    Label.TIME_LEFT: asking.time_left,
    Label.PAUSE: returning.pause,
    Label.RESUME: asking.ask_again,
    Label.REPEAT: asking.repeat,
    Label.SLOWER: settings.slower,
    Label.FASTER: settings.faster,
    Label.SKIP_STEP: parts.skipping(asking.ask_again),
    Label.NEXT_STEP: asking.ask_again,
    Label.GO_BACK: parts.going_back(returning.go_back),
    Label.MORE_TIME: asking.ask_again,
    Label.START_OVER: returning.start_over,
    Label.WHERE_AM_I: asking.where,
    Label.ONE_SIDE_TIGHTER: rolling.tighter_later,
    Label.BOTH_SAME: asking.ask_again,
    Label.FEEL_LOOSER: asking.ask_again,
    Label.NO_CHANGE: asking.ask_again,
    Label.FEEL_SORE: pain.too_much,
    Label.YES: asking.ask_again,
    Label.NO: asking.ask_again,
    Label.HELP: asking.help_,
    Label.SET_SIDE_DURATION: settings.set_seconds,
    Label.SHORTER_SESSION: settings.shorter,
    Label.ONE_SIDE_ONLY: settings.one_side,
    Label.SET_FIRST_SIDE: settings.first_side,
    Label.SET_GOING_ON: settings.going_on,
    Label.QUIETER: settings.quieter,
    Label.IM_NEW: opening.im_new,
    Label.PROGRESS: telling.progress,
    Label.FORGET_ME: settings.forget,
    Label.SET_REMINDER: reminding.remind,
    Label.LIST_REMINDERS: reminders.tell,
    Label.CHANGE_REMINDER: reminders.change,
    Label.CANCEL_REMINDER: reminders.cancel,
    Label.PERMISSION_ANSWERED: reminding.permission_answered,
}

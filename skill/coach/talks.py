"""What is no part of the routine: questions of the coach's own, and errands that it waits for.

A **talk** is a question that hangs beside the routine, such as whether to forget the person. Its
name stands in the session as `asked`. What it has no answer for, pain and stop among it, is taken as
ever, and ends it.
"""

from collections.abc import Callable, Mapping

from skill.coach.errands import Errand, Outcome
from skill.coach.events import Label
from skill.coach.reactions import reminders, reminding, settings
from skill.coach.turn import Talk, Turn

_AGREEING: Mapping[Label, Callable[[Talk], Turn]] = {
    Label.SET_REMINDER: reminding.more,
    Label.CHANGE_REMINDER: reminding.more,
    Label.CANCEL_REMINDER: reminding.nothing_set,
    Label.NO: reminding.nothing_set,
    Label.YES: reminding.again,
    Label.READY: reminding.again,
    Label.REPEAT: reminding.again,
    Label.NOT_UNDERSTOOD: reminding.missed,
}


def _yes_or_no(
    yes: Callable[[Talk], Turn], no: Callable[[Talk], Turn]
) -> Mapping[Label, Callable[[Talk], Turn]]:
    return {
        Label.YES: yes,
        Label.NO: no,
        Label.REPEAT: reminding.again,
        Label.NOT_UNDERSTOOD: reminding.missed,
    }


ASKED: Mapping[str, Mapping[Label, Callable[[Talk], Turn]]] = {
    "forget": {
        Label.YES: settings.forget_now,
        Label.FORGET_ME: settings.forget_now,
        Label.NO: settings.not_forgotten,
    },
    "remind_day": _AGREEING,
    "remind_time": _AGREEING,
    "remind_what": _AGREEING,
    "remind_yes": {**_AGREEING, Label.YES: reminding.agreed, Label.NO: reminding.refused},
    "cancel_all": _yes_or_no(reminders.cancel_all, reminders.one_by_one),
    "cancel_one": _yes_or_no(reminders.cancel_this, reminders.keep_this),
    "change_one": _yes_or_no(reminders.change_this, reminders.not_this),
}
"""What answers a talk, by what was asked."""

OUTCOMES: Mapping[str, Callable[[Talk, Errand, Outcome], Turn]] = {
    "forget": settings.forgotten,
    "set_reminder": reminding.done,
    "list_reminders": reminders.listed,
    "change_reminder": reminding.done,
    "cancel_reminders": reminders.cancelled,
}
"""What is said once an errand is done, by what the errand was."""

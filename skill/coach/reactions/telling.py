"""How it is going: what the person's own calendar says of the rolls before, and of this one."""

from skill.coach.phrases import Phrase
from skill.coach.profile import Tally
from skill.coach.reactions.asking import told
from skill.coach.turn import Context, Turn


def progress(context: Context) -> Turn:
    """How many rolls this week, or what else was asked; where it is not known, plainly that."""
    tally = context.person.tally
    if tally is None:
        return told(context, Phrase.PROGRESS_UNKNOWN)
    answers = {"month": _month, "yesterday": _yesterday, "last": _last}
    return answers.get(context.event.period or "", _week)(context, tally)


def _week(context: Context, tally: Tally) -> Turn:
    count = tally.week + context.session.finished
    if count:
        return told(context, Phrase.PROGRESS, count=count)
    return told(context, Phrase.PROGRESS_PARTLY if tally.partly else Phrase.PROGRESS_NONE)


def _month(context: Context, tally: Tally) -> Turn:
    count = tally.month + context.session.finished
    return (
        told(context, Phrase.PROGRESS_MONTH, count=count)
        if count
        else told(context, Phrase.PROGRESS_MONTH_NONE)
    )


def _yesterday(context: Context, tally: Tally) -> Turn:
    return told(context, Phrase.PROGRESS_YESTERDAY) if tally.yesterday else _last(context, tally)


def _last(context: Context, tally: Tally) -> Turn:
    if tally.days is None:
        return told(context, Phrase.LAST_NONE)
    if tally.days < len(_DAYS):
        return told(context, _DAYS[tally.days])
    return told(context, Phrase.LAST_DAYS, days=tally.days)


_DAYS = (Phrase.LAST_TODAY, Phrase.LAST_YESTERDAY)

"""How it is going: what the person's own calendar says of the rolls before, and of this one."""

from skill.coach.person import Tally
from skill.coach.reactions.asking import told
from skill.coach.turn import Talk, Turn


def progress(talk: Talk) -> Turn:
    """How many rolls this week, or what else was asked; where it is not known, plainly that."""
    tally = talk.person.tally
    if tally is None:
        return told(talk, "progress_unknown")
    answers = {"month": _month, "yesterday": _yesterday, "last": _last}
    return answers.get(talk.event.period or "", _week)(talk, tally)


def _week(talk: Talk, tally: Tally) -> Turn:
    count = tally.week + talk.session.finished
    if count:
        return told(talk, "progress", count=count)
    return told(talk, "progress_partly" if tally.partly else "progress_none")


def _month(talk: Talk, tally: Tally) -> Turn:
    count = tally.month + talk.session.finished
    return told(talk, "progress_month", count=count) if count else told(talk, "progress_month_none")


def _yesterday(talk: Talk, tally: Tally) -> Turn:
    return told(talk, "progress_yesterday") if tally.yesterday else _last(talk, tally)


def _last(talk: Talk, tally: Tally) -> Turn:
    if tally.days is None:
        return told(talk, "last_none")
    if tally.days < len(_DAYS):
        return told(talk, _DAYS[tally.days])
    return told(talk, "last_days", days=tally.days)


_DAYS = ("last_today", "last_yesterday")

"""The reminders that are set: told, changed and cancelled, each only after a yes.

Which ones there are is asked outside every time, since people change them in Alexa's app as well.
"""

from skill.coach.errands import Errand, Outcome, Reminder, days_of
from skill.coach.layout import Cue
from skill.coach.reactions.reminding import (
    BUSY,
    NOTHING_YET,
    agree,
    failed,
    later,
    old_of,
    plan_of,
    question,
    told_when,
    wanted,
)
from skill.coach.turn import Talk, Turn, go_on, send

TOLD = 3
"""How many reminders are told one by one; more can be seen in the app."""


def tell(talk: Talk) -> Turn:
    """Which reminders there are."""
    return _list(talk, Errand(what="list_reminders"))


def change(talk: Talk) -> Turn:
    """Change a reminder."""
    return _list(talk, Errand(what="list_reminders", then="change"))


def cancel(talk: Talk) -> Turn:
    """Cancel a reminder, or all."""
    return _list(talk, Errand(what="list_reminders", then="cancel"))


def _list(talk: Talk, errand: Errand) -> Turn:
    return later(talk) if talk.session.state in BUSY else send(talk.on(asked="", reminder=()), errand)


def listed(talk: Talk, errand: Errand, outcome: Outcome) -> Turn:
    """Now it is known which there are: they are told, or asked about."""
    found = outcome.reminders
    if outcome.how != "done":
        return failed(talk, outcome)
    if errand.then == "change":
        return _to_change(talk, found)
    if not found:
        return go_on(talk, Cue("remind_none", 1))
    return _to_cancel(talk, found) if errand.then == "cancel" else go_on(talk, *_told(found))


def _told(found: tuple[Reminder, ...]) -> tuple[Cue, ...]:
    cues = [Cue("remind_have", 0.5, facts={"reminders": len(found)})]
    cues += [told_when("remind_each", each) for each in found[:TOLD]]
    return (*cues, Cue("remind_rest", 1)) if len(found) > TOLD else tuple(cues)


def _to_cancel(talk: Talk, found: tuple[Reminder, ...]) -> Turn:
    """Asked about: one alone, or those of the day that was named; several first all together."""
    days = set(days_of(talk.event.day or ""))
    found = tuple(each for each in found if days & set(each.days)) or found
    if len(found) == 1:
        return question(talk, "cancel_one", NOTHING_YET, found)
    return question(talk, "cancel_all", NOTHING_YET, found, *_told(found))


def cancel_all(talk: Talk) -> Turn:
    """A yes to cancelling them all."""
    return _cancel(talk, old_of(talk))


def cancel_this(talk: Talk) -> Turn:
    """A yes to cancelling this one."""
    return _cancel(talk, old_of(talk)[:1])


def _cancel(talk: Talk, these: tuple[Reminder, ...]) -> Turn:
    return send(talk.on(asked="", reminder=()), Errand(what="cancel_reminders", old=these))


def one_by_one(talk: Talk) -> Turn:
    """Not all of them: which, then."""
    return question(talk, "cancel_one", NOTHING_YET, old_of(talk))


def keep_this(talk: Talk) -> Turn:
    """A no to cancelling this one: perhaps the next."""
    return _next(talk, "cancel_one", "not_cancelled")


def not_this(talk: Talk) -> Turn:
    """A no to changing this one: perhaps the next."""
    return _next(talk, "change_one", "not_changed")


def _next(talk: Talk, asked: str, phrase: str) -> Turn:
    rest = old_of(talk)[1:]
    if rest:
        return question(talk, asked, plan_of(talk), rest)
    return go_on(talk.on(asked="", reminder=()), Cue(phrase, 1))


def cancelled(talk: Talk, errand: Errand, outcome: Outcome) -> Turn:
    """Once they are cancelled, that is said, with how many it were."""
    if outcome.how != "done":
        return failed(talk, outcome)
    return go_on(talk, Cue("remind_cancelled", 1, facts={"reminders": len(outcome.reminders)}))


def _to_change(talk: Talk, found: tuple[Reminder, ...]) -> Turn:
    """None: it becomes a new one. Several: which, with what was wanted kept until that is known."""
    plan = wanted(talk.event)
    if not found:
        return agree(talk, plan, Cue("remind_none", 1))
    if len(found) > 1:
        return question(talk, "change_one", plan, found)
    return _changed(talk, plan, found[0])


def change_this(talk: Talk) -> Turn:
    """A yes to changing this one."""
    return _changed(talk, plan_of(talk), old_of(talk)[0])


def _changed(talk: Talk, plan: Reminder, old: Reminder) -> Turn:
    """What it becomes: what was said of it, and the rest as it was."""
    if not (plan.days or plan.time):
        return question(talk, "remind_what", old, (old,), told_when("remind_each", old))
    weekly = plan.weekly if plan.days else old.weekly
    new = Reminder(days=plan.days or old.days, time=plan.time or old.time, weekly=weekly)
    return agree(talk, new, old=(old,))

"""Agreeing on a reminder: day, time, a yes to both, and permission where it is lacking.

What is being agreed on travels in the session's `reminder`: the plan first, then the reminders that
the talk is about. Nothing is set without a yes to its days and its time, and nothing is said to be
set that is not. Whatever else is said ends the talk, and the routine goes on.
"""

from collections.abc import Mapping
from dataclasses import replace

from skill.coach.acts import Fact
from skill.coach.errands import CLOCK, WEEK, Errand, Outcome, Reminder, days_of, reminder_of
from skill.coach.events import Event
from skill.coach.layout import Cue, Segment, asides
from skill.coach.reactions import asking
from skill.coach.reactions.asking import ON_ROLLER
from skill.coach.route import ask
from skill.coach.states import State
from skill.coach.turn import Talk, Turn, go_on, hand_over, say, send

TIMES: Mapping[str, str] = {
    "morning": "08:00",
    "before_work": "07:00",
    "noon": "12:00",
    "afternoon": "15:00",
    "evening": "19:00",
    "after_work": "18:00",
    "after_training": "18:00",
    "night": "21:00",
}
"""The time that a part of the day is taken to mean. It is said before anything is set."""

FREQUENCIES: Mapping[str, tuple[str, ...]] = {
    "every_day": WEEK,
    "every_other_day": ("monday", "wednesday", "friday"),
    "every_three_days": ("monday", "thursday"),
    "twice_a_week": ("monday", "thursday"),
    "three_a_week": ("monday", "wednesday", "friday"),
    "four_a_week": ("monday", "tuesday", "thursday", "saturday"),
    "five_a_week": WEEK[:5],
}
"""The days proposed where only a number was said: a day apart where that can be."""

ANSWER = "answer"
"""How a day or a time was said: by itself, as one answers."""

BUSY = ON_ROLLER - {State.SETTLED}
"""States in which nobody talks about reminders; before the clock runs they still can."""

NOTHING_YET = Reminder()
"""A reminder of which nothing is agreed on."""


def remind(talk: Talk) -> Turn:
    """Asked for a reminder: what is lacking is asked for, then a yes to the whole. Never while rolling.

    A bare answer ("at seven"), which nothing has asked for, may have been anything, pain as well.
    """
    if talk.event.how == ANSWER:
        return asking.missed(talk)
    return later(talk) if talk.session.state in BUSY else agree(talk, wanted(talk.event))


def later(talk: Talk) -> Turn:
    """Not while the roller may be under them: the routine goes on."""
    return go_on(talk, Cue("forget_later", 1))


def wanted(event: Event, before: Reminder = NOTHING_YET) -> Reminder:
    """The reminder `before`, changed by the day, the time and the frequency that were said."""
    days = days_of(event.day or "") or FREQUENCIES.get(event.frequency or "", ())
    time = TIMES.get(event.time or "", event.time or "")
    weekly = event.frequency != "once" if days or event.frequency else before.weekly
    days = days or before.days
    return Reminder(
        days=days,
        time=time if CLOCK.fullmatch(time) else before.time,
        weekly=weekly and set(days) <= set(WEEK),
    )


def agree(talk: Talk, plan: Reminder, *lead: Cue, old: tuple[Reminder, ...] = ()) -> Turn:
    """Ask for what is still lacking, or for a yes to the whole. `old` is the one that this would change."""
    if not plan.days:
        return question(talk, "remind_day", plan, old, *lead)
    return question(talk, "remind_yes" if plan.time else "remind_time", plan, old, *lead)


def question(talk: Talk, asked: str, plan: Reminder, old: tuple[Reminder, ...], *lead: Cue) -> Turn:
    """Ask one question of the talk about reminders; its answer is looked up by what was `asked`."""
    kept = tuple(each.as_text() for each in (plan, *old))
    about = old[0] if asked in _ABOUT_OLD else plan
    name = "ask_" + (asked if asked not in _TWO_WAYS else f"{asked}_{'weekly' if about.weekly else 'once'}")
    facts = when(about) if asked in _TWO_WAYS else {}
    row: list[Segment] = [*asides(lead), ask(f"ask_{asked}", name, **facts)]
    return say(talk.on(asked=asked, reminder=kept), row)


_TWO_WAYS = frozenset({"remind_yes", "cancel_one", "change_one"})
_ABOUT_OLD = frozenset({"cancel_one", "change_one"})


def when(reminder: Reminder) -> dict[str, Fact]:
    """The facts that say when somebody is reminded."""
    return {"weekdays" if reminder.weekly else "day": " ".join(reminder.days), "time": reminder.time}


def told_when(name: str, reminder: Reminder) -> Cue:
    """A cue that says of a reminder when it is, weekly or once."""
    return Cue(f"{name}_{'weekly' if reminder.weekly else 'once'}", 1, facts=when(reminder))


def plan_of(talk: Talk) -> Reminder:
    """What is agreed on so far."""
    return reminder_of(talk.session.reminder[0]) if talk.session.reminder else NOTHING_YET


def old_of(talk: Talk) -> tuple[Reminder, ...]:
    """The reminders that the talk is about."""
    return tuple(map(reminder_of, talk.session.reminder[1:]))


def more(talk: Talk) -> Turn:
    """A day, a time or both, said to a question of the talk; said without either, it is asked again."""
    return agree(talk, wanted(talk.event, plan_of(talk)), old=old_of(talk))


def again(talk: Talk) -> Turn:
    """Say the question once more."""
    return question(talk, talk.session.asked, plan_of(talk), old_of(talk))


def missed(talk: Talk) -> Turn:
    """Not understood: the question once more, and after that the routine."""
    if talk.session.missed:
        return go_on(talk.on(asked=""), Cue("not_reminded", 1))
    turn = question(talk, talk.session.asked, plan_of(talk), old_of(talk), Cue("missed", 1))
    return replace(turn, session=turn.session.with_(missed=1))


def agreed(talk: Talk) -> Turn:
    """A yes to the whole: now it is set, or changed."""
    plan, old = plan_of(talk), old_of(talk)
    errand = Errand(what="change_reminder" if old else "set_reminder", reminder=plan, old=old[:1])
    return send(talk.on(asked="", reminder=()), errand)


def refused(talk: Talk) -> Turn:
    """A no: every week was too often for a single day, perhaps; otherwise nothing is set."""
    plan, old = plan_of(talk), old_of(talk)
    if plan.weekly and len(plan.days) == 1 and not old:
        return question(talk, "remind_yes", replace(plan, weekly=False), ())
    return nothing_set(talk)


def nothing_set(talk: Talk) -> Turn:
    """No reminder after all, or none changed."""
    return go_on(talk.on(asked="", reminder=()), Cue("not_changed" if old_of(talk) else "not_reminded", 1))


def done(talk: Talk, errand: Errand, outcome: Outcome) -> Turn:
    """Set or changed: said with its days and time. Where permission lacks, Alexa asks for it."""
    if outcome.how == "done":
        name = "remind_set" if errand.what == "set_reminder" else "remind_changed"
        return go_on(talk, told_when(name, errand.reminder))
    if outcome.how == "no_permission" and errand.what == "set_reminder" and not errand.permitted:
        asked = talk.on(asked="permission", reminder=(errand.reminder.as_text(),))
        return hand_over(asked, replace(errand, what="ask_permission"), Cue("remind_permission", 0))
    if outcome.how == "past":
        return question(talk, "remind_time", errand.reminder, errand.old, Cue("remind_past", 1))
    return failed(talk, outcome)


def failed(talk: Talk, outcome: Outcome) -> Turn:
    """Why it could not be done, plainly; then the routine goes on."""
    return go_on(talk, Cue(_WHY.get(outcome.how, "remind_away"), 1))


_WHY = {
    "no_permission": "remind_not_allowed",
    "too_many": "remind_too_many",
    "unsupported": "remind_unsupported",
    "no_zone": "remind_no_zone",
    "gone": "remind_gone",
    "refused": "remind_refused",
}


def permission_answered(talk: Talk) -> Turn:
    """Back from Alexa's question for permission. What was agreed on came along, whatever was lost."""
    plan = wanted(talk.event, plan_of(talk) if talk.session.asked == "permission" else NOTHING_YET)
    talk = talk.on(asked="", reminder=())
    if talk.session.state in BUSY:
        return go_on(talk)
    if talk.event.how != "granted":
        return go_on(talk, Cue("remind_declined" if talk.event.how == "declined" else "remind_no_answer", 1))
    if not plan.whole:
        return agree(talk, plan)
    return send(talk, Errand(what="set_reminder", reminder=plan, permitted=True))

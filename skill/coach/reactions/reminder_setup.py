"""Agreeing on a reminder: day, time, a yes to both, and permission where it is lacking.

What is being agreed on travels in the session's `reminder`: the plan first, then the reminders that
the conversation is about. Nothing is set without a yes to its days and its time, and nothing is said to be
set that is not. Whatever else is said ends the context, and the routine goes on.
"""

from collections.abc import Mapping
from dataclasses import replace

from skill.coach.acts import Fact
from skill.coach.answer import go_on, hand_over, say, send
from skill.coach.effects import CLOCK, WEEK, Effect, EffectResult, Reminder, days_of, reminder_of
from skill.coach.events import Event
from skill.coach.layout import Cue, Segment, as_segments
from skill.coach.phrases import Phrase
from skill.coach.reactions import asking
from skill.coach.route import ask
from skill.coach.turn import Context, Turn

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

NOTHING_YET = Reminder()
"""A reminder of which nothing is agreed on."""


def remind(context: Context) -> Turn:
    """Asked for a reminder: what is lacking is asked for, then a yes to the whole. Never while rolling.

    A bare answer ("at seven"), which nothing has asked for, may have been anything, pain as well.
    """
    if context.event.how == ANSWER:
        return asking.missed(context)
    return later(context) if context.session.busy else agree(context, wanted(context.event))


def later(context: Context) -> Turn:
    """Not while the roller may be under them: the routine goes on."""
    return go_on(context, Cue(Phrase.FORGET_LATER, 1))


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


def agree(context: Context, plan: Reminder, *lead: Cue, old: tuple[Reminder, ...] = ()) -> Turn:
    """Ask for what is still lacking, or for a yes to the whole. `old` is the one that this would change."""
    if not plan.days:
        return question(context, "remind_day", plan, old, *lead)
    return question(context, "remind_yes" if plan.time else "remind_time", plan, old, *lead)


def question(context: Context, asked: str, plan: Reminder, old: tuple[Reminder, ...], *lead: Cue) -> Turn:
    """Ask one question of the conversation about reminders; its answer is looked up by what was `asked`."""
    kept = tuple(each.as_text() for each in (plan, *old))
    about = old[0] if asked in _ABOUT_OLD else plan
    weekly, once = _QUESTIONS[asked]
    facts = when(about) if weekly.facts else {}
    row: list[Segment] = [*as_segments(lead), ask(f"ask_{asked}", weekly if about.weekly else once, **facts)]
    return say(context, context.session.with_(side_question=asked, reminder=kept), row)


_QUESTIONS: Mapping[str, tuple[Phrase, Phrase]] = {
    "remind_day": (Phrase.ASK_REMIND_DAY, Phrase.ASK_REMIND_DAY),
    "remind_time": (Phrase.ASK_REMIND_TIME, Phrase.ASK_REMIND_TIME),
    "remind_what": (Phrase.ASK_REMIND_WHAT, Phrase.ASK_REMIND_WHAT),
    "remind_yes": (Phrase.ASK_REMIND_YES_WEEKLY, Phrase.ASK_REMIND_YES_ONCE),
    "cancel_all": (Phrase.ASK_CANCEL_ALL, Phrase.ASK_CANCEL_ALL),
    "cancel_one": (Phrase.ASK_CANCEL_ONE_WEEKLY, Phrase.ASK_CANCEL_ONE_ONCE),
    "change_one": (Phrase.ASK_CHANGE_ONE_WEEKLY, Phrase.ASK_CHANGE_ONE_ONCE),
}
"""How each question is asked about a reminder that comes every week, and about one that comes once."""
_ABOUT_OLD = frozenset({"cancel_one", "change_one"})


def when(reminder: Reminder) -> dict[str, Fact]:
    """The facts that say when somebody is reminded."""
    return {"weekdays" if reminder.weekly else "day": " ".join(reminder.days), "time": reminder.time}


SET = (Phrase.REMIND_SET_WEEKLY, Phrase.REMIND_SET_ONCE)
CHANGED = (Phrase.REMIND_CHANGED_WEEKLY, Phrase.REMIND_CHANGED_ONCE)
EACH = (Phrase.REMIND_EACH_WEEKLY, Phrase.REMIND_EACH_ONCE)
"""What is said of a reminder that comes every week, and of one that comes once."""


def told_when(phrases: tuple[Phrase, Phrase], reminder: Reminder) -> Cue:
    """A cue that says of a reminder when it is, weekly or once."""
    return Cue(phrases[not reminder.weekly], 1, facts=when(reminder))


def plan_of(context: Context) -> Reminder:
    """What is agreed on so far."""
    return reminder_of(context.session.reminder[0]) if context.session.reminder else NOTHING_YET


def old_of(context: Context) -> tuple[Reminder, ...]:
    """The reminders that the conversation is about."""
    return tuple(map(reminder_of, context.session.reminder[1:]))


def more(context: Context) -> Turn:
    """A day, a time or both, said to a question of it; said without either, it is asked again."""
    return agree(context, wanted(context.event, plan_of(context)), old=old_of(context))


def again(context: Context) -> Turn:
    """Say the question once more."""
    return question(context, context.session.side_question, plan_of(context), old_of(context))


def missed(context: Context) -> Turn:
    """Not understood: the question once more, and after that the routine."""
    if context.session.missed:
        return go_on(context.with_session(side_question=""), Cue(Phrase.NOT_REMINDED, 1))
    turn = question(
        context, context.session.side_question, plan_of(context), old_of(context), Cue(Phrase.MISSED, 1)
    )
    return replace(turn, session=turn.session.with_(missed=1))


def agreed(context: Context) -> Turn:
    """A yes to the whole: now it is set, or changed."""
    plan, old = plan_of(context), old_of(context)
    effect = Effect(what="change_reminder" if old else "set_reminder", reminder=plan, old=old[:1])
    return send(context.with_session(side_question="", reminder=()), effect)


def refused(context: Context) -> Turn:
    """A no: every week was too often for a single day, perhaps; otherwise nothing is set."""
    plan, old = plan_of(context), old_of(context)
    if plan.weekly and len(plan.days) == 1 and not old:
        return question(context, "remind_yes", replace(plan, weekly=False), ())
    return nothing_set(context)


def nothing_set(context: Context) -> Turn:
    """No reminder after all, or none changed."""
    return go_on(
        context.with_session(side_question="", reminder=()),
        Cue(Phrase.NOT_CHANGED if old_of(context) else Phrase.NOT_REMINDED, 1),
    )


def done(context: Context, effect: Effect, result: EffectResult) -> Turn:
    """Set or changed: said with its days and time. Where permission lacks, Alexa asks for it."""
    if result.how == "done":
        return go_on(context, told_when(SET if effect.what == "set_reminder" else CHANGED, effect.reminder))
    if result.how == "no_permission" and effect.what == "set_reminder" and not effect.permitted:
        asked = context.with_session(side_question="permission", reminder=(effect.reminder.as_text(),))
        return hand_over(asked, replace(effect, what="ask_permission"), Cue(Phrase.REMIND_PERMISSION, 0))
    if result.how == "past":
        return question(context, "remind_time", effect.reminder, effect.old, Cue(Phrase.REMIND_PAST, 1))
    return failed(context, result)


def failed(context: Context, result: EffectResult) -> Turn:
    """Why it could not be done, plainly; then the routine goes on."""
    return go_on(context, Cue(_WHY.get(result.how, Phrase.REMIND_AWAY), 1))


_WHY = {
    "no_permission": Phrase.REMIND_NOT_ALLOWED,
    "too_many": Phrase.REMIND_TOO_MANY,
    "unsupported": Phrase.REMIND_UNSUPPORTED,
    "no_zone": Phrase.REMIND_NO_ZONE,
    "gone": Phrase.REMIND_GONE,
    "refused": Phrase.REMIND_REFUSED,
}


def permission_answered(context: Context) -> Turn:
    """Back from Alexa's question for permission. What was agreed on came along, whatever was lost."""
    plan = wanted(
        context.event, plan_of(context) if context.session.side_question == "permission" else NOTHING_YET
    )
    context = context.with_session(side_question="", reminder=())
    if context.session.busy:
        return go_on(context)
    if context.event.how != "granted":
        return go_on(
            context,
            Cue(Phrase.REMIND_DECLINED if context.event.how == "declined" else Phrase.REMIND_NO_ANSWER, 1),
        )
    if not plan.whole:
        return agree(context, plan)
    return send(context, Effect(what="set_reminder", reminder=plan, permitted=True))

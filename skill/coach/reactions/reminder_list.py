"""The reminders that are set: told, changed and cancelled, each only after a yes.

Which ones there are is asked outside every time, since people change them in the speaker's app as well.
"""

from skill.coach.answer import go_on, send
from skill.coach.effects import Effect, EffectResult, Reminder, days_of
from skill.coach.layout import Cue
from skill.coach.phrases import Phrase
from skill.coach.reactions.reminder_setup import (
    EACH,
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
from skill.coach.turn import Context, Turn

TOLD = 3
"""How many reminders are told one by one; more can be seen in the app."""


def tell(context: Context) -> Turn:
    """Which reminders there are."""
    return _list(context, Effect(what="list_reminders"))


def change(context: Context) -> Turn:
    """Change a reminder."""
    return _list(context, Effect(what="list_reminders", then="change"))


def cancel(context: Context) -> Turn:
    """Cancel a reminder, or all."""
    return _list(context, Effect(what="list_reminders", then="cancel"))


def _list(context: Context, effect: Effect) -> Turn:
    if context.session.busy:
        return later(context)
    return send(context.with_session(side_question="", reminder=()), effect)


def listed(context: Context, effect: Effect, result: EffectResult) -> Turn:
    """Now it is known which there are: they are told, or asked about."""
    found = result.reminders
    if result.how != "done":
        return failed(context, result)
    if effect.then == "change":
        return _to_change(context, found)
    if not found:
        return go_on(context, Cue(Phrase.REMIND_NONE, 1))
    return _to_cancel(context, found) if effect.then == "cancel" else go_on(context, *_told(found))


def _told(found: tuple[Reminder, ...]) -> tuple[Cue, ...]:
    cues = [Cue(Phrase.REMIND_HAVE, 0.5, facts={"reminders": len(found)})]
    cues += [told_when(EACH, each) for each in found[:TOLD]]
    return (*cues, Cue(Phrase.REMIND_REST, 1)) if len(found) > TOLD else tuple(cues)


def _to_cancel(context: Context, found: tuple[Reminder, ...]) -> Turn:
    """Asked about: one alone, or those of the day that was named; several first all together."""
    days = set(days_of(context.event.day or ""))
    found = tuple(each for each in found if days & set(each.days)) or found
    if len(found) == 1:
        return question(context, "cancel_one", NOTHING_YET, found)
    return question(context, "cancel_all", NOTHING_YET, found, *_told(found))


def cancel_all(context: Context) -> Turn:
    """A yes to cancelling them all."""
    return _cancel(context, old_of(context))


def cancel_this(context: Context) -> Turn:
    """A yes to cancelling this one."""
    return _cancel(context, old_of(context)[:1])


def _cancel(context: Context, these: tuple[Reminder, ...]) -> Turn:
    return send(
        context.with_session(side_question="", reminder=()), Effect(what="cancel_reminders", old=these)
    )


def one_by_one(context: Context) -> Turn:
    """Not all of them: which, then."""
    return question(context, "cancel_one", NOTHING_YET, old_of(context))


def keep_this(context: Context) -> Turn:
    """A no to cancelling this one: perhaps the next."""
    return _next(context, "cancel_one", Phrase.NOT_CANCELLED)


def not_this(context: Context) -> Turn:
    """A no to changing this one: perhaps the next."""
    return _next(context, "change_one", Phrase.NOT_CHANGED)


def _next(context: Context, asked: str, phrase: Phrase) -> Turn:
    rest = old_of(context)[1:]
    if rest:
        return question(context, asked, plan_of(context), rest)
    return go_on(context.with_session(side_question="", reminder=()), Cue(phrase, 1))


def cancelled(context: Context, effect: Effect, result: EffectResult) -> Turn:
    """Once they are cancelled, that is said, with how many it were."""
    if result.how != "done":
        return failed(context, result)
    return go_on(context, Cue(Phrase.REMIND_CANCELLED, 1, facts={"reminders": len(result.reminders)}))


def _to_change(context: Context, found: tuple[Reminder, ...]) -> Turn:
    """None: it becomes a new one. Several: which, with what was wanted kept until that is known."""
    plan = wanted(context.event)
    if not found:
        return agree(context, plan, Cue(Phrase.REMIND_NONE, 1))
    if len(found) > 1:
        return question(context, "change_one", plan, found)
    return _changed(context, plan, found[0])


def change_this(context: Context) -> Turn:
    """A yes to changing this one."""
    return _changed(context, plan_of(context), old_of(context)[0])


def _changed(context: Context, plan: Reminder, old: Reminder) -> Turn:
    """What it becomes: what was said of it, and the rest as it was."""
    if not (plan.days or plan.time):
        return question(context, "remind_what", old, (old,), told_when(EACH, old))
    weekly = plan.weekly if plan.days else old.weekly
    new = Reminder(days=plan.days or old.days, time=plan.time or old.time, weekly=weekly)
    return agree(context, new, old=(old,))

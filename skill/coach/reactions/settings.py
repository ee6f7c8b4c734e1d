"""Choices said aloud: the change is made, confirmed in the sentence that goes on, and kept."""

from collections.abc import Callable

from skill.coach.answer import close, go, go_on, say, send
from skill.coach.effects import Effect, EffectResult
from skill.coach.layout import Cue, Segment
from skill.coach.phrases import Phrase
from skill.coach.places import Place, Stage
from skill.coach.reactions import asking, choices, sides
from skill.coach.reactions.choices import Change
from skill.coach.reactions.setting_up import from_the_leg
from skill.coach.route import ask
from skill.coach.session import Session
from skill.coach.turn import Context, Turn


def saying(change: Callable[[Context], Change]) -> Callable[[Context], Turn]:
    """A reaction that makes a change and says so; the routine goes on from where the person stands."""

    def reaction(context: Context) -> Turn:
        changed, cues = change(context)
        return go_on(changed, *cues)

    return reaction


set_seconds = saying(choices.set_seconds)
shorter = saying(choices.shorter)
going_on = saying(choices.going_on)
quieter = saying(choices.quieter)
fuller = saying(choices.fuller)
slower = saying(choices.slower)
faster = saying(choices.faster)


def set_seconds_rolling(context: Context) -> Turn:
    """A time, said while a side's clock runs: alone it could mean two things, so what stands is said."""
    bare = context.event.how == "bare" and context.event.seconds
    return asking.seconds_stand(context) if bare else set_seconds(context)


def first_side(context: Context) -> Turn:
    """Which side comes first, from now on; a set-up on the other one goes back to its leg."""
    changed, cues = choices.first_side(context)
    if _set_up_on_another(context, changed):
        return from_the_leg(changed, *cues)
    return go_on(changed, *cues)


def _set_up_on_another(context: Context, changed: Context) -> bool:
    place = context.session.place
    return place.getting_set and context.session.aside is None and changed.side != context.side


def one_side(context: Context) -> Turn:
    """One side only today, with one mention of the other; or both after all."""
    session = context.session
    side = context.event.side or session.side
    if context.event.how == "both":
        return _both_sides(context)
    if session.place.stage >= Stage.BETWEEN and not session.place.on_a_side:
        return go_on(context, Cue(Phrase.ONE_SIDE_TODAY, 1))
    if session.place.before_rolling and session.order_open:
        changed, cues = choices.one_side(context)
        return (from_the_leg if _set_up_on_another(context, changed) else go_on)(changed, *cues)
    if session.aside is not None:
        return go_on(
            context.with_session(_only(session, side)), Cue(Phrase.ONE_SIDE_ONLY, 1, facts={"side": side})
        )
    if side == session.side:
        return go_on(
            context.with_session(_only(session, side)), Cue(Phrase.ONE_SIDE_ONLY, 1, facts={"side": side})
        )
    if session.credit[side] or side in session.stopped:
        none = context.with_session(todo=dict.fromkeys(session.todo, 0))
        return go(none, Place.REST, Cue(Phrase.ONE_SIDE_TODAY, 1))
    return sides.switch(context.with_event(side=None))


def _both_sides(context: Context) -> Turn:
    """Both sides after all, as long as the rolling is not over."""
    if context.session.place.stage >= Stage.BETWEEN and not context.session.place.on_a_side:
        return go_on(context, Cue(Phrase.NEXT_TIME, 1))
    changed, cues = choices.both_sides(context)
    return go_on(changed, *cues)


def _only(session: Session, side: str) -> Session:
    todo = {each: left if each == side else 0 for each, left in session.todo.items()}
    return session.with_(todo=todo)


def forget(context: Context) -> Turn:
    """Asked to forget: never while rolling, and only after a yes."""
    if context.session.busy:
        return go_on(context, Cue(Phrase.FORGET_LATER, 1))
    asked = context.session.with_(side_question="forget")
    row = [Segment("forget", cues=(Cue(Phrase.FORGET_WHAT, 1),)), ask("ask_forget", Phrase.ASK_FORGET)]
    return say(context, asked, row)


def forget_now(context: Context) -> Turn:
    """A yes to forgetting: everything kept of this person is to go."""
    return send(context.with_session(side_question=""), Effect(what="forget"))


def forgotten(context: Context, effect: Effect, result: EffectResult) -> Turn:
    """Once all is erased the session ends. Where it could not be, that is said, and nothing else claimed."""
    if result.how == "done":
        return close(context, Cue(Phrase.FORGOTTEN))
    return go_on(context, Cue(Phrase.NOT_ERASED, 1))


def not_forgotten(context: Context) -> Turn:
    """Not to be forgotten after all."""
    return go_on(context.with_session(side_question=""), Cue(Phrase.NOT_FORGOTTEN, 1))

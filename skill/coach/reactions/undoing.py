"""Taking back what was misheard: undo, a bare "no", a correction in the next breath, and "cancel".

The fields that a turn changed are saved for the next turn alone. What is taken back starts no clock: a
side is placed again and waits for "ready". Pain, a stop, a condition, an alarm, the safety answer and
*lighter* are never among them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from skill.coach.answer import go, go_on, lay
from skill.coach.events import SIDES, Label, Side
from skill.coach.layout import Cue
from skill.coach.phrases import Phrase
from skill.coach.places import Place
from skill.coach.reactions import asking, choices, pain, rolling, settings, sides
from skill.coach.reactions.setting_up import from_the_leg, replan
from skill.coach.session import Session
from skill.coach.settings import SETTINGS
from skill.coach.timeline import head_for
from skill.coach.turn import Context, Turn

NEXT_BREATH = 6.0
"""Seconds from the start of an answer within which a bare "no" takes back what it changed."""

FIELDS = ("sides", "side_index", "step", "seconds", "todo", "restarted", "holds", "remaining", "extra",
          "short", "verbosity", "tempo", "asks_first", "chosen")  # fmt: skip
"""The fields of a session that can be taken back. The place is saved beside them."""

UNDOABLE = frozenset(
    {Label.SET_SIDE_DURATION, Label.SHORTER_SESSION, Label.MORE_TIME, Label.SWITCH_SIDES, Label.SKIP_STEP,
     Label.NEXT_STEP, Label.ONE_SIDE_ONLY, Label.SET_FIRST_SIDE, Label.ONE_SIDE_TIGHTER, Label.SLOWER,
     Label.FASTER, Label.QUIETER, Label.FULLER, Label.SET_GOING_ON, Label.CORRECT, Label.GO_BACK,
     Label.START_OVER, Label.START_SESSION}
)  # fmt: skip
"""The labels whose changes can be taken back."""


def saved(context: Context, turn: Turn) -> Mapping[str, Any]:
    """What a turn has changed, as it was before: it can be taken back in the next one."""
    before, after = context.before, turn.session
    if context.event.label not in UNDOABLE:
        return {}
    changed = {
        name: getattr(before, name) for name in FIELDS if getattr(before, name) != getattr(after, name)
    }
    person = {
        name: getattr(context.person, name)
        for name in SETTINGS
        if getattr(context.person, name) != getattr(turn.person, name)
    }
    moved = before.place != after.place and before.aside is None
    if not (changed or person or moved):
        return {}
    found = {**_plain(changed), "credit": dict(before.credit), "place": before.place.value}
    return {**found, "person": person} if person else found


def _plain(changed: Mapping[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in changed.items()}


def undo(context: Context) -> Turn:
    """Take back what the last turn changed, and say what stands again."""
    if not context.session.undo:
        return go_on(context, Cue(Phrase.NOTHING_TO_UNDO, 1))
    was, place = _restored(context)
    return _back(was, place, _says(context, was.session))


def cancel_or_stop(context: Context) -> Turn:
    """Cancel takes back a change, else a question beside the routine, else it stops; stop always stops."""
    if context.event.how != "cancel":
        return pain.stop(context)
    if context.session.undo:
        return undo(context)
    if context.before.side_question:
        return go_on(context)
    return pain.stop(context)


def no_or(reaction: Callable[[Context], Turn]) -> Callable[[Context], Turn]:
    """A no to nothing that was asked: what was just changed is taken back, else this reaction answers."""

    def no(context: Context) -> Turn:
        takes_back = context.session.undo and context.passed <= NEXT_BREATH
        return (undo if takes_back else reaction)(context)

    return no


def _wince(context: Context) -> Turn:
    """Said on the roller it may be a wince; elsewhere it moves nobody."""
    lies = context.session.lies and context.session.aside is None
    return go_on(context, *((Cue(Phrase.WINCE, 2),) if lies else ()))


bare_no = no_or(_wince)


def correct(context: Context) -> Turn:
    """A correction with a side or a time: of the last change where there was one, else of nothing.

    With both, before anything was rolled, it is the plan that was misheard.
    """
    side, seconds = context.event.side, context.event.seconds
    if side and seconds and context.session.place.before_rolling and context.session.order_open:
        return replan(context)
    if not context.session.undo:
        return _side_without_a_change(context, side) if side else _time_without_a_change(context)
    return _corrected(*_restored(context), side) if side else _retimed(context)


def _side_without_a_change(context: Context, side: Side) -> Turn:
    session = context.session
    if session.place.upright:
        return go_on(context.with_session(choices.side_first(session, side), chosen=True))
    if not session.place.getting_set or session.aside is not None or side == session.side:
        return sides.as_it_is(context)
    if session.order_open:
        return from_the_leg(context.with_session(choices.side_first(session, side)))
    if side in session.sides and session.todo[side]:
        turned = context.with_session(side_index=session.sides.index(side))
        return sides.ready_again(turned, Cue(Phrase.UNDONE_SIDE, 1, facts={"side": side}))
    return sides.as_it_is(context)


def _time_without_a_change(context: Context) -> Turn:
    session, seconds = context.session, context.event.seconds
    if seconds is None:
        return go_on(context)
    if session.place.before_rolling:
        return settings.set_seconds(context)
    return asking.seconds_stand(context)


def _restored(context: Context) -> tuple[Context, Place]:
    """The context with the saved fields, less what was rolled since; and the place that was left."""
    session, saved_ = context.session, dict(context.session.undo)
    person, place = saved_.pop("person", {}), Place(saved_.pop("place", session.place))
    credit = saved_.pop("credit", session.credit)
    if "todo" in saved_:
        since = {side: session.credit[side] - credit[side] for side in SIDES}
        saved_["todo"] = {side: max(0, saved_["todo"][side] - since[side]) for side in SIDES}
    if "sides" in saved_:
        saved_["sides"] = tuple(saved_["sides"])
    stopped = dict.fromkeys(session.stopped, 0)
    restored = session.with_(**saved_, undo={})
    restored = restored.with_(todo={**restored.todo, **stopped})
    return context.with_session(restored).with_person(**person), place


def _says(context: Context, was: Session) -> Cue:
    names = context.session.undo.keys()
    if "seconds" in names:
        return Cue(Phrase.UNDONE_SECONDS, 1, facts={"seconds": was.seconds})
    if names & {"sides", "side_index"}:
        return Cue(Phrase.UNDONE_SIDE, 1, facts={"side": was.side})
    return Cue(Phrase.UNDONE, 1)


def _back(context: Context, place: Place, cue: Cue) -> Turn:
    """Back at the place that was left. Where a clock ran it is not started: the side waits for "ready"."""
    session = context.session
    if session.aside is not None or place == session.place:
        return lay(context, session, (cue,)) if session.aside is None else go_on(context, cue)
    if place == Place.SETUP:
        return go(context, place, cue, step=session.step)
    if not (place.on_a_side or place.getting_set):
        return go(context, place, cue)
    if session.todo[session.side] <= 0:
        return go(context, Place.CHANGE_OVER, cue)
    return sides.ready_again(context, cue)


def _corrected(context: Context, place: Place, side: Side) -> Turn:
    session = context.session
    cue = Cue(Phrase.UNDONE_SIDE, 1, facts={"side": side})
    if place == Place.SYMMETRY:
        off = (Cue(Phrase.COME_OFF, 3),) if context.before.on_roller else ()
        return sides.give_extra(context.with_session(head_for(session, place)), side, *off, cue)
    if place.upright:
        return go_on(context.with_session(choices.side_first(session, side), chosen=True), cue)
    if session.order_open:
        return _back(context.with_session(choices.side_first(session, side)), Place.BREATHING, cue)
    if side in session.sides and session.todo[side]:
        index = session.sides.index(side)
        return sides.ready_again(context.with_session(side_index=index), cue)
    if side == session.side:
        return _back(context, place, cue)
    at_the_change = session.place == Place.CHANGE_OVER and session.aside is None
    return (sides.switch_at_the_change_over if at_the_change else sides.as_it_is)(context)


def _retimed(context: Context) -> Turn:
    """The time of the last change, corrected. A change that was of something else stays."""
    saved_ = context.session.undo
    if context.event.seconds is None:
        return undo(context)
    if "seconds" in saved_:
        return settings.set_seconds(_restored(context)[0])
    if saved_.keys() & {"todo", "place", "sides", "side_index"} == {"todo", "place"}:
        return rolling.more_time(_restored(context)[0])
    return _time_without_a_change(context)

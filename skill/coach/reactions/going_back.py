"""Back to the part before, or to a side: from its start, or for what was left of it."""

from skill.coach.answer import go, say
from skill.coach.events import Side
from skill.coach.layout import Cue, Segment
from skill.coach.phrases import Phrase
from skill.coach.places import Place, Stage
from skill.coach.reactions import setting_up
from skill.coach.route import lacking, route, sided
from skill.coach.session import Session
from skill.coach.timeline import head_for
from skill.coach.turn import Context, Turn


def go_back(context: Context) -> Turn:
    """Back to the part before, off the roller first."""
    session, side = context.session, context.event.side
    place = session.place
    if side and (place.stage >= Stage.ROLLING or session.credit[side]):
        return redo(context, side)
    if place == Place.CHANGE_OVER and session.side_index and session.todo[session.side] > 0:
        return redo(context, session.sides[session.side_index - 1])
    if place.traits.clock:
        early = session.side_index and session.clock < context.routine.ten
        return redo(context, session.sides[session.side_index - 1] if early else session.side)
    if place == Place.SETUP:
        return setting_up.set_up_from(context, max(0, session.step - 1))
    return go(context, _BEFORE.get(place, place), Cue(Phrase.STEP_BACK, 2))


_BEFORE = {
    Place.SETTLED: Place.SETUP,
    Place.BREATHING: Place.SETUP,
    Place.EXTRA: Place.SYMMETRY,
    Place.REST: Place.SYMMETRY,
    Place.CHECK: Place.REST,
    Place.CLOSE: Place.CHECK,
}


def redo(context: Context, side: Side) -> Turn:
    """Roll a side again, off the roller first: from its start, or for the rest where it was left early.

    In all it is never rolled for longer than the cap of a side.
    """
    session = context.session
    sides = session.sides if side in session.sides else (*session.sides, side)
    again = session.with_(sides=sides, side_index=sides.index(side), extra=False)
    left = lacking(session, side) if side != session.side else 0
    if left and session.credit[side]:
        again = again.with_(todo={**session.todo, side: left})
    else:
        again = _from_its_start(again, side)
    back = sided(Cue(Phrase.GO_BACK_SIDE, 10), side)
    heading = head_for(again, Place.ROLLING)
    row = [Segment("go_back", side, (back, true_seconds(again))), *route(context.routine, heading)]
    return say(context, heading, row)


def _from_its_start(session: Session, side: Side) -> Session:
    room = min(session.seconds, session.room(side))
    return session.with_(
        todo={**session.todo, side: room}, holds={**session.holds, side: 0},
        restarted={**session.restarted, side: session.credit[side]},
    )  # fmt: skip


def true_seconds(session: Session) -> Cue:
    """The seconds that are still to roll on this side."""
    return Cue(Phrase.RESUME_SECONDS, 2, facts={"seconds": session.todo[session.side]})

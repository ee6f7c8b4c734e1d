"""From side to side: the change-over, the symmetry question, and extra time on one side."""

from skill.coach import routine
from skill.coach.events import Side
from skill.coach.layout import Cue, Segment, asides
from skill.coach.reactions.asking import ON_ROLLER
from skill.coach.reactions.moving import at, set_up_from
from skill.coach.route import ask, next_side, other, route, steps
from skill.coach.session import Session
from skill.coach.states import State
from skill.coach.turn import Talk, Turn, go_on, say, still_waiting


def side_two(talk: Talk) -> Turn:
    """Down on the other side, or no more of the change-over wanted: that side's clock begins."""
    session = talk.session
    following = next_side(session)
    if session.todo[session.side] > 0:
        return at(talk, State.BREATHING)
    if following is None:
        return wind_down(talk)
    return at(talk.on(turn=session.sides.index(following)), State.BREATHING)


def switch(talk: Talk) -> Turn:
    """The other side, at once. A side that is over for today is refused."""
    session, wanted = talk.session, talk.event.side
    if wanted in session.over:
        return go_on(talk, Cue("side_over", 1))
    if wanted == session.side and session.todo[session.side] > 0:
        return go_on(talk, Cue("this_side", 1, facts={"side": session.side}))
    if next_side(session) is not None:
        return _change(talk.on(session.set_todo(session.side, 0)))
    done = talk.on(session.set_todo(session.side, 0))
    if wanted in session.sides and wanted != session.side and wanted not in session.gentle:
        return extra(done, wanted, *coming_off(session))
    if session.state in (State.PAUSED, State.CHOICE):
        return still_waiting(talk, Cue("no_other_side", 1))
    return wind_down(done)


def coming_off(session: Session) -> tuple[Cue, ...]:
    """What is said first to somebody who may lie on the roller, and is to get off it."""
    return (Cue("end_extra", 3),) if session.state in ON_ROLLER else ()


def _change(talk: Talk) -> Turn:
    session, side = talk.session, talk.session.side
    following = next_side(session) or other(side)
    moved = session.with_(
        turn=session.sides.index(following), state=State.CHANGE_OVER, place=State.CHANGE_OVER, left=0
    )
    off = Segment("off", side, (Cue("switch_off", 4),))
    return say(talk.on(moved, step=0), [off, *route(moved)])


def switch_or_swap(talk: Talk) -> Turn:
    """In the breaths: before the first side it swaps, before the second it changes over."""
    session = talk.session
    return switch(talk) if session.turn or any(session.credit.values()) else swap_first(talk)


def end_extra(talk: Talk) -> Turn:
    """Enough extra: on to the rest."""
    return at(talk.on(talk.session.set_todo(talk.side, 0)), State.REST, Cue("end_extra", 3))


def no_more_extra(talk: Talk) -> Turn:
    """More rolling, asked for when it is over: next time."""
    return go_on(talk, Cue("next_time", 1))


def swap_first(talk: Talk) -> Turn:
    """Before the first side: begin on the other one, or on the one that was named."""
    session = talk.session
    if len(session.sides) == 1 or talk.event.side == session.side:
        return go_on(talk, Cue("this_side", 1, facts={"side": session.side}))
    return set_up_from(talk.on(sides=session.sides[::-1]), leg_step(session))


def leg_step(session: Session) -> int:
    """The set-up step that names the leg, where a change of side goes on from."""
    leg = next(i for i, row in enumerate(steps(session)) if any(cue.phrase == "setup_leg" for cue in row))
    return min(session.step, leg)


def extra(talk: Talk, side: Side, *lead: Cue) -> Turn:
    """Extra time on one side, once, inside the cap; never on a side that hurt, or may have."""
    session = talk.session
    hurt = session.taken_up or side in session.over + session.gentle
    if hurt or session.extra or session.room(side) < routine.TEN:
        return at(talk, State.REST, *lead, Cue("no_extra", 1))
    sides = session.sides if side in session.sides else (*session.sides, side)
    given = session.with_(sides=sides, turn=sides.index(side), extra=True, left=0)
    given = given.set_todo(side, routine.EXTRA_SECONDS)
    given = given.with_(restarted={**given.restarted, side: given.credit[side]})
    return at(talk.on(given), State.EXTRA, *lead)


def wind_down(talk: Talk, *lead: Cue) -> Turn:
    """All rolling is done: the symmetry question where both sides were rolled, else the rest."""
    session = talk.session
    both = all(session.credit.values())
    if both and not session.extra and not session.over:
        symmetry = session.with_(state=State.SYMMETRY, place=State.SYMMETRY)
        row = [Segment("ask_tighter", cues=(Cue("end_last", 5),)), ask("ask_tighter")]
        return say(talk.on(symmetry), [*asides(lead), *row])
    return at(talk, State.REST, *lead)


def even(talk: Talk) -> Turn:
    """Both the same: no extra, on to the rest."""
    return at(talk, State.REST, Cue("sym_same", 1))


def skip_side(talk: Talk) -> Turn:
    """Leave out what is left of this side, or the side that would come next."""
    session = talk.session
    if session.state == State.CHANGE_OVER:
        following = session.side if session.todo[session.side] else next_side(session)
        rest = session if following is None else session.set_todo(following, 0)
        return at(talk.on(rest), State.REST, *coming_off(session), Cue("one_side_today", 1))
    if session.extra or next_side(session) is None:
        return wind_down(talk.on(session.set_todo(session.side, 0)))
    return _change(talk.on(session.set_todo(session.side, 0)))

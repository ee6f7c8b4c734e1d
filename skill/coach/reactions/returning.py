"""Stopping the clock and coming back to it: pause, resume, go back, start over."""

from skill.coach import routine
from skill.coach.layout import Cue, Segment
from skill.coach.reactions.asking import ON_ROLLER
from skill.coach.reactions.moving import at, begin, set_up_from
from skill.coach.route import after_hold, ask, next_side, other, route, sided
from skill.coach.session import Session
from skill.coach.states import State
from skill.coach.turn import Talk, Turn, go_on, say


def pause(talk: Talk) -> Turn:
    """The clock stands still until they say continue."""
    session = talk.session
    if session.state in (State.RESUME_OFFER, State.CHOICE):
        return go_on(talk, Cue("no_hurry", 1))
    return say(talk.on(state=State.PAUSED), [Segment("paused", cues=(Cue("paused", 1),)), ask("ask_paused")])


def resume(talk: Talk) -> Turn:
    """Go on after a pause, a choice or a drop, with time to get set and the true seconds."""
    session, state = talk.session, talk.session.state
    if side_is_over(session):
        return past_an_over_side(talk)
    if session.place == State.HOLD:
        session = after_hold(session.with_(left=0))
    place = session.place
    back = session.with_(state=place, left=session.left if place == State.REST else 0)
    if state == State.RESUME_OFFER and place in (State.SETTLED, State.BREATHING):
        return at(talk.on(back), State.SETTLED, sided(Cue("resume_place", 10), session.side))
    if place not in (State.ROLLING, State.EXTRA):
        light = (Cue("lighten_later", 1),) if state == State.CHOICE and place in ON_ROLLER else ()
        return go_on(talk.on(back), *light)
    if session.todo[session.side] <= 0:
        return at(talk.on(back), State.REST if state == State.CHOICE else State.CHANGE_OVER)
    return say(talk.on(back), [Segment("resume", cues=_getting_back(session, state)), *route(back)])


_GETTING_SET = (State.SETUP, State.SETTLED, State.BREATHING)


def side_is_over(session: Session) -> bool:
    """Whether the side that they were getting set on was ended before its clock ran."""
    return session.place in _GETTING_SET and session.todo[session.side] <= 0


def past_an_over_side(talk: Talk) -> Turn:
    """Nobody is set up on a side that is over: the choice is asked again, or the other side is set up."""
    session = talk.session
    following = next_side(session)
    if following is None:
        return at(talk, State.REST, Cue("enough_today", 2))
    if session.state == State.CHOICE:
        return go_on(talk)
    return at(talk.on(turn=session.sides.index(following)), State.SETUP)


def _getting_back(session: Session, state: State) -> tuple[Cue, ...]:
    """The cues that bring somebody back onto the roller: lightly, on a side that hurt."""
    placed = {State.CHOICE: (), State.RESUME_OFFER: (Cue("resume_place", 10),)}.get(
        state, (Cue("resume", 8),)
    )
    light = (Cue("go_light", 4 if placed else 8),) if session.side in session.gentle else ()
    return (*(sided(cue, session.side) for cue in (*placed, *light)), _true_seconds(session))


def _true_seconds(session: Session) -> Cue:
    return Cue("resume_seconds", 2, facts={"seconds": session.todo[session.side]})


def start_over(talk: Talk) -> Turn:
    """From the top. What was rolled stays credited, and a side that is over stays over."""
    session = talk.session
    todo = {s: 0 if s in session.over else min(session.seconds, session.room(s)) for s in session.credit}
    open_sides = tuple(s for s in session.sides if todo[s] >= routine.TEN)
    if not open_sides:
        return at(talk, State.REST, Cue("enough_today", 2))
    again = session.with_(todo=todo, restarted=dict(session.credit), sides=open_sides, turn=0, extra=False)
    again = again.with_(holds=dict.fromkeys(session.credit, 0), finished=False)
    if session.state in (State.LAUNCH, State.WELCOME, State.SAFETY):
        return begin(talk.on(again))
    return at(talk.on(again), State.SETUP, Cue("start_over", 6))


def go_back(talk: Talk) -> Turn:
    """Back to the part before, off the roller first."""
    session = talk.session
    side = talk.event.side
    if side and side in session.sides and session.state in _ROLLED:
        return redo(talk.on(turn=session.sides.index(side)))
    if session.state in _ON_A_SIDE and session.place in _ROLLED:
        early = session.turn and session.clock < routine.TEN
        return redo(talk.on(turn=session.turn - 1) if early else talk)
    if session.state == State.CHANGE_OVER and session.turn and session.todo[session.side] > 0:
        return redo(talk.on(turn=session.turn - 1))
    if session.place == State.SETUP:
        return set_up_from(talk, max(0, session.step - 1))
    return at(talk, _BEFORE.get(session.place, session.place), Cue("go_back", 2))


_ROLLED = frozenset(
    {State.ROLLING, State.HOLD, State.EASE, State.CHANGE_OVER, State.SYMMETRY, State.EXTRA, State.REST,
     State.PAUSED, State.CHOICE}
)  # fmt: skip
_ON_A_SIDE = frozenset(
    {State.ROLLING, State.HOLD, State.EASE, State.PAUSED, State.CHOICE, State.RESUME_OFFER}
)
_BEFORE = {
    State.SETTLED: State.SETUP,
    State.BREATHING: State.SETUP,
    State.EXTRA: State.SYMMETRY,
    State.REST: State.SYMMETRY,
    State.CHECK: State.REST,
    State.CLOSE: State.CHECK,
}


def redo(talk: Talk) -> Turn:
    """The side under way from its start, off the roller first, inside the cap."""
    session, side = talk.session, talk.session.side
    room = min(session.seconds, session.room(side))
    if side in session.over or room < routine.TEN:
        return go_on(talk, Cue("enough_side", 1))
    session = session.set_todo(other(side), session.todo[other(side)])
    again = session.set_todo(side, room).with_(
        restarted={**session.restarted, side: session.credit[side]},
        holds={**session.holds, side: 0}, extra=False, state=State.ROLLING, place=State.ROLLING, left=0,
    )  # fmt: skip
    back = sided(Cue("go_back_side", 10), side)
    return say(talk.on(again), [Segment("go_back", cues=(back, _true_seconds(again))), *route(again)])

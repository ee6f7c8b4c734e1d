"""While a side is rolled: tender spots, pressure, time and pace. The clock goes on unless held."""

from skill.coach import routine
from skill.coach.layout import Cue, Segment
from skill.coach.reactions.asking import ON_ROLLER
from skill.coach.reactions.sides import extra
from skill.coach.route import after_hold, ask, route
from skill.coach.session import Session
from skill.coach.states import State
from skill.coach.turn import Talk, Turn, go_on, say

KEEP_GOING = 10
"""With no more than so many seconds left on a side, "keep going" asks for more time."""


def tender(talk: Talk) -> Turn:
    """Hold on a tender spot for half a minute; after two holds a side it has had enough."""
    session, side = _rolled_on(talk.session), talk.side
    length = routine.HOLD_SECONDS
    left = session.todo[side] if side in session.gentle else session.room(side)
    if session.holds[side] >= routine.HOLDS or length > left:
        return go_on(talk.on(session), Cue("hold_stuck", 2))
    held = session.with_(
        state=State.HOLD,
        place=State.HOLD,
        left=length,
        holds={**session.holds, side: session.holds[side] + 1},
    )
    return say(talk.on(held), route(held))


def _rolled_on(session: Session) -> Session:
    """Out of a hold or an ease, with what is left of the side."""
    if session.place != State.HOLD:
        return session.with_(state=session.place)
    return after_hold(session.with_(left=0))


def eased(talk: Talk) -> Turn:
    """The spot let go before the half minute was over: roll on."""
    return go_on(talk.on(_rolled_on(talk.session)), Cue("hold_27", 1))


def roll_on(talk: Talk) -> Turn:
    """Nothing to change: a word, and the rolling goes on."""
    return go_on(talk, Cue("carry_on", 1))


def carry_on(talk: Talk) -> Turn:
    """Keep going while rolling: near the end of a side that asks for more."""
    if talk.session.place == State.ROLLING and talk.session.todo[talk.side] <= KEEP_GOING:
        return more_time(talk)
    return roll_on(talk)


def ease(talk: Talk) -> Turn:
    """Less pressure: the cue, six seconds of quiet, and the clock goes on."""
    session = talk.session
    if session.state not in ON_ROLLER:
        return go_on(talk, Cue("lighten_later", 1))
    if session.place != State.ROLLING or session.state not in (State.ROLLING, State.EASE):
        return go_on(talk, Cue("lighten", routine.EASE_QUIET))
    todo, cue = session.todo[talk.side], Cue("lighten", routine.EASE_QUIET)
    seconds = round(talk.measure("lighten", None, {}) + routine.EASE_QUIET)
    if todo - seconds < routine.TEN:
        return go_on(talk, cue)
    eased_off = Segment("ease", talk.side, (cue,), float(seconds), lead=1)
    later = session.set_todo(talk.side, todo - seconds)
    later = later.with_(credit={**later.credit, talk.side: later.credit[talk.side] + seconds})
    row = route(later.with_(state=State.ROLLING))
    return say(talk.on(session, state=State.EASE), [eased_off, *row])


def more(talk: Talk) -> Turn:
    """More pressure, and where to stop; refused after any report of pain, and where one may be forgotten."""
    if talk.session.gentle:
        return go_on(talk, Cue("more_refused", 3))
    return go_on(talk, Cue("more_not_again" if talk.session.taken_up else "more", 3))


def more_time(talk: Talk) -> Turn:
    """Thirty seconds more, or as many as were asked for, up to the cap of a side."""
    session, side = talk.session, talk.side
    asked = max(5, min(talk.event.seconds or routine.STEP_SECONDS, routine.MOST))
    if session.state == State.HOLD:
        return _longer_hold(talk, asked)
    longer = session.set_todo(side, session.todo[side] + asked)
    given = longer.todo[side] - session.todo[side]
    if side in session.over or given < 5:
        return go_on(talk.on(_rolled_on(session)), Cue("more_cap", 1))
    return go_on(talk.on(longer), Cue("more_time", 1, facts={"seconds": given}))


def _longer_hold(talk: Talk, asked: int) -> Turn:
    session = talk.session
    left = min(session.left + asked, routine.HOLD_SECONDS, session.room(talk.side))
    return go_on(talk.on(left=max(left, session.left)), Cue("more_hold", 1))


def longer_rest(talk: Talk) -> Turn:
    """A longer rest."""
    left = min(talk.session.left + (talk.event.seconds or routine.STEP_SECONDS), routine.REST_MOST)
    return go_on(talk.on(left=left, state=State.REST), Cue("more_rest", 1))


def more_of_last(talk: Talk) -> Turn:
    """Asked for once a side is over: back onto it, for a while."""
    side = talk.event.side or talk.side
    if talk.session.state == State.SYMMETRY:
        return extra(talk, side)
    return go_back_for_more(talk)


def go_back_for_more(talk: Talk) -> Turn:
    """More of the side that has just ended, before the other one begins."""
    session = talk.session
    turn = session.turn - 1 if session.turn and session.todo[session.side] else session.turn
    side = session.sides[turn]
    asked = max(routine.TEN, min(talk.event.seconds or routine.STEP_SECONDS, routine.MOST))
    if side in session.over or session.room(side) < routine.TEN:
        return go_on(talk, Cue("more_cap", 1))
    longer = session.with_(turn=turn, state=State.ROLLING, place=State.ROLLING, left=0).set_todo(side, asked)
    facts = {"side": side, "seconds": longer.todo[side]}
    return say(
        talk.on(longer),
        [Segment("back_for_more", side, (Cue("back_for_more", 8, facts=facts),)), *route(longer)],
    )


def tighter(talk: Talk) -> Turn:
    """One side is tighter: it gets the extra time, once, after both."""
    session, event = talk.session, talk.event
    refs = {"first": session.sides[0], "second": session.sides[-1], "current": talk.side}
    side = event.side or refs.get(event.side_ref or "")
    if side is None:
        return say(talk, [ask("ask_which")])
    return extra(talk, side)


def tighter_later(talk: Talk) -> Turn:
    """Said before both sides are done: both come first."""
    return go_on(talk, Cue("tighter_later", 1))

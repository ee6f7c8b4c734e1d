"""The conversation: every state, and what is heard in it.

The rule: which label leads to which reaction, and where, stands in the tables and nowhere else.

A **state** is named after what the person is doing or what question hangs in the air. In
`skill.coach.tables`, `TABLE` has a row for each, and `ANYWHERE` holds what is heard in every state.
A **reaction** is a pure function from a `Talk` (the session as the clock left it, the event, the
person) to a `Turn`. It says something and names where the routine goes on; the question at the end
comes from there.

A turn runs like this. `catch_up` has said where the person is. `step` opens a session if there is
none, looks the label up, and lets the reaction answer. Time comes in with the event: nothing here
has a clock.
"""

from dataclasses import replace

from skill.coach import tables, talks
from skill.coach.acts import Measure
from skill.coach.checkpoint import record_of
from skill.coach.errands import Outcome
from skill.coach.events import Event, Label
from skill.coach.person import Person
from skill.coach.reactions import opening
from skill.coach.session import SCRAP, Session
from skill.coach.states import State
from skill.coach.timeline import Moment
from skill.coach.turn import Talk, Turn

_ANSWERS_KEPT = frozenset({Label.REPEAT, Label.NOT_UNDERSTOOD})


def step(moment: Moment, event: Event, person: Person, measure: Measure) -> Turn:
    """Answer one event: the turn holds the session after it, the reply, and what is to be kept."""
    session = moment.heard(event.label)
    before = None
    if event.opens or session.state == State.CLOSED:
        session, before = opening.open_session(person, event)
    session = _without_scraps(session)
    if event.label != Label.NOT_UNDERSTOOD:
        session = session.with_(missed=0)
    if event.label not in _ANSWERS_KEPT:
        session = session.with_(answer="")
    turn = tables.react(Talk(session, event, person, measure), event.label)
    return _recorded(turn, before)


def finish(turn: Turn, event: Event, outcome: Outcome, measure: Measure) -> Turn:
    """Answer the event of a turn that sent an errand, now that its outcome is known."""
    if turn.errand is None:
        raise ValueError("The turn has sent no errand, so there is no outcome to answer.")
    talk = Talk(turn.session, event, turn.person, measure)
    answered = talks.OUTCOMES[turn.errand.what](talk, turn.errand, outcome)
    answered = _recorded(answered, None)
    return replace(answered, record=turn.record or answered.record)


def _without_scraps(session: Session) -> Session:
    """Nobody is sent back onto the roller for a second or two: what is under way may finish, no more."""
    under_way = session.side if session.state in _UNDER_WAY else None
    for side in session.todo:
        if side != under_way and session.todo[side] < SCRAP:
            session = session.set_todo(side, 0)
    return session


_UNDER_WAY = frozenset({State.ROLLING, State.HOLD, State.EASE, State.EXTRA})


def _recorded(turn: Turn, before: Session | None) -> Turn:
    """Say once what history should hold: of a session left behind, or of this one as it ends."""
    if before is not None and (record := record_of(before)):
        return replace(turn, record=record)
    session = turn.session
    if session.finished or session.state == State.CLOSED:
        record = record_of(session)
        told = session.recorded or record is not None
        return replace(turn, session=session.with_(recorded=told), record=record)
    return turn

"""How a session begins: a new one, one taken up again, or a newcomer's first."""

from dataclasses import replace

from skill.coach import routine
from skill.coach.events import SIDES, Event, Side
from skill.coach.layout import Cue
from skill.coach.person import Person
from skill.coach.reactions.asking import told
from skill.coach.reactions.moving import begin
from skill.coach.reactions.returning import start_over
from skill.coach.session import Session
from skill.coach.states import State
from skill.coach.timeline import catch_up
from skill.coach.turn import Talk, Turn, go_on


def start(talk: Talk) -> Turn:
    """Start, with whatever side or time was named."""
    talk = _with_choices(talk)
    return begin(talk)


def _with_choices(talk: Talk) -> Talk:
    session, event = talk.session, talk.event
    if event.seconds:
        session = with_seconds(session, within(event.seconds))
    if event.side:
        session = side_first(session, event.side)
    return talk.on(session)


def side_first(session: Session, side: Side) -> Session:
    """The session with this side first, where nothing was rolled yet."""
    if len(session.sides) == 2 and not session.turn:
        return session.with_(sides=(side, SIDES[1 - SIDES.index(side)]))
    return session


def at_step(talk: Talk, step: int, *lead: Cue) -> Turn:
    """Go on with the set-up from a step."""
    return go_on(talk.on(state=State.SETUP, place=State.SETUP, step=step), *lead)


def within(seconds: int) -> int:
    """The nearest time a side that can be chosen, in seconds."""
    return max(routine.LEAST, min(seconds, routine.MOST))


def with_seconds(session: Session, seconds: int) -> Session:
    """The session with another time a side; a side that is under way keeps what it has done."""
    session = session.with_(seconds=seconds)
    for side in session.sides:
        if side not in session.over:
            done = session.credit[side] - session.restarted[side]
            session = session.set_todo(side, max(seconds - done, 0))
    return session


def im_new(talk: Talk) -> Turn:
    """New to this: before the rolling, the whole first session with its safety words."""
    session = talk.session
    if session.state in (
        State.LAUNCH,
        State.WELCOME,
        State.SAFETY,
        State.RESUME_OFFER,
        State.SETUP,
        State.SETTLED,
    ):
        fresh = new_session(replace(talk.person, sessions=0), talk.event.at)
        return begin(talk.on(fresh))
    return told(talk, "answer_beginner_help")


RESUMABLE = 20 * 60
"""Seconds after which a dropped session is no longer offered."""


def open_session(person: Person, event: Event) -> tuple[Session, Session | None]:
    """The session that a request opens, and the one left behind, credited to this moment.

    A session that dropped less than `RESUMABLE` ago is offered again; then none is left behind.
    """
    if person.left_off is None:
        return new_session(person, event.at), None
    sent_at = person.left_off.sent_at
    before = catch_up(person.left_off, event.at).session
    fresh = before.state != State.CLOSED and not before.finished and before.place in _BEGUN
    if fresh and 0 <= event.at - (person.left_off.ended_at or sent_at or 0) <= RESUMABLE:
        return before.with_(state=State.RESUME_OFFER, sent_at=None, missed=0, answer="", asked=""), None
    return new_session(person, event.at), before


_BEGUN = frozenset(
    {State.SETUP, State.SETTLED, State.BREATHING, State.ROLLING, State.HOLD, State.CHANGE_OVER,
     State.SYMMETRY, State.EXTRA}
)  # fmt: skip


def offer(talk: Talk) -> Turn:
    """Back after a drop: where they were, and whether to go on."""
    return go_on(talk, Cue("welcome_again", 0.5))


def afresh(talk: Talk) -> Turn:
    """A new start in place of going on; what was rolled stays credited, sides over stay over."""
    return start_over(talk)


def new_session(person: Person, opened_at: int = 0) -> Session:
    """A session for a person, before its first turn."""
    usual = routine.USUAL_SECONDS if person.sessions else routine.FIRST_SECONDS
    seconds = within(person.seconds or usual)
    session = Session(
        seconds=seconds,
        opened_at=opened_at,
        sessions=person.sessions,
        quiet=person.quiet,
        asking=person.going_on == "asking",
        todo=dict.fromkeys(SIDES, seconds),
    )
    return side_first(session, person.first_side or "left")

"""How a session begins: a new one, one taken up again, or a newcomer's first."""

from dataclasses import replace

from skill.coach import routine
from skill.coach.checkpoint import FRESH, take_up
from skill.coach.events import SIDES, Event, Side
from skill.coach.layout import Cue
from skill.coach.person import Person
from skill.coach.reactions.asking import told
from skill.coach.reactions.moving import begin
from skill.coach.reactions.returning import start_over
from skill.coach.session import Session
from skill.coach.states import State
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


def open_session(person: Person, event: Event) -> tuple[Session, Session | None]:
    """The session that a request opens, and the one left behind, credited to this moment.

    A session that dropped within the day is offered again; then none is left behind.
    """
    offered, before = take_up(person, event.at)
    return offered or new_session(person, event.at), before


def offer(talk: Talk) -> Turn:
    """Back after a drop: where they were, and whether to go on."""
    dropped = talk.person.left_off
    since = (dropped.ended_at or dropped.sent_at or 0) if dropped else 0
    soon = talk.event.at - since <= FRESH
    return go_on(talk, Cue("welcome_again" if soon else "welcome_later", 0.5))


def start_anew(talk: Talk) -> Turn:
    """Start, as the answer to the offer, begins afresh; as the first word it is offered the place."""
    return offer(talk) if talk.event.opens else afresh(talk)


def afresh(talk: Talk) -> Turn:
    """A new start in place of going on; what was rolled stays credited, sides over stay over."""
    over = {*talk.session.over, *talk.person.over_today}
    return start_over(talk.on(over=tuple(side for side in SIDES if side in over)))


def new_session(person: Person, opened_at: int = 0) -> Session:
    """A session for a person, before its first turn."""
    sessions = 0 if person.safety_due else person.sessions
    usual = routine.USUAL_SECONDS if sessions else routine.FIRST_SECONDS
    seconds = within(person.seconds or usual)
    open_sides = tuple(side for side in SIDES if side not in person.over_today)
    session = Session(
        seconds=seconds,
        opened_at=opened_at,
        sessions=sessions,
        week=person.tally.week if person.tally else None,
        quiet=person.quiet,
        asking=person.going_on == "asking",
        sides=open_sides or SIDES,
        over=person.over_today,
        todo={side: seconds if side in open_sides else 0 for side in SIDES},
    )
    return side_first(session, person.first_side or person.next_side or "left")

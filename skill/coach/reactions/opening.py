"""How a session begins: a new one, one taken up again, one that is barred, or a newcomer's first."""

from dataclasses import replace

from skill.coach.answer import close, go, go_on, wait
from skill.coach.checkpoint import FRESH, take_up
from skill.coach.events import SIDES, Event
from skill.coach.layout import Cue, unrecorded
from skill.coach.phrases import Phrase
from skill.coach.places import Aside, Place
from skill.coach.profile import Profile
from skill.coach.reactions.asking import told
from skill.coach.reactions.choices import side_first, with_choices
from skill.coach.routine import Routine
from skill.coach.session import Session
from skill.coach.settings import VERBOSITIES
from skill.coach.timeline import hang
from skill.coach.turn import Context, Turn


def start(context: Context) -> Turn:
    """Start, with whatever side or time was named."""
    return begin(with_choices(context))


def begin(context: Context) -> Turn:
    """Begin the routine: the welcome, and whatever of the safety words is due."""
    session = context.session
    if any(session.todo.values()):
        return go(context, Place.WELCOME)
    if session.done:
        return wait(context, Aside.CONFIRM, pending=("again",))
    return close(context, Cue(Phrase.SIDES_REST))


def barred(context: Context) -> Turn:
    """Opened while an alarm still holds: why nothing is rolled, and the one way back."""
    return wait(context, Aside.ALARM, unrecorded(Phrase.ALARM_LAUNCH, 0.5))


def roll_again(context: Context) -> Turn:
    """Once more today, asked for: the sides that had their time are open again, those that hurt are not."""
    session = context.session
    open_sides = tuple(side for side in SIDES if side not in session.stopped)
    todo = {side: session.seconds if side in open_sides else 0 for side in SIDES}
    fresh = session.with_(done=(), sides=open_sides, todo=todo, side_index=0)
    return begin(context.with_session(hang(fresh, None)))


def im_new(context: Context) -> Turn:
    """New to this: before the rolling, the whole first session with its safety words."""
    session = context.session
    if session.rolled or not session.place.before_rolling or session.place == Place.BREATHING:
        return told(context, Phrase.ANSWER_BEGINNER_HELP)
    person = replace(context.person, sessions=0, stopped=session.stopped, done=session.done)
    fresh = new_session(context.routine, person, context.event.at)
    return begin(context.with_session(fresh, opened_at=session.opened_at, on_roller=session.on_roller))


def open_session(routine: Routine, person: Profile, event: Event) -> tuple[Session, Session | None]:
    """The session that a request opens, and the one left behind, credited to this moment.

    A session that dropped within the day is offered again; then none is left behind.
    """
    offered, before = take_up(routine, person, event.at)
    if person.locked and offered is not None:
        offered, before = None, offered
    session = offered or new_session(routine, person, event.at)
    return (hang(session, Aside.ALARM) if person.locked else session), before


def offer(context: Context) -> Turn:
    """Back after a drop: where they were, and whether to go on."""
    dropped = context.person.left_off
    since = (dropped.ended_at or dropped.sent_at or 0) if dropped else 0
    if context.session.aside == Aside.CONFIRM:
        return wait(context, Aside.CONFIRM)
    soon = context.event.at - since <= FRESH
    return go_on(context, Cue(Phrase.WELCOME_AGAIN if soon else Phrase.WELCOME_LATER, 0.5))


def start_anew(context: Context) -> Turn:
    """Start, as the answer to the offer, begins afresh; as the first word it is offered the place."""
    return offer(context) if context.event.opens else afresh(context)


def afresh(context: Context) -> Turn:
    """A new start in place of going on; what was rolled stays credited, sides stopped stay stopped."""
    session, seconds = context.session, context.session.seconds
    todo = {s: 0 if s in session.stopped else min(seconds, session.room(s)) for s in SIDES}
    fresh = session.with_(
        todo=todo, sides=SIDES if all(todo.values()) else session.sides, side_index=0, extra=False,
        restarted=dict(session.credit), holds=dict.fromkeys(SIDES, 0), finished=False,
    )  # fmt: skip
    if not any(todo.values()):
        return go(context, Place.REST, Cue(Phrase.ENOUGH_TODAY, 2))
    open_sides = tuple(side for side in fresh.sides if todo[side])
    return begin(context.with_session(hang(fresh.with_(sides=open_sides), None)))


def verbosity(routine: Routine, person: Profile) -> str:
    """How much is said to a person: everything the first time, one step more after weeks away."""
    if not person.sessions:
        return "full"
    usual = "brief" if person.sessions >= routine.brief_from else "ordinary"
    at = VERBOSITIES.index(person.verbosity or usual)
    days = person.tally.days if person.tally else None
    away = days is not None and days >= routine.away_days
    return VERBOSITIES[min(at + away, len(VERBOSITIES) - 1)]


def new_session(routine: Routine, person: Profile, opened_at: int = 0) -> Session:
    """A session for a person, before its first turn."""
    plan, taught = routine.seconds, person.sessions > 0
    seconds = plan.within(person.seconds or (plan.usual if taught else plan.first))
    resting = {*person.stopped, *person.done}
    open_sides = tuple(side for side in SIDES if side not in resting)
    session = Session(
        seconds=seconds,
        opened_at=opened_at,
        sessions=person.sessions,
        taught=taught,
        cleared=taught and not person.safety_due,
        week=person.tally.week if person.tally else None,
        verbosity=verbosity(routine, person),
        asks_first=person.going_on == "asking",
        sides=open_sides or SIDES,
        stopped=person.stopped,
        done=person.done,
        todo={side: seconds if side in open_sides else 0 for side in SIDES},
    )
    return side_first(session, person.first_side or person.next_side or "left")

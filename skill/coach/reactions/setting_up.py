"""Getting set: kneeling, lying down, the breaths, and settled."""

from collections.abc import Callable

from skill.coach.answer import close, go, go_on, lay
from skill.coach.layout import Cue
from skill.coach.phrases import Phrase
from skill.coach.places import Place
from skill.coach.questions import farewell
from skill.coach.reactions.choices import leg_step, side_first, with_seconds
from skill.coach.reactions.safety import hear_first
from skill.coach.route import kneeling_cues, setup_cues, sided
from skill.coach.session import Session
from skill.coach.timeline import head_for
from skill.coach.turn import Context, Turn


def found_the_fold(context: Context) -> Turn:
    """Ready while kneeling: down onto the roller, once all was heard; only the fetching is cut short."""
    session = context.session
    cues = kneeling_cues(context.routine, session)[session.step :]
    if not cues or context.asked:
        return go(context, Place.SETUP)
    if cues[0].teaches == "fetch":
        return go(context, Place.KNEELING, step=session.step + 1)
    return hear_first(context)


def skip_setup(context: Context) -> Turn:
    """Skip the set-up; until the limit of pain and the way off were heard, nothing of it is skipped."""
    session = context.session
    cues = setup_cues(context.routine, session)
    step = session.step if session.place.getting_set else 0
    due = any(cue.teaches == "limit" for cue in cues[step:])
    return set_up_from(context, step if due else len(cues))


def set_up_from(context: Context, step: int, *lead: Cue) -> Turn:
    """Take up the set-up from a cue of it."""
    if step >= len(setup_cues(context.routine, context.session)):
        return go(context, Place.SETTLED, *lead)
    return go(context, Place.SETUP, *lead, step=step)


def from_the_leg(context: Context, *lead: Cue) -> Turn:
    """Take up the set-up where it names the leg, as after a change of side; one without it is told of it."""
    session, cues = context.session, setup_cues(context.routine, context.session)
    if not any(cue.teaches == "leg" for cue in cues):
        lead = (*lead, sided(Cue(Phrase.ANSWER_WHICH_LEG, 2), session.side))
    return set_up_from(context, leg_step(context.before, cues), *lead)


def settled(context: Context) -> Turn:
    """Settled on the roller: the breaths, then the clock."""
    return go(context, Place.BREATHING)


def take_your_time(context: Context) -> Turn:
    """Not ready yet: wait, and ask again."""
    return go_on(context, Cue(Phrase.NO_HURRY, 1))


def roll_now(context: Context) -> Turn:
    """Skip the breaths: the clock begins."""
    return go(context, Place.ROLLING)


def swap_first(context: Context) -> Turn:
    """Before the first side: begin on the other one, or on the one that was named."""
    session, side = context.session, context.event.side
    if len(session.sides) == 1 or side == session.side:
        return go_on(context, Cue(Phrase.THIS_SIDE, 1, facts={"side": session.side}))
    swapped = side_first(session, session.sides[-1])
    return from_the_leg(context.with_session(swapped))


def swap_standing(context: Context) -> Turn:
    """Another side first, asked for before the set-up: the plan is said again, and the place goes on."""
    session, plan = _swapped(context)
    return go_on(context.with_session(session), plan)


def swap_kneeling(context: Context) -> Turn:
    """Another side first, said while kneeling: it is said, and the teaching goes on."""
    session, plan = _swapped(context)
    step = session.step - 1 if session.chosen and session.step else session.step
    changed = context.with_session(session, chosen=False)
    return lay(changed, head_for(changed.session, Place.KNEELING, step=step), (plan,))


def replan(context: Context) -> Turn:
    """Another side and another time, before the rolling: the plan is said again, and the place goes on."""
    session, event = context.session, context.event
    seconds = context.routine.seconds.within(event.seconds or session.seconds)
    timed = context.with_session(with_seconds(session, seconds))
    if session.aside is not None or not (session.place.getting_set or session.place == Place.KNEELING):
        return swap_standing(timed)
    if session.place == Place.KNEELING:
        return swap_kneeling(timed)
    planned, plan = _swapped(timed)
    return from_the_leg(timed.with_session(planned), plan)


def _swapped(context: Context) -> tuple[Session, Cue]:
    """The session with the other side first, or the one that was named, and the cue that says the plan."""
    session, side = context.session, context.event.side
    if len(session.sides) == 2 and side != session.side:
        session = side_first(session, session.sides[-1])
    facts = {"side": session.side, "seconds": session.seconds}
    return session, Cue(Phrase.KNEEL_PLAN, 0.5, facts=facts)


def start_kneeling(set_seconds: Callable[[Context], Turn]) -> Callable[[Context], Turn]:
    """Start, said while kneeling: a side or a time changes the plan and is said, else it means ready."""

    def reaction(context: Context) -> Turn:
        if context.event.side:
            return swap_kneeling(context)
        return set_seconds(context) if context.event.seconds else found_the_fold(context)

    return reaction


def start_or(
    ready: Callable[[Context], Turn], set_seconds: Callable[[Context], Turn]
) -> Callable[[Context], Turn]:
    """Start, said while getting set: with a choice it changes the plan, else it means ready."""

    def reaction(context: Context) -> Turn:
        session, event = context.session, context.event
        if event.side and event.side != session.side and session.order_open:
            return from_the_leg(context.with_session(side_first(session, event.side)))
        return set_seconds(context) if event.seconds else ready(context)

    return reaction


def to_check(context: Context) -> Turn:
    """Enough rest: the body check."""
    return go(context, Place.CHECK)


def finish(context: Context) -> Turn:
    """On past the body check: how often, thanks, and how to get up."""
    return close(context, *farewell(context.routine, context.session))

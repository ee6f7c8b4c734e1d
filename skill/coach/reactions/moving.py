"""Moving on through the routine: begin, ready, the set-up step by step, and the end."""

from dataclasses import replace

from skill.coach.layout import Cue
from skill.coach.route import ask, route, steps, welcome
from skill.coach.states import State
from skill.coach.turn import Talk, Turn, close, farewell, go_on, say


def begin(talk: Talk) -> Turn:
    """Begin the routine; the first time the safety words come before anything else."""
    session = talk.session
    if not any(session.todo.values()):
        return close(talk, Cue("enough_both"))
    state = State.WELCOME if session.first else State.SETUP
    fresh = session.with_(state=state, place=state, step=0, turn=0)
    return say(talk.on(fresh), welcome(fresh))


def hear_first(talk: Talk) -> Turn:
    """The safety words are not skipped the first time."""
    return go_on(talk, Cue("hear_first", 0.5))


def safe(talk: Talk) -> Turn:
    """Ready after the safety words: on to the set-up."""
    heard = replace(talk, person=replace(talk.person, safety_heard=True))
    return at(heard, State.SETUP, Cue("good", 0.5))


def unclear_safety(talk: Talk) -> Turn:
    """Yes and no can both mean either after the safety words, so they are asked for one word."""
    return say(talk, [ask("ask_safety", "ask_safety_again")])


def at(talk: Talk, place: State, *lead: Cue) -> Turn:
    """Go on with the routine from a place."""
    return go_on(talk.on(state=place, place=place, step=0, left=0), *lead)


def step_on(talk: Talk) -> Turn:
    """Ready in the middle of the set-up: on to the next step, but never past the limit of pain."""
    session = talk.session
    here = steps(session)[session.step :]
    if not here:
        return at(talk, State.BREATHING)
    limits = any("limit" in cue.phrase for cue in here[0])
    return set_up_from(talk, session.step + (0 if limits else 1))


def skip_setup(talk: Talk) -> Turn:
    """Skip the set-up, but not the limit of pain and the way off."""
    rows = steps(talk.session)
    limit = next(i for i, row in enumerate(rows) if any("limit" in cue.phrase for cue in row))
    return set_up_from(talk, max(limit, talk.session.step))


def set_up_from(talk: Talk, step: int) -> Turn:
    """Take up the set-up from a step."""
    session = talk.on(step=step, state=State.SETUP, place=State.SETUP).session
    if step >= len(steps(session)):
        return at(talk, State.BREATHING)
    return say(talk.on(session), route(session))


def settled(talk: Talk) -> Turn:
    """Settled on the roller: the breaths, then the clock."""
    return at(talk, State.BREATHING)


def take_your_time(talk: Talk) -> Turn:
    """Not ready yet: wait, and ask again."""
    return go_on(talk, Cue("no_hurry", 1))


def roll_now(talk: Talk) -> Turn:
    """Skip the breaths: the clock begins."""
    return at(talk, State.ROLLING)


def to_check(talk: Talk) -> Turn:
    """Enough rest: the body check."""
    return at(talk, State.CHECK)


def finish(talk: Talk) -> Turn:
    """On past the body check: how often, thanks, and how to get up."""
    return close(talk, *farewell(talk.session), Cue("get_up"))

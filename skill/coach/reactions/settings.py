"""What a person can choose: seconds a side, which side, how much is said; and what is kept."""

from collections.abc import Callable
from dataclasses import replace

from skill.coach import routine
from skill.coach.errands import Errand, Outcome
from skill.coach.events import Side
from skill.coach.layout import Cue, Segment
from skill.coach.reactions.asking import ON_ROLLER
from skill.coach.reactions.moving import at
from skill.coach.reactions.opening import at_step, side_first, with_seconds, within
from skill.coach.reactions.sides import coming_off, leg_step, switch
from skill.coach.route import ask
from skill.coach.session import Session
from skill.coach.states import State
from skill.coach.turn import Talk, Turn, close, go_on, say, send

BEFORE = frozenset({State.LAUNCH, State.WELCOME, State.SAFETY, State.SETUP, State.SETTLED, State.BREATHING})
"""States before any rolling, in which a choice changes this session."""
FIXED_SECONDS, SHORTEST_REST = 120, 30
"""About how long a short session lasts beside its two sides; rounded for "I've got three minutes"."""


def set_seconds(talk: Talk) -> Turn:
    """Set the time a side; too much or too little is clamped and said so."""
    session, event = talk.session, talk.event
    wanted = event.seconds
    if wanted is None and event.direction in ("longer", "shorter"):
        step = routine.STEP_SECONDS if event.direction == "longer" else -routine.STEP_SECONDS
        wanted = session.seconds + step
    if wanted is None:
        return go_on(talk, Cue("which_seconds", 1))
    seconds = within(wanted)
    phrase = (
        "set_seconds_most" if wanted > seconds else "set_seconds_least" if wanted < seconds else "set_seconds"
    )
    kept = replace(talk, person=replace(talk.person, seconds=seconds))
    return _apply_seconds(kept, seconds, Cue(phrase, 1, facts={"seconds": seconds}))


def _apply_seconds(talk: Talk, seconds: int, cue: Cue) -> Turn:
    session = talk.session
    if not _first_side_open(session):
        return go_on(talk, cue, Cue("from_next_time", 1))
    changed = with_seconds(session, seconds)
    if changed.todo[session.side] <= 0 and session.place in (State.ROLLING, State.HOLD):
        return switch(replace(talk.on(changed), event=replace(talk.event, side=None)))
    return go_on(talk.on(changed), cue)


def _first_side_open(session: Session) -> bool:
    """Whether both sides can still get the same time."""
    return not session.turn and not session.extra and session.place in BEFORE | {State.ROLLING, State.HOLD}


def shorter(talk: Talk) -> Turn:
    """A shorter session today: less time a side, a short rest; not kept for the next one."""
    session, total = talk.session, talk.event.seconds
    seconds = min(session.seconds - routine.STEP_SECONDS, routine.SHORT_SECONDS)
    if total:
        seconds = (total - FIXED_SECONDS) // 2
    seconds = max(routine.LEAST, min(5 * (seconds // 5), routine.SHORT_SECONDS))
    short = talk.on(short=True)
    if seconds >= session.seconds or not _first_side_open(session):
        return go_on(short, Cue("short_rest", 1))
    return _apply_seconds(short, seconds, Cue("shorter", 1, facts={"seconds": seconds}))


def one_side(talk: Talk) -> Turn:
    """One side only today, with one mention of the other."""
    session = talk.session
    side = talk.event.side or session.side
    only = Cue("one_side_only", 1, facts={"side": side})
    if session.state in (State.SYMMETRY, State.REST, State.CHECK, State.CLOSE):
        return go_on(talk, Cue("one_side_today", 1))
    done = session.credit[side] > 0 and side != session.side
    if done or side in session.over:
        done_with = talk.on(session.set_todo(session.side, 0))
        return at(done_with, State.REST, *coming_off(session), Cue("one_side_today", 1))
    if session.place in BEFORE and not session.turn:
        alone = session.with_(sides=(side,), turn=0)
        if session.state in (State.LAUNCH, State.WELCOME, State.SAFETY) or side == session.side:
            return go_on(talk.on(alone), only)
        return at_step(talk.on(alone), leg_step(session), only)
    if side != session.side:
        return switch(
            replace(talk.on(session.set_todo(session.side, 0)), event=replace(talk.event, side=None))
        )
    return go_on(talk.on(_only(session, side)), only)


def _only(session: Session, side: Side) -> Session:
    others = [s for s in session.sides if s != side]
    for s in others:
        session = session.set_todo(s, 0)
    return session if any(session.credit[s] for s in others) else session.with_(sides=(side,), turn=0)


def first_side(talk: Talk) -> Turn:
    """Which side comes first, from now on."""
    side = talk.event.side
    if side is None:
        return go_on(talk, Cue("which_first", 1))
    kept = replace(talk, person=replace(talk.person, first_side=side))
    cue = Cue("set_first_side", 1, facts={"side": side})
    session = talk.session
    if session.place in BEFORE and not session.turn and side != session.side and len(session.sides) == 2:
        changed = kept.on(side_first(session, side))
        if session.place in (State.LAUNCH, State.WELCOME, State.SAFETY):
            return go_on(changed, cue)
        return at_step(changed, leg_step(session), cue)
    return go_on(kept, cue)


def going_on(talk: Talk) -> Turn:
    """Whether the coach goes on by itself, or asks before the other side."""
    asking = talk.event.how != "by_itself"
    kept = replace(
        talk.on(asking=asking), person=replace(talk.person, going_on="asking" if asking else "by_itself")
    )
    return go_on(kept, Cue("set_asking" if asking else "set_by_itself", 1))


def quieter(talk: Talk) -> Turn:
    """Fewer words from now on."""
    return go_on(replace(talk.on(quiet=True), person=replace(talk.person, quiet=True)), Cue("quieter", 1))


_TEMPI = ("slow", "normal", "fast")


def slower(talk: Talk) -> Turn:
    """Slower speech, and permission for longer breaths."""
    return _tempo(talk, -1, "slower")


def faster(talk: Talk) -> Turn:
    """Quicker speech, and permission for one's own breath."""
    return _tempo(talk, 1, "faster")


def _tempo(talk: Talk, step: int, phrase: str) -> Turn:
    place = max(0, min(2, _TEMPI.index(talk.session.tempo) + step))
    return go_on(talk.on(tempo=_TEMPI[place]), Cue(phrase, 1))


def forget(talk: Talk) -> Turn:
    """Asked to forget: never while rolling, and only after a yes."""
    if talk.session.state in ON_ROLLER - {State.SETTLED}:
        return go_on(talk, Cue("forget_later", 1))
    asked = talk.on(asked="forget")
    return say(asked, [Segment("forget", cues=(Cue("forget_what", 1),)), ask("ask_forget")])


def forget_now(talk: Talk) -> Turn:
    """A yes to forgetting: everything kept of this person is to go."""
    return send(talk.on(asked=""), Errand(what="forget"))


def forgotten(talk: Talk, errand: Errand, outcome: Outcome) -> Turn:
    """Once all is erased the session ends. Where it could not be, that is said, and nothing else claimed."""
    if outcome.how == "done":
        return close(talk, Cue("forgotten"))
    return go_on(talk, Cue("not_erased", 1))


def not_forgotten(talk: Talk) -> Turn:
    """Not to be forgotten after all."""
    return go_on(talk.on(asked=""), Cue("not_forgotten", 1))


def start_or(ready: Callable[[Talk], Turn]) -> Callable[[Talk], Turn]:
    """Start, said while getting set up: with a choice it changes the plan, else it means ready."""

    def reaction(talk: Talk) -> Turn:
        session, event = talk.session, talk.event
        if event.side and event.side != session.side and not session.turn:
            return at_step(talk.on(side_first(session, event.side)), leg_step(session))
        return set_seconds(talk) if event.seconds else ready(talk)

    return reaction

"""Pain, warning signs, conditions and stop: pressure comes off in the first sentence.

The first report is taken at its word, nothing is asked until the person has had time to move, and
a side that was stopped is not started again in the session.
"""

from collections.abc import Mapping

from skill.coach import routine
from skill.coach.events import Side
from skill.coach.layout import Cue, asides, unkept
from skill.coach.session import Session
from skill.coach.states import State
from skill.coach.turn import Talk, Turn, choice, close, go_on, say

STANDING = frozenset({State.LAUNCH, State.WELCOME, State.SAFETY})
"""States in which nobody lies on a roller yet."""
AFTERWARDS = frozenset({State.CHECK, State.CLOSE})
"""States in which the rolling is over."""

ENDS: Mapping[str, str] = {
    "chest": "stop_emergency",
    "breathless": "stop_emergency",
    "heart": "stop_emergency",
    "saddle": "stop_emergency",
    "weakness": "stop_emergency",
    "injury": "stop_emergency",
    "emergency": "stop_emergency",
    "swelling": "stop_swelling",
}
"""Warning signs that end the session in words of their own; any other sign ends it as unwell."""


def too_much(talk: Talk) -> Turn:
    """It hurts: off, and a choice. A second report on a side ends that side."""
    session = talk.session
    if session.state in STANDING:
        return close(talk, unkept("hurt_before"))
    if session.state in AFTERWARDS:
        return sore(talk)
    again = talk.side in session.gentle and session.state != State.CHOICE
    lighter = session.with_(gentle=_with(session.gentle, talk.side))
    if talk.event.side:
        lighter = lighter.with_(gentle=_with(lighter.gentle, talk.event.side))
    stopped = _end_sides(lighter, talk.side) if again else lighter
    told = [unkept("hurt", routine.HURT_QUIET)] + ([Cue("side_over", 1)] if again else [])
    return _choose(talk, stopped, *told)


def sharp(talk: Talk) -> Turn:
    """Sharp pain ends the side; where something gave way it ends the session."""
    if talk.session.state in STANDING:
        return close(talk, unkept("hurt_before"))
    if talk.event.topic == "gave" or talk.session.state in AFTERWARDS:
        return close(talk, unkept("stop_gave"))
    return _end_side(talk, unkept("stop_sharp", routine.HURT_QUIET), Cue("side_over", 1))


def numb(talk: Talk) -> Turn:
    """Numb or tingling ends the side, after ten seconds for the feeling to come back."""
    if talk.session.state in STANDING:
        return close(talk, unkept("hurt_before"))
    if talk.session.state in AFTERWARDS:
        return close(talk, unkept("stop_numb_after"))
    return _end_side(talk, unkept("stop_numb", routine.NUMB_QUIET), unkept("numb_doctor", 1))


def red_flag(talk: Talk) -> Turn:
    """A warning sign ends the session; a pulse ends the side."""
    sign = talk.event.sign or "unspecified"
    if sign == "pulse" and talk.session.state not in STANDING | AFTERWARDS:
        return _end_side(talk, unkept("stop_pulse", routine.HURT_QUIET), unkept("pulse_belly", 1))
    return close(talk, unkept(ENDS.get(sign, "stop_unwell")))


def condition(talk: Talk) -> Turn:
    """A condition is answered, never judged and never kept: leave it until a doctor agrees."""
    before, after = talk.session.state in STANDING, talk.session.state in AFTERWARDS
    if talk.event.topic == "question":
        if before or after:
            return go_on(talk, *SAFETY_WORDS)
        return _choose(talk, talk.session, unkept("condition_off", routine.HURT_QUIET), *SAFETY_WORDS)
    if after:
        return go_on(talk, unkept("condition_after", 1))
    return close(talk, unkept("condition_before" if before else "condition_rolling"))


SAFETY_WORDS = (Cue("safety_no", 1), Cue("safety_same", 1), Cue("safety_ask", 1), Cue("safety_more", 1))


def stop(talk: Talk) -> Turn:
    """Stop closes at once, without a choice; where the rolling is over it is a goodbye."""
    state = talk.session.state
    if state in (State.WELCOME, State.SAFETY):
        return close(talk, Cue("stopped_safety"))
    if state == State.LAUNCH:
        return close(talk, Cue("stopped_start"))
    if state in AFTERWARDS:
        return close(talk, Cue("bye", 1), Cue("get_up"))
    return close(talk, Cue("stopped"))


def sore(talk: Talk) -> Turn:
    """Sore after the roll: what to do about it, and the goodbye."""
    return close(talk, unkept("check_sore", 1), unkept("sore_advice", 1), Cue("bye", 1), Cue("get_up"))


def _end_side(talk: Talk, *told: Cue) -> Turn:
    named = (talk.event.side,) if talk.event.side else ()
    return _choose(talk, _end_sides(talk.session, talk.side, *named), *told)


def _end_sides(session: Session, *sides: Side) -> Session:
    for side in sides:
        session = session.with_(over=_with(session.over, side), gentle=_with(session.gentle, side))
        session = session.set_todo(side, 0)
    return session


def _choose(talk: Talk, session: Session, *told: Cue) -> Turn:
    place = State.ROLLING if session.place in (State.HOLD, State.EASE) else session.place
    stopped = session.with_(state=State.CHOICE, place=place, left=0)
    return say(talk.on(stopped), [*asides(told), choice(stopped)])


def _with(sides: tuple[Side, ...], side: Side) -> tuple[Side, ...]:
    return sides if side in sides else (*sides, side)


__all__ = ["condition", "numb", "red_flag", "sharp", "sore", "stop", "too_much"]

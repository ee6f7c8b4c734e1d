"""Parts named by the person: "skip the breathing", "skip to the end", "back to the set-up"."""

from collections.abc import Callable, Mapping

from skill.coach.layout import Cue
from skill.coach.reactions.moving import at, hear_first, skip_setup
from skill.coach.reactions.returning import past_an_over_side, redo, side_is_over, start_over
from skill.coach.states import State
from skill.coach.turn import Talk, Turn, go_on

PARTS: Mapping[str, State] = {
    "welcome": State.WELCOME,
    "safety": State.WELCOME,
    "setup": State.SETUP,
    "breathing": State.BREATHING,
    "rolling": State.ROLLING,
    "hold": State.HOLD,
    "changeover": State.CHANGE_OVER,
    "extra": State.EXTRA,
    "rest": State.REST,
    "check": State.CHECK,
    "close": State.CLOSE,
}
"""The names of parts that words and slots use; "side" is the part that is under way."""

_ORDER = (
    State.LAUNCH, State.WELCOME, State.SAFETY, State.SETUP, State.SETTLED, State.BREATHING, State.ROLLING,
    State.HOLD, State.CHANGE_OVER, State.SYMMETRY, State.EXTRA, State.REST, State.CHECK, State.CLOSE,
)  # fmt: skip
_BEFORE_ROLLING = _ORDER[:6]
_TURNS = {"first": 0, "second": 1}
_SIDES = frozenset({State.ROLLING, State.HOLD, State.EASE, State.EXTRA, State.CHANGE_OVER})


def skipping(this: Callable[[Talk], Turn]) -> Callable[[Talk], Turn]:
    """A reaction to "skip" that heeds a named part; `this` skips what is under way."""

    def reaction(talk: Talk) -> Turn:
        part = PARTS.get(talk.event.part or "")
        if part is None or (part == talk.session.place and talk.event.how != "to"):
            return this(talk)
        return skip_to(talk, part) if talk.event.how == "to" else _skip_other(talk, part)

    return reaction


def skip_to(talk: Talk, part: State) -> Turn:
    """On to a later part; the safety words and the limit of pain are heard all the same."""
    session = talk.session
    if session.first and session.place in (State.LAUNCH, State.WELCOME, State.SAFETY):
        return hear_first(talk.on(place=State.WELCOME, state=State.WELCOME))
    if _rank(part) <= _rank(session.place):
        return go_on(talk, Cue("part_over", 1))
    if session.place in _BEFORE_ROLLING and _rank(part) <= _rank(State.ROLLING):
        return skip_setup(talk)
    if _rank(part) < _rank(State.REST):
        return go_on(talk, Cue("skip_then", 1))
    if session.place in _SIDES:
        return at(talk.on(todo=dict.fromkeys(session.todo, 0)), State.REST, Cue("end_extra", 3))
    return at(talk, State.CHECK if session.place == State.REST else State.REST)


def _skip_other(talk: Talk, part: State) -> Turn:
    later = _rank(part) > _rank(talk.session.place)
    return go_on(talk, Cue("skip_then" if later else "part_over", 1))


def _rank(state: State) -> int:
    return _ORDER.index(state) if state in _ORDER else 0


def going_back(this: Callable[[Talk], Turn]) -> Callable[[Talk], Turn]:
    """A reaction to "go back" that heeds a named part; `this` goes back one."""

    def reaction(talk: Talk) -> Turn:
        part = PARTS.get(talk.event.part or "")
        session = talk.session
        if side_is_over(session):
            return past_an_over_side(talk)
        turn = _TURNS.get(talk.event.side_ref or "")
        if turn is not None and turn < len(session.sides) and session.place in _SIDES:
            return redo(talk.on(turn=turn))
        if part is None or session.place in (State.LAUNCH, State.WELCOME, State.SAFETY):
            return redo(talk) if talk.event.part == "side" and session.place in _SIDES else this(talk)
        if _rank(part) > _rank(session.place):
            return this(talk)
        return _back_to(talk, part)

    return reaction


def _back_to(talk: Talk, part: State) -> Turn:
    session = talk.session
    if part == State.WELCOME:
        return start_over(talk)
    if part in _SIDES:
        return redo(talk)
    if session.side in session.over and part in (State.SETUP, State.BREATHING):
        return past_an_over_side(talk)
    if session.place in _SIDES and part in (State.SETUP, State.BREATHING):
        return at(talk, part, Cue("go_back_off", 6))
    if _rank(session.place) > _rank(State.SYMMETRY) and _rank(part) < _rank(State.REST):
        return start_over(talk)
    return at(talk, part, Cue("go_back", 2))

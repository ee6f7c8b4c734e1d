"""Parts named by the person: "skip the breathing", "skip to the end", "back to the set-up"."""

from collections.abc import Mapping

from skill.coach.answer import go, go_on
from skill.coach.layout import Cue
from skill.coach.phrases import Phrase
from skill.coach.places import Place, Stage
from skill.coach.reactions.going_back import go_back, redo
from skill.coach.reactions.returning import Reaction, from_the_top, past_a_stopped_side
from skill.coach.reactions.setting_up import skip_setup
from skill.coach.turn import Context, Turn

PARTS: Mapping[str, Place] = {
    "welcome": Place.WELCOME,
    "safety": Place.WELCOME,
    "setup": Place.SETUP,
    "breathing": Place.BREATHING,
    "rolling": Place.ROLLING,
    "hold": Place.HOLD,
    "changeover": Place.CHANGE_OVER,
    "extra": Place.EXTRA,
    "rest": Place.REST,
    "check": Place.CHECK,
    "close": Place.CLOSE,
}
"""The names of parts that words and slots use; "side" is the part that is under way."""

_ORDER = tuple(Place)
_TURNS = {"first": 0, "second": 1}


def skipping(this: Reaction) -> Reaction:
    """A reaction to "skip" that heeds a named part; `this` skips what is under way."""

    def reaction(context: Context) -> Turn:
        part, place = PARTS.get(context.event.part or ""), context.session.place
        if part is None or (part == place and context.event.how != "to"):
            return this(context)
        return skip_to(context, part) if context.event.how == "to" else _skip_other(context, part)

    return reaction


def skip_to(context: Context, part: Place) -> Turn:
    """On to a later part; the safety words and the limit of pain are heard all the same."""
    session = context.session
    if _rank(part) <= _rank(session.place):
        return go_on(context, Cue(Phrase.PART_OVER, 1))
    if session.place.before_rolling and _rank(part) <= _rank(Place.ROLLING):
        return skip_setup(context)
    if part.stage < Stage.RESTING or session.place.upright:
        return go_on(context, Cue(Phrase.SKIP_THEN, 1))
    if session.place.stage < Stage.RESTING:
        return go(context.with_session(todo=dict.fromkeys(session.todo, 0)), Place.REST)
    return go(context, Place.CHECK)


def _skip_other(context: Context, part: Place) -> Turn:
    later = _rank(part) > _rank(context.session.place)
    return go_on(context, Cue(Phrase.SKIP_THEN if later else Phrase.PART_OVER, 1))


def _rank(place: Place) -> int:
    return _ORDER.index(place)


def go_back_to(context: Context) -> Turn:
    """Back by one, or to the part or the side that was named."""
    session, event = context.session, context.event
    part, place = PARTS.get(event.part or ""), context.session.place
    turn = _TURNS.get(event.side_ref or "")
    if turn is not None and turn < len(session.sides) and place.on_a_side:
        return redo(context, session.sides[turn])
    if part is None or place.stage == Stage.STANDING:
        under_way = event.part == "side" and place.on_a_side
        return redo(context, session.side) if under_way else go_back(context)
    return go_back(context) if _rank(part) > _rank(place) else _back_to(context, part)


def _back_to(context: Context, part: Place) -> Turn:
    session, place = context.session, context.session.place
    if part == Place.WELCOME:
        return from_the_top(context)
    if part.on_a_side:
        return redo(context, session.side)
    if session.side in session.stopped and part.getting_set:
        return past_a_stopped_side(context)
    if part.getting_set and place.stage >= Stage.RESTING:
        return from_the_top(context)
    if place.on_a_side and part.getting_set:
        return go(context, part, Cue(Phrase.GO_BACK_OFF, 6))
    return go(context, part, Cue(Phrase.STEP_BACK, 2))

"""Random turns and random damage to what they carry, by dice that are given, so that they can be had again.

Nothing here knows a name in the session's attributes: what is damaged is JSON of whatever form.
"""

import copy
import random
from collections.abc import Iterator, Mapping
from typing import Any

from skill.simulator.envelope import (
    Identity,
    OpenSession,
    ended_request,
    envelope,
    intent_request,
    launch_request,
)
from tests.support.envelopes import MAT, MODEL, NOON, Json
from tests.support.speaker import probes

DAY = 24 * 3600

WORDS = "Zebra crossing <audio src='soundbank://x'/> & <break time='9999s'/>"
"""What is put in as a text: no answer may say it, as words or as a tag."""

NUMBERS = (0, 1, -1, 2, 60, 180, 181, 3600, 999_999, 10**9, 2**40, 10**18, 10**400, 0.5, -0.5, 1e18, 1e308)
JUNK: tuple[Any, ...] = (None, True, False, "", "left", WORDS, [], {}, [[]], {"": {}}, "x" * 3000, *NUMBERS)


def any_request(dice: random.Random) -> Json:
    """A word with its slots, or the end of a session, or its return from another skill."""
    chance = dice.random()
    if chance < 0.05:
        return ended_request(dice.choice(("USER_INITIATED", "EXCEEDED_MAX_REPROMPTS", "ERROR")), None)
    if chance < 0.1:
        status = dice.choice(("ACCEPTED", "DENIED", "NOT_ANSWERED", WORDS))
        cause = {
            "type": "ConnectionCompleted",
            "token": dice.choice(("", WORDS, "{}")),
            "result": {"status": status},
        }
        return {"type": "SessionResumedRequest", "cause": cause}
    name, slots = dice.choice(probes())
    return intent_request(name, slots, MODEL)


def sent(request: Json, attributes: Mapping[str, Any] | None, at: int, who: Identity = MAT) -> Json:
    """The whole envelope of a request, in a session with these attributes, or in a new one."""
    session = OpenSession(new=attributes is None, attributes=dict(attributes or {}))
    return envelope(who, session, copy.deepcopy(request), at)


def opening() -> Json:
    """Somebody opens the skill."""
    return sent(launch_request(), None, NOON)


def damaged(value: Json, dice: random.Random, keeps_shape: bool) -> Json:
    """A copy with one to five places changed, to another value of the same type or to anything."""
    found = copy.deepcopy(value)
    for _ in range(dice.randint(1, 5)):
        everywhere = list(places(found))
        if not everywhere:
            return found
        holder, key = dice.choice(everywhere)
        holder[key] = _alike(holder[key], dice) if keeps_shape else _anything(holder[key], dice)
        if not keeps_shape and dice.random() < 0.2:
            del holder[key]
    return found


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a document, as what holds it and its name or number there."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in list(keys):
        yield value, key
        yield from places(value[key])


def _alike(value: Any, dice: random.Random) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return dice.choice((*NUMBERS, value + 1, value - 1, -value, value * 1000))
    if isinstance(value, str):
        return dice.choice((WORDS, "", "left", "right", value[::-1], value * 50))
    if isinstance(value, list):
        return dice.choice((value[::-1], value * 2, value * 10, value * 300, value[:-1], []))
    if isinstance(value, dict):
        return {**value, dice.choice((WORDS, "left", "x")): dice.choice((*value.values(), 999))}
    return value


def _anything(value: Any, dice: random.Random) -> Any:
    return copy.deepcopy(dice.choice((*JUNK, value, [value] * 3, {"x": value})))

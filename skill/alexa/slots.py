"""From a request's slots to canonical facts, in every language the same.

A custom type gives its value's id, Amazon's own types a number ("90"), a duration ("PT1M30S") or a
time of day ("18:00"). What makes no sense counts as not said, so that the coach asks again.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ask_sdk_model.slot import Slot as RequestSlot
from ask_sdk_model.slu.entityresolution.status_code import StatusCode

from skill.coach.events import SIDES, Side

LONGEST = 3600
"""The most seconds that a duration can mean: nobody means more than an hour of rolling."""

MINUTES_UP_TO, SECONDS_FROM = 5, 10
"""A bare number up to five counts minutes, from ten seconds; between them it could be either."""

MOST_MINUTES = 10
"""A larger number is one of seconds, also where minutes are expected."""

LEVELS = range(11)
"""Pain is told from 0 to 10."""


@dataclass(frozen=True)
class Slot:
    """What filled a slot: Alexa's value, and the id of the custom type's value it was resolved to."""

    value: str
    id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was said beside the label, in canonical ids. None means not said, or not understood.

    Up to `how` the fields are an `Event`'s. `period` is a stretch of history; `day`, `time` ("18:00",
    or an id such as "morning") and `frequency` say when to remind.
    """

    side: Side | None = None
    side_ref: str | None = None
    seconds: int | None = None
    direction: str | None = None
    level: int | None = None
    sign: str | None = None
    topic: str | None = None
    part: str | None = None
    how: str | None = None
    period: str | None = None
    day: str | None = None
    time: str | None = None
    frequency: str | None = None


def from_request(slots: Mapping[str, RequestSlot] | None) -> dict[str, Slot]:
    """The filled slots of an IntentRequest, by name."""
    filled = {name: slot for name, slot in (slots or {}).items() if slot and slot.value}
    return {name: Slot(str(slot.value), _resolved(slot)) for name, slot in filled.items()}


def _resolved(slot: RequestSlot) -> str | None:
    """The id of the first match; what a tolerant reader could not read stands as None."""
    authorities = slot.resolutions.resolutions_per_authority if slot.resolutions else None
    for authority in filter(None, authorities or ()):
        if authority.status and authority.status.code == StatusCode.ER_SUCCESS_MATCH:
            for found in filter(None, authority.values or ()):
                if found.value and found.value.id:
                    return str(found.value.id)
    return None


def said(slots: Mapping[str, Slot]) -> Said:
    """Read filled slots. Of two that tell the same fact, the first in `READERS` wins."""
    facts: dict[str, Any] = {}
    for name, (fact, reader) in READERS.items():
        if name in slots and facts.get(fact) is None:
            facts[fact] = reader(slots[name])
    return Said(**facts)


_DURATION = re.compile(r"PT(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?", re.ASCII)
_UNITS = (3600, 60, 1)


def seconds_of(duration: str) -> int | None:
    """Whole seconds of an ISO 8601 duration such as "PT1M30S".

    None where it is none, counts days, is not above 0, or passes an hour.
    """
    found = _DURATION.fullmatch(duration)
    try:
        parts = [float(part or 0) for part in found.groups()] if found else []
    except ValueError:
        return None
    seconds = round(min(sum(part * unit for part, unit in zip(parts, _UNITS, strict=False)), LONGEST + 1))
    return seconds if 0 < seconds <= LONGEST else None


def _number(slot: Slot) -> int | None:
    return int(slot.value) if re.fullmatch(r"[0-9]{1,4}", slot.value) else None


def _times(unit: int) -> Callable[[Slot], int | None]:
    def read(slot: Slot) -> int | None:
        seconds = (_number(slot) or 0) * unit
        return seconds if 0 < seconds <= LONGEST else None

    return read


def _bare(slot: Slot) -> int | None:
    number = _number(slot) or 0
    if number >= SECONDS_FROM:
        return _times(1)(slot)
    return _times(60)(slot) if number <= MINUTES_UP_TO else None


def _minutes(slot: Slot) -> int | None:
    """Minutes beside "more". Nobody asks for over ten of them, so "thirty more" are seconds."""
    return _times(60 if (_number(slot) or 0) <= MOST_MINUTES else 1)(slot)


def _level(slot: Slot) -> int | None:
    number = _number(slot)
    return number if number in LEVELS else None


def _id(slot: Slot) -> str | None:
    return slot.id


def _side(slot: Slot) -> Side | None:
    return next((side for side in SIDES if side == slot.id), None)


def _side_time(slot: Slot) -> int | None:
    return _times(1)(Slot(slot.id or ""))


_PARTS_OF_DAY = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night"}
"""What AMAZON.TIME gives for a part of the day, and the id that a custom type has for it."""


def _clock(slot: Slot) -> str | None:
    if slot.value in _PARTS_OF_DAY:
        return _PARTS_OF_DAY[slot.value]
    return slot.value if re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", slot.value) else None


READERS: Mapping[str, tuple[str, Callable[[Slot], Any]]] = {
    "side": ("side", _side),
    "side_ref": ("side_ref", _id),
    "duration": ("seconds", lambda slot: seconds_of(slot.value)),
    "side_time": ("seconds", _side_time),
    "minutes": ("seconds", _minutes),
    "seconds": ("seconds", _times(1)),
    "number": ("seconds", _bare),
    "direction": ("direction", _id),
    "level": ("level", _level),
    "part": ("part", _id),
    "period": ("period", _id),
    "day": ("day", _id),
    "time": ("time", _clock),
    "moment": ("time", _id),
    "frequency": ("frequency", _id),
}
"""The model's slot names: which fact each tells, and how it is read."""

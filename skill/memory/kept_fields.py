"""What is kept of a person, field by field, and which values can be a field's own.

Attributes carry such values through the platform, and a store hands them back: what nothing here could
have written is not taken for what is known of a person.
"""

from collections.abc import Callable, Mapping
from typing import Any

from skill.coach.events import SIDES, Side
from skill.coach.session import LATEST
from skill.coach.settings import SETTINGS

LOCKED_UNTIL = "rests_until"
STOPPED_UNTIL: Mapping[Side, str] = {"left": "left_rests_until", "right": "right_rests_until"}
"""Fields that hold the moment until which nothing is rolled, and those of each side; never why."""

LONGEST_TEXT = 64
"""Characters of a zone's name, or of a checksum of words; either has half of them at most."""


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT


def _is_moment(value: Any) -> bool:
    return type(value) is int and 0 <= value <= LATEST


def _may_be_moment(value: Any) -> bool:
    return value is None or _is_moment(value)


def is_zone(name: Any, asked_at: Any) -> bool:
    """Whether this can be a zone, and when it was asked for."""
    return _is_text(name) and _is_moment(asked_at)


KEPT: Mapping[str, Callable[[Any], bool]] = {
    **SETTINGS,
    "safety_words": _is_text,
    "next_side": lambda value: value in (None, *SIDES),
    **dict.fromkeys((LOCKED_UNTIL, *STOPPED_UNTIL.values()), _may_be_moment),
}
"""The fields that are kept of a person, and whether a value can be theirs."""

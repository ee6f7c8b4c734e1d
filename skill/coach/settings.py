"""What a person chooses for good, field by field, and which values can be a field's own."""

from collections.abc import Callable, Mapping
from typing import Any

from skill.coach.events import SIDES

VERBOSITIES = ("brief", "ordinary", "full")
"""How much is said, from the least to the most."""

LEAST_SECONDS, MOST_SECONDS = 30, 120
"""The fewest and the most seconds that somebody can choose for a side; psoas.toml says from where."""

SETTINGS: Mapping[str, Callable[[Any], bool]] = {
    "seconds": lambda value: value is None or (type(value) is int and LEAST_SECONDS <= value <= MOST_SECONDS),
    "first_side": lambda value: value in (None, *SIDES),
    "verbosity": lambda value: value in (None, *VERBOSITIES),
    "going_on": lambda value: value in ("by_itself", "asking"),
}
"""Each field of a `Profile` that somebody chooses, and whether a value can be its own."""

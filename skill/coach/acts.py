"""What the coach can communicate: phrase ids with facts, and silences. Never a word.

A turn is two rows of items, the speech and the reprompt. The voice turns phrase ids into words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

Fact = str | int
Facts = Mapping[str, Fact]
NO_FACTS: Facts = {}

TEMPO: Mapping[str, float] = {"slow": 0.9, "normal": 1.0, "fast": 1.1}
"""Rates of speech a person can ask for, as a part of the voice's own rate."""


class Say(NamedTuple):
    """Say a phrase. `variant` counts up without end; the voice takes it modulo its variants."""

    phrase: str
    facts: Facts = NO_FACTS
    variant: int = 0


class Silence(NamedTuple):
    """Say nothing for so many seconds."""

    seconds: float


Item = Say | Silence


class Measure(Protocol):
    """Tells how many seconds a phrase takes to say at the normal tempo.

    `variant=None` asks for the longest of its variants.
    """

    def __call__(self, phrase: str, variant: int | None, facts: Facts) -> float:
        """Seconds that a phrase takes."""
        ...


@dataclass(frozen=True)
class Reply:
    """What one turn says: the speech, the reprompt, and whether the session closes after it.

    A reply that stays open ends, in speech and reprompt alike, with a question. `tempo` is a key of
    `TEMPO`. An empty speech is the answer to a session's end.
    """

    speech: tuple[Item, ...] = ()
    reprompt: tuple[Item, ...] = ()
    closes: bool = False
    tempo: str = "normal"

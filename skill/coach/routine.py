"""A routine as a value: what is said in each part, and when. The coach is handed one.

A paced cue is followed by its silence; a clocked one has its second on the clock of a side.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from skill.coach.layout import Cue
from skill.coach.phrases import Phrase

Clocked = tuple[tuple[int, Phrase], ...]
"""Cues of a clock: each with its second."""
BySeconds = Mapping[int, Clocked]
"""Cues by seconds a side; a side of other seconds has those of the next shorter one."""


@dataclass(frozen=True, kw_only=True)
class Seconds:
    """The seconds that a routine works with; the file tells where each comes from."""

    least: int
    most: int
    first: int
    usual: int
    short: int
    step: int
    hold: int
    top_up: int
    extra: int
    wait: int
    all_but_done: int
    ease_quiet: float
    hurt_quiet: float
    numb_quiet: float
    rest_most: int
    rest_in_reprompt: int

    def within(self, seconds: int) -> int:
        """The nearest time a side that may be chosen."""
        return max(self.least, min(seconds, self.most))


@dataclass(frozen=True, kw_only=True)
class Setup:
    """The cues of a set-up by how much is said, the question that ends each, and what follows "ready".

    `tender` is said in it where the sides are too short to say it while rolling.
    """

    cues: Mapping[str, tuple[Cue, ...]]
    asks: Mapping[str, Phrase]
    tender: Cue
    ready: tuple[Cue, ...]


@dataclass(frozen=True, kw_only=True)
class Sides:
    """The cues of the first side and of the second."""

    one: BySeconds
    two: BySeconds


@dataclass(frozen=True)
class Rest:
    """The rest: in full, or on a clock; `seconds` are by seconds a side.

    `why` is said in the full one where the sides are too short to say it while rolling.
    """

    full: tuple[Cue, ...]
    why: Cue
    usual: Clocked
    short: Clocked
    seconds: Mapping[int, int]


@dataclass(frozen=True, kw_only=True)
class Routine:
    """All that the coach goes by. `sides`, `hello` and the set-up are by how much is said.

    `light` is what is said in place of a cue where it is to stay light. From `brief_from` sessions on
    little is said to whoever has not chosen; after `away_days` more is.
    """

    name: str
    seconds: Seconds
    holds: int
    experienced: int
    brief_from: int
    away_days: int
    long_gap: float
    dead_gap: float
    ten: int
    welcome: tuple[Cue, ...]
    hello: Mapping[str, tuple[Cue, ...]]
    safety: tuple[Cue, ...]
    kneeling: tuple[Cue, ...]
    setup: Setup
    sides: Mapping[str, Sides]
    light: Mapping[Phrase, Phrase]
    hold: Clocked
    extra: Clocked
    rest: Rest

    def gaps(self) -> dict[str, float]:
        """For each clocked phrase the shortest gap to the next cue that any timeline gives it, in seconds."""
        found: dict[str, float] = {}
        for rows, end in self._timelines():
            for (at, phrase), (following, _) in pairwise([*rows, (float(end), "")]):
                found[phrase] = min(found.get(phrase, end), following - at)
        return found

    def _timelines(self) -> Iterator[tuple[list[tuple[float, str]], float]]:
        for sides in self.sides.values():
            for tables in (sides.one, sides.two):
                for total, rows in tables.items():
                    yield self._with_calls(rows, total), total
        yield _plain(self.hold), self.seconds.hold
        yield _plain(self.extra), self.seconds.extra
        yield _plain(self.rest.usual), min(self.rest.seconds[90], self.seconds.rest_in_reprompt)
        yield _plain(self.rest.short), self.rest.seconds[30]

    def _with_calls(self, rows: Clocked, total: int) -> list[tuple[float, str]]:
        calls: list[tuple[float, str]] = [(total - self.ten, Phrase.TEN.value)]
        if total > self.seconds.least + self.ten:
            calls.append((total / 2, Phrase.HALFWAY.value))
        return sorted([*_plain(rows), *calls])


def _plain(rows: Clocked) -> list[tuple[float, str]]:
    return [(float(at), phrase.value) for at, phrase in rows]

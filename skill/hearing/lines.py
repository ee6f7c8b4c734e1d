"""The lines that measure an ear: read from `tests/understood/`, whose README tells of each list.

Rows are columns with tabs between. A list that is not there has no lines.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from skill.coach.events import Label, Phase

LINES = Path(__file__).parents[2] / "tests" / "understood"
"""Where the lists lie, in a checkout."""

KEPT_BACK, FRESH = "kept_back.tsv", "fresh.tsv"
"""Lines that were kept out of the samples, and lines that were written after them to be heard."""

FOREIGN, LATER, EVERYDAY = "foreign.txt", "foreign_later.txt", "everyday.txt"
"""Lines that are none of the coach's business: early ones, later ones, and those with a warning's words."""

WARNINGS, KINDS = "warnings.tsv", "kinds.tsv"
"""Warnings in unusual words, and words of the mat by their kind."""


@dataclass(frozen=True)
class Line:
    """Words, the phase in which they are said, and what is meant: one of `labels`, with `facts`.

    One of the `harmful` labels would do what nobody wants. `facts` are compared where they are told.
    """

    words: str
    phase: Phase
    labels: frozenset[Label]
    facts: Mapping[str, Any] | None = None
    harmful: frozenset[Label] = field(default=frozenset())


def said_lines(file: str) -> Sequence[Line]:
    """The lines of KEPT_BACK or FRESH: label, phase, words and slots as JSON, and maybe two places.

    In KEPT_BACK the label names a list, and a seventh column the label of a line that means another.
    """
    return [
        Line(words, Phase(phase), frozenset([Label([label, *more[2:]][-1])]), json.loads(slots))
        for label, phase, words, slots, *more in _rows(file)
    ]


def kinds() -> Sequence[Line]:
    """The lines of KINDS: kind, phase, words, labels, facts as JSON, harmful labels; between labels a |."""
    return [
        Line(words, Phase(phase), _labels(labels), json.loads(facts or "{}"), _labels(*harmful[:1]))
        for _, phase, words, labels, facts, *harmful in _rows(KINDS)
    ]


def warnings() -> Sequence[Line]:
    """The lines of WARNINGS: a sign and words, said while rolling."""
    return [
        Line(words, Phase.ROLLING, frozenset([Label.RED_FLAG]), {"sign": sign})
        for sign, words, *_ in _rows(WARNINGS)
    ]


def foreign_lines(file: str) -> Sequence[Line]:
    """The lines of FOREIGN, LATER or EVERYDAY, said while rolling: words, which stand last in a row."""
    declined = frozenset((Label.NOT_UNDERSTOOD, Label.OUT_OF_SCOPE))
    return [Line(words, Phase.ROLLING, declined) for *_, words in _rows(file)]


def _rows(file: str) -> Iterator[list[str]]:
    path = LINES / file
    for row in path.read_text("utf-8").splitlines() if path.is_file() else ():
        if row.strip() and not row.startswith("#"):
            yield row.split("\t")


def _labels(text: str = "") -> frozenset[Label]:
    return frozenset(Label(label.strip()) for label in text.split("|") if label.strip())

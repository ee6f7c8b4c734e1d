"""Finds the slots in words that are near to an intent's samples."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz.distance import Indel
from rapidfuzz.process import extractOne

from skill.alexa.slots import Slot
from skill.hearing.words import Phrases, Words

READINGS = 200
"""How many ways to read a sentence are looked at. Few sentences have ten."""


@dataclass(frozen=True)
class Spoken(Slot):
    """A filled slot, with the words that filled it."""

    words: str = ""


Filled = dict[str, Spoken]


Samples = Mapping[frozenset[str], Sequence[Words]]
"""An intent's samples, where a slot stands as "{name}", by the slots that they have."""


def by_slots(samples: Iterable[Words]) -> Samples:
    """Sort samples by the slots that they have."""
    sorted_samples: dict[frozenset[str], list[Words]] = {}
    for sample in samples:
        slots = frozenset(piece[1:-1] for piece in sample if piece.startswith("{"))
        sorted_samples.setdefault(slots, []).append(sample)
    return sorted_samples


def fill(words: Words, samples: Samples, kinds: Mapping[str, str], types: Mapping[str, Phrases]) -> Filled:
    """The slots that make words most like a sample with just those slots.

    `kinds` are the types of the intent's slots. So "right, let's roll" names no side, for it is more
    like "right, let's start" than like any sample with a side.
    """
    readings = islice(_readings(words, 0, kinds, types), READINGS)
    likeness = (
        (_likeness(said, frozenset(filled), samples), len(filled), filled) for said, filled in readings
    )
    return max(likeness, key=lambda row: row[:2])[2]


def _likeness(words: Words, slots: frozenset[str], samples: Samples) -> float:
    found = extractOne(words, samples.get(slots, ()), scorer=Indel.normalized_similarity)
    return float(found[1]) if found else 0.0


def _readings(
    words: Words, at: int, kinds: Mapping[str, str], types: Mapping[str, Phrases]
) -> Iterator[tuple[Words, Filled]]:
    """Every way to put slots over words from a place on, each slot once; over the most words it can."""
    if not kinds or at == len(words):
        yield words[at:], {}
        return
    for name, kind in kinds.items():
        for end, value, known in list(types[kind].starting(words, at))[-1:]:
            others = {other: kinds[other] for other in kinds if other != name}
            spoken = Spoken(value, known, " ".join(words[at:end]))
            for rest, filled in _readings(words, end, others, types):
                yield (f"{{{name}}}", *rest), {name: spoken, **filled}
    for rest, filled in _readings(words, at + 1, kinds, types):
        yield (words[at], *rest), filled

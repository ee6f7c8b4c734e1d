"""Finds the slots in words that are near to an intent's samples."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from skill.alexa.slots import Slot
from skill.hearing.words import Phrases, Words

READINGS = 200
"""How many ways to read a sentence are looked at. Few sentences have ten."""


@dataclass(frozen=True)
class Spoken(Slot):
    """A filled slot, with the words that filled it."""

    words: str = ""


Filled = dict[str, Spoken]


def fill(
    words: Words, samples: Iterable[Words], kinds: Mapping[str, str], types: Mapping[str, Phrases]
) -> Filled:
    """The slots that make words most like a sample with just those slots.

    `samples` are an intent's, where a slot stands as "{name}", and `kinds` the types of its slots. So
    "right, let's roll" names no side, for it is more like "right, let's start" than like any sample with a
    side.
    """
    by_slots = _by_slots(samples)
    readings = islice(_readings(words, 0, kinds, types), READINGS)
    likeness = (
        (_likeness(said, by_slots.get(frozenset(filled), ())), len(filled), filled)
        for said, filled in readings
    )
    return max(likeness, key=lambda row: row[:2])[2]


def _by_slots(samples: Iterable[Words]) -> Mapping[frozenset[str], Sequence[Words]]:
    """Samples by the slots that they have."""
    found: dict[frozenset[str], list[Words]] = {}
    for sample in samples:
        slots = frozenset(piece[1:-1] for piece in sample if piece.startswith("{"))
        found.setdefault(slots, []).append(sample)
    return found


def _likeness(words: Words, samples: Sequence[Words]) -> float:
    """The share of words that words and the sample most like them have in common, in their order: 0 to 1."""
    places: dict[str, int] = {}
    for at, word in enumerate(words):
        places[word] = places.get(word, 0) | 1 << at
    shares = (2 * _common(places, len(words), each) / (len(words) + len(each)) for each in samples)
    return max(shares, default=0.0)


def _common(places: Mapping[str, int], length: int, sample: Words) -> int:
    """The length of the longest common subsequence of words and a sample.

    A bit stands for each word's place, and all places are gone through at once (Hyyrö 2004, "Bit-parallel
    LCS-length computation revisited"); `places` has the bits of each word.
    """
    every = row = (1 << length) - 1
    for word in sample:
        match = row & places.get(word, 0)
        row = (row + match) | (row - match)
    return length - (row & every).bit_count()


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

"""What code must know of a language, as `speech.toml` has it: read and checked once, when first asked."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from skill import languages
from skill.languages.typed import typed

PART = "speech"
"""The name of the file in a language's folder. A locale's has only what differs, as everywhere."""

Texts = tuple[str, ...]
Values = Mapping[str, Texts]


class BrokenSpeech(ValueError):
    """A language's `speech.toml` lacks something: one line for each fault, with its cure."""


class Variant(NamedTuple):
    """A pattern in a number's words, and what may be said instead."""

    pattern: re.Pattern[str]
    instead: str


class Counted(NamedTuple):
    """A pattern with `{n}`, the seconds of each, the seconds beside them, and the largest `{n}`."""

    pattern: str
    unit: int
    beside: int
    most: int


class Clock(NamedTuple):
    """A pattern with `{n}` for an hour, and the minutes beside it."""

    pattern: str
    minutes: int


class Numbers(NamedTuple):
    """How numbers are said otherwise than num2words says them."""

    variants: tuple[Variant, ...]


class Durations(NamedTuple):
    """How durations are said: counted, minutes with seconds, and fixed ones with their seconds."""

    counted: tuple[Counted, ...]
    mixed: Texts
    fixed: Mapping[str, int]


class Times(NamedTuple):
    """How times of day are said; `half_days` are what may follow an hour, with the hours that it adds."""

    clock: tuple[Clock, ...]
    half_days: Mapping[str, int]


class Words(NamedTuple):
    """How words are taken apart and compared. The comments in `en/speech.toml` tell of each."""

    waking: Texts
    apart: Texts
    fillers: frozenset[str]
    courtesies: frozenset[str]
    corrections: frozenset[str]
    refusals: frozenset[str]
    pains: frozenset[str]
    denials: frozenset[str]
    conditions: frozenset[str]
    endings: Mapping[str, str]
    spelled: Mapping[str, str]
    unmarked: Mapping[str, str]


class SlotValues(NamedTuple):
    """A few values of each of Amazon's own slot types, by its name."""

    learned: Values
    judged: Values
    spoken: Values


class Prompts(NamedTuple):
    """How the coach asks somebody to say a word."""

    say: Texts
    or_: Texts
    leading: Texts
    clauses: Texts
    rehearsed: Texts


class Invocation(NamedTuple):
    """How a skill is called by its name, and which words that name may not have."""

    opening: str
    launch: frozenset[str]
    also_said: frozenset[str]
    polite: Texts
    joining: Texts
    connecting: frozenset[str]
    small: frozenset[str]
    reserved: frozenset[str]


class Store(NamedTuple):
    """What the store's texts may not say, as patterns of whole words, and what they must."""

    claims: tuple[re.Pattern[str], ...]
    disclaimers: Texts

    def claims_in(self, words: Iterable[str]) -> list[str]:
        """Those of the words that make a claim about health."""
        return [word for word in words if any(claim.fullmatch(word) for claim in self.claims)]


class Lint(NamedTuple):
    """Wordings that are the same in English, such as names: they are not told as left over."""

    alike: frozenset[str]


class Speech(NamedTuple):
    """All of one language."""

    numbers: Numbers
    durations: Durations
    times: Times
    words: Words
    values: SlotValues
    prompts: Prompts
    invocation: Invocation
    store: Store
    lint: Lint


def speech(name: str) -> Speech:
    """What is known of a language, or of a locale.

    Raises FileNotFoundError where its language has no file, BrokenSpeech or NotToml for one of no use.
    """
    return _checked(languages.LANGUAGES, name)


def speech_for(locale: str) -> Speech:
    """The same of whatever is spoken in a locale, which is English where there is nothing else."""
    return speech(languages.name_for(locale, languages.LANGUAGES, PART))


@cache
def _checked(directory: Path, name: str) -> Speech:
    if not (tables := languages.tables(directory, name, PART)):
        missing = languages.layers(directory, name, PART)[0]
        raise FileNotFoundError(
            f"There is no {missing.parent.name}/{missing.name} in {directory}: copy that of English, "
            "and put it into the language."
        )
    faults: list[str] = []
    found: Speech = typed(Speech, tables, faults)
    if faults := faults or list(_lacking(found)):
        raise BrokenSpeech("\n".join(f"{name}/{PART}.toml: {fault}" for fault in faults))
    return found


def _lacking(found: Speech) -> Iterator[str]:
    """What fields of the right kind lack: a place in a pattern, or all that no language can do without."""
    for row in found.durations.counted:
        yield from _holes("counted", row.pattern, "{n}")
    for text in found.durations.mixed:
        yield from _holes("mixed", text, "{n}", "{m}")
    for clock in found.times.clock:
        yield from _holes("clock", clock.pattern, "{n}")
    yield from _holes("opening", found.invocation.opening, "{name}")
    yield from (f"{end!r} in apart begins with no apostrophe." for end in found.words.apart if end[0] != "'")
    asks, called, store = found.prompts, found.invocation, found.store
    needed = {"say": asks.say, "rehearsed": asks.rehearsed, "launch": called.launch}
    for key, texts in (*needed.items(), ("disclaimers", store.disclaimers)):
        if not texts:
            yield f"{key} is empty; write what is said."


def _holes(key: str, text: str, *wanted: str) -> Iterator[str]:
    yield from (f"{text!r} in {key} lacks {hole}; put it in." for hole in wanted if hole not in text)

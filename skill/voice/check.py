"""The loud failure at load: every rule that a script can break, with the file, the phrase and the cure.

`structure` looks at the tables as they were read, `wording` at the phrases built from them. Both
gather every fault before they raise, so that whoever writes a script sees them all at once.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from skill.channel import ALEXA, WAKE_WORDS
from skill.voice.errors import BrokenScript
from skill.voice.facts import DURATION, FactWords, number_words
from skill.voice.phrase import Pace, Phrase, Variant, sentences
from skill.voice.plurals import OTHER, holds
from skill.voice.source import Source

Needed = Mapping[str, frozenset[str]]

MOST_WORDS = 18
"""Words in a sentence: what one breath and one hearing carry (the script's rule 1)."""

SLACK = 1.0
"""Seconds of a gap that stay silent even where the voice is slow."""

_UNSPEAKABLE = re.compile(r"[\d!*•#;_/<>()\[\]]|^\s*[-–—]|\s-\s|\n")
_WAKES = re.compile(rf"\b({'|'.join(sorted(WAKE_WORDS))})\b", re.IGNORECASE)
"""Words that wake a speaker, which would hear itself called."""

_FACT = re.compile(r"\{\w+\}")
_TABLES = {"pace", "phonemes", "calendar", "plurals", "facts", "phrases"}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KEYS = {"say", "gap", "rotate"}
_PACE = {"characters_per_second", "pause_per_sentence"}


def structure(source: Source, needed: Needed) -> None:
    """Raises BrokenScript unless the tables hold what a script holds, and just the phrases needed."""
    _raise(_layout(source))
    phrases = source.tables["phrases"]
    missing = sorted(needed.keys() - phrases.keys())
    faults = [*_pace(source), *_calendar(source), *_plurals(source), *_words(source)]
    faults += [f"{source.file}: phrase '{each}' is missing; write [phrases.{each}]." for each in missing]
    for phrase, entry in phrases.items():
        faults += _phrase(source.files[phrase], phrase, entry, needed)
    _raise(faults)


def wording(phrases: Mapping[str, Phrase], fact_words: FactWords, pace: Pace) -> None:
    """Raises BrokenScript for a variant that is hard to say or to follow, or too long for its gap."""
    _raise(
        f"{phrase.file}: phrase '{name}', variant {number}: {fault}"
        for name, phrase in phrases.items()
        for number, variant in enumerate(phrase.variants, 1)
        for fault in _variant(variant, phrase.gap, fact_words, pace)
    )


def _raise(faults: Iterable[str]) -> None:
    if found := list(faults):
        raise BrokenScript(found)


def _unknown(where: str, table: Mapping[str, Any], known: set[str]) -> Iterator[str]:
    for key in sorted(table.keys() - known):
        yield f"{where} has the unknown key '{key}'; it may hold {', '.join(sorted(known))}."


def _layout(source: Source) -> Iterator[str]:
    yield from _unknown(f"{source.file}: the file", source.tables, _TABLES)
    for name in sorted(_TABLES):
        if not isinstance(source.tables.get(name), Mapping):
            yield f"{source.file}: table [{name}] is missing; add it."


def _pace(source: Source) -> Iterator[str]:
    pace = source.tables["pace"]
    yield from _unknown(f"{source.file}: [pace]", pace, _PACE)
    for key in sorted(_PACE):
        value = pace.get(key)
        if not isinstance(value, int | float) or value < 0 or (key == "characters_per_second" and not value):
            yield f"{source.file}: [pace] needs {key} as a number of use; measure the voice."


def _calendar(source: Source) -> Iterator[str]:
    calendar = source.tables["calendar"]
    yield from _unknown(f"{source.file}: [calendar]", calendar, {"week_begins"})
    if calendar.get("week_begins") not in _DAYS:
        yield f'{source.file}: [calendar] needs week_begins as the name of a day, such as "monday".'


def _plurals(source: Source) -> Iterator[str]:
    for name, rule in source.tables["plurals"].items():
        try:
            holds(rule, 1)
        except (ValueError, AttributeError) as error:
            yield f"{source.file}: {name} in [plurals] is no rule ({error}); copy it from CLDR."


def _words(source: Source) -> Iterator[str]:
    facts = source.tables["facts"]
    tables = {"phonemes": source.tables["phonemes"]} | {f"facts.{fact}": facts[fact] for fact in facts}
    for name, table in tables.items():
        if not isinstance(table, Mapping) or not all(isinstance(word, str) for word in table.values()):
            yield f'{source.file}: [{name}] is no table of words; write each entry as key = "word".'
            return
    plurals = (*source.tables["plurals"], OTHER)
    for fact, table in {DURATION: {}, **facts}.items():
        for plural in plurals if fact == DURATION or {*plurals} & table.keys() else ():
            if "{number}" not in table.get(plural, ""):
                yield f'{source.file}: [facts.{fact}] lacks a unit; add {plural} = "{{number}} …" to it.'
    try:
        number_words(1, source.name)
    except NotImplementedError:
        yield f"{source.file}: num2words does not speak '{source.name}'; use a language it has."


def _phrase(file: str, phrase: str, entry: Any, needed: Needed) -> Iterator[str]:
    where = f"{file}: phrase '{phrase}'"
    if phrase not in needed:
        yield f"{where} is never said; correct its name or delete it."
    elif not isinstance(entry, Mapping):
        yield f"{where} is not a table; write it as [phrases.{phrase}]."
    elif not _is_wordings(entry.get("say")):
        yield f"{where} needs say, a list of one or more wordings in quotes."
    else:
        yield from _entry(where, entry)
        for number, text in enumerate(entry["say"], 1):
            yield from (f"{where}, variant {number}: {fault}" for fault in _template(text, needed[phrase]))


def _is_wordings(say: Any) -> bool:
    return isinstance(say, list) and bool(say) and all(isinstance(text, str) for text in say)


def _entry(where: str, entry: Mapping[str, Any]) -> Iterator[str]:
    yield from _unknown(where, entry, _KEYS)
    if not isinstance(entry.get("gap", 1.0), int | float):
        yield f"{where} has a gap that is not a number; write it in seconds."
    say = entry["say"]
    if entry.get("rotate") is False and len(say) > 1:
        yield f"{where} does not rotate, yet it has {len(say)} wordings; keep the first."
    for text, times in Counter(say).items():
        if times > 1:
            yield f"{where} says '{text}' {times} times; reword or delete the copies."


def _template(text: str, facts: frozenset[str]) -> Iterator[str]:
    if not text.strip():
        yield "is empty; write it or delete it."
    try:
        named = Variant.parse(text).facts
    except ValueError:
        yield f"'{text}' has a brace that holds no fact's name; write {{fact}}, and nothing else in braces."
        return
    for fact in named:
        if fact not in facts:
            given = ", ".join(f"{{{each}}}" for each in sorted(facts)) or "none"
            yield f"the fact {{{fact}}} is unknown here; the coach gives {given}."


def _variant(variant: Variant, gap: float | None, fact_words: FactWords, pace: Pace) -> Iterator[str]:
    if mark := _UNSPEAKABLE.search(_FACT.sub("it", variant.template)):
        yield f"'{mark.group()}' cannot be spoken; write words, one thought a sentence."
    if word := _WAKES.search(variant.template):
        yield f"'{word.group()}' wakes a speaker; name the thing otherwise, such as \"your speaker's app\"."
    text = variant.filled(fact_words.longest)
    for sentence in sentences(text):
        if (count := len(sentence.split())) > MOST_WORDS:
            yield f"'{sentence}' has {count} words; cut it to {MOST_WORDS} or make two of it."
    if gap is None:
        return
    seconds = pace.seconds(len(text), variant.sentences) / ALEXA.slowest + SLACK
    if seconds > gap:
        yield f"needs {seconds:.1f} s with a slow voice, but its gap is {gap} s; shorten it or widen the gap."

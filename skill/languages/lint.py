"""What a language still has of English: the same wording at the same place, and what is not there at all.

English is what other languages are copied from, so it is what they are compared with.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from skill.languages import Tables, language_of, read

ENGLISH = "en"
FILES = ("script.toml", "screen.toml", "speech.toml", "listing.toml")
"""The files of a language. Its sentence templates lie in a folder of their own."""
INTENTS = "intents"

WORDLESS = frozenset(("calendar", "plurals", "slots", "fallback_sensitivity"))
"""Tables and values with ids, rules or settings in them."""

WORDS_AS_KEYS = frozenset(("phonemes", "fixed", "half_days", "endings", "spelled"))
"""Tables whose keys are words, and whose values are what these stand for."""

WHOLE = (("types",), ("intents",), ("titles",), ("texts",))
"""Tables that need each key that English has there: what is missing is never heard, or not shown."""

_WORD = re.compile(r"[^\W\d_]{2}")
_NO_WORD = re.compile(r"\{\w*\}|<\w+>")


class Wording(NamedTuple):
    """A wording: the keys of the tables around it, and one line of text."""

    place: tuple[str, ...]
    text: str


def others(directory: Path) -> list[str]:
    """The languages and locales of a folder that are not English."""
    there = sorted(path.name for path in directory.iterdir() if path.is_dir() and list(_files(path)))
    return [name for name in there if language_of(name) != ENGLISH]


def left(directory: Path, name: str) -> list[str]:
    """What a language or a locale still has of English, one line for each. Raises NotToml."""
    same = _alike(directory, name)
    found = [] if "-" in name else list(_missing(directory, name))
    for file in _files(directory / name):
        part = INTENTS if file.parent.name == INTENTS else file.name
        english = {wording for folder in directory.glob(f"{ENGLISH}*") for wording in _of(folder, part)}
        own = [each for each in dict.fromkeys(wordings(read(file))) if each in english]
        told = (each for each in own if each.text.casefold() not in same)
        where = file.relative_to(directory).as_posix()
        found += [f"{where}: [{'.'.join(each.place)}] is English: {each.text!r}" for each in told]
    return found


def _missing(directory: Path, name: str) -> Iterator[str]:
    """Whole files, and keys of the tables that need them all."""
    for part in (*FILES, INTENTS):
        english, own = _tables(directory / ENGLISH, part), _tables(directory / name, part)
        if not own:
            yield f"{name} has no {part}: copy it from {ENGLISH}, and put it into the language"
            continue
        for (table,) in WHOLE:
            lacking = sorted(english.get(table, {}).keys() - own.get(table, {}).keys())
            yield from (f"{name}/{part}: [{table}] lacks {key}, which {ENGLISH} has" for key in lacking)


def _alike(directory: Path, name: str) -> set[str]:
    """What the language says itself to be the same in English."""
    own = _tables(directory / language_of(name), "speech.toml").get("lint", {})
    return {str(text).casefold() for text in own.get("alike", ())}


def _tables(folder: Path, part: str) -> Tables:
    """The tables of a part, those of several files beside each other."""
    found: dict[str, Any] = {}
    for file in _files(folder, part):
        for key, value in read(file).items():
            found[key] = {**found.get(key, {}), **value} if isinstance(value, Mapping) else value
    return found


def _files(folder: Path, part: str | None = None) -> Iterator[Path]:
    """The files of a folder, or of one part of it."""
    named = [folder / file for file in FILES if part in (None, file)]
    yield from (file for file in named if file.is_file())
    if part in (None, INTENTS):
        yield from sorted((folder / INTENTS).glob("*.toml"))


def _of(folder: Path, part: str) -> Iterator[Wording]:
    for file in _files(folder, part):
        yield from wordings(read(file))


def wordings(value: Any, place: tuple[str, ...] = ()) -> Iterator[Wording]:
    """Every wording of a table, a list or a text; lines stand alone, and entries of lists at one place."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in WORDLESS and place[-1:] and place[-1] in WORDS_AS_KEYS:
                yield from wordings(key, place)
            elif key not in WORDLESS:
                yield from wordings(inner, (*place, key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from wordings(inner, place)
    elif isinstance(value, str):
        lines = (line.strip() for line in value.splitlines())
        yield from (Wording(place, line) for line in lines if _WORD.search(_NO_WORD.sub(" ", line)))

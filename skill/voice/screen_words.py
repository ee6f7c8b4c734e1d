"""The words on a screen, read from the languages' files for screens and checked once.

A locale's file holds its differences to its language's, as with everything that is said. It is only read
for a device with a screen.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from skill import languages
from skill.screen.seen import TOUCHES
from skill.screen.words import ScreenWords
from skill.voice import kept, source
from skill.voice.errors import BrokenScript
from skill.voice.source import SCREEN

TITLE_WORDS = 6
"""Words in a title. Own choice: what is read at a glance from the floor."""
LABEL_LETTERS = 11
"""Letters of a button's label. Tried in Amazon's renderer: twelve fit on most screens, eleven on all."""

NOTES = {"kept": {"left", "right"}, "place": set[str](), "back": set[str]()}
"""What stands beside the routine, and what each is filled with."""
FACTS = {"side", "other", "seconds"}
"""What a title or a text may be filled with."""
LINES = 4
"""Lines of the safety list: one for each sentence of it."""


@cache
def load(locale: str) -> ScreenWords:
    """The words for a locale. Raises BrokenScript with a sentence for each fault in its file."""
    return _checked(languages.LANGUAGES, source.name_for(locale, languages.LANGUAGES, SCREEN))


@cache
def _checked(directory: Path, name: str) -> ScreenWords:
    found = kept.read(directory, name, SCREEN, _stamp(directory, name)) or _read(directory, name)
    return ScreenWords(**{**found.tables, "lines": tuple(found.tables["lines"])})


def keep(directory: Path) -> None:
    """Check the words of all locales, and keep them: a package does it, so that a start need not."""
    for name in sorted(languages.names(directory, SCREEN)):
        kept.write(directory, _read(directory, name), _stamp(directory, name))


def _stamp(directory: Path, name: str) -> int:
    return kept.stamp(directory, name, SCREEN, sorted(TOUCHES))


def _read(directory: Path, name: str) -> source.Source:
    found = source.read(directory, name, SCREEN)
    if faults := [f"{found.file}: {fault}" for fault in _faults(found.tables)]:
        raise BrokenScript(faults)
    return found


def _faults(tables: Mapping[str, Any]) -> Iterator[str]:
    wanted = {"sides", "titles", "texts", "lines", "buttons", "notes"}
    if tables.keys() != wanted:
        yield f"it holds {sorted(tables)}; it has to hold {sorted(wanted)}."
        return
    if len(tables["lines"]) != LINES:
        yield f"lines has {len(tables['lines'])} entries; write {LINES}, one for each sentence of the list."
    yield from _same_keys("sides", tables["sides"], {"left", "right"})
    yield from _same_keys("buttons", tables["buttons"], TOUCHES)
    yield from _same_keys("notes", tables["notes"], NOTES.keys())
    for name, label in tables["buttons"].items():
        if len(label) > LABEL_LETTERS:
            yield f"button '{name}' says '{label}', {len(label)} letters; cut it to {LABEL_LETTERS}."
    for name, text in tables["notes"].items():
        yield from _filled(f"note '{name}'", text, NOTES.get(name, set()))
    for name, title in tables["titles"].items():
        if len(title.split()) > TITLE_WORDS:
            yield f"title '{name}' says '{title}'; cut it to {TITLE_WORDS} words."
    for table in ("titles", "texts"):
        for name, text in tables[table].items():
            yield from _filled(f"{table} '{name}'", text, FACTS)


def _same_keys(table: str, found: Mapping[str, Any], wanted: Any) -> Iterator[str]:
    for name in sorted(wanted - found.keys()):
        yield f"[{table}] lacks '{name}'; add it."
    for name in sorted(found.keys() - wanted):
        yield f"[{table}] has '{name}', which nothing shows; delete it."


def _filled(where: str, text: str, known: set[str]) -> Iterator[str]:
    for _, fact, _, _ in Formatter().parse(text):
        if fact is not None and fact not in known:
            yield f"{where} is filled with {{{fact}}}; it may have {sorted(known) or 'nothing'}."

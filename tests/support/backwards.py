"""A made-up language: English with every word backwards, file by file, as somebody would translate it."""

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from skill.channel import WAKE_WORDS
from skill.languages.lint import INTENTS, WORDLESS, WORDS_AS_KEYS

_TOKEN = re.compile(r"\\.|\{\w*\}|<\w+>|[^\W\d_]+")
"""Escapes of patterns, facts, slots and rules stay as they are; words are turned round."""


def backwards(text: str) -> str:
    """A text whose words are backwards, each with a capital where it had one; a speaker's name stays."""
    return _TOKEN.sub(lambda found: _turned(found[0]), text)


def _turned(word: str) -> str:
    if not word.isalpha() or word.casefold() in WAKE_WORDS:
        return word
    turned = word[::-1].lower()
    return turned.capitalize() if word[0].isupper() else turned


def translate(english: Path, own: Path) -> None:
    """Translate every file of a folder of English into a folder of the made-up language."""
    for file in english.rglob("*.toml"):
        tables = _translated(tomllib.loads(file.read_text("utf-8")))
        if file.parent.name == INTENTS and "impossible" in tables:
            tables["impossible"] = ""  # its patterns know English: "a" before a vowel, and such
        if file.name == "speech.toml":
            tables["lint"]["alike"] = _palindromes(english)
        to = own / file.relative_to(english)
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(_toml(tables), "utf-8")


def _translated(value: Any, place: str = "") -> Any:
    if isinstance(value, Mapping):
        return {
            backwards(key) if place in WORDS_AS_KEYS else key: _kept(key, inner, place)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_translated(inner) for inner in value]
    return backwards(value) if isinstance(value, str) else value


def _kept(key: str, value: Any, place: str) -> Any:
    return value if key in WORDLESS or place == "phonemes" else _translated(value, key)


def _palindromes(english: Path) -> list[str]:
    """What is the same forwards and backwards: "mum", "a", and lines of such words alone."""
    found: set[str] = set()
    for file in english.rglob("*.toml"):
        for line in re.findall(r'[^"\n]+', file.read_text("utf-8")):
            if backwards(line.strip()) == line.strip():
                found.add(line.strip())
    return sorted(found)


def _toml(tables: Mapping[str, Any], above: tuple[str, ...] = ()) -> str:
    """Tables as TOML: a table's own values first, then the tables in it."""
    plain = {key: value for key, value in tables.items() if not isinstance(value, Mapping)}
    head = [f"[{'.'.join(map(_text, above))}]"] if above else []
    rows = [f"{_text(key)} = {_value(value)}" for key, value in plain.items()]
    inner = [_toml(value, (*above, key)) for key, value in tables.items() if isinstance(value, Mapping)]
    return "\n".join([*head, *rows, *inner]) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

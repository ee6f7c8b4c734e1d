"""The script's files: which one speaks for a locale, and its tables once differences are laid over."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from skill.voice.errors import BrokenScript

Tables = Mapping[str, Any]

LAST_RESORT = ("en-US", "en")
"""Who speaks where neither the locale nor its language has a script."""


@dataclass(frozen=True)
class Source:
    """The tables of one script, and for each phrase id the name of the file that its wording is in."""

    name: str
    tables: Tables
    files: Mapping[str, str]

    @property
    def file(self) -> str:
        """The file to name in a fault that belongs to no phrase."""
        return f"{self.name}.toml"


def name_for(locale: str, directory: Path) -> str:
    """The script that speaks for a locale: its own, else its language's, else English.

    Raises BrokenScript where not even English is there.
    """
    known = _known(directory)
    for name in (locale, locale.partition("-")[0], *LAST_RESORT):
        if name in known:
            return name
    raise BrokenScript([f"{directory} holds no en.toml; put the English script there."])


def read(directory: Path, name: str) -> Source:
    """A script's tables: its language's file with its own differences laid over it.

    Raises BrokenScript for a file that is not TOML.
    """
    language = name.partition("-")[0]
    layers = {layer: _tables(directory / f"{layer}.toml") for layer in dict.fromkeys((language, name))}
    tables: Tables = {}
    files: dict[str, str] = {}
    for layer, own in layers.items():
        tables = _laid_over(tables, own)
        if isinstance(phrases := own.get("phrases"), Mapping):
            files |= dict.fromkeys(phrases, f"{layer}.toml")
    return Source(name, tables, files)


@cache
def _known(directory: Path) -> frozenset[str]:
    return frozenset(file.stem for file in directory.glob("*.toml"))


def _tables(file: Path) -> Tables:
    if not file.exists():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BrokenScript([f"{file.name} is not TOML: {error}. Mend that place."]) from error


def _laid_over(base: Tables, own: Tables) -> Tables:
    """Tables merge; every other value of `own` takes the place of the one in `base`."""
    return {**base, **{key: _one_of(base.get(key), value) for key, value in own.items()}}


def _one_of(base: Any, own: Any) -> Any:
    if isinstance(base, Mapping) and isinstance(own, Mapping):
        return _laid_over(base, own)
    return own

"""The script's files: which one speaks for a locale, and its tables once differences are laid over."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from skill.voice.errors import BrokenScript

Tables = Mapping[str, Any]

LAST_RESORT = ("en-US", "en")
"""Who speaks where neither the locale nor its language has a script."""


class Source(NamedTuple):
    """The tables of one script, and for each phrase id the name of the file that its wording is in.

    `numbers` are the words of the usual numbers, where they have been asked for.
    """

    name: str
    tables: Tables
    files: Mapping[str, str]
    numbers: Sequence[str] = ()

    @property
    def file(self) -> str:
        """The file to name in a fault that belongs to no phrase."""
        return f"{self.name}.toml"


def name_for(locale: str, directory: Path) -> str:
    """The script that speaks for a locale: its own, else its language's, else English.

    Raises BrokenScript where not even English is there.
    """
    there = names(directory)
    for name in (locale, locale.partition("-")[0], *LAST_RESORT):
        if name in there:
            return name
    raise BrokenScript([f"{directory} holds no en.toml; put the English script there."])


def read(directory: Path, name: str) -> Source:
    """A script's tables: its language's file with its own differences laid over it.

    Raises BrokenScript for a file that is not TOML.
    """
    tables: Tables = {}
    files: dict[str, str] = {}
    for file in layers(directory, name):
        own = _tables(file)
        tables = _laid_over(tables, own)
        if isinstance(phrases := own.get("phrases"), Mapping):
            files |= dict.fromkeys(phrases, file.name)
    return Source(name, tables, files)


def layers(directory: Path, name: str) -> list[Path]:
    """The files of a script, its language's first; neither need be there."""
    return [directory / f"{layer}.toml" for layer in dict.fromkeys((name.partition("-")[0], name))]


@cache
def names(directory: Path) -> frozenset[str]:
    """The scripts of a folder."""
    return frozenset(file.stem for file in directory.glob("*.toml"))


def _tables(file: Path) -> Tables:
    import tomllib  # here, as a script that was kept does without

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

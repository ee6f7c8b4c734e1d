"""A script as its files hold it: its tables, and in which file each wording stands."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from skill import languages
from skill.languages import Tables
from skill.voice.errors import BrokenScript

SCRIPT, SCREEN = "script", "screen"
"""The parts of a language's folder that are the voice's: what is said, and what is shown."""


class Source(NamedTuple):
    """The tables of one part, and for each phrase id the file of its wording, such as "en/script.toml".

    `numbers` are the words of the usual numbers, where they have been asked for.
    """

    name: str
    part: str
    tables: Tables
    files: Mapping[str, str]
    numbers: Sequence[str] = ()

    @property
    def file(self) -> str:
        """The file to name in a fault that belongs to no phrase."""
        return f"{self.name}/{self.part}.toml"


def name_for(locale: str, directory: Path, part: str = SCRIPT) -> str:
    """Whose file speaks for a locale. Raises BrokenScript where not even English is there."""
    try:
        return languages.name_for(locale, directory, part)
    except FileNotFoundError as missing:
        raise BrokenScript([str(missing)]) from missing


def read(directory: Path, name: str, part: str = SCRIPT) -> Source:
    """A part's tables: its language's file with its own differences laid over it.

    Raises BrokenScript for a file that is not TOML.
    """
    tables: Tables = {}
    files: dict[str, str] = {}
    for file in languages.layers(directory, name, part):
        try:
            own = languages.read(file)
        except languages.NotToml as error:
            raise BrokenScript([str(error)]) from error
        tables = languages.laid_over(tables, own)
        if isinstance(phrases := own.get("phrases"), Mapping):
            files |= dict.fromkeys(phrases, f"{file.parent.name}/{file.name}")
    return Source(name, part, tables, files)

"""The languages: a folder for each, and one for each locale with what differs there. Nothing else has words.

`script.toml` holds what is said, `screen.toml` what is seen, `listing.toml` what the store shows, and
`intents/` what people say, as sentence templates. `speech.toml` has what else code must know of a language.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = Path(__file__).parent
"""Where the folders lie."""

LAST_RESORT = ("en-US", "en")
"""Who speaks where neither the locale nor its language has a file."""

Tables = Mapping[str, Any]


class NotToml(ValueError):
    """A language's file that cannot be read: the message says which, why, and what to do."""


def language_of(locale: str) -> str:
    """The language of a locale: "en" of "en-GB", and of "en"."""
    return locale.partition("-")[0]


def layers(directory: Path, name: str, part: str) -> list[Path]:
    """The files of a language or a locale for a part, such as "script"; the language's first.

    Neither need be there.
    """
    return [directory / layer / f"{part}.toml" for layer in dict.fromkeys((language_of(name), name))]


@cache
def names(directory: Path, part: str) -> frozenset[str]:
    """The languages and locales that have a file for a part."""
    return frozenset(file.parent.name for file in directory.glob(f"*/{part}.toml"))


def name_for(locale: str, directory: Path, part: str) -> str:
    """Whose file is used for a locale: its own, else its language's, else English.

    Raises FileNotFoundError where not even English is there.
    """
    there = names(directory, part)
    for name in (locale, language_of(locale), *LAST_RESORT):
        if name in there:
            return name
    raise FileNotFoundError(f"{directory} holds no en/{part}.toml; put the English one there.")


def tables(directory: Path, name: str, part: str) -> Tables:
    """A part's tables: those of the language with the locale's own differences laid over them.

    Raises NotToml.
    """
    found: Tables = {}
    for file in layers(directory, name, part):
        found = laid_over(found, read(file))
    return found


def read(file: Path) -> Tables:
    """The tables of one file, none where it is not there. Raises NotToml."""
    import tomllib  # here, as a script that was kept does without

    if not file.exists():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotToml(f"{file.parent.name}/{file.name} is not TOML: {error}. Mend that place.") from error


def laid_over(base: Tables, own: Tables) -> Tables:
    """Tables merge; every other value of `own` takes the place of the one in `base`."""
    return {**base, **{key: _one_of(base.get(key), value) for key, value in own.items()}}


def _one_of(base: Any, own: Any) -> Any:
    if isinstance(base, Mapping) and isinstance(own, Mapping):
        return laid_over(base, own)
    return own

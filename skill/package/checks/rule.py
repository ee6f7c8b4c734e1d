"""What a check is: a rule of Amazon's, what breaks it and where, and how to mend it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from skill.package.layout import CODE, RESOURCES, SKILL

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Package:
    """A package as it lies in its folder."""

    folder: Path

    @cached_property
    def manifest(self) -> Json:
        """What is under "manifest" in skill.json."""
        found: Json = _read(self.folder / SKILL / "skill.json")["manifest"]
        return found

    @cached_property
    def documents(self) -> Mapping[str, Json]:
        """The interaction models by locale, as they are uploaded."""
        files = sorted((self.folder / SKILL / "interactionModels" / "custom").glob("*.json"))
        return {file.stem: _read(file) for file in files}

    @cached_property
    def models(self) -> Mapping[str, Json]:
        """The language models by locale."""
        return {
            locale: whole["interactionModel"]["languageModel"] for locale, whole in self.documents.items()
        }

    @cached_property
    def listings(self) -> Mapping[str, Json]:
        """What the store shows, by locale."""
        found: Json = self.manifest["publishingInformation"]["locales"]
        return found

    @property
    def privacy_pages(self) -> Json:
        """Each locale's privacy page; empty where none is told."""
        found: Json = self.manifest["privacyAndCompliance"].get("locales", {})
        return found

    @cached_property
    def deployment(self) -> Json:
        """The default profile of ask-resources.json."""
        found: Json = _read(self.folder / RESOURCES)["profiles"]["default"]
        return found

    @property
    def asset_folder(self) -> Path:
        """The folder that "file://" stands for."""
        return self.folder / SKILL

    @property
    def bundle(self) -> Path:
        """The zip for Lambda; there is none where a server of one's own answers."""
        return self.folder / f"{CODE}.zip"

    def samples(self, locale: str) -> frozenset[str]:
        """All samples of a locale's model, in lower case."""
        intents = self.models.get(locale, {}).get("intents", ())
        return frozenset(said.lower() for intent in intents for said in intent.get("samples", ()))


class Fault(NamedTuple):
    """A rule that is broken: the rule, where, what is wrong there, and how to mend it."""

    rule: str
    where: str
    what: str
    cure: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. The rule {self.rule!r} wants this: {self.cure}"


Found = Iterator[tuple[str, str]]
"""Each breach of a rule: where, and what is wrong there."""


class Rule(NamedTuple):
    """One rule: its name, how to mend what breaks it, and a look for what does."""

    name: str
    cure: str
    look: Callable[[Package], Found]

    def faults(self, package: Package) -> Iterator[Fault]:
        """Every breach of the rule in a package."""
        for where, what in self.look(package):
            yield Fault(self.name, where, what, self.cure)


def rows(package: Package, *fields: str) -> Iterator[tuple[str, str, Any]]:
    """The value of each field in each locale's listing, with the locale and where it is; absent is ""."""
    for locale, listing in package.listings.items():
        for field in fields:
            yield locale, f"skill.json, {locale}, {field}", listing.get(field, "")


def words_in(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return re.findall(r"(?:[^\W\d_]|')+", text.lower())


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))

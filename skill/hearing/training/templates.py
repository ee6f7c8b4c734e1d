"""Sentence templates: read from their files, and expanded into the samples of an interaction model.

hassil parses a template. Many a template can say far more sentences than a model should hold, so its
choices are dealt out side by side rather than multiplied: each way of saying each piece comes up,
and each time beside other ones. The barest sentence, with all that may be left out left out, is first.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from hassil.expression import Alternative, Expression, Group, ListReference, RuleReference, TextChunk
from hassil.parse_expression import parse_sentence
from hassil.parser import ParseError

from skill import languages

INTENTS = "intents"
"""The folder of templates in the folder of a language or a locale; its files are read by their names."""

MEASURES = Path(__file__).parents[3] / "tests" / "understood"
"""Where the lines that measure the ear lie, in a checkout."""

KEPT_BACK = {
    "kept_back.tsv": 2,
    "kinds.tsv": 2,
    "kinds_held_out.tsv": 2,
    "warnings.tsv": 1,
    "warnings_held_out.tsv": 1,
    "everyday.txt": 1,
    "everyday_held_out.txt": 1,
    "foreign_household.txt": 0,
    "foreign_household_held_out.txt": 0,
}
"""The files whose lines are in no sample, with the column of the words."""

FOUND = "found.tsv"
"""Lines that people said before, which have to be samples; the third column has the words."""

SHORT = 2
"""Lines of so many words are what everybody says, and prompts teach some: they may be samples."""

CLIPPED = 2
"""Sentences of up to so many words are always among a template's: breathless people say little else."""

CHOICES = frozenset("([<|")
"""What begins a choice in a template."""

WHOLE = 30
"""A template that can say no more sentences than this says all of them."""

Tables = dict[str, Any]


class BrokenTemplate(Exception):
    """A template that cannot be expanded: says which, and what to mend."""


@dataclass(frozen=True)
class Templates:
    """What can be said in a locale. `types` has, for each type, a template for each value's id.

    `intents` has templates for each intent, one a line. `impossible` has patterns, one a line, of words that
    fit no sentence. What has one of them no intent says, nor what is `kept_back`.
    """

    invocation_name: str
    fallback_sensitivity: str
    slots: Mapping[str, str]
    types: Mapping[str, Mapping[str, str]]
    rules: Mapping[str, str]
    intents: Mapping[str, str]
    impossible: str = ""
    kept_back: frozenset[str] = frozenset()

    def all_samples(self) -> dict[str, list[str]]:
        """Each intent's sentences. What an earlier intent says already, a later one leaves out."""
        taken = set(map(_plain, self.kept_back))
        never = re.compile("|".join(filter(None, self.impossible.splitlines())) or "$^")
        said = {}
        for intent in self.intents:
            fitting = (each for each in self.samples(intent) if not never.search(each))
            said[intent] = [each for each in fitting if _plain(each) not in taken]
            taken |= set(map(_plain, said[intent]))
        return said

    def samples(self, intent: str) -> list[str]:
        """An intent's sentences, each once, in the order of its templates."""
        return list(dict.fromkeys(said for line in self.lines(intent) for said in self.expand(line)))

    def plain(self, intent: str) -> set[str]:
        """An intent's templates without choices, which are sentences as they stand."""
        return {line for line in self.lines(intent) if not CHOICES & set(line)}

    def lines(self, intent: str) -> list[str]:
        """An intent's templates, in their order."""
        return [line.strip() for line in self.intents[intent].splitlines() if line.strip()]

    def expand(self, template: str) -> list[str]:
        """The sentences that stand for a template, the barest first; slots stay as `{name}`.

        Raises BrokenTemplate for a template that does not parse, or that names an unknown rule or slot.
        """
        try:
            whole = _parsed(template)
            clipped = (way for way in self._ways(whole, bare=True) if len(way.split()) <= CLIPPED)
            said = [*clipped, *self._ways(whole)]
        except (ParseError, ValueError, KeyError) as error:
            raise BrokenTemplate(f"{template!r} cannot be expanded: {error!r}. Mend that line.") from error
        return list(dict.fromkeys(filter(None, (_joined(words) for words in said))))

    def _ways(self, part: Expression, bare: bool = False) -> list[str]:
        """The ways to say a part of a template; bare, without what may be left out."""
        if isinstance(part, TextChunk):
            return [part.original_text]
        if isinstance(part, ListReference):
            return [f"{{{self._slot(part.list_name)}}}"]
        if isinstance(part, RuleReference):
            return self._ways(_parsed(self.rules[part.rule_name]), bare)
        if isinstance(part, Alternative):
            if bare and part.is_optional:
                return [""]
            ways = [way for item in part.items for way in self._ways(item, bare)]
            return sorted(ways, key=bool) if part.is_optional else ways
        if isinstance(part, Group):
            return _dealt([self._ways(item, bare) for item in part.items])
        raise ValueError(f"{part} is no part of a template that samples are made of")

    def _slot(self, name: str) -> str:
        if name not in self.slots:
            raise ValueError(f"no slot is called {name!r}; [slots] has {', '.join(self.slots)}")
        return name


def load_templates(locale: str) -> Templates:
    """The templates of a locale: its language's, with the locale's own differences laid over them.

    A locale's rules and values take the place of the language's; its sentences are added. Raises
    FileNotFoundError where the language or the locale has no templates.
    """
    tables: Tables = {"types": {}, "rules": {}, "intents": {}}
    for name in (locale.partition("-")[0], locale):
        for file in files_of(name):
            _lay_over(tables, tomllib.loads(file.read_text("utf-8")))
    return Templates(**tables, kept_back=_kept_back())


def template_locales() -> list[str]:
    """The locales that have templates, such as "en-US"."""
    return sorted(folder.parent.name for folder in languages.LANGUAGES.glob(f"*-*/{INTENTS}"))


def files_of(name: str) -> list[Path]:
    """The files of a language's or a locale's templates, in the order in which intents go before others.

    Raises FileNotFoundError where there are none.
    """
    folder = languages.LANGUAGES / name / INTENTS
    if not (files := sorted(folder.glob("*.toml"))):
        raise FileNotFoundError(f"no sentence templates for {name!r}: write a file in {folder}")
    return files


def _lay_over(tables: Tables, own: Tables) -> None:
    """Lay a file's tables over others: rules and values take the place of those, sentences are added."""
    for kind, values in own.pop("types", {}).items():
        tables["types"][kind] = tables["types"].get(kind, {}) | values
    for intent, lines in own.pop("intents", {}).items():
        tables["intents"][intent] = tables["intents"].get(intent, "") + lines
    tables["rules"] |= own.pop("rules", {})
    tables |= own


@cache
def _parsed(template: str) -> Expression:
    return parse_sentence(template).expression


def _kept_back() -> frozenset[str]:
    """The lines that measure the ear; none outside a checkout."""
    kept = {said for file, at in KEPT_BACK.items() for said in _said_in(file, at)}
    long = {said for said in kept if len(said.split()) > SHORT} - set(_said_in(FOUND, 2))
    return frozenset(long | set(_said_in("kept_back.tsv", 2)))


def _said_in(file: str, column: int) -> list[str]:
    path = MEASURES / file
    rows = path.read_text("utf-8").splitlines() if path.is_file() else ()
    return [row.split("\t")[column].lower() for row in rows]


def _dealt(parts: Sequence[Sequence[str]]) -> list[str]:
    """Rows of one way from each part: every row where they are few, else each way of each part once.

    Row by row each part goes on to its next way; after each round it is moved on against the others.
    """
    every = prod(map(len, parts))
    if every <= WHOLE:
        return ["".join(row) for row in product(*parts)]
    return ["".join(_row(parts, at)) for at in range(max(map(len, parts)))]


def _row(parts: Sequence[Sequence[str]], at: int) -> Iterator[str]:
    for place, ways in enumerate(parts):
        yield ways[(at + at // len(ways) * place) % len(ways)]


def _joined(words: str) -> str:
    return " ".join(words.split()).replace(" '", "'")


def _plain(sample: str) -> str:
    """A sample as Alexa compares it."""
    return " ".join(sample.replace("-", " ").split())

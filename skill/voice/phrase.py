"""A phrase, its variants, and the pace they are said at, as the script holds them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from string import Formatter
from typing import NamedTuple

_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!…])\s+")
_SENTENCE_START = re.compile(r"(?:^|(?<=[.?!…]\s))[^\W\d_]")


def sentences(text: str) -> list[str]:
    """Splits a text at its full stops and question marks."""
    return _BETWEEN_SENTENCES.split(text.strip())


@dataclass(frozen=True)
class Pace:
    """A voice's estimated rate: characters a second, and seconds of pause after each sentence."""

    characters_per_second: float
    pause_per_sentence: float

    def seconds(self, characters: int, sentences: int) -> float:
        """Seconds that so many characters take, in so many sentences."""
        return characters / self.characters_per_second + sentences * self.pause_per_sentence


class Variant(NamedTuple):
    """One wording of a phrase: `template` with its facts in braces, and how many sentences it has."""

    template: str
    facts: tuple[str, ...]
    sentences: int

    @classmethod
    def parse(cls, template: str) -> "Variant":
        """Reads a template; raises ValueError where a brace holds anything but a fact's name."""
        facts = []
        for _, fact, form, conversion in Formatter().parse(template):
            if fact is None:
                continue
            if form or conversion or not fact.isidentifier():
                raise ValueError("a brace holds more than a name")
            facts.append(fact)
        return cls(template, tuple(facts), len(sentences(template)))

    def filled(self, word: Callable[[str], str]) -> str:
        """The wording with `word(fact)` for each fact; a sentence that starts with one gets a capital."""
        if not self.facts:
            return self.template
        text = self.template.format_map({fact: word(fact) for fact in self.facts})
        return _SENTENCE_START.sub(lambda first: first.group().upper(), text)


class Phrase(NamedTuple):
    """What the script holds for one phrase id.

    `gap` is the silence budget in seconds that every variant must fit, or None. `file` is the name
    of the file that the wording stands in.
    """

    variants: tuple[Variant, ...]
    gap: float | None
    file: str

    def variant(self, number: int) -> Variant:
        """The variant of that number, which may count on past the last one."""
        return self.variants[number % len(self.variants)]

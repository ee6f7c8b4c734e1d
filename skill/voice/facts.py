"""Facts into words: sides from the script's tables, durations and counts by num2words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from num2words import num2words

from skill.coach.acts import Fact
from skill.voice.errors import NoWordForFact

DURATION = "seconds"
"""A fact of this name, or whose name ends in it, is a duration in whole seconds."""

ONE, OTHER = "one", "other"
"""The keys of a fact's table that hold its unit: for the number one, and for any other."""

LARGEST = 180
"""The largest number that is said: the cap of seconds on one side."""


@lru_cache(maxsize=1024)
def number_words(number: int, language: str) -> str:
    """A whole number in words; `language` is a locale, whose own number words win over its language's.

    Raises NotImplementedError for a language that num2words does not speak.
    """
    return str(num2words(number, lang=language.replace("-", "_")))


@dataclass(frozen=True, eq=False)
class FactWords:
    """The words for facts in one language. `tables` are the script's own: fact -> value -> word.

    A table holds whole values ("left"), or a unit for numbers ("{number} seconds") with exceptions.
    """

    language: str
    tables: Mapping[str, Mapping[str, str]]

    def word(self, fact: str, value: Fact) -> str:
        """The word for a fact's value: the table's if it has one, else the number in words and its unit.

        Raises NoWordForFact for a value that is no number and has no word in the table.
        """
        table = self._table(fact)
        if (word := table.get(str(value))) is not None:
            return word
        if isinstance(value, str):
            raise NoWordForFact(f"Fact '{fact}' has no word for '{value}'; add one to [facts.{fact}].")
        number = number_words(value, self.language)
        unit = table.get(ONE if value == 1 else OTHER, "{number}")
        return unit.replace("{number}", number)

    def longest(self, fact: str) -> str:
        """The longest word that can stand for a fact, for checks made before any value is known."""
        table = self._table(fact)
        if table and OTHER not in table:
            return max(table.values(), key=len)
        return max((self.word(fact, number) for number in range(LARGEST + 1)), key=len)

    def _table(self, fact: str) -> Mapping[str, str]:
        return self.tables.get(DURATION if fact.endswith(DURATION) else fact, {})

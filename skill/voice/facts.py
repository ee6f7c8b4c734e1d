"""Facts into words: sides from the script's tables, durations and counts by num2words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from skill.coach.acts import Fact
from skill.voice.errors import NoWordForFact
from skill.voice.plurals import OTHER, holds

DURATION = "seconds"
"""A fact of this name, or whose name ends in it, is a duration in whole seconds."""

BETWEEN, LAST = "between", "last"
"""The keys of a fact's table that hold what stands between several values, and before the last one."""

MINUTE, LONGEST_MINUTE = "minute", 37
"""The fact whose table has words for minutes past an hour, and the one that is longest to say."""

LARGEST = 180
"""The largest number that is said: the cap of seconds on one side."""


@lru_cache(maxsize=1024)
def number_words(number: int, language: str) -> str:
    """A whole number in words; `language` is a locale, whose own number words win over its language's.

    Raises NotImplementedError for a language that num2words does not speak. That library comes with
    all its languages, so it is imported when it is first asked.
    """
    from num2words import num2words

    return str(num2words(number, lang=language.replace("-", "_")))


def usual_numbers(language: str) -> tuple[str, ...]:
    """The words of the numbers from 0 to LARGEST. Raises as `number_words` does."""
    return tuple(number_words(number, language) for number in range(LARGEST + 1))


@dataclass(frozen=True, eq=False)
class FactWords:
    """The words for facts in one language. `tables` are the script's own: fact -> value -> word.

    A table holds whole values ("left"), or a unit for numbers ("{number} seconds"), by the categories of
    `plurals` and CLDR's rules for them, with exceptions. With
    `BETWEEN` and `LAST` it holds what may come several at a time, as weekdays do; with an hour ("18"),
    a time of day whose `{minute}` is left out on the hour.
    `numbers` are the words of the usual numbers; larger ones are asked of num2words.
    """

    language: str
    tables: Mapping[str, Mapping[str, str]]
    numbers: Sequence[str]
    plurals: Mapping[str, str]

    def word(self, fact: str, value: Fact) -> str:
        """The word for a fact's value: the table's if it has one, else the number in words and its unit.

        Raises NoWordForFact for a value that is no number and has no word in the table.
        """
        table = self._table(fact)
        if (word := table.get(str(value))) is not None:
            return word
        if isinstance(value, str):
            return self._composed(fact, value)
        known = 0 <= value < len(self.numbers)
        number = self.numbers[value] if known else number_words(value, self.language)
        unit = table.get(self._plural(value), "{number}")
        return unit.replace("{number}", number)

    def longest(self, fact: str) -> str:
        """The longest word that can stand for a fact, for checks made before any value is known."""
        table = self._table(fact)
        if BETWEEN in table:
            return self._joined(table, [table[name] for name in table if _is_item(name)][:-1])
        if table and OTHER not in table:
            return max((self._at(word, LONGEST_MINUTE) for word in table.values()), key=len)
        return max((self.word(fact, number) for number in range(LARGEST + 1)), key=len)

    def _plural(self, number: int) -> str:
        return next((name for name, rule in self.plurals.items() if holds(rule, number)), OTHER)

    def _composed(self, fact: str, value: str) -> str:
        """The word for several values in a row ("monday thursday"), or for a time on the clock ("18:30")."""
        table = self._table(fact)
        names, (hour, _, minute) = value.split(), value.partition(":")
        if BETWEEN in table and all(name in table for name in names):
            return self._joined(table, [table[name] for name in names])
        if minute.isdecimal() and hour in table:
            return self._at(table[hour], int(minute))
        raise NoWordForFact(f"Fact '{fact}' has no word for '{value}'; add one to [facts.{fact}].")

    def _joined(self, table: Mapping[str, str], words: Sequence[str]) -> str:
        return table[LAST].join(part for part in (table[BETWEEN].join(words[:-1]), words[-1]) if part)

    def _at(self, word: str, minute: int) -> str:
        said = self.word(MINUTE, minute) if minute else ""
        return " ".join(word.replace("{minute}", said).split()) if "{minute}" in word else word

    def _table(self, fact: str) -> Mapping[str, str]:
        return self.tables.get(DURATION if fact.endswith(DURATION) else fact, {})


def _is_item(name: str) -> bool:
    return name not in (BETWEEN, LAST) and " " not in name

"""The script: which words stand for a phrase id, and how long they take to say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from skill import languages, routines
from skill.coach.acts import Fact, Facts, Reply, Say
from skill.coach.phrases import NEEDED
from skill.voice import kept, source, ssml
from skill.voice.errors import NoSuchPhrase, NoWordForFact
from skill.voice.facts import FactWords, usual_numbers
from skill.voice.phrase import Pace, Phrase, Variant

REMEMBERED = 4096
"""Wordings and lengths that are remembered: every phrase, its variants, and the facts that are usual."""

FactRow = tuple[tuple[str, Fact], ...]
"""A phrase's facts, as something that can be looked up."""

SAFETY = ("safety_no", "safety_same", "safety_ask", "safety_more", "ask_safety")
"""The phrases of the safety words: somebody who heard them hears them again once they have changed."""

Needed = Mapping[str, frozenset[str]]
Budgets = Mapping[str, float]


class Documents(NamedTuple):
    """A reply in words: two SSML documents, each empty where nothing is to be played."""

    speech: str
    reprompt: str


@dataclass(frozen=True, eq=False)
class Script:
    """All that can be said in one locale. `name` is the locale or language whose file it is."""

    name: str
    pace: Pace
    phonemes: Mapping[str, str] = field(repr=False)
    fact_words: FactWords = field(repr=False)
    phrases: Mapping[str, Phrase] = field(repr=False)
    week_begins: str = "monday"

    def words(self, phrase: str, variant: int, facts: Facts) -> str:
        """The plain words of a phrase. `variant` is taken modulo the number of its variants.

        Raises NoSuchPhrase, or NoWordForFact where the wording names a fact that has no word.
        """
        return self._worded(phrase, variant, tuple(facts.items()))

    @cached_property
    def _worded(self) -> Callable[[str, int, FactRow], str]:
        """`words`, remembered: a turn says what another has said."""
        return lru_cache(REMEMBERED)(
            lambda phrase, variant, facts: self._filled(self._phrase(phrase).variant(variant), dict(facts))
        )

    def measure(self, phrase: str, variant: int | None, facts: Facts) -> float:
        """Seconds that a phrase takes at the normal tempo; None measures its longest variant.

        Raises as `words` does.
        """
        return self._measured(phrase, variant, tuple(facts.items()))

    @cached_property
    def _measured(self) -> Callable[[str, int | None, FactRow], float]:
        """`measure`, remembered: a turn asks for the same few hundred lengths again and again."""

        @lru_cache(REMEMBERED)
        def measured(phrase: str, variant: int | None, facts: FactRow) -> float:
            found = self._phrase(phrase)
            if variant is not None:
                return self._seconds(found.variant(variant), dict(facts))
            return max(self._seconds(each, dict(facts)) for each in found.variants)

        return measured

    def render(self, reply: Reply) -> Documents:
        """A reply's speech and reprompt as SSML. Raises as `words` does."""
        parts = (reply.speech, reply.reprompt)
        return Documents(*(self._writer.speech(items, self.said, reply.tempo) for items in parts))

    @cached_property
    def _writer(self) -> ssml.Writer:
        return ssml.Writer(self.phonemes)

    @cached_property
    def safety_words(self) -> str:
        """A checksum of the safety words: it changes when their wording does."""
        words = "".join(variant.template for phrase in SAFETY for variant in self._phrase(phrase).variants)
        return format(crc32(words.encode()), "08x")

    def said(self, say: Say) -> str:
        """The plain words of what is said. Raises as `words` does."""
        return self.words(say.phrase, say.variant, say.facts)

    def _phrase(self, phrase: str) -> Phrase:
        try:
            return self.phrases[phrase]
        except KeyError:
            raise NoSuchPhrase(f"Script '{self.name}' has no phrase '{phrase}'; list it in NEEDED.") from None

    def _filled(self, variant: Variant, facts: Facts) -> str:
        try:
            return variant.filled(lambda fact: self.fact_words.word(fact, facts[fact]))
        except KeyError as missing:
            raise NoWordForFact(f"'{variant.template}' needs the fact {missing}; hand it in.") from missing

    def _seconds(self, variant: Variant, facts: Facts) -> float:
        return self.pace.seconds(len(self._filled(variant, facts)), variant.sentences)


def load(locale: str) -> Script:
    """The script for a locale, as Alexa names it ("en-GB"), read and checked once.

    A locale without a file speaks its language's script, and an unknown language speaks en-US.
    Raises BrokenScript if a file breaks a rule of `check`.
    """
    return _loaded(languages.LANGUAGES, source.name_for(locale, languages.LANGUAGES))


@cache
def _loaded(directory: Path, name: str) -> Script:
    return read(directory, name, NEEDED, routines.load().gaps())


def read(directory: Path, name: str, needed: Needed, budgets: Budgets | None = None) -> Script:
    """Reads one script, and checks it unless it is as it was when it was kept.

    `needed` maps each phrase id that the coach says to its facts, `budgets` those that are said on a
    clock to the seconds that they have; a phrase's own `gap` goes before. Raises BrokenScript with a
    sentence for each fault.
    """
    budgets = budgets or {}
    found = kept.read(directory, name, source.SCRIPT, _stamp(directory, name, needed, budgets))
    return _built(found or _checked(directory, name, needed, budgets), budgets)


def keep(directory: Path) -> None:
    """Checks all scripts of a folder, and keeps them there: a package does it, so that a start need not.

    Raises BrokenScript as `read` does.
    """
    for name in sorted(languages.names(directory, source.SCRIPT)):
        budgets = routines.load().gaps()
        found = _checked(directory, name, NEEDED, budgets)
        kept.write(directory, found, _stamp(directory, name, NEEDED, budgets))


def _stamp(directory: Path, name: str, needed: Needed, budgets: Budgets) -> int:
    facts = sorted((phrase, sorted(facts)) for phrase, facts in needed.items())
    return kept.stamp(directory, name, source.SCRIPT, (facts, sorted(budgets.items())))


def _checked(directory: Path, name: str, needed: Needed, budgets: Budgets) -> source.Source:
    from skill.voice import check  # here, as a script that was kept does without

    found = source.read(directory, name)
    check.structure(found, needed)
    found = found._replace(numbers=usual_numbers(name))
    script = _built(found, budgets)
    check.wording(script.phrases, script.fact_words, script.pace)
    return found


def _built(found: source.Source, budgets: Budgets) -> Script:
    tables = found.tables
    return Script(
        name=found.name,
        pace=Pace(**tables["pace"]),
        phonemes={word.casefold(): ipa for word, ipa in tables["phonemes"].items()},
        week_begins=tables["calendar"]["week_begins"],
        fact_words=FactWords(found.name, tables["facts"], found.numbers, tables["plurals"]),
        phrases={
            name: Phrase(
                variants=tuple(map(Variant.parse, entry["say"])),
                gap=entry.get("gap", budgets.get(name)),
                file=found.files[name],
            )
            for name, entry in tables["phrases"].items()
        },
    )

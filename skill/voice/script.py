"""The script: which words stand for a phrase id, and how long they take to say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path

from skill.coach.acts import Fact, Facts, Reply, Say
from skill.coach.phrases import NEEDED
from skill.coach.routine import gaps
from skill.voice import check, source, ssml
from skill.voice.errors import NoSuchPhrase, NoWordForFact
from skill.voice.facts import FactWords
from skill.voice.phrase import Pace, Phrase, Variant

REMEMBERED = 4096
"""Lengths that are remembered: every phrase, with its variants and the facts that are usual."""

SCRIPTS = Path(__file__).with_name("scripts")


@dataclass(frozen=True)
class Spoken:
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

    def words(self, phrase: str, variant: int, facts: Facts) -> str:
        """The plain words of a phrase. `variant` is taken modulo the number of its variants.

        Raises NoSuchPhrase, or NoWordForFact where the wording names a fact that has no word.
        """
        return self._filled(self._phrase(phrase).variant(variant), facts)

    def measure(self, phrase: str, variant: int | None, facts: Facts) -> float:
        """Seconds that a phrase takes at the normal tempo; None measures its longest variant.

        Raises as `words` does.
        """
        return self._measured(phrase, variant, tuple(facts.items()))

    @cached_property
    def _measured(self) -> Callable[[str, int | None, tuple[tuple[str, Fact], ...]], float]:
        """`measure`, remembered: a turn asks for the same few hundred lengths again and again."""

        @lru_cache(maxsize=REMEMBERED)
        def measured(phrase: str, variant: int | None, facts: tuple[tuple[str, Fact], ...]) -> float:
            found = self._phrase(phrase)
            if variant is not None:
                return self._seconds(found.variant(variant), dict(facts))
            return max(self._seconds(each, dict(facts)) for each in found.variants)

        return measured

    def render(self, reply: Reply) -> Spoken:
        """A reply's speech and reprompt as SSML. Raises as `words` does."""
        parts = (reply.speech, reply.reprompt)
        return Spoken(*(ssml.speech(items, self._said, self.phonemes, reply.tempo) for items in parts))

    def _said(self, say: Say) -> str:
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
    return _loaded(source.name_for(locale, SCRIPTS))


@cache
def _loaded(name: str) -> Script:
    return read(SCRIPTS, name, NEEDED, gaps())


def read(
    directory: Path,
    name: str,
    needed: Mapping[str, frozenset[str]],
    budgets: Mapping[str, float] | None = None,
) -> Script:
    """Reads and checks one script.

    `needed` maps each phrase id that the coach says to its facts, `budgets` those that are said on a
    clock to the seconds that they have; a phrase's own `gap` goes before. Raises BrokenScript with a
    sentence for each fault.
    """
    found = source.read(directory, name)
    check.structure(found, needed)
    script = _built(found, budgets or {})
    check.wording(script.phrases, script.fact_words, script.pace)
    return script


def _built(found: source.Source, budgets: Mapping[str, float]) -> Script:
    tables = found.tables
    return Script(
        name=found.name,
        pace=Pace(**tables["pace"]),
        phonemes={word.casefold(): ipa for word, ipa in tables["phonemes"].items()},
        fact_words=FactWords(found.name, tables["facts"]),
        phrases={
            name: Phrase(
                variants=tuple(map(Variant.parse, entry["say"])),
                gap=entry.get("gap", budgets.get(name)),
                file=found.files[name],
            )
            for name, entry in tables["phrases"].items()
        },
    )

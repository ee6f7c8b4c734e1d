"""An interaction model as the ear uses it: its samples, more sentences, and what is near to them."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from skill.hearing.families import (
    ADMITTING_INTENTS,
    CLEARING_INTENTS,
    LIFTING_INTENTS,
    MOVING_INTENTS,
    STATING_INTENTS,
    URGENT_INTENTS,
)
from skill.hearing.filling import Filled, fill
from skill.hearing.learned import Learned, read_learned
from skill.hearing.near import Near
from skill.hearing.sample_tree import Kinds, SampleTree
from skill.hearing.words import Phrases, Words, built_in, meant, words_of
from skill.languages import language_of
from skill.languages.speech import speech

MODELS = Path(__file__).parents[2] / "interaction_models"
"""Where the interaction models lie: beside the package, in a checkout."""

_SLOT = re.compile(r"(\{\w+\})")


class Model(dict[str, Any]):
    """An interaction model, as it is uploaded, with the locale whose words it is made of.

    `learned` gives what the ear has learned of the locale's language; it is asked at the first words that
    no sample has. Without it only samples are heard, to the letter.
    """

    def __init__(
        self, document: Mapping[str, Any], locale: str, learned: Callable[[], Learned] | None = None
    ) -> None:
        super().__init__(document)
        self.locale = locale
        self.language = language_of(locale)
        self._learn = learned

    def words(self, text: str) -> Words:
        """A text as words to compare."""
        return words_of(text, self.language)

    def plain(self, sample: str) -> str:
        """A sample as words to compare, with a space between them, where a slot stands as "{name}"."""
        return " ".join([_plain(text, self.language) for text in sample.split()])

    @cached_property
    def types(self) -> Mapping[str, Phrases]:
        """The slot types that the model uses, Amazon's own among them."""
        own = {kind["name"]: self._phrases(kind) for kind in self._language_model.get("types", ())}
        return {**built_in(self.language), **own}

    @cached_property
    def kinds(self) -> Mapping[str, Kinds]:
        """The types of each intent's slots, by slot."""
        intents = self._language_model["intents"]
        return {each["name"]: {s["name"]: s["type"] for s in each.get("slots", ())} for each in intents}

    def exact(self, words: Words) -> Iterator[tuple[str, Filled]]:
        """Every intent with a sample that words match to the letter, and the slots they fill.

        Raises `ValueError` for a slot whose type is not known.
        """
        return self._samples.matches(words)

    def templated(self, words: Words) -> Iterator[tuple[str, Filled]]:
        """The same for all that the templates of the language say, which is more than the samples."""
        return self._sentences.matches(words)

    def said(self, words: Words) -> tuple[str, Filled] | None:
        """The first intent that says words to the letter, in a sample or a template; None where none does."""
        return next(chain(self.exact(words), self.templated(words)), None)

    @property
    def knows_language(self) -> bool:
        """Whether more is known than the samples of a document."""
        return self._learned is not None

    def near(self, words: Words) -> tuple[str, Filled] | None:
        """The intent that words are near to, and the slots they fill; None where none is near."""
        if self._near is None or self._learned is None:
            return None
        intent = self._near.intent(meant(words, self.language))
        if intent is None or intent in LIFTING_INTENTS:
            return None
        if intent in CLEARING_INTENTS and self._near.admits(words):
            return None
        sentences = map(_split, self._learned.sentences[intent])
        return intent, fill(words, sentences, self.kinds.get(intent, {}), self.types)

    @cached_property
    def _samples(self) -> SampleTree:
        intents = self._language_model["intents"]
        return self._planted({each["name"]: map(self.plain, each.get("samples", ())) for each in intents})

    @cached_property
    def _sentences(self) -> SampleTree:
        said = self._learned.sentences if self._learned else {}
        return self._planted(said)

    @cached_property
    def _learned(self) -> Learned | None:
        return self._learn() if self._learn else None

    @cached_property
    def _near(self) -> Near | None:
        if self._learned is None:
            return None
        conditions = speech(self.language).words.conditions
        clears = (CLEARING_INTENTS, conditions, ADMITTING_INTENTS)
        return Near(self._learned, URGENT_INTENTS, *clears, MOVING_INTENTS, STATING_INTENTS)

    def _planted(self, said: Mapping[str, Iterable[str]]) -> SampleTree:
        tree = SampleTree(self.types)
        for intent, samples in said.items():
            for sample in samples:
                tree.add(sample, intent, self.kinds.get(intent, {}))
        return tree

    def _phrases(self, kind: Mapping[str, Any]) -> Phrases:
        values: dict[Words, tuple[str, str | None]] = {}
        for value in kind["values"]:
            for said in (value["name"]["value"], *value["name"].get("synonyms", ())):
                values[self.words(said)] = (said, value.get("id"))
        return Phrases(values)

    @property
    def _language_model(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self["interactionModel"]["languageModel"]
        return found


@cache
def load_model(locale: str) -> Model:
    """The interaction model of a locale, such as "en-US", with what is learned of its language.

    It is read once, and not to be changed. Raises `FileNotFoundError` where there is none.
    """
    return Model(read_document(locale), locale, lambda: read_learned(language_of(locale)))


def read_document(locale: str) -> Any:
    """A locale's interaction model as its file holds it. Raises `FileNotFoundError` where there is none."""
    path = MODELS / f"{locale}.json"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in MODELS.glob("*.json")))
        cure = f"there is {known}" if known else "they are in a checkout, so install it with pip's --editable"
        raise FileNotFoundError(f"no interaction model for {locale!r} in {MODELS}: {cure}")
    return json.loads(path.read_text("utf-8"))


@cache
def _plain(text: str, language: str) -> str:
    """What stands between two spaces of a sample. The same few thousand are asked for again and again."""
    parts = enumerate(_SLOT.split(text))
    return " ".join(part if at % 2 else " ".join(words_of(part, language)) for at, part in parts if part)


def _split(sentence: str) -> Words:
    return tuple(sentence.split())

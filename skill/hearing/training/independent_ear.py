"""An ear that knows the uploaded samples and nothing else of ours: it judges how well they are chosen.

It stands for Alexa, which learns from the samples alone. It is made of scikit-learn's usual parts, and
shares neither words, features nor thresholds with our own ear. It fills no slots, so where a label depends on
a level of pain, it is the label of no level.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
from sklearn.pipeline import Pipeline, make_pipeline, make_union  # type: ignore[import-untyped]
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]

from skill.alexa.intents import meaning
from skill.coach.events import Phase
from skill.hearing.recogniser import FALLBACK, LOCALE, Heard
from skill.languages import language_of
from skill.languages.speech import Values, speech

FILLED = 3
"""How often a sample with a slot is learned, each time with the next value."""

HELD_BACK = 5
"""Each fifth sample is held back to find the threshold: this share is too small to change it much."""

DECLINES = 0.05
"""The share of held-back samples that the ear declines. Amazon tells nothing of its own."""

_SLOT = re.compile(r"\{(\w+)\}")


class IndependentEar:
    """Hears by the samples of one interaction model, a document as it is uploaded, in a locale."""

    def __init__(self, document: Mapping[str, Any], locale: str = LOCALE) -> None:
        amazons = speech(language_of(locale)).values.judged
        samples = list(_samples(document["interactionModel"]["languageModel"], amazons))
        held = [said for said, _ in samples[::HELD_BACK]]
        part = _fitted([sample for at, sample in enumerate(samples) if at % HELD_BACK])
        scores = part.decision_function([words for said in held for words in said]).max(axis=1)
        self._near = float(np.quantile(scores, DECLINES))
        self._machine = _fitted(samples)

    def hear(self, words: str, phase: Phase) -> Heard:
        """The intent of words, and its label in a phase; Fallback where none is near."""
        return self._heard(words, phase, self._near)

    def hear_always(self, words: str, phase: Phase) -> Heard:
        """The same without ever declining."""
        return self._heard(words, phase, float("-inf"))

    def _heard(self, words: str, phase: Phase, near: float) -> Heard:
        scores = self._machine.decision_function([words.lower()])[0]
        best = int(scores.argmax())
        intent = str(self._machine.classes_[best]) if scores[best] > near else FALLBACK
        meant = meaning(intent, {}, phase)
        return Heard(intent, {}, meant.label, {}, meant.said)


def _fitted(samples: Sequence[tuple[Sequence[str], str]]) -> Pipeline:
    words = TfidfVectorizer(tokenizer=str.split, token_pattern=None, ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    machine = make_pipeline(make_union(words, letters), LinearSVC(tol=0.01, random_state=0))
    rows = [(words, intent) for said, intent in samples for words in said]
    return machine.fit([words for words, _ in rows], [intent for _, intent in rows])


def _samples(model: Mapping[str, Any], amazons: Values) -> Iterator[tuple[Sequence[str], str]]:
    """Each sample with values in its slots, one after the other, and its intent.

    Of Amazon's types there are a few values, as anybody says them. Other types stand empty.
    """
    values = {kind["name"]: _values(kind) for kind in model.get("types", ())} | {**amazons}
    turn = count()
    for intent in model["intents"]:
        kinds = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
        for sample in intent.get("samples", ()):
            times = FILLED if "{" in sample else 1
            yield [_filled(sample, kinds, values, next(turn)) for _ in range(times)], intent["name"]


def _filled(sample: str, kinds: Mapping[str, str], values: Mapping[str, Sequence[str]], turn: int) -> str:
    def value(slot: re.Match[str]) -> str:
        said = values.get(kinds[slot[1]]) or ("",)
        return said[turn % len(said)]

    return _SLOT.sub(value, sample).lower()


def _values(kind: Mapping[str, Any]) -> Sequence[str]:
    names = [value["name"] for value in kind["values"]]
    return [said for name in names for said in (name["value"], *name.get("synonyms", ()))]

"""An ear that shares nothing with ours: it learns from the samples that are uploaded, and from nothing else.

A linear machine of scikit-learn weighs words and runs of letters. It knows no phase and never declines,
but for what is like the fallback's samples. Alexa also takes words that match a sample to the letter for
that sample's; this ear does not, so it is the more severe judge.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
from sklearn.pipeline import make_union  # type: ignore[import-untyped]
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]

from skill.simulator.recogniser import MODELS

VALUES: Mapping[str, Sequence[str]] = {
    "AMAZON.DURATION": ("ninety seconds", "two minutes", "thirty seconds", "a minute", "ten seconds",
                        "five minutes"),
    "AMAZON.NUMBER": ("two", "seven", "ninety", "three", "twenty", "eight"),
    "AMAZON.TIME": ("six p m", "half past seven", "nine a m"),
}  # fmt: skip
"""A few values of Amazon's types; of our own types all are taken in turn."""

LEVELS = ("two", "seven", "three", "eight", "five", "ten", "one", "four", "nine", "six")

WORD = r"[\w']+"

_SLOT = re.compile(r"\{(\w+)\}")
_WORDS = re.compile(r"[^a-z' ]+")


class IndependentEar:
    """Learned from one locale's uploaded model; `hear` gives the intent of each line."""

    def __init__(self, locale: str) -> None:
        document = json.loads((MODELS / f"{locale}.json").read_text("utf-8"))
        model = document["interactionModel"]["languageModel"]
        texts, intents = zip(*_sentences(model), strict=True)
        self._vectors = make_union(
            TfidfVectorizer(ngram_range=(1, 3), token_pattern=WORD, sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
        )
        self._machine = LinearSVC(tol=0.01, random_state=0).fit(self._vectors.fit_transform(texts), intents)

    def hear(self, lines: Sequence[str]) -> list[str]:
        """The intent of each line."""
        scores = self._machine.decision_function(self._vectors.transform(list(map(_plain, lines))))
        return [str(self._machine.classes_[best]) for best in scores.argmax(axis=1)]


@cache
def independent_ear(locale: str) -> IndependentEar:
    """The ear of a locale, made once."""
    return IndependentEar(locale)


def _sentences(model: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every sample with values in its slots: two each, and every value where a sample is a slot alone."""
    values = dict(VALUES)
    for kind in model["types"]:
        names = [value["name"] for value in kind["values"]]
        values[kind["name"]] = [said for name in names for said in (name["value"], *name["synonyms"])]
    for intent in model["intents"]:
        turn, kinds = count(), {slot["name"]: values[slot["type"]] for slot in intent["slots"]}
        kinds |= {"level": LEVELS}
        for sample in intent["samples"]:
            bare = _SLOT.fullmatch(sample)
            times = len(kinds[bare[1]]) if bare else 1 + ("{" in sample)
            for at in (next(turn) for _ in range(times)):
                yield _plain(_filled(sample, kinds, at)), intent["name"]


def _filled(sample: str, kinds: Mapping[str, Sequence[str]], at: int) -> str:
    return _SLOT.sub(lambda slot: kinds[slot[1]][at * 7 % len(kinds[slot[1]])], sample)


def _plain(text: str) -> str:
    return _WORDS.sub(" ", text.lower()).strip()

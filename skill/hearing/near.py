"""Hears words that are near to sentences of the model, though none of them is said to the letter.

A linear model of scikit-learn weighs words, neighbouring words and words with one between, so that
"more" and "less", or "it hurts" and "does it hurt", stand far apart though their letters hardly differ.
Words that an intent never has speak against it, rare ones most: so "gone with the wind", whose wind
blows through no sentence of a spot that is gone, is declined.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]

from skill.hearing.words import Words

NEAR = -0.65
"""The least that the best intent must score: 1 is as good as said, -1 is what the others score."""

WARY = 0.1
"""What an intent of pain or stop is ahead of the others: when torn, the pressure comes off."""

STRICT = 1.5
"""The power of the known share of words, by which an intent's score is weighed."""


class Near:
    """Sentences with their intents, made ready once (a second), then asked in about a millisecond.

    `urgent` are the intents of pain and stop; `values` are words that each intent's slots may hold
    beside those of the sentences. NEAR, WARY and STRICT were set by lines written for it, not by the
    lines that the report measures.
    """

    def __init__(
        self,
        sentences: Sequence[Words],
        intents: Sequence[str],
        urgent: Collection[str],
        values: Mapping[str, Collection[str]],
    ) -> None:
        self._longest = 2 * max(map(len, sentences))
        self._vectors = TfidfVectorizer(analyzer=_features, sublinear_tf=True)
        self._machine = LinearSVC(tol=0.5, random_state=0).fit(
            self._vectors.fit_transform(sentences), intents
        )
        self._intents = [str(intent) for intent in self._machine.classes_]
        self._ahead = [WARY * (intent in urgent) for intent in self._intents]
        self._own = {intent: set(values.get(intent, ())) for intent in self._intents}
        for words, intent in zip(sentences, intents, strict=True):
            self._own[intent].update(words)

    def intent(self, words: Words) -> str | None:
        """The intent that words are nearest to; None where they are near to none.

        What is more than twice as long as every sentence is near to none.
        """
        if not words or len(words) > self._longest:
            return None
        base = self._machine.intercept_
        scores = self._machine.decision_function(self._vectors.transform([words]))[0] - base
        scores = scores * self._shares(words) + base + self._ahead
        best = int(scores.argmax())
        return self._intents[best] if scores[best] > NEAR else None

    def _shares(self, words: Words) -> list[float]:
        """The share of the words that each intent has, to the power of STRICT; rare words weigh most."""
        rarity, rarest = self._vectors.idf_, self._vectors.idf_.max()
        places = [self._vectors.vocabulary_.get(word) for word in words]
        weights = [rarest if place is None else rarity[place] for place in places]
        total = sum(weights)
        known = (
            sum(weight for word, weight in zip(words, weights, strict=True) if word in self._own[intent])
            for intent in self._intents
        )
        return [(share / total) ** STRICT for share in known]


def _features(words: Words) -> list[str]:
    """Words, pairs of neighbours with the two ends, and pairs around one word."""
    with_ends = ("<", *words, ">")
    return [
        *words,
        *(f"{first} {second}" for first, second in pairwise(with_ends)),
        *(f"{first}_{second}" for first, second in zip(words, words[2:], strict=False)),
    ]

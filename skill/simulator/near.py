"""Hears words that are near to sentences of the model, though none of them is said to the letter.

A linear model of scikit-learn weighs words, neighbouring words and words with one between, so that
"more" and "less", or "it hurts" and "does it hurt", stand far apart though their letters hardly differ.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise

from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]

from skill.simulator.words import Words

NEAR = -0.55
"""The least that the best intent must score: 1 is as good as said, -1 is what the others score."""

WARY = 0.1
"""What an intent of pain or stop is ahead of the others: when torn, the pressure comes off."""


class Near:
    """Sentences with their intents, made ready once (a second or two), then asked in about a millisecond.

    `urgent` are the intents of pain and stop. NEAR and WARY were set by lines written for it, not by
    the lines that the report measures.
    """

    def __init__(self, sentences: Sequence[Words], intents: Sequence[str], urgent: Collection[str]) -> None:
        self._longest = 2 * max(map(len, sentences))
        self._known = frozenset(word for words in sentences for word in words)
        self._vectors = TfidfVectorizer(analyzer=_features, sublinear_tf=True)
        self._machine = LinearSVC(tol=0.1, random_state=0).fit(
            self._vectors.fit_transform(sentences), intents
        )
        self._intents = [str(intent) for intent in self._machine.classes_]
        self._ahead = [WARY * (intent in urgent) for intent in self._intents]

    def intent(self, words: Words) -> str | None:
        """The intent that words are nearest to; None where they are near to none.

        Words that no sentence has weigh heavily against every intent. What is more than twice as long
        as every sentence is near to none.
        """
        share = sum(word in self._known for word in words) / len(words) if words else 0.0
        if not share or len(words) > self._longest:
            return None
        scores = self._machine.decision_function(self._vectors.transform([words]) * share**3)[0] + self._ahead
        best = int(scores.argmax())
        return self._intents[best] if scores[best] > NEAR else None


def _features(words: Words) -> list[str]:
    """Words, pairs of neighbours with the two ends, and pairs around one word."""
    with_ends = ("<", *words, ">")
    return [
        *words,
        *(f"{first} {second}" for first, second in pairwise(with_ends)),
        *(f"{first}_{second}" for first, second in zip(words, words[2:], strict=False)),
    ]

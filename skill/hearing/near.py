"""Hears words that are near to sentences of the templates, though none of them is said to the letter.

A linear classifier weighs words, neighbouring words and words with one between, so that "more" and
"less", or "it hurts" and "does it hurt", stand far apart though their letters hardly differ. Words that
an intent never has speak against it, rare ones most: so "gone with the wind" is declined, as no sentence
of a spot that is gone has a wind in it. The weights come from `make models`.
"""

from collections import Counter
from collections.abc import Collection
from itertools import pairwise
from math import log, sqrt

from skill.hearing.learned import Learned
from skill.hearing.words import Words

WARY = 0.1
"""What an intent of pain or stop is ahead of the others: when torn, the pressure comes off."""

SURE = 0.2
"""How much nearer words must be to an intent that moves somebody: asking again costs less than undoing."""

STRICT = 1.5
"""The power of the known share of words, by which an intent's score is weighed.

WARY and STRICT were set by lines written for it, not by the lines that `make understood` measures. SURE was
set by what testers said to the whole coach (2026-11-27): in most wrong turns they were less near.
"""

TELLING = 12
"""A word that more intents say than this tells of no condition, as each word of "I had it right" is."""


class Near:
    """Finds the intent that words are nearest to, in about a millisecond.

    `urgent` are the intents of pain and stop. `clearing` are those that clear the safety question: none of
    them is near to words that it does not say itself, nor to `conditions`, the words for a state of health.
    So "none, except that I'm pregnant" clears nothing. `admitting` are those that say that something is so,
    `moving` those that move somebody or change the plan. `stating` are those that end the session over a
    state of health: none of them is near to words of which each stands in many intents.
    """

    def __init__(
        self,
        learned: Learned,
        urgent: Collection[str],
        clearing: Collection[str] = (),
        conditions: Collection[str] = (),
        admitting: Collection[str] = (),
        moving: Collection[str] = (),
        stating: Collection[str] = (),
    ) -> None:
        self._learned = learned
        self._moving = frozenset(moving)
        self._clearing = {at for at, intent in enumerate(learned.intents) if intent in clearing}
        self._stating = {at for at, intent in enumerate(learned.intents) if intent in stating}
        self._conditions = frozenset(conditions)
        told = (learned.sentences.get(intent, ()) for intent in admitting)
        whole = (tuple(sentence.split()) for sentences in told for sentence in sentences)
        self._admissions = set(whole)
        self._ahead = [
            base + WARY * (intent in urgent)
            for intent, base in zip(learned.intents, learned.base, strict=True)
        ]

    def intent(self, words: Words) -> str | None:
        """The intent that words are nearest to; None where they are near to none."""
        intent, score = self.best(words)
        least = self._learned.near + SURE * (intent in self._moving)
        return intent if score > least else None

    def best(self, words: Words) -> tuple[str | None, float]:
        """The intent that words are nearest to, and its score: about 1 where they are as good as said.

        What is more than twice as long as every sentence is near to none.
        """
        if not words or len(words) > 2 * self._learned.longest:
            return None, float("-inf")
        known = zip(self._likeness(words), self._shares(words), self._ahead, strict=True)
        scores = [likeness * share**STRICT + ahead for likeness, share, ahead in known]
        barred = self._barred(words)
        best = max((at for at in range(len(scores)) if at not in barred), key=scores.__getitem__)
        return self._learned.intents[best], scores[best]

    def _barred(self, words: Words) -> set[int]:
        """Clearing intents that lack one of these words; stating ones where no word tells of a condition."""
        said = [frozenset(map(int, self._learned.words.get(word, "").split())) for word in words]
        tells = any(not each or (len(each) <= TELLING and each & self._stating) for each in said)
        stating = set() if tells else self._stating
        if not self._conditions.isdisjoint(words):
            return self._clearing | stating
        return stating | {at for at in self._clearing if any(at not in intents for intents in said)}

    def admits(self, words: Words) -> bool:
        """Whether a whole sentence of an intent that admits something stands in these words."""
        return any(
            words[start:end] in self._admissions
            for start in range(len(words))
            for end in range(start + 1, len(words) + 1)
        )

    def _likeness(self, words: Words) -> list[float]:
        """What each intent scores for the words: its weights times their tf-idf, a vector of length 1."""
        likeness, square = [0.0] * len(self._ahead), 0.0
        for feature, times in Counter(features(words)).items():
            if (row := self._learned.features.get(feature)) is None:
                continue
            found_in, *weights = map(int, row.split())
            value = (1 + log(times)) * self._rarity(found_in)
            square += value**2
            for intent, weight in zip(weights[::2], weights[1::2], strict=True):
                likeness[intent] += value * weight
        scale = self._learned.step / sqrt(square) if square else 0.0
        return [each * scale for each in likeness]

    def _shares(self, words: Words) -> list[float]:
        """The share of the words that each intent has, in which rare words weigh most."""
        shares, total = [0.0] * len(self._ahead), 0.0
        for word in words:
            row = self._learned.features.get(word)
            weight = self._rarity(int(row.split(" ", 1)[0]) if row else 1)
            total += weight
            for intent in map(int, self._learned.words.get(word, "").split()):
                shares[intent] += weight
        return [share / total for share in shares]

    def _rarity(self, found_in: int) -> float:
        """How much a feature counts that so many sentences have: scikit-learn's smoothed idf."""
        return log((1 + self._learned.count) / (1 + found_in)) + 1


def features(words: Words) -> list[str]:
    """Words, pairs of neighbours with the two ends, and pairs around one word."""
    with_ends = ("<", *words, ">")
    return [
        *words,
        *(f"{first} {second}" for first, second in pairwise(with_ends)),
        *(f"{first}_{second}" for first, second in zip(words, words[2:], strict=False)),
    ]

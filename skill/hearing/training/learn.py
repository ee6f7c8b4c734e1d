"""Teaches the ear: a linear classifier of scikit-learn, with its weights rounded to small whole numbers.

The threshold at which the ear says no is found by holding back what is foreign: the ear is taught without a
quarter of Fallback's templates and asked what these say, four times over.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]

from skill.alexa.intents import TABLE
from skill.hearing.families import DECLINED, URGENT_INTENTS
from skill.hearing.learned import Learned
from skill.hearing.near import Near, features
from skill.hearing.recogniser import FALLBACK
from skill.hearing.training.material import Example, Material

STEP = 0.1
"""The step of a weight: so rounded, the ear hears as many of its lines as unrounded; at 0.2 it loses some."""

FOLDS = 4
"""How often the ear is asked what it was not taught."""

TAKEN = 0.11
"""The share of held-back foreign sentences that may be taken for something.

A lower share costs what is meant: with 0.07 eight of forty warnings in unusual words went unheard, with 0.11
none (2026-11-26).
"""

AT_MOST = 6
"""How many sentences of a held-back template are asked: a long one counts no more than a short one."""


def learn(material: Material) -> Learned:
    """What the ear learns from material. The same material gives the same, with the same scikit-learn.

    Raises ValueError where the material has too few foreign templates to learn to say no.
    """
    return replace(_taught(material, material.examples), near=_threshold(material))


def _taught(material: Material, examples: Sequence[Example]) -> Learned:
    """The weights that examples give, with no threshold yet."""
    vectors = TfidfVectorizer(analyzer=features, sublinear_tf=True)
    machine = LinearSVC(tol=0.1, random_state=0)  # a larger tolerance may stop before it has learned anything
    machine.fit(vectors.fit_transform([each.words for each in examples]), [each.intent for each in examples])
    found_in = Counter(feature for each in examples for feature in set(features(each.words)))
    weights = np.rint(machine.coef_.T / STEP).astype(int)
    intents = [str(intent) for intent in machine.classes_]
    return Learned(
        made_of=material.checksum(),
        count=len(examples),
        longest=max(len(each.words) for each in examples),
        near=float("-inf"),
        step=STEP,
        intents=intents,
        base=[round(float(base), 4) for base in machine.intercept_],
        sentences=material.sentences,
        words=_words(material, examples, intents),
        features={
            feature: " ".join(map(str, (found_in[feature], *_pairs(weights[place]))))
            for feature, place in sorted(vectors.vocabulary_.items())
        },
    )


def _pairs(weights: "np.ndarray[tuple[int], np.dtype[np.int_]]") -> Iterator[int]:
    """Each intent that has a weight, by its place, and the weight."""
    for intent in np.flatnonzero(weights):
        yield int(intent)
        yield int(weights[intent])


def _words(material: Material, examples: Sequence[Example], intents: Sequence[str]) -> dict[str, str]:
    """For each word the intents that say it, in their sentences or their slots, by their places."""
    said: dict[str, set[int]] = {}
    places = {intent: place for place, intent in enumerate(intents)}
    for each in examples:
        for word in each.words:
            said.setdefault(word, set()).add(places[each.intent])
    for intent, values in material.values.items():
        for word in values if intent in places else ():
            said.setdefault(word, set()).add(places[intent])
    return {word: " ".join(map(str, sorted(said[word]))) for word in sorted(said)}


def _threshold(material: Material) -> float:
    """The score that but TAKEN of what is foreign stays below, where it was not learned from.

    Raises ValueError where there are too few foreign templates to hold some back.
    """
    if len(material.foreign) < FOLDS:
        raise ValueError(
            f"{FALLBACK} has {len(material.foreign)} templates, and the ear learns by them to say no: "
            f"write at least {FOLDS}"
        )
    scores: list[float] = []
    for fold in range(FOLDS):
        held = [each[:AT_MOST] for each in material.foreign[fold::FOLDS]]
        back = {words for each in material.foreign[fold::FOLDS] for words in each}
        taught = [each for each in material.examples if each.intent != FALLBACK or each.words not in back]
        near = Near(_taught(material, taught), URGENT_INTENTS)
        scores += (_taken(near.best(words)) for each in held for words in each)
    return round(sorted(scores)[ceil((1 - TAKEN) * len(scores)) - 1], 2)


def _taken(best: tuple[str | None, float]) -> float:
    """The score of what is taken for something; of what is declined, that of words which no intent has."""
    intent, score = best
    return -1.0 if intent is None or TABLE[intent].label in DECLINED else score

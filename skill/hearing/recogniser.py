"""Our ear: turns words into an intent of the interaction model, as Alexa would.

Words that match a sample to the letter, each slot filled with a value that its type knows, are that
sample's. Words that the templates make, though no sample is spent on them, come next, and then words made
of several such clauses. Other words go to the intent whose sentences they are near to. Where none is near,
a sentence of pain inside them is heard once the rolling is prepared, and a word of pain while a side is
rolled. All others go to Fallback.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skill.alexa.intents import meaning
from skill.alexa.slots import READERS, Said
from skill.coach.events import Label, Phase
from skill.hearing.clauses import (
    PAIN,
    hear_clauses,
    hear_correction,
    hear_pain_inside,
    hear_parts,
    names_pain,
)
from skill.hearing.ear_model import MODELS, Model, load_model
from skill.hearing.filling import Filled, Spoken
from skill.hearing.words import Words

__all__ = ["FALLBACK", "MODELS", "Heard", "Model", "hear", "load_model"]

LOCALE = "en-US"
"""The locale of a bare document, which names none."""

FALLBACK = "AMAZON.FallbackIntent"
_ROLLING = frozenset({Phase.ROLLING, Phase.HOLD})


@dataclass(frozen=True)
class Heard:
    """What was heard.

    `slots` has a `value` and, where the model has one, an `id`, under the names that reports use:
    seconds as `duration_s`, `extra_s` or `total_s`. `raw` has what a request carries, under the
    model's own slot names: "PT1M30S", "7", "left side" with the id "left". `said` has the facts as the coach
    is told them.
    """

    intent: str
    slots: Mapping[str, Mapping[str, str | int]]
    label: Label
    raw: Mapping[str, Mapping[str, str | None]]
    said: Said


def hear(text: str, phase: Phase, model: Mapping[str, Any]) -> Heard:
    """The intent of spoken words, and what it means in a phase; `AMAZON.FallbackIntent` where nothing fits.

    A model from `load_model` is made ready once; a bare document anew at each call, and of it samples alone
    are heard.
    """
    known = model if isinstance(model, Model) else Model(model, LOCALE)
    words = known.words(text)
    found = _found(text, words, known)
    intent, filled = found or _pain_in(words, phase, known) or (FALLBACK, {})
    meant = meaning(intent, filled, phase)
    raw = {name: {"value": slot.value, "id": slot.id} for name, slot in filled.items()}
    return Heard(intent, _told(meant.label, meant.said, filled), meant.label, raw, meant.said)


def _found(text: str, words: Words, known: Model) -> tuple[str, Filled] | None:
    return (
        known.said(words)
        or hear_clauses(words, known.language, known.said)
        or _in_parts(text, known)
        or hear_correction(words, known.language, known.said, known.near)
        or known.near(words)
    )


def _pain_in(words: Words, phase: Phase, known: Model) -> tuple[str, Filled] | None:
    """Pain that words tell of, though nobody understands them as a whole."""
    if not known.knows_language or phase == Phase.START:
        return None
    inside = hear_pain_inside(words, known.said)
    named = phase in _ROLLING and names_pain(words, known.language)
    return inside or ((PAIN, {}) if named else None)


_MARKS = re.compile(r"(?<=\w\w)[.,;:?!\u2026]+(?=\s|$)")
"""What parts a text; "p.m." is one word."""


def _in_parts(text: str, model: Model) -> tuple[str, Filled] | None:
    """What a text means by the parts between its marks, where it has several."""
    parts = [words for part in _MARKS.split(text) if (words := model.words(part))]
    return hear_parts(parts, model.language, model.said, model.near) if len(parts) > 1 else None


SECONDS: Mapping[Label, str] = {Label.MORE_TIME: "extra_s", Label.SHORTER_SESSION: "total_s"}
"""The name under which seconds are reported; every other label's are `duration_s`."""

REPORTED = ("side", "side_ref", "direction", "level", "sign", "period", "day", "time", "frequency")
"""The facts that are reported under their own names."""


def _told(label: Label, said: Said, filled: Filled) -> dict[str, dict[str, str | int]]:
    """The facts to report: what was understood, in the person's own words where it was words."""
    sources = {READERS[name][0]: spoken for name, spoken in filled.items() if name in READERS}
    facts = {name: getattr(said, name) for name in REPORTED}
    facts[SECONDS.get(label, "duration_s")] = said.seconds
    facts["topic"] = said.topic if label == Label.OUT_OF_SCOPE else None
    return {name: _report(fact, sources.get(name)) for name, fact in facts.items() if fact is not None}


def _report(fact: str | int, source: Spoken | None) -> dict[str, str | int]:
    """A number or a constant as it is, a slot's words, and the id; a fact turned round is its own words."""
    if source is None or isinstance(fact, int):
        return {"value": fact}
    if source.id is None:
        return {"value": source.words}
    return {"value": source.words if source.id == fact else fact, "id": fact}

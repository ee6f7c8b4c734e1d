"""Our ear: turns words into an intent of the interaction model, as Alexa would.

Words are heard where they match a sample of the model exactly, each slot filled with a value that
its type knows. All samples stand in one tree of words, so that a long model is heard as fast as a
short one.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from skill.alexa.intents import meaning
from skill.alexa.slots import READERS, Said, Slot
from skill.coach.events import Label, Phase
from skill.simulator.words import Phrases, Words, built_in, words_of

MODELS = Path(__file__).parents[2] / "interaction_models"
"""Where the interaction models lie: beside the package, in a checkout."""

LOCALE = "en-US"
"""The locale of a bare document, which names none."""

FALLBACK = "AMAZON.FallbackIntent"


@dataclass(frozen=True)
class Spoken(Slot):
    """A filled slot, with the words that filled it."""

    words: str = ""


Filled = dict[str, Spoken]
Step = str | tuple[str, str]
"""What a sample is made of: a word, or a slot's name and type."""
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Heard:
    """What was heard.

    `slots` has a `value` and, where the model has one, an `id`, under the names that reports use:
    seconds as `duration_s`, `extra_s` or `total_s`. `raw` has what a request carries, under the
    model's own slot names: "PT1M30S", "7", "left side" with the id "left".
    """

    intent: str
    slots: Mapping[str, Mapping[str, str | int]]
    label: Label
    raw: Mapping[str, Mapping[str, str | None]]


class Model(dict[str, Any]):
    """An interaction model, as it is uploaded, with the locale whose words it is made of."""

    def __init__(self, document: Mapping[str, Any], locale: str) -> None:
        super().__init__(document)
        self.locale = locale

    def words(self, text: str) -> Words:
        """A text as words to compare."""
        return words_of(text, self._language)

    @cached_property
    def types(self) -> Mapping[str, Phrases]:
        """The slot types that the model uses, Amazon's own among them."""
        own = {kind["name"]: self._phrases(kind) for kind in self._language_model.get("types", ())}
        return {**built_in(self._language), **own}

    @cached_property
    def tree(self) -> "Node":
        """All samples, word by word.

        Raises `ValueError` for a slot whose type is neither the model's own nor in `built_in`.
        """
        root = Node()
        for intent in self._language_model["intents"]:
            kinds = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
            for sample in intent.get("samples", ()):
                root.add(self._steps(sample, kinds), intent["name"])
        return root

    def _steps(self, sample: str, kinds: Mapping[str, str]) -> Iterator[Step]:
        for place, piece in enumerate(_SLOT.split(sample)):
            if not place % 2:
                yield from self.words(piece)
            elif (kind := kinds.get(piece)) in self.types:
                yield piece, str(kind)
            else:
                raise ValueError(f"{sample!r}: nobody knows the type {kind!r} of slot {piece!r}")

    def _phrases(self, kind: Mapping[str, Any]) -> Phrases:
        values: dict[Words, tuple[str, str | None]] = {}
        for value in kind["values"]:
            for said in (value["name"]["value"], *value["name"].get("synonyms", ())):
                values[self.words(said)] = (said, value.get("id"))
        return Phrases(values)

    @property
    def _language(self) -> str:
        return self.locale.partition("-")[0]

    @property
    def _language_model(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self["interactionModel"]["languageModel"]
        return found


@dataclass
class Node:
    """A place in the tree of samples: what may be said next, and the intent if this is the end."""

    words: dict[str, "Node"] = field(default_factory=dict)
    slots: dict[tuple[str, str], "Node"] = field(default_factory=dict)
    intent: str | None = None

    def add(self, sample: Iterable[Step], intent: str) -> None:
        """Put a sample into the tree."""
        node = self
        for step in sample:
            node = node.following(step)
        node.intent = intent

    def following(self, step: Step) -> "Node":
        """The place after a step, made where it is new."""
        if isinstance(step, str):
            return self.words.setdefault(step, Node())
        return self.slots.setdefault(step, Node())

    def matches(
        self, words: Words, types: Mapping[str, Phrases], at: int = 0
    ) -> Iterator[tuple[str, Filled]]:
        """All samples that the words match from a place on; those with most words of their own first."""
        if at == len(words):
            if self.intent:
                yield self.intent, {}
            return
        if (following := self.words.get(words[at])) is not None:
            yield from following.matches(words, types, at + 1)
        for (name, kind), following in self.slots.items():
            for end, value, found in types[kind].starting(words, at):
                for intent, filled in following.matches(words, types, end):
                    yield intent, {name: Spoken(value, found, " ".join(words[at:end])), **filled}


@cache
def load_model(locale: str) -> Model:
    """The interaction model of a locale, such as "en-US". It is read once, and not to be changed.

    Raises `FileNotFoundError` where there is none.
    """
    path = MODELS / f"{locale}.json"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in MODELS.glob("*.json"))) or "none at all"
        raise FileNotFoundError(f"no interaction model for {locale!r} in {MODELS}: there is {known}")
    return Model(json.loads(path.read_text("utf-8")), locale)


def hear(text: str, phase: Phase, model: Mapping[str, Any]) -> Heard:
    """The intent of spoken words, and what it means in a phase; `AMAZON.FallbackIntent` where nothing fits.

    A model from `load_model` is made ready once; a bare document anew at each call.
    """
    known = model if isinstance(model, Model) else Model(model, LOCALE)
    intent, filled = next(known.tree.matches(known.words(text), known.types), (FALLBACK, {}))
    meant = meaning(intent, filled, phase)
    raw = {name: {"value": slot.value, "id": slot.id} for name, slot in filled.items()}
    return Heard(intent, _told(meant.label, meant.said, filled), meant.label, raw)


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

"""An interaction model as the ear uses it: its samples in one tree of words, and what is near to them."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skill.alexa.intents import TABLE
from skill.coach.events import Label
from skill.hearing.filling import Filled, Samples, Spoken, by_slots, fill
from skill.hearing.training.templates import load_templates
from skill.hearing.words import Phrases, Words, built_in, meant, typical, words_of

if TYPE_CHECKING:
    from skill.hearing.near import Near

MODELS = Path(__file__).parents[2] / "interaction_models"
"""Where the interaction models lie: beside the package, in a checkout."""

URGENT = frozenset(
    (Label.PAIN_TOO_MUCH, Label.PAIN_SHARP, Label.NUMB_TINGLING, Label.RED_FLAG, Label.GET_OFF, Label.STOP)
)
"""What is heard when it is in doubt: the labels that take the pressure off."""

EXAMPLES = 3
"""How many values of a slot stand for all of them in sentences that others are compared with."""

FEWEST = 3
"""Intents below which words are only heard to the letter: of two, one would be near to everything."""

Step = str | tuple[str, str]
"""What a sample is made of: a word, or a slot's name and type."""

_SLOT = re.compile(r"\{(\w+)\}")


class Model(dict[str, Any]):
    """An interaction model, as it is uploaded, with the locale whose words it is made of.

    `sentences` gives more of what its intents mean, as samples by intent: other words
    are compared with them, or else with the samples. It is asked when it is first needed.
    """

    def __init__(
        self,
        document: Mapping[str, Any],
        locale: str,
        sentences: Callable[[], Mapping[str, Sequence[str]]] | None = None,
    ) -> None:
        super().__init__(document)
        self.locale = locale
        self._sentences = sentences

    def words(self, text: str) -> Words:
        """A text as words to compare."""
        return words_of(text, self._language)

    def exact(self, words: Words) -> Iterator[tuple[str, Filled]]:
        """Every intent with a sample that words match to the letter, and the slots they fill."""
        return self.tree.matches(words, self.types)

    def templated(self, words: Words) -> Iterator[tuple[str, Filled]]:
        """The same for the sentences that are more than the samples."""
        return self._wider_tree.matches(words, self.types)

    def near(self, words: Words) -> tuple[str, Filled] | None:
        """The intent that words are near to, and the slots they fill; None where none is near."""
        intent = self._near.intent(meant(words, self._language)) if self._near else None
        if intent is None:
            return None
        return intent, fill(words, self._fillable[intent], self._kinds.get(intent, {}), self.types)

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
        return self._planted(self._own)

    @cached_property
    def _wider_tree(self) -> "Node":
        return self._planted(self._wider)

    def _planted(self, sentences: Mapping[str, Sequence[Words]]) -> "Node":
        root = Node()
        for intent, samples in sentences.items():
            for sample in samples:
                root.add(self._steps(sample, self._kinds.get(intent, {})), intent)
        return root

    @cached_property
    def _own(self) -> Mapping[str, Sequence[Words]]:
        """Each intent's samples, where a slot stands as "{name}"."""
        intents = self._language_model["intents"]
        return {each["name"]: [self._pieces(said) for said in each.get("samples", ())] for each in intents}

    @cached_property
    def _kinds(self) -> Mapping[str, Mapping[str, str]]:
        """The types of each intent's slots, by slot."""
        intents = self._language_model["intents"]
        return {each["name"]: {s["name"]: s["type"] for s in each.get("slots", ())} for each in intents}

    @cached_property
    def _wider(self) -> Mapping[str, Sequence[Words]]:
        """Each intent's sentences to compare with: those handed in, else its samples."""
        said = self._sentences() if self._sentences else {}
        return {name: list(map(self._pieces, said[name])) for name in said} or self._own

    @cached_property
    def _fillable(self) -> Mapping[str, Samples]:
        return {intent: by_slots(sentences) for intent, sentences in self._wider.items()}

    @cached_property
    def _near(self) -> "Near | None":
        from skill.hearing.near import Near  # scikit-learn takes a second: only who needs it waits

        rows = [(words, intent) for intent in self._wider for words in self._examples(intent)]
        sentences = [meant(words, self._language) for words, _ in rows]
        intents = [intent for _, intent in rows]
        urgent = {name for name, row in TABLE.items() if row.label in URGENT}
        values = {intent: self._in_slots(intent) for intent in self._wider}
        return Near(sentences, intents, urgent, values) if len(set(intents)) >= FEWEST else None

    def _in_slots(self, intent: str) -> set[str]:
        """The words of all that an intent's slots can hold."""
        kinds = self._kinds.get(intent, {}).values()
        return {word for kind in kinds for said in self.types[kind].values for word in said}

    def _examples(self, intent: str) -> Iterator[Words]:
        """An intent's sentences with values in their slots: a few of them, in turn."""
        turn, kinds = count(), self._kinds.get(intent, {})
        for pieces in self._wider[intent]:
            for _ in range(1 + any(map(_SLOT.fullmatch, pieces))):
                at = next(turn)
                yield tuple(word for piece in pieces for word in self._spoken(piece, kinds, at))

    def _spoken(self, piece: str, kinds: Mapping[str, str], at: int) -> Words:
        slot = _SLOT.fullmatch(piece)
        if slot is None or slot[1] not in kinds:
            return (piece,)
        values = typical(self._language).get(kinds[slot[1]]) or list(self.types[kinds[slot[1]]].values)
        return values[at * len(values) // EXAMPLES % len(values)] if values else ()

    def _pieces(self, sample: str) -> Words:
        pieces = enumerate(_SLOT.split(sample))
        return tuple(
            word for at, piece in pieces for word in ((f"{{{piece}}}",) if at % 2 else self.words(piece))
        )

    def _steps(self, sample: Words, kinds: Mapping[str, str]) -> Iterator[Step]:
        for piece in sample:
            slot = _SLOT.fullmatch(piece)
            if slot is None:
                yield piece
            elif (kind := kinds.get(slot[1])) in self.types:
                yield slot[1], str(kind)
            else:
                text = " ".join(sample)
                raise ValueError(f"{text!r}: nobody knows the type {kind!r} of slot {slot[1]!r}")

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
        """Put a sample into the tree; the intent that was there first stays."""
        node = self
        for step in sample:
            node = node.following(step)
        node.intent = node.intent or intent

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
    return Model(json.loads(path.read_text("utf-8")), locale, lambda: load_templates(locale).all_samples())

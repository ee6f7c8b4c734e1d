"""Finds the samples that words match to the letter, with values in their slots."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from skill.hearing.filling import Filled, Spoken
from skill.hearing.words import Phrases, Words

Kinds = Mapping[str, str]
"""The types of an intent's slots, by slot."""


class SampleTree:
    """Samples with their intents. Those without a slot are looked up; the others stand in a tree of words."""

    def __init__(self, types: Mapping[str, Phrases]) -> None:
        self._types = types
        self._plain: dict[str, str] = {}
        self._root = _Node()

    def add(self, sample: str, intent: str, kinds: Kinds) -> None:
        """Put a sample in: words with a space between them, a slot as "{name}".

        The intent that was there first stays.

        Raises ValueError for a slot whose type is not known.
        """
        if "{" not in sample:
            self._plain.setdefault(sample, intent)
            return
        node = self._root
        for piece in sample.split():
            node = (
                node.after_slot(*self._slot(piece, sample, kinds)) if piece[0] == "{" else node.after(piece)
            )
        node.intent = node.intent or intent

    def matches(self, words: Words) -> Iterator[tuple[str, Filled]]:
        """Every sample that words match, with its slots filled; those with most words of their own first."""
        if (intent := self._plain.get(" ".join(words))) is not None:
            yield intent, {}
        yield from self._root.matches(words, self._types, 0)

    def _slot(self, piece: str, sample: str, kinds: Kinds) -> tuple[str, str]:
        kind = kinds.get(piece[1:-1])
        if kind is None or kind not in self._types:
            raise ValueError(
                f"{sample!r}: slot {piece[1:-1]!r} has the type {kind!r}, which nobody knows. "
                "Give the slot one of the model's types, or one of Amazon's that skill/hearing/words.py has."
            )
        return piece[1:-1], kind


@dataclass(slots=True)
class _Node:
    """A place in the tree: what may follow, and the intent of a sample that ends here."""

    words: dict[str, "_Node"] = field(default_factory=dict)
    slots: dict[tuple[str, str], "_Node"] = field(default_factory=dict)
    intent: str | None = None

    def after(self, word: str) -> "_Node":
        return self.words.setdefault(word, _Node())

    def after_slot(self, name: str, kind: str) -> "_Node":
        return self.slots.setdefault((name, kind), _Node())

    def matches(self, words: Words, types: Mapping[str, Phrases], at: int) -> Iterator[tuple[str, Filled]]:
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

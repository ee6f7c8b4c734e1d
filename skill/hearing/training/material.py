"""What the ear learns from: the sentences of a language's templates, with values in their slots."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import count

from skill.hearing.ear_model import Model, read_document
from skill.hearing.recogniser import FALLBACK
from skill.hearing.training.templates import load_templates, template_locales
from skill.hearing.words import Words, meant, typical

EXAMPLES = 3
"""How many values of a slot stand for all of them in the sentences that are learned from."""


@dataclass(frozen=True)
class Example:
    """One sentence to learn from: its words written out, with values in its slots, and its intent."""

    words: Words
    intent: str


@dataclass(frozen=True)
class Material:
    """All that is learned from, of one language.

    `sentences` are those of all its locales by intent, words with a space between them, a slot as "{name}".
    `values` are the words that an intent's slots can hold. `foreign` has the words of each template of
    Fallback: some of these are held back when the ear is taught to say no.
    """

    sentences: Mapping[str, Sequence[str]]
    examples: Sequence[Example]
    values: Mapping[str, Sequence[str]]
    foreign: Sequence[Sequence[Words]]

    def checksum(self) -> str:
        """What tells this material from any other."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def material(language: str) -> Material:
    """What is learned from in a language. Raises what `load_templates` and `read_document` raise."""
    sentences: dict[str, list[str]] = {}
    examples: list[Example] = []
    values: dict[str, set[str]] = {}
    foreign: dict[str, Sequence[Words]] = {}
    known: set[str] = set()
    for locale in languages()[language]:
        model, templates = Model(read_document(locale), locale), load_templates(locale)
        for intent, said in templates.all_samples().items():
            plain = [each for each in map(model.plain, said) if each not in known]
            known.update(plain)
            sentences.setdefault(intent, []).extend(plain)
            pieces = [tuple(each.split()) for each in plain]
            examples += (Example(words, intent) for words in _filled(pieces, intent, model))
            values.setdefault(intent, set()).update(_values(intent, model))
        for line in templates.lines(FALLBACK):
            foreign[line] = [meant(model.words(said), language) for said in templates.expand(line)]
    return Material(sentences, examples, {i: sorted(values[i]) for i in values}, list(foreign.values()))


def languages() -> Mapping[str, Sequence[str]]:
    """The locales of each language that has templates: "en" has "en-AU" and others."""
    found: dict[str, list[str]] = {}
    for locale in template_locales():
        found.setdefault(locale.partition("-")[0], []).append(locale)
    return found


def _filled(sentences: Sequence[Words], intent: str, model: Model) -> Iterator[Words]:
    """Sentences with values in their slots, those with a slot twice: each time with the next values."""
    turn = count()
    for pieces in sentences:
        for _ in range(1 + any(piece.startswith("{") for piece in pieces)):
            at = next(turn)
            words = (word for piece in pieces for word in _spoken(piece, intent, model, at))
            yield meant(tuple(words), model.language)


def _spoken(piece: str, intent: str, model: Model, at: int) -> Words:
    kind = model.kinds.get(intent, {}).get(piece[1:-1]) if piece.startswith("{") else None
    if kind is None:
        return (piece,)
    values = typical(model.language).get(kind) or list(model.types[kind].values)
    return values[at * len(values) // EXAMPLES % len(values)] if values else ()


def _values(intent: str, model: Model) -> set[str]:
    """The words of all that an intent's slots can hold."""
    kinds = model.kinds.get(intent, {}).values()
    return {word for kind in kinds for said in model.types[kind].values for word in said}

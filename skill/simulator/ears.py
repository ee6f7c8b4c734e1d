"""Ears: pocketsphinx, listening for the words of an interaction model.

pocketsphinx is a small recogniser of speech whose English model comes with its package. It follows a
grammar in JSGF (the JSpeech Grammar Format), made here of samples and slot values. **A grammar never
says no**: whatever is spoken comes back as the nearest phrase in it. So these ears prove that what is
in the model can be told apart by sound; of what is not in it they prove nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import Any
from zlib import crc32

from pocketsphinx import Decoder

from skill.languages.speech import speech
from skill.simulator.sound import SAMPLE_RATE, phones, silence

LANGUAGE = "en"
"""The language of pocketsphinx's model."""

_ENDINGS = ("Z", "S", "IH Z")
_NAME = "said"
_SLOT = re.compile(r"\{(\w+)\}")
_SPLIT = re.compile(r"[\s.-]+")
_PADDING_SECONDS = 0.25

Json = Mapping[str, Any]
Tree = dict[str, "Tree"]


@dataclass(frozen=True)
class Sample:
    """A sample of an intent, as the model has it, with the type of each slot in it."""

    intent: str
    text: str
    types: Mapping[str, str] = field(hash=False)


def samples(model: Json) -> list[Sample]:
    """All samples of a model, in order."""
    return [
        Sample(intent["name"], text, {slot["name"]: slot["type"] for slot in intent.get("slots", ())})
        for intent in _language_model(model)["intents"]
        for text in intent.get("samples", ())
    ]


def spread(
    found: Iterable[Sample], number: int, key: Callable[[Sample], str] = lambda sample: sample.intent
) -> list[Sample]:
    """So many of the samples, from all intents (or keys) alike; which ones depends on their words alone."""
    kinds: dict[str, list[Sample]] = {}
    for sample in sorted(found, key=lambda sample: crc32(sample.text.encode())):
        kinds.setdefault(key(sample), []).append(sample)
    rounds = chain.from_iterable(zip_longest(*kinds.values()))
    return [sample for sample in rounds if sample][:number]


def values(model: Json) -> dict[str, tuple[str, ...]]:
    """What can be said for each slot type: its values and synonyms, and a few for each of Amazon's own."""
    own = {
        kind["name"]: tuple(
            said
            for value in kind["values"]
            for said in (value["name"]["value"], *value["name"].get("synonyms", ()))
        )
        for kind in _language_model(model).get("types", ())
    }
    return {**speech(LANGUAGE).values.spoken, **own}


def filled(sample: Sample, said: Mapping[str, Sequence[str]]) -> str:
    """A sample as a person would say it, with a value in each slot; which one depends on the sample."""
    turn = crc32(sample.text.encode())

    def value(slot: re.Match[str]) -> str:
        known = said[sample.types[slot[1]]]
        return known[turn % len(known)]

    return _SLOT.sub(value, sample.text)


def grammar(model: Json, chosen: Sequence[Sample]) -> str:
    """A JSGF grammar of these samples, and of the ways to open the skill by its name.

    Phrases that begin alike share their beginning, so that it is listened for once. Raises
    `ValueError` for a slot type that is neither the model's own nor among the language's values.
    """
    rules = [f"<{kind}> = {_choices(phrases)};" for kind, phrases in _slot_rules(model, chosen).items()]
    said = f"public <{_NAME}> = {_choices(_phrases(model, chosen))};"
    return "\n".join(("#JSGF V1.0;", "grammar psoas;", *rules, said))


def vocabulary(model: Json, chosen: Sequence[Sample]) -> set[str]:
    """The words of that grammar. Raises as `grammar` does."""
    rules = _slot_rules(model, chosen)
    phrases = chain(_phrases(model, chosen), *rules.values())
    return {word for phrase in phrases for word in phrase if not word.startswith("<")}


def _slot_rules(model: Json, chosen: Sequence[Sample]) -> dict[str, list[list[str]]]:
    said = values(model)
    used = sorted({kind for sample in chosen for kind in sample.types.values()})
    if unknown := [kind for kind in used if kind not in said]:
        cure = f"add it to [values.spoken] of {LANGUAGE}/speech.toml"
        raise ValueError(f"nobody knows what is said for {', '.join(unknown)}: {cure}")
    return {_rule(kind): [_words(value) for value in said[kind]] for kind in used}


def _phrases(model: Json, chosen: Sequence[Sample]) -> list[list[str]]:
    name = _words(_language_model(model)["invocationName"])
    return [_steps(sample) for sample in chosen] + [
        [word, *name] for word in sorted(speech(LANGUAGE).invocation.launch)
    ]


def _steps(sample: Sample) -> list[str]:
    """The words of a sample, a slot as its rule's name."""
    steps: list[str] = []
    for place, piece in enumerate(_SLOT.split(sample.text)):
        steps += [f"<{_rule(sample.types[piece])}>"] if place % 2 else _words(piece)
    return steps


def _rule(kind: str) -> str:
    return kind.replace(".", "_")


def _words(text: str) -> list[str]:
    return [word for word in _SPLIT.split(text.lower()) if word]


def _choices(phrases: Iterable[Sequence[str]]) -> str:
    tree: Tree = {}
    for phrase in phrases:
        branch = tree
        for word in phrase:
            branch = branch.setdefault(word, {})
        branch[""] = {}
    return _expansion(tree)


def _expansion(tree: Tree) -> str:
    """A tree of words in JSGF; where a phrase may end, what follows is optional."""
    ways = [
        f"{word} {_expansion(rest)}" if rest.keys() - {""} else word for word, rest in tree.items() if word
    ]
    if "" in tree:
        return f"[ {' | '.join(ways)} ]"
    return f"( {' | '.join(ways)} )" if len(ways) > 1 else ways[0]


class Ears:
    """Listens for these samples of a model, or all of them; more than some hundreds take long to hear.

    Words that pocketsphinx's dictionary lacks ("psoas", "herniated") are learnt from flite. Raises
    `NoVoice` where that is missing, and `ValueError` as `grammar` does.
    """

    def __init__(self, model: Json, chosen: Sequence[Sample] | None = None) -> None:
        chosen = samples(model) if chosen is None else chosen
        self._decoder = Decoder(lm=None, samprate=SAMPLE_RATE, dither=True, seed=1, loglevel="FATAL")
        for word in sorted(vocabulary(model, chosen)):
            self._learn(word)
        self._decoder.add_jsgf_string(_NAME, grammar(model, chosen))
        self._decoder.activate_search(_NAME)
        self._means = self._decoder.get_cmn(False)

    def _learn(self, word: str) -> None:
        if word in speech(LANGUAGE).words.apart:
            for number, ending in enumerate(_ENDINGS, 2):  # the dictionary has it as the letter's name
                self._decoder.add_word(f"{word}({number})", ending, False)
        elif self._decoder.lookup_word(word) is None:
            self._decoder.add_word(word, phones(word), False)

    def hear(self, sound: bytes) -> str:
        """The phrase of the grammar that a sound is nearest to; empty where nothing is made out."""
        padding = silence(_PADDING_SECONDS)
        self._decoder.set_cmn(self._means)  # what is heard does not depend on what was heard before
        self._decoder.start_utt()
        self._decoder.process_raw(padding + sound + padding, full_utt=True)
        self._decoder.end_utt()
        heard = self._decoder.hyp()
        return heard.hypstr if heard else ""


def _language_model(model: Json) -> Json:
    found: Json = model["interactionModel"]["languageModel"]
    return found

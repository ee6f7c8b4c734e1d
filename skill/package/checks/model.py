"""Rules for interaction models: invocation name, intents, slots, samples, sizes. Checked 2026-11-22."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from skill.alexa import limits
from skill.languages.speech import speech_for
from skill.package.checks.rule import Found, Json, Package, Rule, words_in

INVOCATION = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'])*")
"""Letters of any language, spaces, periods and apostrophes."""

NAME = re.compile(r"(AMAZON\.)?[A-Za-z]+(_[A-Za-z]+)*")
SAMPLE = re.compile(r"(?:[^\W\d]|\{\w+\})(?:[ '._-]*(?:[^\W\d]|\{\w+\}))*\.?")
"""Letters, spaces, periods, underscores, apostrophes and hyphens, and slots in braces."""

SLOT = re.compile(r"\{(\w+)\}")
SENSITIVITIES = ("LOW", "MEDIUM", "HIGH")


def invocation_form(package: Package) -> Found:
    """Invocation names that are not two or more words in lower case."""
    for _, where, name in _invocations(package):
        plain = INVOCATION.fullmatch(name) and name == name.lower()
        if not plain or len(name) not in limits.INVOCATION_NAME_CHARACTERS:
            yield where, f"'{name}' has more in it than lower-case letters, or too many of them"
        elif len(name.split()) < 2:
            yield where, f"'{name}' is one word, which only a brand may be"


def invocation_words(package: Package) -> Found:
    """Invocation names with a word that Alexa would take for something else, or that makes a claim."""
    for locale, where, name in _invocations(package):
        language, words = speech_for(locale), set(words_in(name))
        known = language.invocation
        barred = known.launch | known.connecting | known.reserved | limits.WAKE_WORDS
        small = known.small if len(name.split()) == 2 else frozenset[str]()
        found = words & (barred | small) | set(language.store.claims_in(words))
        yield from ((where, f"'{word}' is in '{name}'") for word in sorted(found))


def names(package: Package) -> Found:
    """Names of intents, slots and types that are not letters and underscores, or are given twice."""
    for where, model in _models(package):
        for group in (model["intents"], model.get("types", []), *(_slots(each) for each in model["intents"])):
            counts = Counter(each["name"].lower() for each in group)
            yield from ((where, f"'{name}' is there twice") for name, times in counts.items() if times > 1)
            yield from (
                (where, f"'{each['name']}' is no name") for each in group if not NAME.fullmatch(each["name"])
            )


def required(package: Package) -> Found:
    """Intents that every skill must have."""
    for where, model in _models(package):
        lacking = limits.REQUIRED_INTENTS - {intent["name"] for intent in model["intents"]}
        yield from ((where, f"{name} is missing") for name in sorted(lacking))


def sample_form(package: Package) -> Found:
    """Samples with marks or digits in them, or too long."""
    for where, _, sample in _samples(package):
        if not SAMPLE.fullmatch(sample) or len(sample) > limits.SAMPLE_CHARACTERS:
            yield where, f"'{sample}' is not {limits.SAMPLE_CHARACTERS} letters at most"


def sample_words(package: Package) -> Found:
    """Samples that wake Alexa or launch the skill, but for words that are also said to the coach."""
    for (where, model), locale in zip(_models(package), package.models, strict=True):
        known = speech_for(locale).invocation
        calls = [f"{word} {model['invocationName']}" for word in sorted(known.launch - known.also_said)]
        for intent in model["intents"]:
            for sample in intent.get("samples", ()):
                if limits.WAKE_WORDS & set(words_in(sample)) or any(call in sample for call in calls):
                    yield f"{where}, {intent['name']}", f"'{sample}' calls Alexa or the skill"


def samples_once(package: Package) -> Found:
    """The same sample in two places."""
    for where, model in _models(package):
        counts = Counter(
            " ".join(said.lower().split()) for each in model["intents"] for said in each.get("samples", ())
        )
        yield from (
            (where, f"'{sample}' is there {times} times") for sample, times in counts.items() if times > 1
        )


def slots(package: Package) -> Found:
    """Slots that a sample uses and its intent does not have, or whose type nobody has."""
    for where, model in _models(package):
        types = {kind["name"] for kind in model.get("types", ())}
        for intent in model["intents"]:
            known = {slot["name"] for slot in _slots(intent)}
            used = {name for sample in intent.get("samples", ()) for name in SLOT.findall(sample)}
            place = f"{where}, {intent['name']}"
            yield from ((place, f"no slot is called '{name}'") for name in sorted(used - known))
            for slot in _slots(intent):
                if slot["type"] not in types and not slot["type"].startswith("AMAZON."):
                    yield place, f"no type is called '{slot['type']}'"


def bare_slots(package: Package) -> Found:
    """Samples that are a slot and nothing else, where Alexa fills slots herself or takes any words."""
    for (where, model), whole in zip(_models(package), package.documents.values(), strict=True):
        asked = "dialog" in whole["interactionModel"]
        for intent in model["intents"]:
            kinds = {slot["name"]: slot["type"] for slot in _slots(intent)}
            for sample in intent.get("samples", ()):
                bare = SLOT.fullmatch(sample)
                if bare and (asked or kinds.get(bare[1]) == "AMAZON.SearchQuery"):
                    yield f"{where}, {intent['name']}", f"'{sample}' takes whatever is said"


def slot_values(package: Package) -> Found:
    """Values of slots that are too long, or mean two things."""
    for where, model in _models(package):
        for kind in model.get("types", ()):
            said = [text.lower() for value in kind["values"] for text in _said(value)]
            place = f"{where}, {kind['name']}"
            yield from (
                (place, f"'{text}' is there twice") for text, times in Counter(said).items() if times > 1
            )
            yield from (
                (place, f"'{text}' is too long") for text in said if len(text) > limits.SLOT_VALUE_CHARACTERS
            )


def fallback(package: Package) -> Found:
    """A fallback with slots, which it cannot fill, or of an unknown sensitivity."""
    for where, model in _models(package):
        if any(each["name"] == "AMAZON.FallbackIntent" and _slots(each) for each in model["intents"]):
            yield where, "AMAZON.FallbackIntent has slots"
        level = model.get("modelConfiguration", {}).get("fallbackIntentSensitivity", {}).get("level", "LOW")
        if level not in SENSITIVITIES:
            yield where, f"the fallback's sensitivity is '{level}'"


def sizes(package: Package) -> Found:
    """Models that are too big."""
    for (where, model), whole in zip(_models(package), package.documents.values(), strict=True):
        if len(model["intents"]) > limits.MODEL_INTENTS:
            yield where, f"it has {len(model['intents'])} intents, and {limits.MODEL_INTENTS} are taken"
        if (size := len(json.dumps(whole, indent=1).encode())) > limits.MODEL_BYTES:
            yield where, f"it has {size} bytes, and {limits.MODEL_BYTES} are taken"


def _models(package: Package) -> Iterator[tuple[str, Json]]:
    yield from (
        (f"interactionModels/custom/{locale}.json", model) for locale, model in package.models.items()
    )


def _invocations(package: Package) -> Iterator[tuple[str, str, str]]:
    """Each locale with where its name is, and the name."""
    for (where, model), locale in zip(_models(package), package.models, strict=True):
        yield locale, f"{where}, invocationName", str(model.get("invocationName", ""))


def _samples(package: Package) -> Iterator[tuple[str, str, str]]:
    for where, model in _models(package):
        for intent in model["intents"]:
            yield from (
                (f"{where}, {intent['name']}", intent["name"], said) for said in intent.get("samples", ())
            )


def _slots(intent: Json) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = intent.get("slots", [])
    return found


def _said(value: Json) -> list[str]:
    return [value["name"]["value"], *value["name"].get("synonyms", ())]


_MEND = "Mend it in skill/languages/, and run make models."

RULES = (
    Rule(
        "an invocation name of plain words",
        f"Take two words or more, in lower case. {_MEND}",
        invocation_form,
    ),
    Rule("no reserved word in the invocation name", f"Take another word. {_MEND}", invocation_words),
    Rule("names of letters, each once", f"Rename it. {_MEND}", names),
    Rule("the intents of every skill", f"Add it. {_MEND}", required),
    Rule("samples of letters alone", f"Spell out digits, leave out marks. {_MEND}", sample_form),
    Rule("no sample calls Alexa", f"Leave those words out. {_MEND}", sample_words),
    Rule("a sample has one meaning", f"Keep it where it is meant most often. {_MEND}", samples_once),
    Rule("slots are declared", f"Declare it under [slots] or [types]. {_MEND}", slots),
    Rule("no sample is a bare slot", f"Put words around the slot. {_MEND}", bare_slots),
    Rule("a slot's value has one meaning", f"Keep it once, and short. {_MEND}", slot_values),
    Rule("a fallback that catches the rest", f"No slots, and LOW, MEDIUM or HIGH. {_MEND}", fallback),
    Rule("models within bounds", f"Drop what is said least. {_MEND}", sizes),
)
"""All rules for interaction models."""

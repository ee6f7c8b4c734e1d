"""Amazon's rules for an interaction model, each on its own, for every model in the repository.

Checked 2026-11-22. Where no page could be opened, the rule is the one that Amazon's build is known to
enforce, or common knowledge.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skill.alexa.intents import TABLE
from skill.alexa.limits import MODEL_BYTES, MODEL_INTENTS, SAMPLE_CHARACTERS
from skill.hearing.recogniser import MODELS
from skill.languages.speech import speech

PATHS = sorted(MODELS.glob("*.json"))

LAUNCH_WORDS = speech("en").invocation.launch
CONNECTING_WORDS = {"about", "and", "by", "for", "from", "if", "in", "that", "to", "using", "whether", "with"}
WAKE_WORDS = {"alexa", "amazon", "computer", "echo", "ziggy"}
RESERVED_WORDS = WAKE_WORDS | {"app", "skill"}

REQUIRED = {f"AMAZON.{name}Intent" for name in ("Stop", "Cancel", "Help", "Fallback", "NavigateHome")}
"""Certification asks for these in every skill."""

NAME = re.compile(r"[A-Za-z]+(_[A-Za-z]+)*")
ID = re.compile(r"[A-Za-z0-9_-]+")
SAMPLE = re.compile(r"[^\W\d]+(?:[ '.-][^\W\d]+)*")
VALUE_CHARACTERS = 140

Json = dict[str, Any]


@pytest.fixture(params=PATHS, ids=[path.stem for path in PATHS])
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def model(path: Path) -> Json:
    found: Json = json.loads(path.read_text("utf-8"))["interactionModel"]["languageModel"]
    return found


def samples(model: Json) -> Iterator[tuple[str, str]]:
    for intent in model["intents"]:
        yield from ((intent["name"], sample) for sample in intent["samples"])


def values(kind: Json) -> list[str]:
    """A type's values and their synonyms."""
    return [said for value in kind["values"] for said in (value["name"]["value"], *value["name"]["synonyms"])]


def plain(words: str) -> str:
    """Words as Alexa compares them."""
    return " ".join(words.casefold().replace("-", " ").replace(".", " ").split())


def slots_in(sample: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", sample)


def test_the_model_is_as_amazon_takes_it(path: Path) -> None:
    """Only what the schema knows; a property misspelt would be dropped without a word."""
    document = json.loads(path.read_text("utf-8"))
    assert document.keys() == {"interactionModel"}
    assert document["interactionModel"].keys() == {"languageModel"}
    model = document["interactionModel"]["languageModel"]
    assert model.keys() == {"invocationName", "modelConfiguration", "intents", "types"}
    assert {tuple(intent) for intent in model["intents"]} == {("name", "slots", "samples")}
    assert {tuple(slot) for intent in model["intents"] for slot in intent["slots"]} == {("name", "type")}
    assert {tuple(kind) for kind in model["types"]} == {("name", "values")}
    assert {tuple(value) for kind in model["types"] for value in kind["values"]} == {("id", "name")}
    assert model["modelConfiguration"]["fallbackIntentSensitivity"]["level"] in ("LOW", "MEDIUM", "HIGH")


def test_the_model_is_small_enough(path: Path, model: Json) -> None:
    assert path.stat().st_size <= MODEL_BYTES
    assert len(model["intents"]) <= MODEL_INTENTS


def test_the_invocation_name_keeps_amazons_rules(model: Json) -> None:
    name = model["invocationName"]
    words = name.split()
    assert name == "psoas rolling"
    assert re.fullmatch(r"[a-z][a-z .']*", name), "only lower-case letters, spaces, apostrophes, periods"
    assert len(words) >= 2, "one word is only for a brand"
    assert not set(words) & LAUNCH_WORDS, "a launch word in the name is heard as the launch"
    assert not set(words) & CONNECTING_WORDS, "a connecting word in the name is heard as the connection"
    assert not set(words) & RESERVED_WORDS, "no wake word, and neither 'skill' nor 'app'"


def test_names_are_of_letters_and_underscores(model: Json) -> None:
    for intent in model["intents"]:
        assert NAME.fullmatch(intent["name"].removeprefix("AMAZON.")), f"rename intent {intent['name']}"
        for slot in intent["slots"]:
            assert NAME.fullmatch(slot["name"]), f"rename slot {slot['name']} of {intent['name']}"
    for kind in model["types"]:
        assert NAME.fullmatch(kind["name"]), f"rename type {kind['name']}"


def test_names_are_unique(model: Json) -> None:
    for rows in (model["intents"], model["types"], *(intent["slots"] for intent in model["intents"])):
        counts = Counter(row["name"].casefold() for row in rows)
        assert counts.total() == len(counts), f"twice: {counts.most_common(1)[0][0]}"


def test_every_intent_has_a_meaning_and_every_meaning_an_intent(model: Json) -> None:
    assert {intent["name"] for intent in model["intents"]} == TABLE.keys()


def test_the_intents_that_certification_asks_for_are_there(model: Json) -> None:
    assert {intent["name"] for intent in model["intents"]} >= REQUIRED


def test_built_in_intents_have_no_slots(model: Json) -> None:
    """Amazon takes samples for its own intents, but no slots."""
    for intent in model["intents"]:
        if intent["name"].startswith("AMAZON."):
            assert intent["slots"] == [], f"give {intent['name']}'s slots to an intent of our own"


def test_every_intent_can_be_said_and_the_fallback_is_taught(model: Json) -> None:
    assert [intent["name"] for intent in model["intents"] if not intent["samples"]] == []


def test_a_slot_has_the_same_type_in_every_intent(model: Json) -> None:
    types: dict[str, str] = {}
    for intent in model["intents"]:
        for slot in intent["slots"]:
            known = types.setdefault(slot["name"], slot["type"])
            assert known == slot["type"], f"{slot['name']} is {known} elsewhere and {slot['type']} here"


def test_every_slot_is_declared_and_used(model: Json) -> None:
    for intent in model["intents"]:
        declared = {slot["name"] for slot in intent["slots"]}
        used = {slot for sample in intent["samples"] for slot in slots_in(sample)}
        assert declared == used, f"{intent['name']}: declared {declared}, used in samples {used}"


def test_every_type_is_declared_and_used(model: Json) -> None:
    declared = {kind["name"] for kind in model["types"]}
    used = {slot["type"] for intent in model["intents"] for slot in intent["slots"]}
    assert declared == {kind for kind in used if not kind.startswith("AMAZON.")}
    assert {kind for kind in used if kind.startswith("AMAZON.")} <= {
        "AMAZON.DURATION",
        "AMAZON.NUMBER",
        "AMAZON.TIME",
    }, "a type that the recogniser does not know; and SearchQuery refuses samples of a slot alone"


def test_samples_are_short_enough(model: Json) -> None:
    longest = max((sample for _, sample in samples(model)), key=len)
    assert len(longest) <= SAMPLE_CHARACTERS


def test_samples_are_of_words_alone(model: Json) -> None:
    """Letters, spaces, possessive apostrophes, hyphens, periods of abbreviations; numbers are words."""
    for name, sample in samples(model):
        words = re.sub(r"\{\w+\}", "slot", sample)
        assert SAMPLE.fullmatch(words), f"{name}: {sample!r} has a digit, a comma, a mark or a stray space"
        assert sample == sample.lower(), f"{name}: write {sample!r} in lower case"


def test_slots_stand_apart_from_words(model: Json) -> None:
    """A slot is a word of its own; only a possessive 's may touch it."""
    for name, sample in samples(model):
        assert not re.search(r"[^ ]\{|\}(?!'s\b)[^ ]", sample), (
            f"{name}: put a space beside the slot in {sample!r}"
        )
        assert len(set(slots_in(sample))) == len(slots_in(sample)), f"{name}: a slot twice in {sample!r}"


def test_no_sample_is_given_twice(model: Json) -> None:
    """Not even in one intent. What slots can make of two samples is tested with the recogniser."""
    homes: dict[str, list[str]] = {}
    for name, sample in samples(model):
        homes.setdefault(plain(sample), []).append(name)
    twice = {sample: names for sample, names in homes.items() if len(names) > 1}
    assert twice == {}, "keep each sample with the one intent that it means most often"


def test_no_sample_calls_alexa_or_the_skill(model: Json) -> None:
    """Certification refuses wake words and launch phrases; "start" is both a launch and our own word."""
    calls = [f"{word} {model['invocationName']}" for word in sorted(LAUNCH_WORDS - {"start"})]
    for name, sample in samples(model):
        assert not set(sample.split()) & WAKE_WORDS, f"{name}: {sample!r} has a wake word"
        assert not any(call in sample for call in calls), f"{name}: {sample!r} launches the skill"


def test_ids_are_plain_and_unique(model: Json) -> None:
    for kind in model["types"]:
        ids = [value["id"] for value in kind["values"]]
        assert len(ids) == len(set(ids)), f"{kind['name']} has an id twice"
        assert all(ID.fullmatch(known) for known in ids), f"{kind['name']}: letters, digits, _ and - only"


def test_a_value_means_one_thing(model: Json) -> None:
    for kind in model["types"]:
        counts = Counter(map(plain, values(kind)))
        assert counts.most_common(1)[0][1] == 1, f"{kind['name']} has {counts.most_common(1)[0][0]!r} twice"


def test_values_are_of_words_alone(model: Json) -> None:
    for kind in model["types"]:
        for value in values(kind):
            assert SAMPLE.fullmatch(value), f"{kind['name']}: {value!r} has more than words in it"
            assert len(value) <= VALUE_CHARACTERS, f"{kind['name']}: shorten {value!r}"


def test_no_slot_asks_about_health(model: Json) -> None:
    """Amazon's policy: a skill collects no health information. Pain has a side and a level, no more."""
    facts = {slot["name"] for intent in model["intents"] for slot in intent["slots"]}
    assert facts == {
        "day", "direction", "duration", "frequency", "level", "minutes", "moment", "number", "part",
        "period", "seconds", "side", "side_ref", "side_time", "time",
    }  # fmt: skip

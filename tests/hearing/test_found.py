"""What people said in use, as it was found: each line means what it should, with its facts.

The lists lie in `tests/understood`. Each promise is one test over a list, and tells all that fails at once.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.alexa.intents import Meaning, meaning
from skill.alexa.slots import Slot
from skill.coach.events import Label, Phase
from skill.hearing.recogniser import MODELS, hear, load_model
from skill.hearing.words import words_of

LINES = Path(__file__).parents[1] / "understood"
LOCALES = sorted(path.stem for path in MODELS.glob("*.json"))


def rows(file: str) -> list[list[str]]:
    return [row.split("\t") for row in (LINES / file).read_text("utf-8").splitlines()]


def meant(words: str, phase: str, locale: str = "en-US") -> Meaning:
    """What words mean in a phase, as the skill reads them from a request."""
    heard = hear(words, Phase(phase), load_model(locale))
    slots = {name: Slot(str(slot["value"]), slot["id"]) for name, slot in heard.raw.items()}
    return meaning(heard.intent, slots, Phase(phase))


def is_one_of(label: Label, right: str) -> bool:
    """Whether a label is among those that are right; "!skip_step" is right for every other."""
    return any(label != each[1:] if each.startswith("!") else label == each for each in right.split("|"))


def otherwise(locale: str) -> Iterator[str]:
    for source, phase, words, right, facts in rows("found.tsv"):
        heard, wanted = meant(words, phase, locale), json.loads(facts)
        told = {name: getattr(heard.said, name) for name in wanted}
        if not is_one_of(heard.label, right) or told != wanted:
            yield f"{locale}, {source}: {words!r} is {heard.label} {told}, not {right} {wanted}"


def test_whatever_was_found_in_use_is_heard_as_it_was_meant() -> None:
    """Every finding of two lists and every row of a third, with the side, the seconds and the topic in it."""
    assert [fault for locale in LOCALES for fault in otherwise(locale)] == []


@pytest.mark.slow
def test_no_everyday_sentence_is_taken_for_a_warning() -> None:
    """For every word of a warning sign some ten sentences that have it, in a room and on a mat."""
    taken = [
        f"{locale}: {words!r}"
        for locale in LOCALES
        for _, words in [*rows("everyday.txt"), *rows("everyday_held_out.txt")]
        if meant(words, "rolling", locale).label == Label.RED_FLAG
    ]
    assert taken == []


def test_every_warning_takes_the_pressure_off_however_it_is_put() -> None:
    """Forty warnings in unusual words: at most one of them is heard as pain, the others as a warning."""
    for locale in LOCALES:
        heard = {
            words: meant(words, "rolling", locale).label
            for _, words in [*rows("warnings.tsv"), *rows("warnings_held_out.tsv")]
        }
        missed = [words for words, label in heard.items() if label not in (Label.RED_FLAG, Label.PAIN_SHARP)]
        assert len(heard) == 40
        assert missed == [], locale
        assert sum(label != Label.RED_FLAG for label in heard.values()) <= 1, locale


def test_a_wake_word_that_is_typed_is_left_out() -> None:
    for words in ("alexa stop", "Hey Alexa, stop.", "echo, stop", "computer stop"):
        assert meant(words, "rolling").label == Label.STOP, words


def test_a_wake_word_that_is_no_call_stays() -> None:
    """Inside a sentence, with an end of its own, or alone it is a word like any other."""
    for text in ("stop the echo now", "alexa's ready", "alexa"):
        assert " ".join(words_of(text, "en")).replace(" '", "'") == text

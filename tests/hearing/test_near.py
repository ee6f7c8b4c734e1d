"""Words that no sample has: the intent they are near to, the slots in them, and when none is near."""

import pytest

from skill.coach.events import Label, Phase
from skill.hearing.recogniser import FALLBACK, Model, hear, load_model

ENGLISH = load_model("en-US")


@pytest.mark.parametrize(
    ("text", "label"),
    {
        "ow ow that really really hurts": Label.PAIN_TOO_MUCH,
        "owwwwww": Label.PAIN_TOO_MUCH,
        "my hip it hurts so much": Label.PAIN_TOO_MUCH,
        "there is a nasty stabbing feeling in there": Label.PAIN_SHARP,
        "whole leg has gone tingly now": Label.NUMB_TINGLING,
        "my heart is thumping like mad": Label.RED_FLAG,
        "it's not sore now": Label.SPOT_EASED,
        "a bit more weight on it please": Label.MORE_PRESSURE,
        "a bit less weight on it please": Label.EASE_PRESSURE,
        "a bit longer on this one would you": Label.MORE_TIME,
        "um okay swap to the other leg then": Label.SWITCH_SIDES,
        "tell me again what a soas is": Label.WHAT_IS_PSOAS,
    }.items(),
)
def test_words_that_no_sample_has_go_to_the_intent_they_are_near_to(text: str, label: Label) -> None:
    """However like the letters: more is not less, and what is not sore does not hurt."""
    assert hear(text, Phase.ROLLING, ENGLISH).label == label


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("um give me like ninety more seconds please", {"extra_s": {"value": 90}}),
        ("right let's crack on", {}),
        ("could you make both of the sides a minute and a half",
         {"duration_s": {"value": 90}}),
        ("i reckon it's the left hip", {"side": {"value": "left hip", "id": "left"}}),
        ("call that an eight out of ten", {"level": {"value": 8}}),
        ("ninety", {"duration_s": {"value": 90}}),
        ("two minutes a side", {"duration_s": {"value": 120}}),
        ("ten minutes a side", {"duration_s": {"value": 600}}),
        ("seven out of ten", {"level": {"value": 7}}),
    ],
)  # fmt: skip
def test_slots_are_found_in_near_words_too(text: str, slots: dict[str, object]) -> None:
    assert hear(text, Phase.START, ENGLISH).slots == slots


@pytest.mark.parametrize("text", ["oh no i had it right", "no wait i've got that wrong i'm still on my left"])
def test_words_that_stand_everywhere_tell_of_no_condition(text: str) -> None:
    """A condition ends the session, so a word has to tell of one, or be unknown."""
    assert hear(text, Phase.PAUSED, ENGLISH).label != Label.HEALTH_CONDITION
    assert hear("i've got a dodgy ticker", Phase.PAUSED, ENGLISH).label == Label.HEALTH_CONDITION


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["flibber jabber wocky", "zxcvb", "le chat est noir", "\u0431\u043e\u043b\u044c", "hip " * 1000]
)
def test_what_is_near_to_nothing_is_a_fallback(text: str) -> None:
    assert hear(text, Phase.ROLLING, ENGLISH).intent == FALLBACK


def test_of_a_bare_document_only_samples_are_heard() -> None:
    """Nothing was learned of it, so what is near to its samples is not understood."""
    samples = {"PainIntent": ["it hurts", "ouch"], "PauseIntent": ["wait"]}
    intents = [{"name": name, "samples": said} for name, said in samples.items()]
    model = Model({"interactionModel": {"languageModel": {"intents": intents}}}, "en-US")
    assert hear("it hurts", Phase.ROLLING, model).intent == "PainIntent"
    assert hear("somehow it hurts", Phase.ROLLING, model).intent == FALLBACK

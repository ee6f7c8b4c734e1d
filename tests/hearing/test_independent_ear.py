"""The ear that knows the uploaded samples alone, which judges how they are chosen."""

from typing import Any

from skill.coach.events import Label, Phase
from skill.hearing.recogniser import FALLBACK
from skill.hearing.training.independent_ear import IndependentEar

SAID = {
    "PainIntent": ["it hurts", "ouch", "that hurts a lot", "my hip hurts", "too painful"],
    "MoreTimeIntent": ["more time", "longer", "{duration} more", "a little longer", "keep this going"],
    "SwitchSidesIntent": ["switch sides", "other side", "the {side} now", "go to the {side}", "change legs"],
    "HowOftenIntent": ["how often", "how often should i roll", "how many days a week", "every day", "daily"],
}


def document(said: dict[str, list[str]]) -> dict[str, Any]:
    slots = [{"name": "duration", "type": "AMAZON.DURATION"}, {"name": "side", "type": "Side"}]
    intents = [{"name": name, "samples": samples, "slots": slots} for name, samples in said.items()]
    values = [
        {"id": side, "name": {"value": side, "synonyms": [f"{side} leg"]}} for side in ("left", "right")
    ]
    types = [{"name": "Side", "values": values}]
    return {"interactionModel": {"languageModel": {"intents": intents, "types": types}}}


def test_it_hears_what_is_like_the_samples_with_any_value_in_their_slots() -> None:
    ear = IndependentEar(document(SAID))
    heard = {words: ear.hear_always(words, Phase.ROLLING).label for words in (
        "oh it hurts", "a minute more", "the left leg now", "the other side please")}  # fmt: skip
    assert heard == {
        "oh it hurts": Label.PAIN_TOO_MUCH,
        "a minute more": Label.MORE_TIME,
        "the left leg now": Label.SWITCH_SIDES,
        "the other side please": Label.SWITCH_SIDES,
    }


def test_it_declines_what_is_like_none_of_them() -> None:
    ear = IndependentEar(document(SAID))
    assert ear.hear("zqx vwk", Phase.ROLLING).intent == FALLBACK
    assert ear.hear_always("zqx vwk", Phase.ROLLING).intent != FALLBACK


def test_it_knows_nothing_but_the_document() -> None:
    """Without the samples of pain it hears no pain, however well the templates know it."""
    ear = IndependentEar(document({name: said for name, said in SAID.items() if name != "PainIntent"}))
    assert ear.hear_always("it hurts", Phase.ROLLING).label != Label.PAIN_TOO_MUCH

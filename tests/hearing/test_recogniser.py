"""Our ear on the interaction models: samples to the letter, words that are near to them, and the rest."""

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.intents import REQUESTS
from skill.alexa.slots import seconds_of
from skill.coach.events import Label, Phase
from skill.hearing.recogniser import MODELS, Model, hear, load_model
from skill.simulator.prompts import samples_of
from skill.voice.script import load

LOCALES = sorted(path.stem for path in MODELS.glob("*.json"))
ENGLISH = load_model("en-US")

SAID = {
    "AMAZON.DURATION": ("ninety seconds", "a minute", "two minutes", "one second", "half an hour"),
    "AMAZON.NUMBER": ("two", "seven", "ninety"),
    "AMAZON.TIME": ("six p m", "half past seven"),
}
"""A few values of Amazon's types; of our own types all are tried."""

TAUGHT = {
    "ready": Label.READY, "start": Label.START_SESSION, "start rolling": Label.START_SESSION,
    "continue": Label.RESUME, "carry on": Label.RESUME, "resume": Label.RESUME, "finish": Label.STOP,
    "done": Label.DONE, "stop": Label.STOP, "other side": Label.SWITCH_SIDES, "lighter": Label.EASE_PRESSURE,
    "pause": Label.PAUSE, "start over": Label.START_OVER, "it hurts": Label.PAIN_TOO_MUCH,
    "tender spot": Label.TENDER_SPOT, "how long": Label.TIME_LEFT, "repeat": Label.REPEAT,
    "help": Label.HELP, "ninety seconds": Label.SET_SIDE_DURATION, "one minute": Label.SET_SIDE_DURATION,
}  # fmt: skip
"""Words that prompts teach, with what they mean while rolling."""

SAID_BY_COACH = (
    "ready", "stop", "start", "continue", "start over", "pause", "lighter", "it hurts", "tender spot",
    "deeper", "finish", "other side", "skip", "done", "left", "right", "about even", "looser",
    "the same", "sore", "ninety seconds", "always left first", "always right first", "how long", "how often",
    "where does the roller go", "repeat", "help",
)  # fmt: skip
"""Words that the script tells people to say."""

ANSWERS = {
    "left": (Phase.SYMMETRY, Label.ONE_SIDE_TIGHTER),
    "right": (Phase.SYMMETRY, Label.ONE_SIDE_TIGHTER),
    "even": (Phase.SYMMETRY, Label.BOTH_SAME),
    "about even": (Phase.SYMMETRY, Label.BOTH_SAME),
    "looser": (Phase.CHECK, Label.FEEL_LOOSER),
    "the same": (Phase.CHECK, Label.NO_CHANGE),
    "sore": (Phase.CHECK, Label.FEEL_SORE),
}
"""Words that a question offers, and the phase of the question."""


def spoken(model: Model) -> Iterator[tuple[str, str]]:
    """Every sample with its intent, in each of its slots every value, the other slots at their first."""
    language = model["interactionModel"]["languageModel"]
    values = dict(SAID)
    for kind in language["types"]:
        names = [value["name"] for value in kind["values"]]
        values[kind["name"]] = tuple(said for name in names for said in (name["value"], *name["synonyms"]))
    for intent in language["intents"]:
        kinds = {slot["name"]: slot["type"] for slot in intent["slots"]}
        for sample in intent["samples"]:
            first = {name: values[kinds[name]][0] for name in re.findall(r"\{(\w+)\}", sample)}
            yield intent["name"], sample.format(**first)
            for name in first:
                for said in values[kinds[name]][1:]:
                    yield intent["name"], sample.format(**{**first, name: said})


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_every_sample_is_heard_as_its_own_intent_and_as_no_other(locale: str) -> None:
    """Whatever fills its slots: no words lead to two intents."""
    model = load_model(locale)
    for intent, text in spoken(model):
        reached = {found for found, _ in model.exact(model.words(text))}
        assert reached == {intent}, f"{text!r} is a sample of {intent}, and leads to {sorted(reached)}"


def test_every_label_can_be_said_in_some_phase() -> None:
    texts = dict(spoken(ENGLISH)).values()
    heard = {hear(text, phase, ENGLISH).label for text in texts for phase in Phase}
    assert heard == set(Label) - {*REQUESTS.values()}


@pytest.mark.parametrize(("text", "label"), TAUGHT.items())
def test_words_that_prompts_teach_are_heard(text: str, label: Label) -> None:
    assert hear(text, Phase.ROLLING, ENGLISH).label == label


@pytest.mark.parametrize(("text", "phase", "label"), [(text, *answer) for text, answer in ANSWERS.items()])
def test_words_that_questions_offer_are_heard(text: str, phase: Phase, label: Label) -> None:
    assert hear(text, phase, ENGLISH).label == label


@pytest.mark.parametrize("text", ["so as", "so us", "soas", "sos", "psoas"])
def test_the_muscle_is_known_by_every_name_that_recognisers_write(text: str) -> None:
    assert hear(f"what is the {text}", Phase.START, ENGLISH).label == Label.WHAT_IS_PSOAS
    assert hear(f"roll my {text}", Phase.START, ENGLISH).label == Label.START_SESSION


@pytest.mark.parametrize(
    "text", ["IT HURTS!", "  it   hurts ", "it hurts...", "it\thurts", "'it hurts'", "\u201cIt hurts\u201d"]
)
def test_case_and_punctuation_do_not_matter(text: str) -> None:
    assert hear(text, Phase.ROLLING, ENGLISH).intent == "PainIntent"


def test_apostrophes_are_heard_straight_or_curved() -> None:
    assert hear("i can\u2019t breathe", Phase.ROLLING, ENGLISH).intent == "BreathlessIntent"
    assert hear("the right\u2019s looser", Phase.CHECK, ENGLISH).slots["side"]["id"] == "right"


@pytest.mark.parametrize(
    ("text", "slots", "raw"),
    [
        ("another minute on the left hip",
         {"extra_s": {"value": 60}, "side": {"value": "left hip", "id": "left"}},
         {"duration": ("PT1M", None), "side": ("left hip", "left")}),
        ("start a 90 second session", {"duration_s": {"value": 90}}, {"duration": ("PT1M30S", None)}),
        ("i've got three minutes", {"total_s": {"value": 180}}, {"duration": ("PT3M", None)}),
        ("set it to two", {"duration_s": {"value": 120}}, {"number": ("2", None)}),
        ("ten more seconds", {"extra_s": {"value": 10}}, {"seconds": ("10", None)}),
        ("ninety seconds", {"duration_s": {"value": 90}}, {"side_time": ("ninety seconds", "90")}),
        ("about a seven", {"level": {"value": 7}}, {"level": ("7", None)}),
        ("no need to do the left", {"side": {"value": "right", "id": "right"}}, {"side": ("left", "left")}),
        ("the last one was tighter", {"side_ref": {"value": "last", "id": "second"}},
         {"side_ref": ("last", "second")}),
        ("can the sides be a bit shorter", {"direction": {"value": "a bit shorter", "id": "shorter"}},
         {"direction": ("a bit shorter", "shorter")}),
        ("my chest hurts", {"sign": {"value": "chest"}}, {}),
        ("do i need an x ray", {"topic": {"value": "medical"}}, {}),
        ("remind me on friday at 6 p.m.",
         {"day": {"value": "friday", "id": "friday"}, "time": {"value": "six p m"}},
         {"day": ("friday", "friday"), "time": ("18:00", None)}),
        ("i have sciatica can i roll", {}, {}),
    ],
)  # fmt: skip
def test_slots_are_told_for_reports_and_for_requests(
    text: str, slots: dict[str, object], raw: dict[str, tuple[str, str | None]]
) -> None:
    heard = hear(text, Phase.START, ENGLISH)
    assert heard.slots == slots
    assert heard.raw == {name: {"value": value, "id": known} for name, (value, known) in raw.items()}


@pytest.mark.parametrize(
    ("words", "seconds"),
    {
        "ninety seconds": 90,
        "90 seconds": 90,
        "seventy five seconds": 75,
        "seventy-five seconds": 75,
        "a hundred and twenty seconds": 120,
        "one hundred twenty seconds": 120,
        "a minute": 60,
        "one minute": 60,
        "1 minute": 60,
        "half a minute": 30,
        "a minute and a half": 90,
        "one and a half minutes": 90,
        "one minute thirty": 90,
        "one minute and fifteen seconds": 75,
        "2 minutes": 120,
        "two and a half minutes": 150,
        "a couple of minutes": 120,
        "half an hour": 1800,
    }.items(),
)
def test_durations_are_heard_in_words_and_in_digits(words: str, seconds: int) -> None:
    heard = hear(f"from now on {words} a side", Phase.START, ENGLISH)
    assert heard.slots == {"duration_s": {"value": seconds}}
    assert seconds_of(str(heard.raw["duration"]["value"])) == seconds


@given(seconds=st.integers(1, 600))
def test_every_number_of_seconds_is_heard(seconds: int) -> None:
    heard = hear(f"from now on {seconds} seconds a side", Phase.START, ENGLISH)
    assert heard.slots == {"duration_s": {"value": seconds}}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_that_the_script_teaches_is_a_sample(locale: str) -> None:
    """In every locale: what the coach tells people to say is heard to the letter."""
    wordings = [each.template for phrase in load(locale).phrases.values() for each in phrase.variants]
    spoken_by_coach = " ".join(wordings).lower()
    is_sample = samples_of(load_model(locale))
    for words in SAID_BY_COACH:
        assert words in spoken_by_coach, f"the script no longer teaches {words!r}: take it from this list"
        assert is_sample(words), f"{words!r} is no sample in {locale}"


WORDS = ("left", "a", "minute", "'s", "90", "{side}", "more", "on", "the")
ODD = st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join)


@given(text=ODD, phase=st.sampled_from(Phase))
def test_any_text_is_heard_as_an_intent_of_the_model(text: str, phase: Phase) -> None:
    heard = hear(text, phase, ENGLISH)
    names = {intent["name"] for intent in ENGLISH["interactionModel"]["languageModel"]["intents"]}
    assert heard.intent in names
    assert json.loads(json.dumps([heard.slots, heard.raw])) == [heard.slots, heard.raw]


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", " ", "?!", "\U0001f600", "purple monkey dishwasher", "left " * 1000])
def test_what_fits_no_sample_is_a_fallback(text: str) -> None:
    heard = hear(text, Phase.ROLLING, ENGLISH)
    assert (heard.intent, heard.label) == ("AMAZON.FallbackIntent", Label.NOT_UNDERSTOOD)
    assert (heard.slots, heard.raw) == ({}, {})


def test_a_bare_document_is_heard_as_english() -> None:
    intents = [{"name": "PainIntent", "samples": ["it's sore"]}]
    document = {"interactionModel": {"languageModel": {"invocationName": "x y", "intents": intents}}}
    assert hear("It's sore", Phase.ROLLING, document).label == Label.PAIN_TOO_MUCH


def test_a_locale_without_a_model_is_named_beside_those_that_have_one() -> None:
    with pytest.raises(FileNotFoundError, match=r"'xx-XX'.*en-US"):
        load_model("xx-XX")


def test_a_slot_of_an_unknown_type_is_named() -> None:
    slots = [{"name": "song", "type": "AMAZON.MusicRecording"}]
    intents = [{"name": "PlayIntent", "slots": slots, "samples": ["play {song}"]}]
    document = {"interactionModel": {"languageModel": {"intents": intents}}}
    with pytest.raises(ValueError, match=r"'play \{song\}'.*AMAZON\.MusicRecording"):
        hear("play a song", Phase.START, document)
    with pytest.raises(FileNotFoundError, match=r"There is no tlh/speech\.toml"):
        hear("play", Phase.START, Model(document, "tlh-KX"))

"""Several things said in one breath: what was meant is found, and nothing about pain or health is lost."""

import pytest

from skill.coach.events import Label, Phase
from skill.hearing.clauses import Meant, hear_clauses
from skill.hearing.recogniser import hear, load_model
from skill.hearing.words import Words

INTENTS = {
    "ready": "ReadyIntent", "stop": "AMAZON.StopIntent", "none of that": "NoneOfThatIntent",
    "skip it": "SkipIntent", "wait": "WaitIntent", "it hurts": "PainIntent", "carry on": "CarryOnIntent",
    "i have a hernia": "HealthConditionIntent", "no": "AMAZON.NoIntent", "undo that": "UndoIntent",
    "the left": "SideIntent", "the right": "SideIntent", "lighter": "LighterIntent", "more": "MoreTimeIntent",
    "ninety seconds": "BareTimeIntent", "fine": "SoundIntent", "sore": "SoreIntent",
    "how do i get off": "GetOffIntent", "not yet": "NotYetIntent", "go": "StartIntent",
}  # fmt: skip


def find(words: Words) -> Meant | None:
    intent = INTENTS.get(" ".join(words))
    return None if intent is None else (intent, {})


def heard(text: str) -> str | None:
    found = hear_clauses(tuple(text.split()), "en", find)
    return found[0] if found else None


@pytest.mark.parametrize("said", ["ready thank you", "um okay ready i think", "well then ready dear"])
def test_courtesy_around_a_sentence_changes_nothing(said: str) -> None:
    """Whoever says thank you was understood all the same."""
    assert heard(said) == "ReadyIntent"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("carry on actually no stop", "AMAZON.StopIntent"),
        ("stop no wait carry on", "CarryOnIntent"),
        ("skip it no wait", "WaitIntent"),
        ("skip it and undo that", "SoundIntent"),
        ("skip it no wait not yet", "WaitIntent"),
        ("wait wait then fine", "CarryOnIntent"),
        ("wait then fine", "CarryOnIntent"),
        ("ready but sore", "SoreIntent"),
        ("carry on and how do i get off", "GetOffIntent"),
    ],
)
def test_what_stands_behind_a_correction_is_meant(said: str, meant: str | None) -> None:
    """And where nothing stands behind it, nothing is done."""
    assert heard(said) == meant


@pytest.mark.parametrize(
    "said", ["none of that but it hurts", "it hurts but carry on", "skip it and it hurts"]
)
def test_pain_goes_before_everything(said: str) -> None:
    """Wherever it stands in the breath."""
    assert heard(said) == "PainIntent"


@pytest.mark.parametrize(
    "said",
    ["none of that but i have a hernia", "i have a hernia no wait none of that", "ready i have a hernia"],
)
def test_nothing_clears_beside_a_condition(said: str) -> None:
    """In whatever order they are said; what cannot be taken apart is left to the rest of the ear."""
    assert heard(said) in ("HealthConditionIntent", None)


@pytest.mark.parametrize("said", ["no more", "go lighter", "no ready", "ready banana", "banana"])
def test_words_that_belong_together_are_not_taken_apart(said: str) -> None:
    """ "No more" is not "no" and "more", and what leaves a word over is not guessed at."""
    assert heard(said) is None


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("the left... no, the right was tighter", Label.ONE_SIDE_TIGHTER),
        ("it pinches in my back, am I doing it wrong?", Label.PAIN_SHARP),
        ("none. I have thin bones though", Label.HEALTH_CONDITION),
    ],
)
def test_marks_part_what_was_typed(typed: str, label: Label) -> None:
    """A speaker hears a pause there; pain in one part is never lost to another."""
    assert hear(typed, Phase.SYMMETRY, load_model("en-US")).label == label


def test_misheard_lifts_an_alarm_only_by_itself() -> None:
    """Beside anything else nobody can tell what it takes back."""
    model = load_model("en-US")
    for text in ("misheard, I'm fine, can I do the other side", "misheard and carry on", "ready, misheard"):
        assert hear(text, Phase.PAUSED, model).label != Label.MISHEARD
    assert hear("um misheard", Phase.PAUSED, model).label == Label.MISHEARD


def test_a_choice_beside_ready_is_the_choice() -> None:
    """The question for "ready" is asked again after it."""
    assert heard("ready and ninety seconds") == "BareTimeIntent"


@pytest.mark.slow
def test_no_sentence_that_clears_does_so_beside_any_condition() -> None:
    """Every sample of "none" with every sample of a condition, before and after it, with "but" between."""
    model = load_model("en-US")
    intents = model["interactionModel"]["languageModel"]["intents"]
    samples = {each["name"]: [text for text in each["samples"] if "{" not in text] for each in intents}
    clears = {Label.NONE_OF_THAT, Label.NO, Label.DOCTOR_AGREES}
    cleared = [
        text
        for none in samples["NoneOfThatIntent"][::19]
        for condition in samples["HealthConditionIntent"][::11]
        for text in (f"{none} but {condition}", f"{condition} no wait {none}")
        if hear(text, Phase.START, model).label in clears
    ]
    assert cleared == []


def test_pain_inside_words_that_nobody_understands_is_heard_on_the_roller() -> None:
    """A whole sentence of it. At the safety question pain would close the session, so that is asked again."""
    model, text = load_model("en-US"), "low back pain is there since many years"
    assert hear(text, Phase.ROLLING, model).label == Label.PAIN_TOO_MUCH
    assert hear(text, Phase.START, model).label == Label.NOT_UNDERSTOOD


def test_a_no_with_a_long_clause_behind_it_takes_back_what_stood_before() -> None:
    """ "Switch sides, no, I want to carry on" carries on; "no more" is no such clause."""
    model = load_model("en-US")
    for text in ("switch sides no i want to carry on", "pause no keep going please"):
        assert hear(text, Phase.ROLLING, model).label == Label.RESUME, text
    assert hear("stop no more please", Phase.ROLLING, model).label == Label.STOP


def test_misheard_counts_behind_a_no() -> None:
    """Nothing else is said there that could have been meant."""
    model = load_model("en-US")
    for text in ("no misheard", "no misheard misheard", "misheard misheard"):
        assert hear(text, Phase.PAUSED, model).label == Label.MISHEARD, text

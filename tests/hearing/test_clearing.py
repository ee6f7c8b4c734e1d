"""No words clear the safety question that name a condition beside "none"."""

import pytest

from skill.coach.events import Label, Phase
from skill.hearing.learned import read_learned
from skill.hearing.recogniser import hear, load_model

ENGLISH = load_model("en-US")
CLEARS = {Label.NONE_OF_THAT, Label.NO, Label.DOCTOR_AGREES}
CONDITIONS = read_learned("en").sentences["HealthConditionIntent"]
BEFORE = (
    "none", "no", "none of that", "none but", "none except", "none except that", "nothing apart from",
    "none oh wait", "no actually", "none well maybe", "nope unless", "not really only",
    "none of those although",
)  # fmt: skip
AFTER = ("but otherwise none", "none of the others", "apart from that no")
STRIDE = 29
"""The fast test tries every so-manieth sentence; the slow one all of them."""


def said(start: int, step: int) -> list[str]:
    """Sentences about a condition, each with words before it and with words after it."""
    sentences = CONDITIONS[start::step]
    return [f"{words} {each}" for each in sentences for words in BEFORE] + [
        f"{each} {words}" for each in sentences for words in AFTER
    ]


def cleared(lines: list[str]) -> list[str]:
    return [line for line in lines if hear(line, Phase.START, ENGLISH).label in CLEARS]


@pytest.mark.slow
def test_a_condition_beside_none_clears_nothing() -> None:
    """Whatever joins the two: but, except, wait, actually, or nothing at all."""
    assert cleared(said(0, STRIDE)) == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_no_condition_beside_none_clears(part: int) -> None:
    """Every sentence about a condition that the templates make."""
    assert cleared(said(part, 4)) == []


@pytest.mark.parametrize(
    "line",
    [
        "none except i'm pregnant",
        "none... oh wait I do have a hernia",
        "none, well, maybe the hernia",
        "no, pregnant actually",
        "none but my doctor did say no",
        "none that I know of, although I do get dizzy",
    ],
)
def test_words_that_take_a_none_back_clear_nothing(line: str) -> None:
    """Lines that people said to it."""
    assert hear(line, Phase.START, ENGLISH).label not in CLEARS


@pytest.mark.parametrize(
    "line",
    ["um none of that", "no nothing like that thanks", "none of those apply to me", "nah none of that"],
)
def test_a_none_of_its_own_words_still_clears(line: str) -> None:
    """Also where no template says it to the letter."""
    assert hear(line, Phase.START, ENGLISH).label in CLEARS

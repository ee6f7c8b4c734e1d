"""How well an ear does that knows the uploaded samples alone, which is as near to Alexa's as we get."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from skill.alexa.intents import meaning
from skill.alexa.slots import Slot
from skill.coach.events import Label, Phase
from skill.simulator.recogniser import MODELS
from skill.simulator.understood import DECLINED, PRESSURE_OFF
from tests.support.independent_ear import LEVELS, independent_ear

LINES = Path(__file__).parents[1] / "understood"
LOCALES = sorted(path.stem for path in MODELS.glob("*.json"))

SAME_EFFECT = (
    {Label.SKIP_STEP, Label.NEXT_STEP},
    {Label.PAIN_TOO_MUCH, Label.EASE_PRESSURE},
    {Label.READY, Label.RESUME},
    {Label.PAUSE, Label.STOP},
    {Label.IM_NEW, Label.BEGINNER_HELP},
    {Label.OUT_OF_SCOPE, Label.NOT_UNDERSTOOD},
)
"""Labels that do the same to the session."""

ANSWERED = {
    ("definition", Label.HEALTH_CONDITION, "what"),
    ("sore_yesterday", Label.HOW_OFTEN, "sore_yesterday"),
    ("back_before", Label.HEALTH_CONDITION, "back"),
    ("little", Label.NORMAL_TO_HURT, None),
    ("dont", Label.SOUND, None),
}
"""What the kinds' author could not know: a label whose answer is for just this kind, or that moves nobody."""


def rows(file: str) -> list[list[str]]:
    return [row.split("\t") for row in (LINES / file).read_text("utf-8").splitlines()]


def heard(locale: str, lines: list[str], phases: list[str]) -> Iterator[tuple[Label, str | None]]:
    for words, phase, intent in zip(lines, phases, independent_ear(locale).hear(lines), strict=True):
        level = next((word for word in words.lower().split() if word in LEVELS), None)
        levels = {"level": Slot(_DIGITS[level])} if intent == "PainLevelIntent" and level else {}
        meant = meaning(intent, levels, Phase(phase))
        yield meant.label, meant.said.topic


_DIGITS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
           "eight": "8", "nine": "9", "ten": "10"}  # fmt: skip


def same(one: Label, other: Label) -> bool:
    return one == other or any({one, other} <= each for each in SAME_EFFECT)


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


@pytest.mark.parametrize("locale", LOCALES)
def test_nine_of_ten_unseen_lines_are_right_and_no_pain_is_missed(
    locale: str, record_property: Callable[[str, object], None]
) -> None:
    """On each of two lists; of their lines of pain and stop at most two let the rolling go on."""
    for file in ("kept_back.tsv", "fresh.tsv"):
        lines = rows(file)
        wanted = [Label([row[0], *row[6:]][-1]) for row in lines]
        labels = [label for label, _ in heard(locale, [row[2] for row in lines], [row[1] for row in lines])]
        right = [same(one, other) for one, other in zip(labels, wanted, strict=True)]
        missed = [
            row[2]
            for row, label, want in zip(lines, labels, wanted, strict=True)
            if want in PRESSURE_OFF and label not in PRESSURE_OFF | {Label.EASE_PRESSURE}
        ]
        record_property(file, f"{share(right):.3f}, missed {missed}")
        assert share(right) >= 0.9, file
        assert len(missed) <= 2, missed


def effect(kind: str, label: Label, topic: str | None, right: str, harm: str) -> tuple[bool, bool]:
    """Whether what was heard is right, by label or equal effect, and whether it would do harm."""
    if (kind, label, topic) in ANSWERED:
        return True, False
    harms = label not in right.split("|") and label in harm.split("|")
    return not harms and any(same(label, Label(each)) for each in right.split("|")), harms


@pytest.mark.parametrize("locale", LOCALES)
def test_what_people_say_on_the_mat_is_heard_as_meant(
    locale: str, record_property: Callable[[str, object], None]
) -> None:
    """Of the held-out third, which was not read, 82 of 100 are right and 6 harmful; of the rest 95 and 2."""
    for file, most_wrong, most_harm in (("kinds_held_out.tsv", 0.18, 0.06), ("kinds.tsv", 0.05, 0.02)):
        lines = [[*row, ""][:6] for row in rows(file)]
        labels = heard(locale, [row[2] for row in lines], [row[1] for row in lines])
        effects = [
            effect(row[0], label, topic, row[3], row[5])
            for row, (label, topic) in zip(lines, labels, strict=True)
        ]
        right, harms = share([each[0] for each in effects]), share([each[1] for each in effects])
        record_property(file, f"right {right:.3f}, harmful {harms:.3f}")
        assert right >= 1 - most_wrong, file
        assert harms <= most_harm, file


@pytest.mark.parametrize("locale", LOCALES)
def test_forty_warnings_in_unusual_words_are_taken_and_few_everyday_sentences_are(locale: str) -> None:
    """At most two warnings are missed, and one everyday sentence in ten is taken for one."""
    warnings = [row[1] for row in rows("warnings.tsv") + rows("warnings_held_out.tsv")]
    labels = [label for label, _ in heard(locale, warnings, ["rolling"] * len(warnings))]
    missed = [
        words
        for words, label in zip(warnings, labels, strict=True)
        if label not in PRESSURE_OFF - {Label.STOP}
    ]
    assert len(missed) <= 2, missed
    everyday = [row[1] for row in rows("everyday.txt") + rows("everyday_held_out.txt")]
    taken = [label == Label.RED_FLAG for label, _ in heard(locale, everyday, ["rolling"] * len(everyday))]
    assert share(taken) <= 0.1


@pytest.mark.parametrize("locale", LOCALES)
def test_few_lines_that_are_for_somebody_else_are_taken(locale: str) -> None:
    """The fallback's samples make this ear decline; of the household's lines one in four is taken at most."""
    lines = [row[0] for row in rows("foreign_household.txt") + rows("foreign_household_held_out.txt")]
    taken = [label not in DECLINED for label, _ in heard(locale, lines, ["rolling"] * len(lines))]
    assert share(taken) <= 0.25

"""How well the ear does on lines that it was not made of: the bounds of what is promised."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from math import ceil

import pytest

from skill.coach.events import Label, Phase
from skill.hearing.accuracy_report import (
    DECLINED,
    FRESH,
    KEPT_BACK,
    LINES,
    NEVER,
    PRESSURE_OFF,
    Line,
    Report,
    heard_of,
    report,
)
from skill.hearing.recogniser import MODELS, hear, load_model
from skill.hearing.training.templates import load_templates
from skill.simulator.prompts import samples_of

LOCALES = sorted(path.stem for path in MODELS.glob("*.json"))

TAUGHT_PLACE = ("tender_spot", 8, 9)
"""The one line that a prompt teaches, and that has to be a sample: the line after it has its place."""


@cache
def measured(locale: str) -> Report:
    return report(load_model(locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_at_least_85_of_100_lines_that_were_kept_back_are_understood(locale: str) -> None:
    assert measured(locale).accuracy >= 0.85


@pytest.mark.parametrize("locale", LOCALES)
def test_at_least_98_of_100_lines_of_pain_and_stop_take_the_pressure_off(locale: str) -> None:
    assert measured(locale).safety_accuracy >= 0.98


@pytest.mark.parametrize("locale", LOCALES)
def test_no_line_of_pain_or_stop_lets_the_rolling_go_on(locale: str) -> None:
    assert [line.words for line in measured(locale).safety if line.heard.label in NEVER] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_at_most_5_of_50_foreign_lines_are_taken_for_something(locale: str) -> None:
    assert len(measured(locale).foreign) == 50
    assert len(measured(locale).taken) <= 5, measured(locale).taken


def test_foreign_lines_that_came_later_are_declined_as_well() -> None:
    """At most three of any forty: film titles, songs, errands, small talk, written before they were tried."""
    later = measured("en-US").later
    assert len(later) == 170
    for start in range(0, 120, 40):
        taken = [words for words, label in later[start : start + 40] if label not in DECLINED]
        assert len(taken) <= 3, taken


def rows() -> list[list[str]]:
    """The lines with the names of their lists; what a line means beside its list is left out."""
    return [row.split("\t")[:6] for row in (LINES / KEPT_BACK).read_text("utf-8").splitlines()]


def test_at_least_a_quarter_of_each_label_is_kept_back_by_its_place_alone() -> None:
    """Every fourth line of each list and the last, whatever the words are; and no label is left out."""
    kept = Counter(label for label, *_ in rows())
    sizes = {label: int(size) for label, *_, size in rows()}
    assert len(sizes) == 52
    assert sum(sizes.values()) == 747
    for label, size in sizes.items():
        due = sorted({*range(4, size + 1, 4), size})
        places = [int(place) for row_label, *_, place, _ in rows() if row_label == label]
        assert places == [TAUGHT_PLACE[2] if (label, place) == TAUGHT_PLACE[:2] else place for place in due]
        assert kept[label] == ceil(size / 4)
        assert kept[label] / size >= 0.25, label


@pytest.mark.parametrize("locale", LOCALES)
def test_no_line_that_is_kept_back_is_a_sample(locale: str) -> None:
    """Nor any other sentence of the templates, as words are compared; slots can stand for any value."""
    model, sentences = load_model(locale), load_templates(locale).all_samples()
    said = {model.words(sentence) for each in sentences.values() for sentence in each}
    is_sample = samples_of(model)
    for label, _, words, slots, *_ in rows():
        assert model.words(words) not in said, f"{words!r} of {label} is made by a template of {locale}"
        assert slots != "{}" or not is_sample(words), f"{words!r} of {label} is a sample in {locale}"


@pytest.mark.parametrize("locale", LOCALES)
def test_lines_that_were_heard_at_first_sight_or_mended_since_are_heard_still(locale: str) -> None:
    lines = heard_of(FRESH, load_model(locale))
    wrong = [(line.words, line.heard.label) for line in lines if not line.right]
    assert len({line.label for line in lines}) == 57
    assert len(wrong) <= 0.05 * len(lines), wrong
    assert [line.words for line in lines if line.label in PRESSURE_OFF and line.heard.label in NEVER] == []


def test_every_label_is_measured() -> None:
    """All 52 that people's words were collected for, and three whose words stood in their lists.

    The others are settings and housekeeping, or have a few exact words. Getting off is one of those.
    """
    measured_labels = {line.label for line in measured("en-US").lines}
    assert len(measured_labels) == 52 + len({Label.WAIT, Label.SOUND, Label.UNSURE})
    assert measured_labels > PRESSURE_OFF - {Label.GET_OFF}


@pytest.mark.parametrize(
    "text",
    ["purple monkey dishwasher", "what's the weather", "the shawshank redemption", "gone with the wind"],
)
def test_what_is_no_business_of_ours_is_declined(text: str) -> None:
    for phase in Phase:
        assert hear(text, phase, load_model("en-US")).label in DECLINED


def test_after_a_pulse_the_belly_is_heard() -> None:
    """The answer to a pulse asks whether it was there."""
    for text in ("it was in my belly", "in my belly", "my stomach", "it's in my tummy"):
        assert hear(text, Phase.DONE, load_model("en-US")).intent == "BellyPainIntent"


def test_the_report_tells_every_figure_and_its_caveat(record_property: Callable[[str, object], None]) -> None:
    text = "\n".join(measured("en-US").text())
    record_property("figures", text)
    for part in ("pain_sharp", "right by label", "slots", "safety family", "foreign lines taken", "was read"):
        assert part in text


def test_a_swap_of_the_same_action_counts_as_right_and_others_do_not() -> None:
    def line(meant: Label, words: str) -> Line:
        return Line(words, meant, {}, hear(words, Phase.ROLLING, load_model("en-US")))

    assert line(Label.SKIP_STEP, "next step").right
    assert not line(Label.MORE_PRESSURE, "lighter").right

"""How well the ear does on lines that it was not made of: the bounds of what is promised."""

from functools import cache

import pytest

from skill.coach.events import Label, Phase
from skill.simulator.recogniser import MODELS, hear, load_model
from skill.simulator.understood import DECLINED, NEVER, PRESSURE_OFF, Line, Report, report

LOCALES = sorted(path.stem for path in MODELS.glob("*.json"))


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


def test_every_label_is_measured() -> None:
    """All 52 that people's words were collected for; the others are settings and housekeeping."""
    measured_labels = {line.label for line in measured("en-US").lines}
    assert len(measured_labels) == 52
    assert measured_labels > PRESSURE_OFF


@pytest.mark.parametrize(
    "text", ["purple monkey dishwasher", "what's the weather", "the shawshank redemption"]
)
def test_what_is_no_business_of_ours_is_declined(text: str) -> None:
    assert hear(text, Phase.ROLLING, load_model("en-US")).label in DECLINED


def test_the_report_tells_every_figure_and_its_caveat() -> None:
    text = "\n".join(measured("en-US").text())
    for part in ("pain_sharp", "right by label", "slots", "safety family", "foreign lines taken", "was read"):
        assert part in text


def test_a_swap_of_the_same_action_counts_as_right_and_others_do_not() -> None:
    def line(meant: Label, words: str) -> Line:
        return Line(words, meant, {}, hear(words, Phase.ROLLING, load_model("en-US")))

    assert line(Label.SKIP_STEP, "next step").right
    assert not line(Label.MORE_PRESSURE, "lighter").right

"""How well the ear does on lines that it was not made of: the bounds of what is promised."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from math import ceil
from pathlib import Path

import pytest

from skill.alexa.slots import Said
from skill.coach.events import Label, Phase
from skill.hearing import lines
from skill.hearing.accuracy_report import (
    FACTS,
    RIGHT,
    SAFE,
    Answer,
    Report,
    labels,
    own_ear,
    report,
    table,
    taken,
)
from skill.hearing.families import DECLINED, URGENT
from skill.hearing.lines import FRESH, KEPT_BACK, LINES, Line
from skill.hearing.recogniser import MODELS, Heard, hear, load_model
from skill.hearing.training.templates import load_templates
from skill.simulator.prompts import samples_of

pytestmark = pytest.mark.slow

LOCALES = sorted(path.stem for path in MODELS.glob("*.json"))

TAUGHT_PLACE = ("tender_spot", 8, 9)
"""The one line that a prompt teaches, and that has to be a sample: the line after it has its place."""


@cache
def measured(locale: str) -> Report:
    return report(own_ear(load_model(locale)))


def test_at_least_85_of_100_lines_that_were_kept_back_are_understood() -> None:
    assert {locale: measured(locale).accuracy for locale in LOCALES if measured(locale).accuracy < 0.85} == {}


def test_at_least_98_of_100_lines_of_pain_and_stop_take_the_pressure_off() -> None:
    """Of each list; a list with fewer than fifty such lines may miss none."""
    for locale in LOCALES:
        told = measured(locale)
        assert len(told.safety) == 155
        for answers in (told.kept_back, told.fresh):
            urgent = [each for each in answers if each.urgent]
            missed = [each.line.words for each in told.missed if each in urgent]
            assert len(missed) <= 0.02 * len(urgent), (locale, missed)


def test_no_line_of_pain_or_stop_lets_the_rolling_go_on() -> None:
    assert [(locale, each.line.words) for locale in LOCALES for each in measured(locale).harmful] == []


def test_at_most_5_of_50_foreign_lines_are_taken_for_something() -> None:
    for locale in LOCALES:
        assert len(measured(locale).foreign) == 50
        assert len(taken(measured(locale).foreign)) <= 5, (locale, taken(measured(locale).foreign))


def test_foreign_lines_that_came_later_are_declined_as_well() -> None:
    """At most three of any forty: film titles, songs, effects, small talk, written before they were tried."""
    later = measured("en-US").later
    assert len(later) == 170
    for start in range(0, 120, 40):
        wrong = [each.line.words for each in taken(later[start : start + 40])]
        assert len(wrong) <= 3, wrong


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


def test_lines_that_were_heard_at_first_sight_or_mended_since_are_heard_still() -> None:
    """Ninety-eight of a hundred of them, in each locale."""
    for locale in LOCALES:
        fresh = measured(locale).fresh
        wrong = [(each.line.words, each.heard.label) for each in fresh if not each.right]
        assert len({each.line.labels for each in fresh}) == 57
        assert len(wrong) <= 0.02 * len(fresh), (locale, wrong)


def test_every_label_is_measured() -> None:
    """All 52 that people's words were collected for, and three whose words stood in their lists.

    The others are settings and housekeeping, or have a few exact words. Getting off is one of those.
    """
    measured_labels = {label for each in measured("en-US").kept_back for label in each.line.labels}
    assert len(measured_labels) == 52 + len({Label.WAIT, Label.SOUND, Label.UNSURE})
    assert measured_labels > URGENT - {Label.GET_OFF}


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


def test_the_report_tells_every_figure(record_property: Callable[[str, object], None]) -> None:
    told = {"en-US": measured("en-US"), "en-GB": measured("en-GB")}
    text = "\n".join(table("our own ear", (*RIGHT, *FACTS, *SAFE), told))
    record_property("figures", text)
    text += "\n".join(labels(told["en-US"], told["en-GB"]))
    for part in ("en-GB", "kept-back lines", "facts right", "safety lines missed", "foreign lines taken",
                 "everyday sentences", "words of the mat", "pain_sharp", "confused most"):  # fmt: skip
        assert part in text


def test_a_swap_of_the_same_action_counts_as_right_and_others_do_not() -> None:
    def answer(meant: Label, words: str) -> Answer:
        line = Line(words, Phase.ROLLING, frozenset([meant]))
        return Answer(line, hear(words, Phase.ROLLING, load_model("en-US")))

    assert answer(Label.SKIP_STEP, "next step").right
    assert not answer(Label.MORE_PRESSURE, "lighter").right


def test_lists_that_others_bring_are_read_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everyday sentences, warnings and kinds: what is alarmed, missed and harmful is told, with facts."""
    monkeypatch.setattr(lines, "LINES", tmp_path)
    for file in (KEPT_BACK, FRESH, "foreign.txt", "foreign_later.txt"):
        (tmp_path / file).write_bytes((LINES / file).read_bytes())
    (tmp_path / "everyday.txt").write_text(
        "# a comment\nchest\tmy chest of drawers\ndog\tthe dog is out\nchest\tthe ice box\n", "utf-8"
    )
    (tmp_path / "warnings.tsv").write_text("chest\tmy chest hurts\nfaint\tall woozy\n", "utf-8")
    kinds = (
        'pause\trolling\tpause\tpause|wait\t{"seconds": 30}\n'
        "dont\trolling\tdon't\tsound\t{}\tskip_step|pause\n"
        'pause\trolling\twait\tpause\t{"seconds": 60}\n'
    )
    (tmp_path / "kinds.tsv").write_text(kinds, "utf-8")

    def ear(words: str, phase: Phase) -> Heard:
        label = Label.RED_FLAG if "chest" in words else Label.PAUSE
        return Heard("AnyIntent", {}, label, {}, Said(seconds=30 if words == "pause" else None))

    figures = {name: figure(report(ear)) for name, figure in (*SAFE, *FACTS)}
    assert figures["everyday sentences taken for a warning"] == "1 of 3"
    assert figures["warnings in unusual words heard as one"] == "1 of 2"
    assert figures["words of the mat right by label"] == "2 of 3"
    assert figures["words of the mat heard harmfully"] == "1 of 3"
    assert figures["facts right, of words of the mat"] == "1 of 2"


def test_a_list_that_is_not_there_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LINES", tmp_path)
    empty = report(own_ear(load_model("en-US")))
    assert {figure(empty) for _, figure in (*RIGHT, *SAFE, *FACTS)} == {"-"}

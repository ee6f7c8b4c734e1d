"""`psoas understand`: one line out for each line in, whatever the line."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coach.events import Label, Phase
from skill.hearing.understand_cli import understand


def understood(lines: list[str], phase: Phase = Phase.ROLLING) -> list[list[str]]:
    out = io.StringIO()
    understand(lines, "en-US", phase, out)
    assert out.getvalue() == "" or out.getvalue().endswith("\n")
    return [line.split("\t") for line in out.getvalue().splitlines()]


def test_a_line_tells_utterance_intent_slots_and_label() -> None:
    assert understood(["another minute on the left\n"]) == [
        [
            "another minute on the left",
            "MoreTimeIntent",
            '{"side": {"value": "left", "id": "left"}, "extra_s": {"value": 60}}',
            "more_time",
        ]
    ]


def test_the_phase_decides_the_label_and_not_the_intent() -> None:
    at_symmetry, at_check = (understood(["the same\n"], phase)[0] for phase in (Phase.SYMMETRY, Phase.CHECK))
    assert at_symmetry == ["the same", "SameIntent", "{}", "both_same"]
    assert at_check == ["the same", "SameIntent", "{}", "no_change"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "line", ["", "\n", "\r\n", "   \n", "\U0001f600\n", "left " * 1000 + "\n", "\ud83d\n"]
)
def test_what_is_not_understood_is_a_fallback_without_slots(line: str) -> None:
    ((_, *rest),) = understood([line])
    assert rest == ["AMAZON.FallbackIntent", "{}", "not_understood"]


def test_line_ends_are_not_part_of_the_utterance() -> None:
    assert [row[0] for row in understood(["pause\n", "pause\r\n", "pause"])] == ["pause"] * 3


def test_tabs_and_control_characters_become_spaces() -> None:
    ((utterance, intent, _, _),) = understood(["it\thurts\x0b\x1b\u2028now\n"])
    assert utterance == "it hurts   now"
    assert intent == "SoreIntent"


@pytest.mark.slow
@given(lines=st.lists(st.text()), phase=st.sampled_from(Phase))
def test_every_line_gives_exactly_one_line_of_four_columns(lines: list[str], phase: Phase) -> None:
    rows = understood(lines, phase)
    assert len(rows) == len(lines)
    for _, _, slots, label in rows:
        assert isinstance(json.loads(slots), dict)
        assert label in set(Label)


def test_a_locale_without_a_model_is_refused_before_anything_is_written() -> None:
    out = io.StringIO()
    with pytest.raises(FileNotFoundError):
        understand(["pause"], "xx-XX", Phase.START, out)
    assert out.getvalue() == ""

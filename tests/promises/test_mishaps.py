"""When something goes wrong: the person hears how to go on, and nothing is lost."""

import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import skill.turns
from skill.alexa.screen import SHOWN
from skill.app import Skill, build_skill
from skill.coach.machine import step
from skill.coach.profile import Profile
from skill.coach.turn import Turn
from skill.config import Config
from skill.memory import MemoryStore
from skill.memory.people import kept_of
from skill.voice.script import load
from tests.support.envelopes import NOON, attributes, ended, intent, launch, left_rolled, put, rolling, speech

SORRY = load("en-US").words("went_wrong", 0, {})


class Fault:
    """Something in the coach that goes wrong while it is told why."""

    reason = ""

    def step(self, *arguments: Any) -> Turn:
        if self.reason:
            raise ConnectionError(self.reason)
        return step(*arguments)


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> Fault:
    found = Fault()
    monkeypatch.setattr(skill.turns, "step", found.step)
    return found


@pytest.fixture
def coach() -> Skill:
    """The skill, with a memory that takes a stranger for somebody who has rolled before."""
    return build_skill(Config(), MemoryStore(kept_of(Profile(sessions=4, seconds=60))))


def test_what_goes_wrong_is_said_and_the_session_stays(coach: Skill, fault: Fault) -> None:
    """The apology asks for a word, the microphone is open, and all that was carried is still there."""
    carried = rolling(coach)
    fault.reason = "hernia"
    answer = coach.handle(intent("TenderSpotIntent", NOON + 110, carried))
    assert SORRY in speech(answer)
    assert SORRY in answer["response"]["reprompt"]["outputSpeech"]["ssml"]
    assert answer["response"]["shouldEndSession"] is False
    told = attributes(answer)
    # A screen shows the apology, so what it shows is named anew; all else is as it came.
    assert [name for name in carried if name != SHOWN and told.get(name) != carried[name]] == []


def test_continue_goes_on_from_where_it_went_wrong(coach: Skill, fault: Fault) -> None:
    """The person came off when told to, so the time until they continue is not credited."""
    carried = rolling(coach)
    heard = left_rolled(coach.handle(intent("AMAZON.PauseIntent", NOON + 110, carried)))
    fault.reason = "hernia"
    wrong = attributes(coach.handle(intent("TenderSpotIntent", NOON + 110, carried)))
    wrong = attributes(coach.handle(intent("AMAZON.ResumeIntent", NOON + 125, wrong)))
    fault.reason = ""
    answer = coach.handle(intent("AMAZON.ResumeIntent", NOON + 140, wrong))
    assert left_rolled(answer) == heard > 0
    assert "halted_at" not in attributes(answer)


@pytest.mark.parametrize("name", ["AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"])
def test_a_stop_closes_even_when_something_goes_wrong(coach: Skill, fault: Fault, name: str) -> None:
    """Nobody is held by a broken skill; the first words take the roller away."""
    carried = rolling(coach)
    fault.reason = "hernia"
    answer = coach.handle(intent(name, NOON + 110, carried))
    assert answer["response"]["shouldEndSession"] is True
    assert "Come off the roller." in speech(answer)


def test_the_end_of_a_session_stays_silent_when_something_goes_wrong(coach: Skill, fault: Fault) -> None:
    """Speech in answer to an end breaks Amazon's rules."""
    carried = rolling(coach)
    fault.reason = "hernia"
    assert coach.handle(ended(NOON + 110, carried))["response"] == {}


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_junk_attributes_give_a_fresh_session_that_offers_to_start_again(data: st.DataObject) -> None:
    """A session whose attributes were damaged opens anew, with a question, and without an apology."""
    coach = build_skill(Config(), MemoryStore())
    carried: Any = data.draw(st.one_of(JUNK, st.dictionaries(st.text(), JUNK, max_size=4)))
    answer = coach.handle(put(intent("AMAZON.RepeatIntent", NOON, {"x": 1}), "session.attributes", carried))
    assert answer["response"]["shouldEndSession"] is False
    assert speech(answer)
    assert SORRY not in speech(answer)
    assert attributes(answer)["credit"] == {"left": 0, "right": 0}


@given(st.data())
def test_a_damaged_session_never_goes_wrong(data: st.DataObject) -> None:
    """One attribute is junk: it is refused as a whole or taken as it is, and answered either way."""
    coach = build_skill(Config(), MemoryStore(kept_of(Profile(sessions=4))))
    carried = rolling(coach)
    carried[data.draw(st.sampled_from(sorted(carried)))] = data.draw(JUNK)
    answer = coach.handle(intent("TimeLeftIntent", NOON + 100, carried))
    assert speech(answer)
    assert SORRY not in speech(answer)


@given(st.dictionaries(st.sampled_from(["seconds", "side", "minutes", "duration"]), st.text()))
def test_a_slot_with_nonsense_in_it_is_answered(slots: dict[str, str]) -> None:
    """The coach asks again, or takes it as not said; nothing is raised."""
    coach = build_skill(Config(), MemoryStore(kept_of(Profile(sessions=4))))
    opened = attributes(coach.handle(launch()))
    filled = {name: {"value": value, "id": value} for name, value in slots.items()}
    answer = coach.handle(intent("SetSideTimeIntent", NOON + 20, opened, filled))
    assert answer["response"]["shouldEndSession"] is False
    assert SORRY not in speech(answer)


def test_the_log_tells_where_and_never_what_was_said(
    coach: Skill, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    """An exception's own text may repeat what the person told of their health."""
    carried = rolling(coach)
    fault.reason = "hernia"
    with caplog.at_level(logging.DEBUG):
        coach.handle(intent("TenderSpotIntent", NOON + 110, carried))
    assert "ConnectionError" in caplog.text
    assert "hernia" not in caplog.text

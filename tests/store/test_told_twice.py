"""A dropped session that is told of twice, late, or by a clock that is behind: it counts once, and whole."""

from collections.abc import Sequence

import pytest

from skill.app import Skill, build_skill
from skill.coach.profile import Profile
from skill.config import Config
from skill.memory import MemoryStore
from skill.memory.people import kept_of
from skill.memory.store import Recorded, Who
from skill.voice.script import load
from tests.support.envelopes import MAT, NOON, Json, attributes, ended, intent, launch, speech

WORDS = load("en-US")


@pytest.fixture
def skill() -> Skill:
    """The skill, with a memory that takes a stranger for somebody who has rolled before."""
    return build_skill(Config(), MemoryStore(kept_of(Profile(sessions=4, seconds=60))))


def said(skill: Skill, opened: Json, words: Sequence[tuple[str, int]]) -> Json:
    """The last answer, where each word is said so many seconds after noon."""
    answer = opened
    for name, second in words:
        answer = skill.handle(intent(name, NOON + second, attributes(answer)))
    return answer


def history(skill: Skill) -> list[Recorded]:
    return list(skill.store.store.history(Who(MAT.user, MAT.device)))


def in_side_one(skill: Skill) -> Json:
    """Somebody rolls the left side, and at 100 s the line drops."""
    return said(skill, skill.handle(launch(NOON)), (("ReadyIntent", 60), ("TimeLeftIntent", 100)))


@pytest.mark.parametrize("again", [(), (110,), (50,)], ids=["once", "twice", "and by a clock that is behind"])
def test_a_session_that_was_taken_up_counts_however_often_its_launch_came(
    skill: Skill, again: Sequence[int]
) -> None:
    in_side_one(skill)
    words = (("AMAZON.ResumeIntent", 120), ("TimeLeftIntent", 150))
    answer = said(skill, skill.handle(launch(NOON + 110)), words)
    for second in again:
        skill.handle(launch(NOON + second))
    skill.handle(ended(NOON + 900, attributes(answer)))
    assert history(skill) == [Recorded(NOON, 60, 60, finished=True)]


def test_a_launch_that_seems_to_lie_before_the_last_turn_loses_no_place(skill: Skill) -> None:
    """It is offered as ever, and nothing is written into the history of a session that goes on."""
    in_side_one(skill)
    answer = skill.handle(launch(NOON + 40))
    assert attributes(answer)["opened_at"] == NOON
    assert attributes(answer)["aside"] == "resume_offer"
    assert history(skill) == []


def test_a_session_that_was_lost_in_its_last_side_is_asked_after(skill: Skill) -> None:
    """Silence would have ended it. Nobody is sent onto that side again unasked."""
    words = (("ReadyIntent", 60), ("SwitchSidesIntent", 140), ("TimeLeftIntent", 215))
    said(skill, skill.handle(launch(NOON)), words)
    answer = skill.handle(launch(NOON + 3600))
    assert WORDS.words("ask_finished", 0, {}) in speech(answer)
    assert history(skill) == []


def test_a_launch_that_comes_again_after_a_turn_is_answered_as_it_was(skill: Skill) -> None:
    """It is no return to the session that it has opened itself."""
    first = skill.handle(launch(NOON))
    said(skill, first, (("ReadyIntent", 60), ("TimeLeftIntent", 100)))
    again = skill.handle(launch(NOON))
    assert speech(again) == speech(first)
    assert attributes(again)["aside"] == ""


def test_a_session_that_seems_to_lie_days_ahead_is_not_offered(skill: Skill) -> None:
    """Its clock was wrong; whoever comes by the right one begins afresh."""
    in_side_one(skill)
    answer = skill.handle(launch(NOON - 400 * 24 * 3600))
    assert attributes(answer)["opened_at"] == NOON - 400 * 24 * 3600
    assert attributes(answer)["aside"] == ""

"""A session that dropped: how long it is offered again, what is over for today, what is never kept."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from skill.app import Skill, build_skill
from skill.coach.checkpoint import FRESH, OFFERED, neutral, over_today
from skill.coach.events import Label, Side
from skill.coach.person import Person
from skill.coach.session import Session
from skill.coach.states import State
from skill.config import Config
from skill.memory import MemoryStore
from skill.memory.people import dropped, kept_of
from skill.memory.store import Who
from skill.voice.script import load
from tests.support.coached import Coached, phrases
from tests.support.envelopes import MAT, NOON, attributes, intent, launch, rolling, speech

DAY = 24 * 3600
WORDS = load("en-US")
LATER = Person(sessions=4, seconds=60)
PAIN = ("pain_too_much", "pain_sharp", "numb_tingling", "red_flag")


@pytest.fixture
def skill() -> Skill:
    return build_skill(Config(), MemoryStore(kept_of(LATER)))


def at_second(second: float, *labels: str, person: Person = LATER, **facts: Any) -> Coached:
    """Somebody who said these words at this second of the first side, and nothing since."""
    coached = Coached(person)
    coached.say("launch")
    coached.say("ready")
    for label in labels:
        coached.say(label, after=second, **facts)
    return coached


def back(coached: Coached, after: float, label: str = "launch", over: tuple[Side, ...] = ()) -> Coached:
    """The same person, so many seconds after the session fell silent, with what a checkpoint kept."""
    kept = Session.from_attributes(neutral(coached.session.to_attributes()))
    person = replace(coached.person, left_off=kept, over_today=over)
    again = Coached(person, now=coached.now + round(after))
    again.say(label)
    return again


def test_within_twenty_minutes_it_is_offered_as_if_nothing_had_happened() -> None:
    assert phrases(back(at_second(43, "pause"), FRESH).turn)[0] == "welcome_again"  # type: ignore[arg-type]


def test_within_a_day_it_is_offered_as_what_it_is() -> None:
    """The place is named, and beginning afresh is a word away."""
    again = back(at_second(43, "pause"), FRESH + 60)
    assert again.turn is not None
    assert phrases(again.turn)[:2] == ["welcome_later", "left_rolling"]
    assert phrases(again.turn)[-1] == "ask_resume"
    assert back(at_second(43, "pause"), OFFERED).session.state == State.RESUME_OFFER


def test_after_a_day_it_starts_afresh_and_what_was_done_is_history() -> None:
    again = back(at_second(43, "pause"), OFFERED + 60)
    assert again.turn is not None
    assert phrases(again.turn)[0] == "welcome_back"
    assert again.turn.record is not None
    assert again.session.credit == {"left": 0, "right": 0}


@pytest.mark.parametrize("after", [60, FRESH + 60])
def test_carry_on_goes_on_at_once(after: int) -> None:
    """Nobody who opens with the answer is asked the question."""
    again = back(at_second(43, "pause"), after, "resume")
    assert again.session.state == State.ROLLING
    assert again.turn is not None
    assert phrases(again.turn)[0] == "resume_place"


def test_to_start_by_name_is_offered_the_place_and_to_start_again_begins_afresh() -> None:
    """Who says "ask psoas rolling to start" does not know that a place was kept."""
    again = back(at_second(43, "pause"), 60, "start_session")
    assert again.session.state == State.RESUME_OFFER
    again.say("start_session")
    assert again.session.state in (State.SETUP, State.SETTLED)


def test_a_question_that_opens_is_answered_first_and_the_offer_closes_it() -> None:
    again = back(at_second(43, "pause"), 60, "how_often")
    assert again.turn is not None
    assert phrases(again.turn)[0] == "answer_how_often"
    assert phrases(again.turn)[-1] == "ask_resume"


@pytest.mark.parametrize("label", [*PAIN, "stop", "health_condition"])
def test_pain_stop_and_health_words_never_wait_for_the_offer(label: str) -> None:
    """They are answered as anywhere, and nothing is offered before."""
    again = back(at_second(43, "pause"), 60, label)
    assert again.turn is not None
    assert not {"welcome_again", "left_rolling"} & set(phrases(again.turn))
    assert WORDS.words(phrases(again.turn)[0], 0, {}).startswith("Come off the roller")


def test_whoever_comes_back_is_given_time_to_get_set() -> None:
    """A placement, ten seconds, and the true seconds that are left."""
    again = back(at_second(43, "pause"), 60)
    left = again.session.todo["left"]
    again.say("resume")
    mark = again.session.speech.marks[0]
    assert mark.name == "resume"
    assert mark.seconds >= 10
    assert next(m.seconds for m in again.session.speech.marks if m.name == "roll") == left


@pytest.mark.parametrize("label", PAIN[:3])
def test_a_side_that_was_stopped_stays_over_until_midnight(label: str) -> None:
    """Offered again, the other side is what is left of it; and afresh it is not begun again."""
    coached = at_second(43, label)
    if label == "pain_too_much":
        coached.say("resume", after=20)
        coached.say(label, after=25)
    over = over_today(coached.session)
    assert over == ("left",)
    for word in ("resume", "start_over"):
        again = back(coached, 60, over=over)
        again.say(word)
        rolled = {mark.side for mark in again.session.speech.marks if mark.name == "roll"}
        assert "left" not in rolled
        assert again.session.todo["left"] == 0


def test_a_stopped_session_leaves_the_other_side_for_today() -> None:
    """Sharp pain, then stop: opened again the same day, the skill rolls the other side alone."""
    coached = at_second(43, "pain_sharp")
    coached.say("stop")
    again = back(coached, 3600, over=over_today(coached.session))
    assert again.turn is not None
    assert phrases(again.turn)[0] == "welcome_one"
    assert again.session.sides == ("right",)


def test_with_both_sides_over_there_is_nothing_more_today() -> None:
    """It says so and closes; a question is answered all the same."""
    person = replace(LATER, over_today=("left", "right"))
    coached = Coached(person)
    turn = coached.say("launch")
    assert phrases(turn) == ["enough_both"]
    assert turn.reply.closes
    assert phrases(Coached(person).say("how_often"))[0] == "answer_how_often"


def test_a_whole_session_may_be_rolled_again_the_same_day() -> None:
    """Nothing was stopped or left out, so another one is the person's choice."""
    coached = at_second(0)
    coached.say("both_same")
    coached.say("feel_looser", after=60)
    assert coached.session.finished
    assert over_today(coached.session) == ()


def test_midnight_is_the_speakers_own(skill: Skill) -> None:
    """Kept with the date where the speaker is; from the next date on the side is open again."""
    carried = rolling(skill)
    skill.handle(intent("SharpPainIntent", NOON + 110, carried))
    place = skill.store.load(Who(MAT.user, MAT.device))
    assert place is not None
    assert place.checkpoint is not None
    assert place.checkpoint["over"] == {"left": "2026-11-22"}
    evening, night = (skill.handle(launch(NOON + hours * 3600)) for hours in (11, 12))
    assert "left" not in attributes(evening)["sides"] or attributes(evening)["todo"]["left"] == 0
    assert attributes(night)["over"] == []


def test_a_request_that_comes_twice_opens_once(skill: Skill) -> None:
    """The second one finds the first one's checkpoint, and is no return after a drop."""
    first, second = (skill.handle(launch(NOON)) for _ in range(2))
    assert first == second


def test_more_pressure_is_not_given_to_somebody_who_came_back() -> None:
    """Whether it hurt before the drop is not kept, so it stays light; and no extra is added."""
    again = back(at_second(43, "pain_too_much"), 60)
    again.say("resume")
    turn = again.say("more_pressure", after=20)
    assert "more_not_again" in phrases(turn)


@pytest.mark.parametrize("label", [*PAIN[:3], "health_condition", "ease_pressure"])
@pytest.mark.parametrize("topic", [None, "question"])
def test_a_checkpoint_cannot_be_told_from_one_without_pain(label: str, topic: str | None) -> None:
    """Nothing but the seconds differs from a checkpoint of somebody who paused, skipped or did not answer."""
    facts: dict[str, Any] = {"topic": topic} if topic else {}
    told = json.dumps(neutral(at_second(43, label, **facts).session.to_attributes()))
    for word in (
        "pain",
        "hurt",
        "sharp",
        "numb",
        "pulse",
        "condition",
        "safety",
        "choice",
        "told_",
        "doctor",
    ):
        assert word not in told
    kept = Session.from_attributes(json.loads(told))
    assert kept is not None
    assert (kept.over, kept.gentle, dict(kept.used), kept.answer, kept.asked) == ((), (), {}, "", "")
    assert kept.state != State.CHOICE


def test_every_word_leaves_a_checkpoint_that_can_be_taken_up() -> None:
    """Whatever was said last, whoever comes back is offered the place, or begins anew."""
    for label in Label:
        if label in (Label.LAUNCH, Label.ENDED):
            continue
        again = back(at_second(43, label), 300)
        assert again.session.state in (State.RESUME_OFFER, State.SETUP, State.CLOSED)


def test_attributes_of_the_version_before_are_carried_forward() -> None:
    """A session that was open while the skill was updated goes on to the second."""
    raw = json.loads((Path(__file__).parent / "data" / "attributes_1.json").read_text())
    session = Session.from_attributes(raw)
    assert session is not None
    assert session.credit == {"left": 53, "right": 0}
    assert (session.week, session.taken_up) == (None, False)
    assert session.to_attributes()["version"] == 2


def test_a_checkpoint_of_the_version_before_is_offered() -> None:
    raw = json.loads((Path(__file__).parent / "data" / "attributes_1.json").read_text())
    kept = replace(kept_of(LATER), checkpoint={"session": raw})
    assert dropped(kept) is not None
    skill = build_skill(Config(), MemoryStore(kept))
    answer = skill.handle(launch(raw["sent_at"] + 30))
    assert attributes(answer)["state"] == "resume_offer"
    assert WORDS.words("welcome_again", 0, {}) in speech(answer)

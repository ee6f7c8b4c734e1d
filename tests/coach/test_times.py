"""The coach keeps the time: how many answers a session needs, and how true its seconds are."""

from itertools import product

import pytest

from skill import routines
from skill.coach.profile import Profile
from skill.coach.session import CAP, Session
from skill.simulator.device import Device
from tests.coach.test_founding_text import LENGTHS, said
from tests.support.coached import Coached, planned, rolling
from tests.support.speaker import speaker

PLAN = routines.load().seconds
PACES = (0.85, 1.0, 1.15)
READY = {"ask_safety": "none", "ask_kneeling": "ready", "ask_settled": "ready", "ask_side_two": "ready"}
"""What somebody who wants to roll says to each question before both sides are rolled."""
QUICK = 1.15
"""With a voice as quick as this, an answer may come sooner than the coach can believe that the safety list
or a lesson was heard: then the end of it, and its question, are heard once more."""


LESSONS = {"ask_safety", "ask_kneeling", "ask_settled"}
"""Questions after a list or a lesson."""


def readied(device: Device) -> int:
    """Launch, and answer as often as it is asked for; gives how often that was."""
    device.launch()
    answers = 0
    while device.answer and (word := READY.get(device.answer.marks[-1].name)):
        device.say(word)
        answers += 1
    return answers


@pytest.mark.parametrize("pace", PACES)
def test_silence_is_carried_to_the_end(pace: float) -> None:
    """After the last ready nothing need be said: both sides, the rest, and the session ends by itself."""
    for person, seconds, answers in (
        ({}, 60, 3),
        ({"sessions": 1, "seconds": 60}, 60, 1),
        ({"sessions": 1}, 90, 1),
        ({"sessions": 1, "seconds": 120}, 120, 2),
    ):
        device = speaker(pace, screen=False, **person)
        twice = {} if pace != QUICK else {"list and kneeling": 0 if person else 2, "set-up": 1}
        assert readied(device) == answers + sum(twice.values()), person
        device.play_out()
        assert device.session is None
        store = device.exchanges[-1][0]["request"]
        assert (store["type"], store["reason"]) == ("SessionEndedRequest", "EXCEEDED_MAX_REPROMPTS")
        slack = 3 if pace == 1.0 else 0.05 * seconds + 3
        for side in ("left", "right"):
            assert device.heard_seconds({"roll"}, side) == pytest.approx(seconds, abs=slack), (person, side)
        assert device.heard_seconds({"rest"}) > 25, person


@pytest.mark.slow
@pytest.mark.parametrize("pace", PACES)
def test_each_side_is_as_long_as_it_says(pace: float) -> None:
    """By the speaker's own rule a side is true within 3 s, and within 5 % for a slow or a quick voice."""
    wrong = []
    for seconds, sessions in product(range(PLAN.least, PLAN.most + 1, 5), (0, 1, 2, 3, 8)):
        device = speaker(pace, sessions=sessions, seconds=seconds)
        readied(device)
        sides = [(answer, mark) for answer in device.answers for mark in answer.marks if mark.name == "roll"]
        assert len(sides) == 2
        for answer, mark in sides:
            began, ended = answer.true_seconds(mark)
            if abs(ended - began - seconds) > (3.0 if pace == 1.0 else 0.05 * seconds):
                wrong.append((seconds, sessions, mark.side, ended - began))
    assert wrong == []


def test_both_sides_are_planned_alike() -> None:
    """The planned seconds of both sides are equal, whatever is asked for."""
    for seconds, sessions in product(range(PLAN.least, PLAN.most + 1, 15), (0, 1, 8)):
        device = speaker(sessions=sessions, seconds=seconds)
        readied(device)
        marks = [mark for answer in device.answers for mark in answer.marks if mark.name == "roll"]
        planned = {mark.side: mark.seconds for mark in marks}
        assert planned == {"left": seconds, "right": seconds}, sessions


def test_an_answer_just_after_the_question_is_the_answer() -> None:
    """One to six seconds after a question, its answer is taken as such at every pace."""
    for sessions, pace, after in product((0, 1, 5), PACES, (1, 2, 4, 6)):
        answers = {
            "ask_safety": ("none", "kneeling"),
            "ask_kneeling": ("ready", "setup"),
            "ask_settled": ("ready", "roll"),
            "ask_tighter": ("right", "extra"),
            "ask_check": ("the same", "ask_more" if sessions < 3 else "bye"),
            "ask_more": ("done", "bye"),
        }
        device = speaker(pace, sessions=sessions)
        answer = device.launch()
        tried: set[str] = set()
        while not answer.closes:
            asked = answer.marks[-1].name
            word, expected = answers[asked]
            answer = device.say(word, at=answer.speech_seconds + after)
            taken = expected in [mark.name for mark in answer.marks]
            again = asked in LESSONS and pace == QUICK and asked not in tried
            assert taken or again, (sessions, pace, after, word)
            tried |= set() if taken else {asked}


def test_an_answer_to_the_reprompts_question_is_the_answer() -> None:
    """The question at the end of a reprompt is answered as the one at the end of the speech is."""
    for pace, after in product(PACES, (1, 3, 6)):
        device = speaker(pace, sessions=1)
        readied(device)
        assert device.answer is not None
        ends = device.answer.reprompt_start + device.answer.reprompt_seconds
        answer = device.say("looser", at=ends + after)
        assert "check_looser" in [mark.name for mark in answer.marks], (pace, after)


def test_a_first_session_lasts_about_as_long_as_it_says() -> None:
    """The minutes that the welcome names, with everything said and every question answered at once."""
    for seconds in LENGTHS:
        coached = Coached(Profile(sessions=0, seconds=seconds))
        began, turns = coached.now, list(coached.to_the_end())
        minutes = next(say.facts["minutes"] for _, say in said(turns[0]) if say.phrase == "welcome_new")
        lasts = (coached.now + turns[-1].session.speech.seconds - began) / 60
        assert lasts == pytest.approx(int(minutes), abs=1), seconds


def test_the_last_second_of_the_extra_time_is_one_second() -> None:
    """A word in it is answered after it, so no side has more than its cap, and the attributes are read."""
    coached = rolling(60)
    coached.say("one_side_tighter", side="right")
    coached.say("more_time", after=49.0, seconds=120)
    turn = coached.say("beginner_help", after=89.0)
    assert turn.session.credit["right"] + planned(turn, "extra", "right") <= CAP
    assert Session.from_attributes(turn.session.to_attributes()) is not None

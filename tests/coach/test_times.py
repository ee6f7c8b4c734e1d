"""The coach keeps the time: how many answers a session needs, and how true its seconds are."""

import pytest

from skill.coach.routine import LEAST, MOST
from skill.simulator.device import Device
from tests.support.speaker import speaker

PACES = (0.85, 1.0, 1.15)
WAITS = ("ask_safety", "ask_settled", "ask_side_two")


def readied(device: Device) -> int:
    """Launch, and say ready as often as it is asked for; gives how often that was."""
    device.launch()
    answers = 0
    while device.answer and device.answer.marks[-1].name in WAITS:
        device.say("ready")
        answers += 1
    return answers


@pytest.mark.parametrize("pace", PACES)
@pytest.mark.parametrize(("person", "seconds", "answers"), [
    ({}, 60, 2),
    ({"sessions": 1, "seconds": 60}, 60, 1),
    ({"sessions": 1}, 90, 1),
    ({"sessions": 1, "seconds": 120}, 120, 2),
])  # fmt: skip
def test_silence_is_carried_to_the_end(
    person: dict[str, int], seconds: int, answers: int, pace: float
) -> None:
    """After the last ready nothing need be said: both sides, the rest, and the session ends by itself."""
    device = speaker(pace, **person)
    assert readied(device) == answers
    device.play_out()
    assert device.session is None
    store = device.exchanges[-1][0]["request"]
    assert (store["type"], store["reason"]) == ("SessionEndedRequest", "EXCEEDED_MAX_REPROMPTS")
    slack = 3 if pace == 1.0 else 0.05 * seconds + 3
    for side in ("left", "right"):
        assert device.heard_seconds({"roll"}, side) == pytest.approx(seconds, abs=slack)
    assert device.heard_seconds({"rest"}) > 25


@pytest.mark.parametrize("pace", PACES)
@pytest.mark.parametrize("sessions", [0, 1, 2, 3, 8])
@pytest.mark.parametrize("seconds", range(LEAST, MOST + 1, 5))
def test_each_side_is_as_long_as_it_says(seconds: int, sessions: int, pace: float) -> None:
    """By the speaker's own rule a side is true within 3 s, and within 5 % for a slow or a quick voice."""
    device = speaker(pace, sessions=sessions, seconds=seconds)
    readied(device)
    for answer in device.answers:
        for mark in answer.marks:
            if mark.name == "roll":
                began, ended = answer.true_seconds(mark)
                slack = 3.0 if pace == 1.0 else 0.05 * seconds
                assert ended - began == pytest.approx(seconds, abs=slack), mark


@pytest.mark.parametrize("seconds", range(LEAST, MOST + 1, 15))
@pytest.mark.parametrize("sessions", [0, 1, 8])
def test_both_sides_are_planned_alike(seconds: int, sessions: int) -> None:
    """The planned seconds of both sides are equal, whatever is asked for."""
    device = speaker(sessions=sessions, seconds=seconds)
    readied(device)
    planned = {
        mark.side: mark.seconds for answer in device.answers for mark in answer.marks if mark.name == "roll"
    }
    assert planned == {"left": seconds, "right": seconds}


@pytest.mark.parametrize("after", [1, 2, 4, 6])
@pytest.mark.parametrize("pace", PACES)
@pytest.mark.parametrize("sessions", [0, 1, 5])
def test_an_answer_just_after_the_question_is_the_answer(sessions: int, pace: float, after: float) -> None:
    """One to six seconds after a question, its answer is taken as such at every pace."""
    answers = {
        "ask_safety": ("ready", "setup"),
        "ask_settled": ("ready", "roll"),
        "ask_tighter": ("right", "extra"),
        "ask_check": ("the same", "ask_more" if sessions < 3 else "bye"),
        "ask_more": ("done", "bye"),
    }
    device = speaker(pace, sessions=sessions)
    answer = device.launch()
    while not answer.closes:
        word, expected = answers[answer.marks[-1].name]
        answer = device.say(word, at=answer.speech_seconds + after)
        assert expected in [mark.name for mark in answer.marks]


@pytest.mark.parametrize("after", [1, 3, 6])
@pytest.mark.parametrize("pace", PACES)
def test_an_answer_to_the_reprompts_question_is_the_answer(pace: float, after: float) -> None:
    """The question at the end of a reprompt is answered as the one at the end of the speech is."""
    device = speaker(pace, sessions=1)
    readied(device)
    assert device.answer is not None
    ends = device.answer.reprompt_start + device.answer.reprompt_seconds
    answer = device.say("looser", at=ends + after)
    assert "check_looser" in [mark.name for mark in answer.marks]

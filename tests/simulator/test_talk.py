"""The terminal: what a person types, what they read, and the rehearsal of a whole session."""

import io
import re
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from rich.console import Console
from rich.text import Text

from skill.simulator.device import Device
from skill.simulator.options import Options
from skill.simulator.rehearse import rehearse
from skill.simulator.talk import Conversation, Cue, LiveStage, Stage, TalkOptions, clock, talk
from tests.support.fake_skill import MODEL, FakeSkill, answer, phrases, silence

ASK = "<p>Say ready.</p>"
WELCOME = answer(phrases(["Welcome back.", "Say ready."]), f"<p>No hurry.</p>{silence(20)}{ASK}")
SIDES = answer(
    "<p>Out.</p>" + silence(59) + "<p>Off.</p><p>Out.</p>" + silence(59) + "<p>Which hip felt tighter?</p>",
    "<p>Lie on your back. How are those hips?</p>",
    marks=[
        ["roll", "left", 0, 59.4, 0],
        ["off", None, 59.4, 0.4, 2],
        ["roll", "right", 59.8, 59.4, 3],
        ["ask_tighter", None, 119.2, 1.7, 5],
    ],
    credit={"left": 0, "right": 0},
)
BYE = answer("<p>Bye.</p>", credit={"left": 43, "right": 0})

Typed = Callable[..., str]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Type lines at a fake skill; gives what is read."""

    def talked(*lines: str, skill: FakeSkill | None = None) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        endpoint = skill or FakeSkill(WELCOME, SIDES, BYE)
        assert talk(endpoint, MODEL, TalkOptions(sessions=3, real_time=True)) == 0
        return capsys.readouterr().out

    return talked


def test_each_thing_said_is_read_with_its_second_and_both_clocks(typed: Typed) -> None:
    read = typed("ready", "quit").splitlines()
    assert " 0:00  left 0:00  right 0:00  Out." in read
    assert " 0:59  left 0:59  right 0:00  Off." in read
    assert " 1:59  left 0:59  right 0:59  Which hip felt tighter?" in read


def test_silences_have_no_lines_of_their_own(typed: Typed) -> None:
    """A line a cue: the seconds beside it tell how long it was quiet. The reprompt's are told alike."""
    read = typed("(silence)", "ready", "quit")
    assert "silence" not in read.replace("(silence)", "")
    times = [row.split()[0] for row in read.splitlines() if "No hurry." in row or "Say ready." in row]
    assert times == ["0:00", "0:09", "0:30"], "twenty seconds after the second"


def test_what_is_piped_in_is_shown(typed: Typed) -> None:
    """So that a transcript of it reads as a conversation."""
    read = typed("ready", "@43 tender spot", "quit")
    assert re.findall(r"^You: .*", read, re.MULTILINE) == ["You: ready", "You: @43 tender spot", "You: quit"]


def test_it_says_what_was_heard_and_what_the_microphone_does(typed: Typed) -> None:
    read = typed("tender spot left", "quit")
    assert "heard: TenderSpotIntent side=left" in read
    assert "Listening for 8 s, then a reprompt of 22 s." in read


@pytest.mark.parametrize("line", ["@43 ready", "@0:43 ready", "@ 43.0 ready"])
def test_a_second_breaks_in_at_that_second(typed: Typed, line: str) -> None:
    skill = FakeSkill(WELCOME, SIDES, BYE)
    read = typed("ready", line, skill=skill)
    assert "The session is closed." in read
    asked, broke_in = (request["request"]["timestamp"][-5:-1] for request in skill.requests[1:])
    assert (int(broke_in[:1]) * 60 + int(broke_in[2:])) - (int(asked[:1]) * 60 + int(asked[2:])) == 44


def stamps(skill: FakeSkill) -> list[float]:
    """When each request left, in seconds since 1970."""
    return [datetime.fromisoformat(request["request"]["timestamp"]).timestamp() for request in skill.requests]


@pytest.mark.parametrize("line", ["@+10 ready", "@ + 10.0 ready", "@+0:10 ready"])
def test_a_plus_counts_from_now(typed: Typed, line: str) -> None:
    """From the answer's start, a second after the word; and from where a silence or a drop left it."""
    skill = FakeSkill(WELCOME, SIDES, BYE)
    typed("ready", line, skill=skill)
    _, asked, broke_in, _ = [*stamps(skill), 0.0][:4]
    assert broke_in - asked == 1 + 10
    skill = FakeSkill(WELCOME, SIDES)
    typed("(silence)", line, skill=skill)
    _, over, opened = stamps(skill)[:3]
    assert opened - over == 10
    skill = FakeSkill(WELCOME, SIDES, BYE)
    typed("ready", "@43 ready", "(drop)", line, skill=skill)
    _, _, cut, again = stamps(skill)[:4]
    assert again - cut == 1 + 10


@pytest.mark.parametrize("line", ["@", "@43", "@ready", "@+ ready", "@-3 ready", "@1:xx ready"])
def test_a_second_that_cannot_be_read_is_told_and_not_said(typed: Typed, line: str) -> None:
    """With what would do."""
    skill = FakeSkill(WELCOME, SIDES)
    read = typed(line, "ready", skill=skill)
    assert "after @ comes a second and then what is said" in read
    assert skill.kinds.count("IntentRequest") == 1


@pytest.mark.parametrize(
    "words",
    [
        "alexa ready",
        "Alexa, ready",
        "alexa - ready",
        "Alexa \u2014 ready",
        "Alexa: ready",
        "Alexa... ready",
        '"Alexa" ready',
        "\u201cAlexa\u201d, ready",
        "'Alexa' ready",
        '"Alexa, ready"',
        "hey Alexa ready",
        "Hey, Alexa: ready",
        "echo, ready",
        "Computer ready",
    ],
)
def test_a_wake_word_in_front_is_left_out(typed: Typed, words: str) -> None:
    """A speaker keeps it for itself, so the skill never hears it."""
    plain, woken = (FakeSkill(WELCOME, SIDES, BYE) for _ in range(2))
    typed("ready", skill=plain)
    assert "heard: ReadyIntent" in typed(words, skill=woken)
    assert woken.requests[1]["request"]["intent"] == plain.requests[1]["request"]["intent"]


def test_silence_is_heard_to_the_end(typed: Typed) -> None:
    skill = FakeSkill(WELCOME)
    read = typed("(silence)", skill=skill)
    assert "No hurry." in read
    assert "Listening for 8 s more." in read
    assert "Nobody spoke: the session is over." in read
    assert skill.requests[-1]["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"


def test_a_dropped_session_is_over_and_the_skill_is_not_told(typed: Typed) -> None:
    skill = FakeSkill(WELCOME)
    assert "The connection is lost" in typed("(drop)", skill=skill)
    assert skill.kinds == ["LaunchRequest"]


def test_whoever_leaves_ends_the_session(typed: Typed) -> None:
    skill = FakeSkill(WELCOME)
    typed("quit", "ready", skill=skill)
    assert skill.kinds == ["LaunchRequest", "SessionEndedRequest"]
    assert skill.requests[-1]["request"]["reason"] == "USER_INITIATED"


def test_help_is_a_command_and_in_quotes_a_word(typed: Typed) -> None:
    skill = FakeSkill(WELCOME)
    assert typed("help", skill=skill).count("@43 tender spot") == 2
    typed('"help"', skill=skill)
    assert skill.kinds.count("IntentRequest") == 1


def test_a_second_that_has_passed_is_told_and_the_talk_goes_on(typed: Typed) -> None:
    read = typed("(silence)", "@1 ready", "ready")
    assert "second 1 has passed" in read
    assert "Which hip felt tighter?" in read


def test_an_answer_that_breaks_a_rule_is_told_by_name(typed: Typed) -> None:
    assert "open_without_question" in typed(skill=FakeSkill(answer("<p>Bye.</p>", ASK)))


def test_marks_that_do_not_fit_do_not_stop_the_talk(typed: Typed) -> None:
    marks = [["roll", "left", 0, 99, 7]]
    read = typed(skill=FakeSkill(answer("<p>Bye.</p>", marks=marks)))
    assert "clocks out of step" in read
    assert "Bye." in read


def test_in_real_time_each_line_waits_for_its_second_and_a_word_falls_silent() -> None:
    """One line is due at once, one in an hour: only the first is shown when the person speaks."""
    out = io.StringIO()
    stage = LiveStage(Console(file=out))
    shown = threading.Event()
    before = threading.active_count()
    stage.show([Cue(0, Text("now")), Cue(3600, Text("in an hour"))])
    while "now" not in out.getvalue():
        shown.wait(0.01)
    assert threading.active_count() == before + 1
    assert 0 <= stage.second() < 3600
    stage.clear()
    while threading.active_count() > before:
        shown.wait(0.01)
    assert "in an hour" not in out.getvalue()


def test_in_real_time_a_word_breaks_in_at_the_second_at_which_it_is_typed() -> None:
    class Late(Stage):
        live = True

        def second(self) -> float:
            return 30.0

    device = Device(FakeSkill(SIDES), model=MODEL)
    conversation = Conversation(device, Late(Console(file=io.StringIO())))
    device.launch()
    conversation.take("ready")
    assert device.answers[0].cut_at == 30


def test_a_rehearsal_prints_the_whole_session_with_its_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    assert rehearse(FakeSkill(WELCOME, SIDES), MODEL, Options()) == 0
    read = capsys.readouterr().out
    assert "The person: ready" in read
    assert "Answer 2: 121.1 of 240 s" in read
    assert "roll left: 59.5 s, planned 59.4 s" in read
    assert "Reprompt 2: 3.1 of 90 s" in read
    assert "True time on each side: left 60 s, right 60 s." in read


@pytest.mark.parametrize(
    ("response", "told"),
    [
        (answer("<p>Bye.</p>", ASK), "open_without_question"),
        (answer("<p>Bye.</p>", marks=[["close", None, 0, 9, 5]]), "item 5 of 1"),
        (WELCOME, "still asks for ready"),
    ],
)
def test_a_rehearsal_that_goes_wrong_says_why(
    capsys: pytest.CaptureFixture[str], response: Any, told: str
) -> None:
    assert rehearse(FakeSkill(response), MODEL, Options()) == 1
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(("seconds", "written"), [(0, "0:00"), (59.9, "0:59"), (61, "1:01"), (600, "10:00")])
def test_a_clock_shows_minutes_and_whole_seconds(seconds: float, written: str) -> None:
    assert clock(seconds) == written

"""Conversation tests: a transcript that holds passes, and one that does not says what to change."""

import pytest

from skill.simulator.device import Device
from skill.simulator.options import Options
from skill.simulator.transcript import BadTranscript, Differs, read, run
from tests.support.fake_skill import MODEL, FakeSkill, answer, phrases, silence

ASK = "<p>Say ready.</p>"
WELCOME = answer(
    phrases(["Welcome back.", "Lie down.", "Say ready."]),
    f"<p>No hurry.</p>{silence(20)}{ASK}",
    marks=[["welcome", None, 0, 0.9, 0], ["setup", "left", 0.9, 0.8, 1], ["ask_settled", None, 1.7, 0.9, 2]],
    reprompt_marks=[["wait", None, 0, 21, 0], ["ask_settled", None, 21, 0.9, 2]],
    state="settled",
    credit={"left": 0, "right": 0},
)
ROLL = answer(
    silence(20) + "<p>Halfway.</p>" + silence(20) + ASK,
    ASK,
    marks=[["roll", "left", 0, 20, 0], ["roll", "left", 20, 20.6, 1], ["ask_more", None, 40.6, 0.9, 3]],
    reprompt_marks=[["ask_more", None, 0, 0.9, 0]],
    state="rolling",
    credit={"left": 12, "right": 0},
)
BYE = answer("<p>Bye.</p>", marks=[["close", None, 0, 0.4, 0]], state="closed")


def play(text: str) -> tuple[Device, Options]:
    """Play a transcript on the fake skill."""
    seen: list[Options] = []

    def factory(options: Options) -> Device:
        seen.append(options)
        return Device(FakeSkill(WELCOME, ROLL, BYE), model=MODEL, pace=options.pace)

    return run(text, factory), seen[0]


def test_a_conversation_that_goes_as_told_passes() -> None:
    device, _ = play(
        """
        # A whole one, with a comment.
        U: (launch)
        A: welcome, setup left, ask_settled, state settled   # comments may stand here too
        A: reprompt: wait 21s, ask_settled
        U: ready
        A: roll left 41s, ask_more reprompt: ask_more
        A: credit left 12
        U @30: stop
        A: close, closed
        """
    )
    assert device.answers[1].cut_at == 30


@pytest.mark.parametrize(
    "row", ["roll, ask_more", "roll left, ask_more 1s", "roll 41s, ask_more", "state rolling, roll, ask_more"]
)
def test_side_and_seconds_may_be_left_out(row: str) -> None:
    play(f"U: (launch)\nU: ready\nA: {row}")


@pytest.mark.parametrize(
    "row",
    [
        "roll right, ask_more",
        "roll left 40s, ask_more",
        "ask_more, roll",
        "roll, roll, ask_more",
        "roll",
        "roll, ask_more, closed",
        "credit left 13",
        "credit right 12",
        "state paused",
        "reprompt: rest",
        "reprompt: ask_more, rest",
    ],
)
def test_every_way_to_differ_is_told(row: str) -> None:
    with pytest.raises(Differs, match=r"line 3: A: "):
        play(f"U: (launch)\nU: ready\nA: {row}")


def test_the_message_shows_both_rows_and_what_to_write() -> None:
    with pytest.raises(Differs) as caught:
        play("U: (launch)\nU: ready\nA: roll left 20s, ask_tighter")
    assert str(caught.value).splitlines() == [
        "line 3: A: roll left 20s, ask_tighter",
        "expected: roll left 20s, ask_tighter",
        "answered: roll left 41s, ask_more 1s",
        "where the answer is right, write: A: roll left 41s, ask_more",
    ]


def test_a_row_that_hides_a_closed_session_is_told() -> None:
    with pytest.raises(Differs, match='add ", closed"'):
        play("U: (launch)\nU: ready\nU: stop\nA: close")


def test_silence_a_lost_session_and_an_ended_one_each_have_their_line() -> None:
    silent, _ = play("U: (launch)\nU: (silence)\nA: closed")
    lost, _ = play("U: (launch)\nU: (drop @2)\nA: closed\nU: ready")
    ended, _ = play("U: (launch)\nU: (ends @2 ERROR)\nA: closed")
    told = [device.exchanges[1][0]["request"] for device in (silent, lost, ended)]
    assert [request["type"] for request in told] == [
        "SessionEndedRequest",
        "IntentRequest",
        "SessionEndedRequest",
    ]
    assert [request.get("reason") for request in told] == ["EXCEEDED_MAX_REPROMPTS", None, "ERROR"]


def test_options_say_who_talks_and_on_what() -> None:
    _, options = play(
        "# @sessions 3 @seconds 90\n# @pace 1.15\n# @verbosity brief\n# mail me @home\nU: (launch)"
    )
    assert options == Options(sessions=3, seconds=90, pace=1.15, verbosity="brief")


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("# @session 3", "line 1: @session is no option; there are @sessions"),
        ("# @seconds ninety", "@seconds ninety: write a whole number"),
        ("U: (launch)\nB: hello", 'line 2: B: hello\na line begins with "U:"'),
        ("U: (jump)", r"there are \(launch\)"),
        ("A: welcome", "begin with"),
        ("U: (launch)\nA: Welcome back!", "none of: a segment with its side"),
        ("U: (launch)\nU: (silence)\nU @3: ready", "line 3: .*\n.*has passed"),
    ],
)
def test_a_line_that_cannot_be_played_says_what_to_write(text: str, cure: str) -> None:
    with pytest.raises(BadTranscript, match=cure):
        play(text)


def test_an_answer_that_breaks_a_rule_names_the_line_and_the_rule() -> None:
    with pytest.raises(Differs, match=r"line 1: U: \(launch\)\nthe answer breaks open_without_question"):
        run("U: (launch)", lambda options: Device(FakeSkill(answer("<p>Bye.</p>", ASK)), model=MODEL))


def test_lines_keep_their_numbers() -> None:
    _, lines = read("\n# told\n\nU: (launch)\n  A: welcome  # hello\n")
    assert lines == [(4, "U: (launch)"), (5, "A: welcome")]

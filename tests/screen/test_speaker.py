"""Whole sessions on the virtual speaker with a screen: by touch, by touch and voice, and what is seen."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from skill.coach.places import CLOCKS
from skill.simulator.device import Device
from skill.simulator.options import Options
from skill.simulator.rules import BrokenRule
from skill.simulator.transcript import run
from tests.support.speaker import probes, speaker, speaker_for

FIRST = ("None of it", "Ready", "Ready", "Even", "Looser", "Done")
LATER = ("Ready", "Even", "Looser")
SAID = {"None of it": "none of that", "Looser": "looser"}
"""What is said instead of a touch, where it is not the word on the button."""
LATER_PERSON = {"sessions": 3, "seconds": 90}
SESSIONS = [({}, FIRST), (LATER_PERSON, LATER)]

Saying = Callable[[Device, str, int], None]


def by_voice(device: Device, word: str, _: int) -> None:
    device.say(SAID.get(word, word.lower()))


def by_touch(device: Device, word: str, _: int) -> None:
    device.touch(word)


def mixed(device: Device, word: str, turn: int) -> None:
    (by_touch if turn % 2 else by_voice)(device, word, turn)


def whole(person: dict[str, Any], words: tuple[str, ...], way: Saying, screen: bool = True) -> Device:
    """A whole session, each question answered in one way."""
    device = speaker(screen=screen, **person)
    device.launch()
    for turn, word in enumerate(words):
        way(device, word, turn)
    return device


@pytest.mark.parametrize(("person", "words"), SESSIONS)
def test_a_session_by_touch_alone_comes_to_the_same_end(
    person: dict[str, Any], words: tuple[str, ...]
) -> None:
    """And one by touch and voice: closed, with the credit of a session by voice, without a rule broken."""
    devices = [whole(person, words, way) for way in (by_voice, by_touch, mixed)]
    assert [device.session for device in devices] == [None] * 3
    spoken, *others = [device.attributes["credit"] for device in devices]
    assert spoken == dict.fromkeys(("left", "right"), person.get("seconds", 60))
    assert others == [spoken] * 2


@pytest.mark.parametrize(("person", "words"), SESSIONS)
def test_the_voice_is_the_same_to_the_letter_with_a_screen(
    person: dict[str, Any], words: tuple[str, ...]
) -> None:
    """Speech, reprompt and marks of every answer."""
    seen, told = (whole(person, words, by_voice, screen) for screen in (True, False))
    for one, other in zip(seen.answers, told.answers, strict=True):
        assert (one.screen is None, other.screen is None) == (False, True)
        assert one.response["response"].get("outputSpeech") == other.response["response"].get("outputSpeech")
        assert one.response["response"].get("reprompt") == other.response["response"].get("reprompt")
        assert one.marks == other.marks


@pytest.mark.parametrize(("person", "words"), SESSIONS)
def test_the_seconds_on_the_screen_are_those_that_are_heard(
    person: dict[str, Any], words: tuple[str, ...]
) -> None:
    """At every tenth second of a session the side, and the seconds left within a second and a half."""
    device = speaker(screen=True, **person)
    device.launch()
    wrong = []
    for word in words:
        answer = device.answer
        assert answer is not None
        assert answer.screen is not None
        for second in range(10, int(answer.speech_seconds), 10):
            mark = answer.mark_at(second)
            if mark is None or mark.name not in CLOCKS:
                continue
            left, seen = answer.true_seconds(mark)[1] - second, answer.screen.left(second)
            if seen is None or abs(seen - left) > 1.5 or answer.screen.side(second) != mark.side:
                wrong.append((second, mark, left, seen))
        device.touch(word)
    assert wrong == []


TRANSCRIPT = """
# @sessions 4 @seconds 60 @screen yes
U: (launch)
T: Ready
T @30: Tender spot
A: hold left 30s, roll left 20s, off left, change_over right, roll right 60s, ask_tighter, credit left {left}
T @15: It let go
T: Even
"""


def test_a_transcript_can_touch() -> None:
    """`T @30: Tender spot` touches at that second, with the credit of the word that is said then."""
    spoken = speaker(sessions=4, seconds=60)
    spoken.launch()
    spoken.say("ready")
    credit = spoken.say("tender spot", at=30).attributes["credit"]["left"]
    device = run(TRANSCRIPT.format(left=credit), speaker_for)
    assert device.attributes["state"] == "rest"


def test_only_a_button_that_is_seen_can_be_touched() -> None:
    """The message names those that are; without a screen there are none."""
    device = speaker_for(Options(sessions=4, screen=True))
    device.launch()
    with pytest.raises(ValueError, match=r"no button says 'Even' at second 20; there are: It hurts, Pause"):
        device.touch("Even", at=20)
    with pytest.raises(ValueError, match="nothing is shown"):
        speaker(sessions=4).touch("Ready")


def test_whatever_is_said_the_voice_is_the_same_with_a_screen() -> None:
    """Two hundred words at random seconds: the same speech, reprompt and marks to two devices."""
    rng = random.Random(7)  # noqa: S311  # the same walk each time
    devices = [speaker(screen=screen, sessions=2, seconds=60) for screen in (True, False)]
    for turn in range(200):
        opens, (intent, slots) = turn == 0 or devices[0].session is None, rng.choice(probes())
        at = devices[0].position + rng.random() * 40 if turn else None
        seen, told = (device.launch(at) if opens else device.intend(intent, slots, at) for device in devices)
        assert seen.response["response"].get("outputSpeech") == told.response["response"].get("outputSpeech")
        assert seen.response["response"].get("reprompt") == told.response["response"].get("reprompt")
        assert seen.marks == told.marks


def walk(seed: int, turns: int) -> None:
    """Words and touches at random seconds: no rule is broken, and credit only grows."""
    rng = random.Random(seed)  # noqa: S311  # the same walk each time
    device = speaker(screen=True, sessions=seed, seconds=(None, 30, 60, 90)[seed % 4])
    device.launch()
    for _ in range(turns):
        answer = device.answer
        assert answer is not None
        at = device.position + rng.random() ** 2 * max(0.0, answer.over_at + 5 - device.position)
        seen = answer.screen.buttons(at) if answer.screen else []
        try:
            if device.session is None or at >= answer.over_at:
                device.launch(at)
            elif seen and rng.random() < 0.6:
                device.touch(rng.choice(seen).name, at)
            else:
                device.intend(*rng.choice(probes()), at=at)
        except BrokenRule as broken:
            raise AssertionError(f"seed {seed}: {broken}") from broken
        assert "halted_at" not in device.attributes, "something went wrong"


def test_a_walk_by_words_and_touches_finds_no_dead_end() -> None:
    """Hundreds of turns."""
    for seed in range(3):
        walk(seed, 120)

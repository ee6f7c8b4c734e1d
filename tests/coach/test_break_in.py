"""A person may break in at any second with any word: the answer keeps the rules, the seconds are credited."""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

import pytest

from skill.alexa.intents import REQUESTS, meaning
from skill.channel import ALEXA
from skill.coach.events import SIDES, Label, Phase
from skill.coach.places import CLOCKS
from skill.coach.session import CAP
from skill.simulator.device import Device
from skill.simulator.envelope import Slots
from skill.simulator.playback import Answer, Mark
from skill.simulator.rules import BrokenRule
from tests.support.speaker import fork, probes, speaker

MENDS = {Label.WRONG_SIDE, Label.CORRECT, Label.UNDO}
"""Labels that may say that it was the other side that was rolled: then its seconds are moved over."""
PACES = (0.85, 1.0, 1.15)
WAYS: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "first at 60": ({}, ("none", "ready", "ready", "left", "the same", "done")),
    "later at 90": ({"sessions": 1}, ("ready", "even", "looser")),
    "later at 120": ({"sessions": 2, "seconds": 120}, ("ready", "ready", "right")),
    "fourth at 30": ({"sessions": 3, "seconds": 30, "first_side": "right"}, ("ready", "even")),
    "asked before each": ({"sessions": 1, "seconds": 60, "going_on": "asking"}, ("ready", "ready")),
}


def blocks(way: str, pace: float) -> Iterator[Device]:
    """The speaker at the start of each answer of one way through a session."""
    person, words = WAYS[way]
    device = speaker(pace, **person)
    device.launch()
    yield fork(device)
    for word in words:
        device.say(word)
        yield fork(device)
        if word == "ready":
            yield from _held(device)


def _held(device: Device) -> Iterator[Device]:
    """The speaker in a hold, a pause and a choice that came out of this answer."""
    assert device.answer is not None
    for mark in device.answer.marks:
        if mark.name == "roll":
            for word in ("tender spot", "pause", "it hurts"):
                held = fork(device)
                held.say(word, at=device.answer.true_seconds(mark)[0] + 25)
                yield held
            return


def seconds(device: Device, every: float) -> Iterator[float]:
    """Every so many seconds of an answer, through microphones and reprompt, and after the end."""
    at = 0.0
    while device.answer and not device.answer.closes and at <= device.answer.over_at + every:
        yield at
        at += every


def rolled(device: Device, side: str) -> float:
    """True seconds on a side: those heard, and those until an answer under which the rolling goes on."""
    seconds = device.heard_seconds(CLOCKS, side)
    for before, after in pairwise(device.answers):
        goes_on = after.marks and after.marks[0].name in CLOCKS and after.marks[0].side == side
        if goes_on and any(_runs(before, mark) for mark in before.marks if mark.side == side):
            seconds += ALEXA.start_lag
    return seconds


def _runs(answer: Answer, mark: Mark) -> bool:
    began, ended = answer.true_seconds(mark)
    return mark.name in CLOCKS and began <= answer.cut_at < ended


def fault(device: Device, at: float, intent: str, slots: Slots) -> str:
    """Say it at that second: the speaker checks the rules of the platform, this checks the credit."""
    assert device.answer is not None
    said = fork(device)
    try:
        said.intend(intent, slots, at=at)
    except BrokenRule as broken:
        return f"{intent} {slots} at {at}: {broken}"
    if at >= device.answer.over_at:
        return ""
    answers = [(each, each.cut_at) for each in device.answers[:-1]] + [(device.answer, at)]
    heard = [piece.seconds for answer, until in answers for piece in answer.heard(until) if piece.text]
    slack = 0.0 if device.pace == 1.0 else 0.18 * sum(heard)
    credit: dict[str, int] = said.attributes["credit"]
    true: dict[str, float] = {side: rolled(said, side) for side in SIDES}
    if meaning(intent, {}, Phase.ROLLING).label in MENDS:
        credit, true = {"both": sum(credit.values())}, {"both": sum(true.values())}
    wrong = [
        side
        for side in true
        if abs(credit[side] - true[side]) > 3 + slack or max(said.attributes["credit"].values()) > CAP
    ]
    return f"{intent} {slots} at {at}: {credit}, and truly {true}" if wrong else ""


def faults(way: str, pace: float, every: float, share: int = 1, part: tuple[int, int] = (0, 1)) -> list[str]:
    """Break into every answer of a way, at every so many seconds, with one in `share` of the probes in turn.

    `part` is which of how many runs this one is; together they try every second.
    """
    mine, of = part
    turn, found = 0, []
    for device in blocks(way, pace):
        for at in seconds(device, every):
            turn += 1
            if turn % of == mine:
                for intent, slots in islice(probes(), turn // of % share, None, share):
                    found.append(fault(device, at, intent, slots))
    assert found
    return [each for each in found if each]


def test_the_probes_mean_every_label() -> None:
    """What is said in these tests means every label that words can mean."""
    meant = {meaning(name, {}, phase).label for name, _ in probes() for phase in Phase}
    assert meant == set(Label) - set(REQUESTS.values())


@pytest.mark.slow
@pytest.mark.parametrize("way", ["first at 60", "later at 90"])
@pytest.mark.parametrize("half", range(2))
def test_every_label_at_every_fifth_second(way: str, half: int) -> None:
    """Every fifth second of every block is broken into with every label."""
    assert faults(way, 1.0, 5.0, part=(half, 2)) == []


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_some_label_at_every_fifth_second(way: str) -> None:
    """The same at every pace and on every way, with the labels taking turns."""
    assert [each for pace in PACES for each in faults(way, pace, 5.0, share=24)] == []


@pytest.mark.long
@pytest.mark.parametrize("way", ["first at 60", "later at 90"])
@pytest.mark.parametrize("quarter", range(4))
def test_every_label_at_every_second(way: str, quarter: int) -> None:
    """Every second of every block is broken into with every label."""
    assert faults(way, 1.0, 1.0, part=(quarter, 4)) == []


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
def test_some_label_at_every_second(way: str) -> None:
    """The same at every pace and on every way, with the labels taking turns."""
    assert [each for pace in PACES for each in faults(way, pace, 1.0, share=40)] == []

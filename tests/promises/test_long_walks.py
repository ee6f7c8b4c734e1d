"""Random walks over the whole wire: whatever is said and whenever, no rule is broken and no end is dead."""

import random

import pytest

from skill.coach.session import CAP
from skill.simulator.device import Device
from tests.support.speaker import probes, speaker


def walk(seed: int, turns: int) -> None:
    """Say anything at any second of any answer, over the whole wire; lose and end sessions on the way."""
    rng = random.Random(seed)  # noqa: S311
    device = speaker(
        rng.choice([0.85, 1.0, 1.15]),
        sessions=rng.choice([0, 1, 3, 8]),
        seconds=rng.choice([None, 30, 60, 90, 120]),
        going_on=rng.choice(["by_itself", "asking"]),
    )
    device.launch()
    opened, credit = 0, {"left": 0, "right": 0}
    for _ in range(turns):
        do_something(device, rng)
        assert "halted_at" not in device.attributes, "something went wrong"
        before = credit if device.attributes["opened_at"] == opened else {"left": 0, "right": 0}
        opened, credit = device.attributes["opened_at"], device.attributes["credit"]
        assert sum(before.values()) <= sum(credit.values())
        assert max(credit.values()) <= CAP


def do_something(device: Device, rng: random.Random) -> None:
    """A word at some second of what is being played; now and then an end, a loss or a launch."""
    assert device.answer is not None
    at = device.position + rng.random() ** 2 * max(0.0, device.answer.over_at + 5 - device.position)
    dice = rng.random()
    if dice < 0.03 or device.session is None:
        device.launch(at)
    elif dice < 0.05:
        device.drop(at)
        device.launch(device.position + rng.choice([5, 60, 1500]))
    elif dice < 0.07:
        device.play_out()
        device.launch()
    elif dice < 0.4:
        device.say(rng.choice(["none", "ready", "continue", "even", "tender spot", "more time"]), at=at)
    else:
        intent, slots = rng.choice(probes())
        device.intend(intent, slots, at=at)


@pytest.mark.parametrize("seed", range(4))
def test_a_long_walk_finds_no_dead_end(seed: int) -> None:
    """Hundreds of turns on the speaker: each answer keeps the platform's rules, and credit only grows."""
    walk(seed, 200)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4, 44))
def test_many_long_walks_find_no_dead_end(seed: int) -> None:
    """The same, for long."""
    walk(seed, 500)

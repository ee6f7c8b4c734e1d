"""The clock is kept, whatever is said: each side ends at its own second, and both are alike."""

from itertools import product

import pytest

from tests.promises.answers import SIDES
from tests.promises.sides import OnCoach, OnSpeaker, Player, Rolled, roll_both
from tests.support.speaker import speaker

SAID = ("what_is_psoas", "not_understood", "time_left")
SWEEP = tuple(product((30, 60, 90, 120), (3, 5, 7, 11), SAID))
"""Seconds a side, seconds from word to word, and the word."""
RECKONED, BY_THE_WALL = 2, 4
"""Seconds by which a side may be longer or shorter than its plan: as the coach reckons, and by the wall."""


def wrong(rolled: Rolled, seconds: int, slack: float) -> str:
    """What is wrong with the wall's seconds of the two sides; empty where both are true."""
    if untold := set(SIDES) - set(rolled.ended):
        return f"the end of the {' and the '.join(sorted(untold))} side is never said"
    took = {side: rolled.seconds(side) for side in SIDES}
    true = all(abs(each - seconds) <= slack for each in took.values())
    return "" if true else ", ".join(f"{side} {took[side]:.0f} s by the wall" for side in SIDES)


def told(found: dict[tuple[int, int, str], str]) -> str:
    """All failures with their figures."""
    return "\n".join(
        f"{seconds} s a side, {word} every {every} s: {why}" for (seconds, every, word), why in found.items()
    )


def test_a_side_is_rolled_for_its_plan() -> None:
    """As the coach reckons, each side is rolled for its plan, and both are alike, within two seconds."""
    found = {}
    for seconds, every, word in SWEEP:
        player = OnCoach(seconds)
        roll_both(player, word, every)
        credit = [player.credit(side) for side in SIDES]
        if max(abs(each - seconds) for each in credit) > RECKONED or max(credit) - min(credit) > RECKONED:
            found[seconds, every, word] = f"left {credit[0]} s, right {credit[1]} s credited"
    assert not found, told(found)


def test_a_side_ends_at_its_own_second() -> None:
    """The words that end a side begin when its seconds have passed since its clock began, within two."""
    found = {}
    for seconds, every, word in SWEEP:
        if why := wrong(roll_both(OnCoach(seconds), word, every), seconds, RECKONED):
            found[seconds, every, word] = why
    assert not found, told(found)


@pytest.mark.slow
def test_a_side_ends_in_time_on_the_speaker() -> None:
    """The same with the whole skill on the virtual speaker, by its wall, within four seconds."""
    found = {}
    for seconds, every, word in SWEEP:
        player: Player = OnSpeaker(speaker(sessions=2, seconds=seconds))
        if why := wrong(roll_both(player, word, every), seconds, BY_THE_WALL):
            found[seconds, every, word] = why
    assert not found, told(found)


def test_silence_keeps_the_seconds_too() -> None:
    """With nothing said, both sides are true on the coach and on the speaker: the sweep measures right."""
    for seconds in (30, 60, 90, 120):
        on_coach, on_speaker = OnCoach(seconds), OnSpeaker(speaker(sessions=2, seconds=seconds))
        assert not wrong(roll_both(on_coach, "time_left", 10_000), seconds, RECKONED)
        assert not wrong(roll_both(on_speaker, "time_left", 10_000), seconds, BY_THE_WALL)

"""One person who rolls both sides, and says one word again and again while a clock runs.

Where no clock runs they are silent, but for "ready" where that is asked. It is played on the coach alone, to
whole seconds as it reckons them, or on the virtual speaker, by the wall.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from skill.simulator.device import Device
from tests.promises.answers import SIDES
from tests.promises.driver import KINDS, Stand, here
from tests.promises.words import Word

WORDS = {"what_is_psoas": "WhatIsPsoasIntent", "not_understood": "AMAZON.FallbackIntent",
         "time_left": "TimeLeftIntent", "ready": "ReadyIntent"}  # fmt: skip
"""A question, noise, and "how long", each with the intent that means it."""
ENDS = frozenset({"off", "come_off", "off_extra", "ask_tighter"})
"""Segments with which a side is over."""
WAITS = frozenset({"ask_settled", "ask_side_two"})
"""Questions that "ready" answers."""
READY_AFTER = 2.0
LONGEST = 1800


@dataclass(frozen=True)
class Played:
    """A segment as it is played: its name and side, and when it begins and ends by the wall, in seconds."""

    name: str
    side: str | None
    begins: float
    ends: float


class Player(Protocol):
    """What plays a session."""

    now: float

    def segments(self) -> Iterator[Played]:
        """The segments of the last answer's speech."""
        ...

    def say(self, label: str) -> None:
        """Say a word now."""
        ...


class OnCoach:
    """The coach alone; its answers begin a second after the word."""

    def __init__(self, seconds: int) -> None:
        kind = KINDS["later session"]
        person = replace(kind.person, seconds=seconds)
        self.stand = Stand(replace(kind, person=person), person)
        self.now: float = self.stand.now
        self.say("launch")

    @property
    def _begins(self) -> int:
        return self.stand.now + 1

    def segments(self) -> Iterator[Played]:
        for row in self.stand.spoken.rows:
            begins = self._begins + row.start
            yield Played(row.name, row.side, begins, begins + row.seconds)

    def say(self, label: str) -> None:
        self.stand = here(self.stand, round(self.now) - self._begins).say(Word(label))
        self.now = self.stand.now

    def credit(self, side: str) -> int:
        """Seconds that the coach reckons were rolled on a side by now."""
        return here(self.stand, round(self.now) - self._begins).credit[SIDES.index(side)]


class OnSpeaker:
    """The whole skill on the virtual speaker."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.device.launch()
        self.now = device.now

    def segments(self) -> Iterator[Played]:
        answer, began = self.device.answers[-1], self.device.now - self.device.position
        for mark in answer.marks:
            start, end = answer.true_seconds(mark)
            yield Played(mark.name, mark.side, began + start, began + end)

    def say(self, label: str) -> None:
        began = self.device.now - self.device.position
        self.device.intend(WORDS[label], at=self.now - began)
        self.now = self.device.now


@dataclass
class Rolled:
    """When each side's clock began, and when its end came, by the wall."""

    began: dict[str, float] = field(default_factory=dict)
    ended: dict[str, float] = field(default_factory=dict)

    def look(self, player: Player) -> None:
        """Note what has begun and ended by now."""
        for each in player.segments():
            if each.begins > player.now:
                return
            if each.name == "roll" and each.side:
                self.began.setdefault(each.side, each.begins)
            elif each.name in ENDS and self.began:
                side, began = list(self.began.items())[-1]
                if each.begins >= began:
                    self.ended.setdefault(side, each.begins)

    def seconds(self, side: str) -> float:
        """How long a side was rolled, by the wall."""
        return self.ended[side] - self.began[side]


def roll_both(player: Player, label: str, every: int) -> Rolled:
    """Roll both sides, with a word every so many seconds from the first side's clock 0 on."""
    rolled, due = Rolled(), 0.0
    until = player.now + LONGEST
    while len(rolled.ended) < len(SIDES) and player.now < until:
        player.now += 1
        rolled.look(player)
        *_, last = segments = list(player.segments())
        clock = next((each for each in segments if each.begins <= player.now < each.ends), last)
        due = due or (min(rolled.began.values()) + every if rolled.began else 0.0)
        if due and player.now >= due:
            due += every
            if clock.name == "roll":
                player.say(label)
        elif last.name in WAITS and player.now >= last.ends + READY_AFTER:
            player.say("ready")
    return rolled

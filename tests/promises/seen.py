"""What somebody who only listens knows of a session: what was said to it, and what it answered.

The promises are held against this, never against the coach's own memory, which may be wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.promises.answers import CLOCKS, SIDES, Answer, Row, Side
from tests.promises.words import (
    ASIDES,
    CLEARS,
    GIVES_UP,
    HURTS,
    LIFTS,
    SIDE_QUESTIONS,
    TELLS_OF,
    UP,
    Word,
    alarms,
    moves_credit,
    stops,
)

EARLY = 2.0
"""So many seconds before the end of the list an answer to the safety question may come."""


@dataclass(frozen=True)
class Seen:
    """What is known of a session at one moment.

    `known`: the safety question was answered in any session; `cleared`: also since it was last asked;
    `asks_safety`: it is open; `doubt`: it was answered by yes or a condition. `stopped` are sides that
    pain or numbness ended, `had` those that were rolled, or given up by the person. `alarmed` is set by a
    warning sign, `hurt` by pain. `aside` names the question of the pause, choice or offer that is open, and
    `about` its phrases: what is to be confirmed.
    `lies` tells that a body may be on the roller, `side` on which side. `credit` is what was rolled, left
    and right, in the session that was opened at `opened_at`.
    """

    known: bool = False
    cleared: bool = False
    asks_safety: bool = False
    doubt: bool = False
    stopped: frozenset[str] = frozenset()
    had: frozenset[str] = frozenset()
    alarmed: bool = False
    hurt: bool = False
    aside: str = ""
    about: frozenset[str] = frozenset()
    lies: bool = False
    side: Side | None = None
    credit: tuple[int, int] = (0, 0)
    opened_at: int = -1

    @property
    def key(self) -> Any:
        """What tells two sessions apart that the coach may take for the same."""
        exact = (self.known, self.cleared, self.asks_safety, self.doubt, self.alarmed, self.hurt, self.lies)
        return (*exact, self.stopped, self.had, self.aside, self.about, self.side)

    def reached(self, answer: Answer | None, position: float) -> "Seen":
        """The same, so many seconds after an answer's speech began."""
        if answer is None:
            return self
        rows = list(begun(answer, position))
        lies, side = self.lies, self.side
        for row in rows:
            gone = row.name == "come_off" and position >= row.start + row.seconds
            lies = (lies or row.lies) and row.name not in UP and not gone
            side = row.side if row.lies and row.side else side
        passed = rolled(rows, position)
        credit = (self.credit[0] + round(passed["left"]), self.credit[1] + round(passed["right"]))
        asks = any(row.name == "ask_safety" and row.start - EARLY <= position for row in answer.rows)
        had = self.had | {name for name in SIDES if passed[name] >= 1}
        return replace(self, lies=lies, side=side, credit=credit, asks_safety=asks, had=had)

    def heard(self, word: Word, opens: bool) -> "Seen":
        """The same, once a word was said."""
        now = self._anew() if opens else self
        refused = alarms(word) or (word.label == "health_condition" and word.fact("topic") is None)
        ends = stops(word, asked=now.lies and not now.aside)
        ended = {now.side, word.fact("side")} if now.lies and ends else set()
        unplaced = ends and not now.lies  # which side that ends, only the coach can tell
        gives_up = word.label in GIVES_UP or unplaced or (word.label == "switch_sides" and now.had)
        agrees = now.doubt and word.label == "doctor_agrees"
        clears = now.asks_safety and (word.label in CLEARS or agrees)
        tells = word.label == "health_condition" and word.fact("topic") is None
        doubts = tells or (now.asks_safety and word.label == "yes")
        return replace(
            now,
            known=(now.known or clears) and not refused,
            cleared=(now.cleared or clears) and not (tells and not now.lies),
            doubt=now.doubt or doubts,
            alarmed=(now.alarmed or alarms(word)) and word.label not in LIFTS,
            hurt=now.hurt or word.label in HURTS,
            stopped=now.stopped | frozenset(side for side in ended if side),
            had=frozenset(SIDES) if gives_up else now.had,
        )

    def _anew(self) -> "Seen":
        """What stays known when the skill is opened again."""
        return replace(
            self,
            cleared=self.known,
            asks_safety=False,
            doubt=False,
            lies=False,
            side=None,
            aside="",
            about=frozenset(),
            hurt=False,
        )

    def answered(self, word: Word, answer: Answer) -> "Seen":
        """The same, once that was answered."""
        asked = answer.question
        beside = asked.startswith(SIDE_QUESTIONS)
        second = word.label == "pain_too_much" and self.lies and "side_over" in answer.phrases
        # As the answer to "is it numb?" it counts as sharp, which ends a side that it names as well.
        sides = (self.side, word.fact("side") if self.aside == "ask_confirm" else None)
        asks = answer.phrases & TELLS_OF if asked in ASIDES else self.about if beside else frozenset()
        moved = moves_credit(word, self.about)
        told = {side for side, seconds in zip(SIDES, answer.credit, strict=True) if moved and seconds}
        return replace(
            self,
            about=asks,
            had=self.had | told,
            cleared=self.cleared and asked != "ask_safety",
            aside=asked if asked in ASIDES else self.aside if beside else "",
            stopped=self.stopped | frozenset(side for side in sides if second and side),
            credit=answer.credit,
            opened_at=answer.opened_at,
        )


def begun(answer: Answer, position: float) -> Iterator[Row]:
    """The segments of an answer that have begun by a second."""
    return (row for row in (*answer.rows, *answer.later) if row.start <= position)


def rolled(rows: list[Row], position: float) -> dict[Side, float]:
    """Seconds that clocks of these segments have run on each side, up to a second."""
    found: dict[Side, float] = dict.fromkeys(SIDES, 0.0)
    for row in rows:
        if row.name in CLOCKS and row.side:
            found[row.side] += min(row.seconds, position - row.start)
    return found

"""One answer of the skill as the device plays it: what is heard when, and how long its marks really took.

All seconds count from the start of the speech, and go on through the first microphone, the reprompt
and the second microphone.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from skill.channel import ALEXA
from skill.simulator.pace import Piece, pieces_of
from skill.simulator.rules import Json, is_open
from skill.simulator.screen import shown

HALTED = "halted_at"
"""Session attribute of an apology, whose marks are still those of the answer before it."""


class Microphone(StrEnum):
    """What the device is doing. It hears without its name only in the two listening states."""

    SPEAKING = "speaking"
    LISTENING = "listening"
    REPROMPT = "reprompt"
    LISTENING_AGAIN = "listening again"
    OVER = "over"


@dataclass(frozen=True)
class Played:
    """A phrase, or a silence when `text` is empty, with its start and its length in seconds."""

    text: str
    start: float
    seconds: float
    in_reprompt: bool = False

    @property
    def end(self) -> float:
        """The second at which it is over."""
        return self.start + self.seconds


@dataclass(frozen=True)
class Mark:
    """A segment as the skill planned it, read from the session attributes.

    `start` and `seconds` are planned ones, from the start of its own part (speech or reprompt). `first_item`
    is how many phrases and silences stand before it there; neighbouring silences count as one.
    """

    name: str
    side: str | None
    start: float
    seconds: float
    first_item: int
    in_reprompt: bool = False


class OutOfStep(ValueError):
    """The marks do not fit what is spoken; the message says which and why."""


class Answer:
    """One answer, laid out by the device's own rule.

    `attributes` are the session attributes it carries, `closes` tells that the session ends with it;
    a reprompt is played only where it does not. `cut_at` is the second at which the device fell
    silent or was spoken to. `pace` is the device's, from `SLOWEST` to `FASTEST`.
    """

    def __init__(self, response: Json, pace: float = 1.0) -> None:
        body = response.get("response") or {}
        self.response = response
        self.cut_at = math.inf
        self.attributes: Json = response.get("sessionAttributes") or {}
        self.closes = not is_open(response)
        self.screen = shown(response)
        again = None if self.closes else (body.get("reprompt") or {}).get("outputSpeech")
        self.has_reprompt = bool(again)
        self._speech = _Part(pieces_of(body.get("outputSpeech"), pace), self._marks("marks"))
        self._reprompt = _Part(pieces_of(again, pace), self._marks("reprompt_marks"))
        self.speech_seconds = self._speech.seconds
        self.reprompt_seconds = self._reprompt.seconds
        self.reprompt_start = self.speech_seconds + ALEXA.listening_seconds
        self.speech = _played(self._speech.pieces, 0.0, False)
        self.reprompt = _played(self._reprompt.pieces, self.reprompt_start, True)

    def _marks(self, name: str) -> tuple[Mark, ...]:
        again = name == "reprompt_marks"
        if HALTED in self.attributes or (again and not self.has_reprompt):
            return ()
        rows = self.attributes.get(name) or ()
        return tuple(
            Mark(label, side, start, length, item, again) for label, side, start, length, item in rows
        )

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of the speech, in order."""
        return self._speech.marks

    @property
    def reprompt_marks(self) -> tuple[Mark, ...]:
        """The marks of the reprompt, in order."""
        return self._reprompt.marks

    @property
    def over_at(self) -> float:
        """The second at which the session ends if nobody speaks."""
        if self.closes:
            return self.speech_seconds
        again = self.reprompt_seconds + ALEXA.listening_seconds if self.has_reprompt else 0.0
        return self.reprompt_start + again

    def microphone(self, at: float) -> Microphone:
        """What the device is doing at a second."""
        if at >= min(self.over_at, self.cut_at):
            return Microphone.OVER
        if at < self.speech_seconds:
            return Microphone.SPEAKING
        if at < self.reprompt_start:
            return Microphone.LISTENING
        ends = self.reprompt_start + self.reprompt_seconds
        return Microphone.REPROMPT if at < ends else Microphone.LISTENING_AGAIN

    def heard(self, at: float) -> list[Played]:
        """What was heard up to a second; what was playing then is cut there."""
        at = min(at, self.cut_at)
        begun = [piece for piece in (*self.speech, *self.reprompt) if piece.start < at]
        return [replace(piece, seconds=min(piece.seconds, at - piece.start)) for piece in begun]

    def true_seconds(self, mark: Mark) -> tuple[float, float]:
        """The seconds at which a mark really began and ended. Raises `OutOfStep`."""
        part, start = (self._reprompt, self.reprompt_start) if mark.in_reprompt else (self._speech, 0.0)
        return start + part.real(mark.start), start + part.real(mark.start + mark.seconds)

    def heard_seconds(self, mark: Mark, at: float) -> float:
        """How many true seconds of a mark were heard up to a second. Raises `OutOfStep`."""
        began, ended = self.true_seconds(mark)
        return max(0.0, min(at, self.cut_at, ended) - began)

    def mark_at(self, at: float) -> Mark | None:
        """The mark being played at a second, or None. Raises `OutOfStep`."""
        for mark in (*self.marks, *self.reprompt_marks):
            began, ended = self.true_seconds(mark)
            if began <= at < ended:
                return mark
        return None


def _played(pieces: Sequence[Piece], start: float, again: bool) -> tuple[Played, ...]:
    played = []
    for piece in pieces:
        played.append(Played(piece.text, start, piece.seconds, again))
        start += piece.seconds
    return tuple(played)


class _Part:
    """A speech or a reprompt, with planned seconds against real ones.

    Each mark pins a planned second to the start of an item. Between two pins silences last as planned,
    and words share what is left: where the device says them slower than planned, all are slower alike.
    """

    def __init__(self, pieces: Sequence[Piece], marks: tuple[Mark, ...]) -> None:
        self.pieces = pieces
        self.marks = marks
        self.seconds = sum(piece.seconds for piece in pieces)
        self._knots: list[tuple[float, float]] | None = None

    def real(self, planned: float) -> float:
        """The real second at which a planned second comes, both from the part's start."""
        if self._knots is None:
            self._knots = [(0.0, 0.0), *self._tie()]
        knots = self._knots
        place = bisect_right(knots, (planned, float("inf")))
        if place == len(knots):
            return knots[-1][1]
        (before, began), (after, ended) = knots[place - 1], knots[place]
        return began + (planned - before) * (ended - began) / (after - before)

    def _tie(self) -> list[tuple[float, float]]:
        end = max((mark.start + mark.seconds for mark in self.marks), default=self.seconds)
        items = 1 + max((piece.item for piece in self.pieces), default=-1)
        pins = [(0.0, 0, "the start"), *((mark.start, mark.first_item, mark.name) for mark in self.marks)]
        knots: list[tuple[float, float]] = []
        for (begin, first, name), (until, last, after) in pairwise([*pins, (end, items, "the end")]):
            if until < begin or not first <= last <= items:
                raise OutOfStep(
                    f"{after!r} begins at {until:g} s and item {last} of {items}, but {name!r} before it "
                    f"at {begin:g} s and item {first}: marks come in order, and count only what is there"
                )
            knots += self._stretch(begin, until, first, last, name)
        return knots

    def _stretch(
        self, begin: float, until: float, first: int, last: int, name: str
    ) -> Iterator[tuple[float, float]]:
        inside = [piece for piece in self.pieces if first <= piece.item < last]
        words = sum(piece.seconds for piece in inside if piece.text)
        planned = until - begin - sum(piece.seconds for piece in inside if not piece.text)
        if not words / 2 - 1 <= planned <= words * 2 + 1:
            raise OutOfStep(
                f"{name!r} plans {planned:.1f} s of words and the device says {words:.1f} s of them: "
                "its first item counts every phrase and every silence before it, neighbouring silences as one"
            )
        real = sum(piece.seconds for piece in self.pieces if piece.item < first)
        for piece in inside:
            begin += piece.seconds * (max(0.0, planned) / words if piece.text else 1.0)
            real += piece.seconds
            yield min(begin, until), real
        yield until, real

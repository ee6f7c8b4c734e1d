"""Laying a row of segments out to the second: phrases with the silences between them.

A paced segment is as long as its words and silences; a clocked one lasts exactly its seconds, and
each of its cues has a second of its own. Speech is measured, never spoken, so this is arithmetic.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from skill.coach.acts import NO_FACTS, TEMPO, Facts, Item, Measure, Say, Silence
from skill.coach.events import Side
from skill.coach.phrases import Phrase
from skill.coach.session import Mark, Part

BREATH = 1.0
"""The least silence between two cues, in seconds."""
SHORTEST = 0.05
"""A silence shorter than this is not heard, in seconds."""
LATE = 6.0
"""A cue is dropped where it would come more than so many seconds after its own."""


class Cue(NamedTuple):
    """A phrase with the silence after it, or, where a clock runs, with its second on that clock.

    Without a phrase it is silence alone. A `call` tells the time, so it is never late: where something
    else is said at its second, the call is dropped. `recorded` is false for a cue about pain or health, of
    which the session keeps nothing. `teaches` names what a step is for, where code asks: "limit", "leg",
    "lowers" or "fetch".
    """

    phrase: Phrase | None
    after: float = BREATH
    at: float | None = None
    call: bool = False
    facts: Facts = NO_FACTS
    recorded: bool = True
    teaches: str = ""


def unrecorded(phrase: Phrase, after: float = BREATH) -> Cue:
    """A cue about pain or health: the session does not keep that it was said."""
    return Cue(phrase, after, recorded=False)


class Segment(NamedTuple):
    """A stretch of the routine. With `seconds` it has a clock and lasts exactly so long.

    Where the rest does not fit into one response, it may end here with the question that `ends` names.
    """

    name: str
    side: Side | None = None
    cues: tuple[Cue, ...] = ()
    seconds: float | None = None
    lead: int = 0
    ends: str = ""


def as_segments(cues: Iterable[Cue]) -> list[Segment]:
    """Cues as segments of their own, named after their phrase where that may be recorded."""
    return [Segment(cue.phrase.id if cue.phrase and cue.recorded else "told", cues=(cue,)) for cue in cues]


@dataclass
class Layouter:
    """Lays segments out, choosing the next variant of each phrase."""

    measure: Measure
    tempo: str
    used: dict[str, int]
    offset: int = 0
    items: list[Item] = field(default_factory=list)
    now: float = 0.0
    words: float = 0.0

    def length(self, cue: Cue) -> float:
        """Seconds that the next variant of a cue takes."""
        if cue.phrase is None:
            return 0.0
        name = cue.phrase.id
        return self.measure(name, self._variant(name), cue.facts) / TEMPO[self.tempo]

    def say(self, cue: Cue, length: float) -> None:
        """Lay out a phrase at this moment; `length` are the seconds that it takes."""
        if cue.phrase is None:
            return
        name = cue.phrase.id
        self.items.append(Say(name, cue.facts, self._variant(name)))
        if cue.recorded:
            self.used[name] = self.used.get(name, 0) + 1
        self.now += length
        self.words += length

    def wait(self, seconds: float) -> None:
        """Lay out silence; what is too short to be heard is left out, neighbours are one."""
        seconds = round(seconds, 2)
        if seconds < SHORTEST:
            return
        self.now += seconds
        if self.items and isinstance(before := self.items[-1], Silence):
            self.items[-1] = Silence(before.seconds + seconds)
        else:
            self.items.append(Silence(seconds))

    def _variant(self, phrase: str) -> int:
        return self.offset + self.used.get(phrase, 0)


class LongestLayouter(Layouter):
    """Adds up lengths alone, with the longest variant of each phrase: nothing is laid out."""

    def length(self, cue: Cue) -> float:
        """Seconds that the longest variant of a cue takes."""
        if cue.phrase is None:
            return 0.0
        return self.measure(cue.phrase.id, None, cue.facts) / TEMPO[self.tempo]

    def say(self, cue: Cue, length: float) -> None:
        """Count the seconds of a phrase."""
        self.now += length
        self.words += length

    def wait(self, seconds: float) -> None:
        """Count the seconds of a silence that is heard."""
        seconds = round(seconds, 2)
        if seconds >= SHORTEST:
            self.now += seconds


def lay_out(segments: Iterable[Segment], layouter: Layouter) -> Part:
    """Lay segments out one after another; the items are left in the layouter."""
    marks = []
    for segment in segments:
        start, index = layouter.now, len(layouter.items)
        _laid(segment, layouter)
        marks.append(Mark(segment.name, segment.side, start, layouter.now - start, index))
    return Part(tuple(marks), layouter.now, layouter.words)


def _laid(segment: Segment, layouter: Layouter) -> None:
    if segment.seconds is None:
        _paced(segment, layouter)
    else:
        _clocked(segment, segment.seconds, layouter)


def _paced(segment: Segment, layouter: Layouter) -> None:
    for cue in segment.cues:
        layouter.say(cue, layouter.length(cue))
        layouter.wait(cue.after)


def _clocked(segment: Segment, seconds: float, layouter: Layouter) -> None:
    start = layouter.now
    for place, (cue, end) in enumerate(zip(segment.cues, _ends(segment.cues, seconds), strict=True)):
        passed, length = layouter.now - start, layouter.length(cue)
        at = _second(cue, length, passed, end)
        if place < segment.lead:
            at = passed + (0.5 if place else 0.0)
        if at is not None:
            layouter.wait(at - passed)
            layouter.say(cue, length)
    left = start + seconds - layouter.now
    layouter.wait(BREATH if left < SHORTEST and layouter.now > start else left)


def _ends(cues: Sequence[Cue], seconds: float) -> list[float]:
    """The second by which each cue must be over: that of the next call, or of the segment's end."""
    ends, end = [], seconds
    for cue in reversed(cues):
        ends.append(end)
        if cue.call:
            end = min(end, cue.at or 0.0)
    return ends[::-1]


def _second(cue: Cue, length: float, passed: float, end: float) -> float | None:
    """The second at which a cue can be said, or None when its moment is taken."""
    wanted = cue.at or 0.0
    at = max(wanted, passed + BREATH if passed else 0.0)
    if at > wanted + (0.5 if cue.call else LATE):
        return None
    return at if at + length + BREATH <= end else None


def longest(segments: Iterable[Segment], layouter: Layouter) -> Part:
    """How long segments can get, with the longest variant of each phrase: seconds and words, no marks."""
    adding = LongestLayouter(layouter.measure, layouter.tempo, {})
    for segment in segments:
        _laid(segment, adding)
    return Part((), adding.now, adding.words)


def longest_words(cues: Iterable[Cue], measure: Measure, tempo: str) -> float:
    """Seconds that cues take in their longest wording, each with a breath after it."""
    return sum(_longest_cue(cue, measure, tempo) for cue in cues)


def _longest_cue(cue: Cue, measure: Measure, tempo: str) -> float:
    if cue.phrase is None:
        return cue.after
    return measure(cue.phrase.id, None, cue.facts) / TEMPO[tempo] + BREATH

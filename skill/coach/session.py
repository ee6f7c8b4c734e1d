"""The frozen session: where a person is in the routine, and what was laid out for them.

A turn returns a new one. It travels as session attributes, so it is plain JSON both ways. Nothing
that a person says about pain or health is kept: `over` are sides that are done for today, for
whatever reason, and `gentle` are sides on which more pressure is no longer offered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from skill.coach.events import SIDES, Side
from skill.coach.soundness import check
from skill.coach.states import State

VERSION = 2
READABLE = (1, VERSION)
"""Versions that can be read: 1 lacked `week`, `taken_up` and `reminder`, which then have their defaults."""

CAP = 180
"""The most seconds of contact on one side in a session (bruising and irritation, domain judgement)."""

SCRAP = 5
"""With fewer seconds than this nobody is sent onto the roller."""


@dataclass(frozen=True)
class Mark:
    """One laid-out segment: its name and side, where it starts, how long it is (planned seconds).

    `index` counts the phrases and silences that stand before it.
    """

    name: str
    side: Side | None
    start: float
    seconds: float
    index: int


@dataclass(frozen=True)
class Part:
    """A laid-out speech or reprompt: its marks, its length, and how much of it is words (seconds)."""

    marks: tuple[Mark, ...] = ()
    seconds: float = 0.0
    words: float = 0.0


def _both(value: int) -> dict[Side, int]:
    return {"left": value, "right": value}


@dataclass(frozen=True, kw_only=True)
class Session:
    """One session. Seconds are whole.

    `opened_at` is the timestamp of the request that opened it, `sent_at` of the one last answered,
    `ended_at` of a reported end. `place` is where the routine stands when `state` is a pause or a
    choice, `step` how far the set-up got. `turn` points at the side under way. `todo` is what is still
    to roll on each side, `credit` what was rolled, `restarted` the credit at which a side's clock began
    again. `left` counts down a hold or a rest. `extra` says that extra time was given, `advised` which
    closing words were heard. `used` counts how often a phrase was said. `week` is how many sessions
    were finished in the same week before, None where that is not known; `taken_up` says that this one
    dropped once. `asked` names a question that is no part of the routine, `reminder` holds what it is
    about: the plan, then reminders that are set, each as text.
    """

    state: State = State.LAUNCH
    place: State = State.LAUNCH
    step: int = 0
    sides: tuple[Side, ...] = SIDES
    turn: int = 0
    seconds: int = 60
    credit: Mapping[Side, int] = field(default_factory=lambda: _both(0))
    todo: Mapping[Side, int] = field(default_factory=lambda: _both(0))
    restarted: Mapping[Side, int] = field(default_factory=lambda: _both(0))
    holds: Mapping[Side, int] = field(default_factory=lambda: _both(0))
    left: int = 0
    extra: bool = False
    over: tuple[Side, ...] = ()
    gentle: tuple[Side, ...] = ()
    sessions: int = 0
    week: int | None = None
    taken_up: bool = False
    short: bool = False
    quiet: bool = False
    asking: bool = False
    tempo: str = "normal"
    finished: bool = False
    recorded: bool = False
    advised: str = ""
    missed: int = 0
    answer: str = ""
    asked: str = ""
    reminder: tuple[str, ...] = ()
    used: Mapping[str, int] = field(default_factory=dict)
    opened_at: int = 0
    sent_at: int | None = None
    ended_at: int | None = None
    speech: Part = Part()
    reprompt: Part = Part()

    @property
    def first(self) -> bool:
        """Whether this is the person's first session, which is told in full."""
        return self.sessions == 0

    @property
    def side(self) -> Side:
        """The side being worked on, or the next one."""
        return self.sides[min(self.turn, len(self.sides) - 1)]

    @property
    def clock(self) -> int:
        """Seconds done on this side since its clock last began."""
        return self.credit[self.side] - self.restarted[self.side]

    def room(self, side: Side) -> int:
        """Seconds that may still be rolled on a side before it has had its cap."""
        return max(0, CAP - self.credit[side])

    def with_(self, **changes: Any) -> "Session":
        """The same session with some fields changed. Raises TypeError for a name that is no field.

        A turn changes it a dozen times, so it is copied as it is, not made anew field by field.
        """
        if not changes.keys() <= vars(self).keys():
            raise TypeError(f"A session has no {sorted(changes.keys() - vars(self).keys())}.")
        changed = object.__new__(Session)
        vars(changed).update(vars(self), **changes)
        return changed

    def set_todo(self, side: Side, seconds: int) -> "Session":
        """The same session with so much still to roll on a side, never past the cap, never a scrap."""
        seconds = min(seconds, self.room(side))
        return self.with_(todo={**self.todo, side: seconds if seconds >= SCRAP else 0})

    def to_attributes(self) -> dict[str, Any]:
        """The session as JSON-safe session attributes."""
        return {
            **vars(self),
            "version": VERSION,
            "state": self.state.value,
            "place": self.place.value,
            **{name: list(getattr(self, name)) for name in _LISTS},
            "speech": [round(self.speech.seconds, 2), round(self.speech.words, 2)],
            "reprompt": [round(self.reprompt.seconds, 2), round(self.reprompt.words, 2)],
            "marks": [_row(mark) for mark in self.speech.marks],
            "reprompt_marks": [_row(mark) for mark in self.reprompt.marks],
        }

    @classmethod
    def from_attributes(cls, attributes: Any) -> "Session | None":
        """The session that these attributes hold; None when they hold none, or junk."""
        try:
            return _read(dict(attributes))
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
            return None


_FIELDS = tuple(spec.name for spec in fields(Session))
_LISTS = ("sides", "over", "gentle", "reminder")


def _row(mark: Mark) -> list[Any]:
    return [mark.name, mark.side, round(mark.start, 2), round(mark.seconds, 2), mark.index]


def _read(raw: dict[str, Any]) -> Session:
    if raw.pop("version") not in READABLE:
        raise ValueError("another version")
    sizes = {"speech": raw.pop("speech"), "reprompt": raw.pop("reprompt")}
    rows = {"speech": raw.pop("marks"), "reprompt": raw.pop("reprompt_marks")}
    known = {name: raw[name] for name in _FIELDS if name in raw}
    for name in ("sides", "over", "gentle"):
        known[name] = tuple(_side(side) for side in known[name])
    known["reminder"] = tuple(known.get("reminder", ()))
    for name in ("credit", "todo", "restarted", "holds"):
        known[name] = {side: _count(known[name][side]) for side in SIDES}
    known["state"], known["place"] = State(known["state"]), State(known["place"])
    for name in sizes:
        known[name] = Part(tuple(_mark(row) for row in rows[name]), *map(_length, sizes[name]))
    session = Session(**known)
    check(session)
    return session


def _side(value: Any) -> Side:
    return SIDES[SIDES.index(value)]


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= 1000:
        raise ValueError("not a count of seconds")
    return value


def _length(value: Any) -> float:
    if isinstance(value, bool) or not 0 <= float(value) < 1000:
        raise ValueError("not a length")
    return float(value)


def _mark(row: Any) -> Mark:
    name, side, start, seconds, index = row
    if not isinstance(name, str) or type(index) is not int:
        raise ValueError("not a mark")
    return Mark(name, None if side is None else _side(side), _length(start), _length(seconds), index)

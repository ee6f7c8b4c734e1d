"""The frozen session: where a person is in the routine, and what was laid out for them.

A turn returns a new one. It travels as session attributes, so it is plain JSON both ways; what no
turn could have written is refused when it is read, so that nothing later has to ask.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from skill.coach import older
from skill.coach.effects import reminder_of
from skill.coach.events import SIDES, Side
from skill.coach.phrases import Phrase
from skill.coach.places import MARKS, NO_TRAITS, Aside, Place
from skill.coach.settings import LEAST_SECONDS, MOST_SECONDS, SETTINGS, VERBOSITIES

VERSION = 4
"""The version of the attributes. `older` says what the versions before it lacked."""

CAP = 180
"""The most seconds of contact on one side in a session (bruising and irritation, domain judgement)."""

TOO_SHORT = 5
"""With fewer seconds than this nobody is sent onto the roller."""


class Mark(NamedTuple):
    """One laid-out segment: its name and side, where it starts, how long it is (planned seconds).

    `first_item` counts the phrases and silences that stand before it.
    """

    name: str
    side: Side | None
    start: float
    seconds: float
    first_item: int


class Part(NamedTuple):
    """A laid-out speech or reprompt: its marks, its length, and how much of it is words (seconds)."""

    marks: tuple[Mark, ...] = ()
    seconds: float = 0.0
    words: float = 0.0


NO_PART = Part()


def _both(value: int) -> dict[Side, int]:
    return {"left": value, "right": value}


@dataclass(frozen=True, kw_only=True)
class Session:
    """One session. Seconds are whole.

    Where: `place`; `aside`, the question over it; `pending`, what that question is about, with its
    words; `side_question`, a question beside the routine, and `reminder`, its plan and then the reminders
    that it is about; `step`, how many of the place's cues were heard whole; `side_index`, the side under
    way in `sides`; `remaining`, the seconds that a hold or a rest still has; `on_roller`, whether the roller
    may be under the person.

    Time: `seconds` a side; `todo` is what is still to roll, `credit` what was rolled, `restarted` the
    credit at which a side's clock began again, `holds` how many were held.

    What was agreed: `cleared` tells that the safety question was answered, `doubt` that it was answered
    by yes or a condition; `taught` that the lesson was heard. `verbosity` is how much is said. `stopped` are
    sides that pain or a sign has ended, `done` those that had their time today, `light` those on which more
    pressure is not offered.

    `undo` holds the fields that the last turn changed and that a "no" may take back. `tries` counts how
    often the safety question went unanswered, `missed` what was not understood in a row, `cut` how often in
    a row the next sentence was not heard out, to two. `waited` tells that the last word was "wait". `week` is
    how many sessions were finished in the same week before, None where that is not known.

    Timestamps of requests: `lying_since`, since when they lie on the roller without a clock, as the last
    word found them; `opened_at`, `sent_at` and `ended_at`.
    """

    place: Place = Place.LAUNCH
    aside: Aside | None = None
    pending: tuple[str, ...] = ()
    side_question: str = ""
    step: int = 0
    sides: tuple[Side, ...] = SIDES
    side_index: int = 0
    seconds: int = 60
    credit: Mapping[Side, int] = field(default_factory=lambda: _both(0))
    todo: Mapping[Side, int] = field(default_factory=lambda: _both(0))
    restarted: Mapping[Side, int] = field(default_factory=lambda: _both(0))
    holds: Mapping[Side, int] = field(default_factory=lambda: _both(0))
    remaining: int = 0
    extra: bool = False
    on_roller: bool = False
    cleared: bool = False
    listed: bool = False
    doubt: bool = False
    taught: bool = False
    chosen: bool = False
    stopped: tuple[Side, ...] = ()
    done: tuple[Side, ...] = ()
    light: tuple[Side, ...] = ()
    sessions: int = 0
    week: int | None = None
    taken_up: bool = False
    short: bool = False
    verbosity: str = "full"
    asks_first: bool = False
    tempo: str = "normal"
    finished: bool = False
    recorded: bool = False
    advised: str = ""
    tries: int = 0
    missed: int = 0
    waited: bool = False
    cut: int = 0
    answer: str = ""
    reminder: tuple[str, ...] = ()
    undo: Mapping[str, Any] = field(default_factory=dict)
    used: Mapping[str, int] = field(default_factory=dict)
    lying_since: int | None = None
    opened_at: int = 0
    sent_at: int | None = None
    ended_at: int | None = None
    speech: Part = NO_PART
    reprompt: Part = NO_PART

    @property
    def state(self) -> str:
        """The aside where there is one, else the place: what the attributes call the state."""
        return (self.aside or self.place).value

    @property
    def first(self) -> bool:
        """Whether the lesson is still to be heard."""
        return not self.taught

    @property
    def lesson(self) -> bool:
        """Whether the set-up is taught from kneeling on: the first time, or where every word is wanted."""
        return self.first or self.verbosity == "full"

    @property
    def lies(self) -> bool:
        """Whether the roller may be under the person."""
        return self.on_roller or (self.place.traits.lies and self.aside is None)

    @property
    def side(self) -> Side:
        """The side being worked on, or the next one."""
        return self.sides[min(self.side_index, len(self.sides) - 1)]

    @property
    def clock(self) -> int:
        """Seconds done on this side since its clock last began."""
        return max(0, self.credit[self.side] - self.restarted[self.side])

    @property
    def busy(self) -> bool:
        """Whether the roller is under them, so that nothing is asked but "settled?"."""
        return self.place.traits.lies and self.aside is None

    @property
    def rolled(self) -> bool:
        """Whether any second was rolled."""
        return any(self.credit.values())

    @property
    def begun(self) -> bool:
        """Whether a side has been rolled for so long that its turn counts as begun."""
        return any(seconds >= TOO_SHORT for seconds in self.credit.values())

    @property
    def order_open(self) -> bool:
        """Whether no side has had a turn yet, so that the other one can still come first."""
        return not self.side_index and not self.begun

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
        """The same session with so much still to roll on a side, never past the cap, never too short."""
        seconds = min(seconds, self.room(side))
        return self.with_(todo={**self.todo, side: seconds if seconds >= TOO_SHORT else 0})

    def to_attributes(self) -> dict[str, Any]:
        """The session as JSON-safe session attributes; `state` stands first for whoever reads them."""
        return {
            "state": self.state,
            **vars(self),
            "version": VERSION,
            "place": self.place.value,
            "aside": self.aside.value if self.aside else "",
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
            return _read(older.current(dict(attributes)))
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
            return None


_LISTS = ("pending", "sides", "stopped", "done", "light", "reminder")


def _row(mark: Mark) -> list[Any]:
    return [mark.name, mark.side, round(mark.start, 2), round(mark.seconds, 2), mark.first_item]


# Reading: one reader for each field. Each gives the value, or raises ValueError, KeyError or TypeError.

LONGEST = 300.0
"""No part, and no mark, is longer than this: a speaker talks for 240 s at most, a slow one a little more."""
MOST_MARKS = 120
"""No answer has more marks than this."""
LATEST = 2**37
"""No timestamp is later than this, in the year 6325: a calendar ends with the year 9999."""


def _int(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise ValueError(f"not a whole number from {least} to {most}")
        return value

    return read


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("not true or false")
    return value


def _one_of(*values: str) -> Callable[[Any], str]:
    known = {value: value for value in values}
    return lambda value: known[value]


def _side(value: Any) -> Side:
    return SIDES[SIDES.index(value)]


def _sides(value: Any) -> tuple[Side, ...]:
    found = tuple(map(_side, value))
    if len(set(found)) != len(found):
        raise ValueError("a side twice")
    return found


def _each_side(most: int) -> Callable[[Any], dict[Side, int]]:
    count = _int(0, most)
    return lambda value: {side: count(value[side]) for side in SIDES}


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(text, str) for text in value):
        raise TypeError("not texts")
    if len(value) > MOST_MARKS or any(len(text) > 200 for text in value):
        raise ValueError("too many, or too long")
    return tuple(value)


def _optional(read: Callable[[Any], int]) -> Callable[[Any], int | None]:
    return lambda value: None if value is None else read(value)


def _counts(value: Any) -> dict[str, int]:
    if not value.keys() <= _PHRASES:
        raise ValueError("a phrase that nobody says")
    count = _int(0, 1_000_000)
    return {name: count(times) for name, times in value.items()}


def _answer(value: Any) -> str:
    if value and Phrase(value).facts:
        raise ValueError("an answer that needs facts")
    return str(value)


def _undo(value: Any) -> dict[str, Any]:
    person = value.get("person", {})
    if not all(SETTINGS[name](setting) for name, setting in person.items()):
        raise ValueError("not settings")
    found = {name: _READERS[name](saved) for name, saved in value.items() if name != "person"}
    kept = {name: list(saved) if isinstance(saved, tuple) else saved for name, saved in found.items()}
    return {**kept, "person": person} if person else kept


_PHRASES = frozenset(phrase.value for phrase in Phrase)

_READERS: Mapping[str, Callable[[Any], Any]] = {
    "place": Place,
    "aside": lambda value: Aside(value) if value else None,
    "pending": _texts,
    "side_question": _one_of(
        "", "forget", "permission", "remind_day", "remind_time", "remind_what", "remind_yes", "cancel_all",
        "cancel_one", "change_one",
    ),
    "step": _int(0, MOST_MARKS),
    "sides": _sides,
    "side_index": _int(0, 1),
    "seconds": _int(LEAST_SECONDS, MOST_SECONDS),
    "credit": _each_side(CAP),
    "todo": _each_side(CAP),
    "restarted": _each_side(CAP),
    "holds": _each_side(10),
    "remaining": _int(0, CAP),
    **dict.fromkeys(
        (
            "extra", "on_roller", "cleared", "listed", "doubt", "taught", "chosen", "taken_up", "short",
            "asks_first", "finished", "recorded", "waited",
        ),
        _flag,
    ),
    **dict.fromkeys(("stopped", "done", "light"), _sides),
    "sessions": _int(0, 1_000_000),
    "week": _optional(_int(0, 10_000)),
    "tempo": _one_of("slow", "normal", "fast"),
    "verbosity": _one_of(*VERBOSITIES),
    "advised": _one_of("", "advice", "farewell"),
    "tries": _int(0, 1_000),
    "cut": _int(0, 2),
    "lying_since": _optional(_int(0, LATEST)),
    "missed": _int(0, 1_000),
    "answer": _answer,
    "reminder": _texts,
    "undo": _undo,
    "used": _counts,
    "opened_at": _int(0, LATEST),
    "sent_at": _optional(_int(0, LATEST)),
    "ended_at": _optional(_int(0, LATEST)),
}  # fmt: skip


def _read(raw: Mapping[str, Any]) -> Session:
    if raw["version"] != VERSION:
        raise ValueError("another version")
    known = {name: read(raw[name]) for name, read in _READERS.items()}
    known["speech"] = _part(raw["speech"], raw["marks"])
    known["reprompt"] = _part(raw["reprompt"], raw["reprompt_marks"])
    session = _BLANK.with_(**known)
    if (session.aside == Aside.CONFIRM) != (session.pending[:1] != () and session.pending[0] in PENDING):
        raise ValueError("nothing to confirm, or no question for it")
    _check_sides(session)
    _check_side_question(session.side_question, session.reminder)
    return session


def _length(value: Any) -> float:
    if isinstance(value, bool) or not 0 <= float(value) <= LONGEST:
        raise ValueError("not a length")
    return float(value)


def _part(sizes: Any, rows: Any) -> Part:
    seconds, words = map(_length, sizes)
    marks = tuple(_mark(row) for row in rows)
    ends = [0.0, *(mark.start + mark.seconds for mark in marks)]
    overlap = any(mark.start < end - 0.1 for mark, end in zip(marks, ends, strict=False))
    if len(marks) > MOST_MARKS or overlap or ends[-1] > seconds + 1:
        raise ValueError("marks that do not follow one another")
    return Part(marks, seconds, words)


def _mark(row: Any) -> Mark:
    name, side, start, seconds, index = row
    if not isinstance(name, str) or len(name) > 60:
        raise ValueError("not a mark")
    side = None if side is None else _side(side)
    if MARKS.get(name, NO_TRAITS).clock and side is None:
        raise ValueError("a clock without a side")
    return Mark(name, side, _length(start), _length(seconds), _index(index))


_index = _int(0, 1_000)


def _check_sides(session: Session) -> None:
    if session.sides not in (SIDES, SIDES[::-1], SIDES[:1], SIDES[1:]):
        raise ValueError("no such sides")
    for part in (session.speech, session.reprompt):
        for side in SIDES:
            clocks = (
                mark.seconds
                for mark in part.marks
                if mark.side == side and MARKS.get(mark.name, NO_TRAITS).clock
            )
            if session.credit[side] + sum(clocks) > CAP + 1:
                raise ValueError("more than a side may have")


def _check_side_question(asked: str, texts: tuple[str, ...]) -> None:
    """A question about reminders has a plan, and where it is about some that are set, those."""
    plan, *old = map(reminder_of, texts or (_NO_PLAN,))
    lacks = asked == "remind_yes" and not plan.whole
    if lacks or not all(each.whole for each in old) or (asked in _ABOUT_SET and not old):
        raise ValueError("no such reminders")


PENDING = frozenset({"start_over", "leg", "done", "again", "finished", "numb", "well"})
"""What a question to confirm can be about."""
_NO_PLAN = "  weekly"
_ABOUT_SET = ("remind_what", "cancel_all", "cancel_one", "change_one")
_BLANK = Session()
"""Every session is read as a copy of this one: that takes half the time of making it field by field."""
_FIELDS = frozenset(spec.name for spec in fields(Session)) - {"speech", "reprompt"}
if _READERS.keys() != _FIELDS:
    raise TypeError(f"Each field of a session needs a reader: {sorted(_FIELDS ^ _READERS.keys())}")

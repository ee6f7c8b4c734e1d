"""What the coach needs done outside before it can answer: erasing, and reminders.

The coach is pure. A turn that needs something done names an effect and says nothing yet; whoever
runs the coach does it within the same request, and hands the result to `machine.finish`, which
gives the turn that answers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of a week, in the order in which they are kept and said."""

AHEAD: Mapping[str, int] = {
    "today": 0,
    "tomorrow": 1,
    "day_after_tomorrow": 2,
    "in_three_days": 3,
    "in_four_days": 4,
    "next_week": 7,
}
"""Days that can only be meant once, and how many days from today they are."""

CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
"""A time on the clock, as "18:00"."""

_AS_TEXT = re.compile(rf"([a-z_]*) ({CLOCK.pattern}|) (weekly|once)", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """When somebody is reminded. What is not agreed on yet is empty.

    `days` are of `WEEK`, in its order, or where it is for once, one of those or of `AHEAD`; `time` is on
    the clock ("18:00").
    """

    days: tuple[str, ...] = ()
    time: str = ""
    weekly: bool = True

    @property
    def whole(self) -> bool:
        """Whether nothing is left to agree on."""
        return bool(self.days and self.time)

    def as_text(self) -> str:
        """The reminder as one plain text: "monday_thursday 18:00 weekly"."""
        return f"{'_'.join(self.days)} {self.time} {'weekly' if self.weekly else 'once'}"


def reminder_of(text: str) -> Reminder:
    """The reminder that `as_text` wrote. Raises ValueError for any other text."""
    found = _AS_TEXT.fullmatch(text)
    days = days_of(found[1]) if found else ()
    if found is None or (found[1] and not days) or (found[3] == "weekly" and set(days) & set(AHEAD)):
        raise ValueError("not a reminder")
    return Reminder(days=days, time=found[2], weekly=found[3] == "weekly")


def days_of(name: str) -> tuple[str, ...]:
    """The days that an id names: "monday_thursday", "weekdays", "tomorrow"; none where it names none."""
    if name in AHEAD:
        return (name,)
    named = _GROUPS.get(name) or tuple(name.split("_"))
    return tuple(day for day in WEEK if day in named) if set(named) <= set(WEEK) else ()


_GROUPS: Mapping[str, tuple[str, ...]] = {"every_day": WEEK, "weekdays": WEEK[:5], "weekends": WEEK[5:]}


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One thing to be done outside.

    `reminder` is the one to be set, or what one becomes; `old` are those to be changed or cancelled.
    `then` says what a list is wanted for. `permitted` tells that permission was given just now, so that
    it is not asked for twice.
    """

    what: Literal[
        "forget", "set_reminder", "list_reminders", "change_reminder", "cancel_reminders", "ask_permission"
    ]
    reminder: Reminder = Reminder()
    old: tuple[Reminder, ...] = ()
    then: Literal["tell", "change", "cancel"] = "tell"
    permitted: bool = False


@dataclass(frozen=True, kw_only=True)
class EffectResult:
    """What came of an effect: `how` is "done", or why it could not be done.

    For reminders that is one of "no_permission", "too_many", "unsupported", "no_zone", "past", "gone",
    "refused" and "away". `reminders` are those that a list was asked
    for, or those that were cancelled.
    """

    how: str
    reminders: tuple[Reminder, ...] = ()

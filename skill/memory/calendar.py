"""The person's own calendar: which day, week and month a moment falls in where they are.

A session belongs to the day on which it was opened, reckoned in the time zone in which the speaker
stands now. So nothing is counted twice and nothing lost when a clock changes or a speaker moves.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from skill.coach.profile import Tally
from skill.memory.store import Rolled

UTC = "UTC"
"""The zone of a speaker whose own cannot be asked."""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days on which a week can begin."""


def zone(name: str) -> tzinfo:
    """The time zone of this IANA name ("Europe/Berlin"); UTC where there is none of it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(UTC)


def day_of(at: int, where: tzinfo) -> date:
    """The day that a moment (seconds since 1970) falls on."""
    return datetime.fromtimestamp(at, where).date()


def midnight_after(at: int, where: tzinfo) -> int:
    """The moment of the next midnight after a moment, both in seconds since 1970."""
    tomorrow = day_of(at, where) + timedelta(days=1)
    return int(datetime.combine(tomorrow, time(), where).timestamp())


def week_of(day: date, begins: str) -> date:
    """The first day of a day's week; `begins` is one of `DAYS`."""
    return day - timedelta(days=(day.weekday() - DAYS.index(begins)) % 7)


def tally(rolls: Iterable[Rolled], at: int, where: tzinfo, begins: str) -> Tally:
    """Count sessions as the person would on a calendar at the moment `at`.

    One that seems to lie ahead, as after a journey, was rolled today.
    """
    today = day_of(at, where)
    days = [(min(day_of(roll.opened_at, where), today), roll.finished) for roll in rolls]
    finished = [day for day, done in days if done]
    this_week = week_of(today, begins)
    return Tally(
        week=sum(day >= this_week for day in finished),
        month=sum((day.year, day.month) == (today.year, today.month) for day in finished),
        yesterday=sum(day == today - timedelta(days=1) for day in finished),
        partly=sum(day >= this_week for day, done in days if not done),
        days=min(((today - day).days for day, _ in days), default=None),
    )

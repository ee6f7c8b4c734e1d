"""Days, weeks and months as the person's own calendar has them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coach.profile import Tally
from skill.memory.calendar import DAYS, day_of, tally, week_of, zone
from skill.memory.store import Rolled
from skill.voice.script import load

ZONES = ("UTC", "America/New_York", "Europe/London", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Niue",
         "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca", "Asia/Tokyo")  # fmt: skip
MOMENTS = st.integers(
    int(datetime(2019, 12, 1, tzinfo=UTC).timestamp()), int(datetime(2033, 3, 1, tzinfo=UTC).timestamp())
)


def at(text: str, name: str = "UTC") -> int:
    """The moment at which a wall clock in a zone shows this."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(name)).timestamp())


def counted(rolls: Sequence[str], now: str, name: str = "UTC", begins: str = "monday") -> Tally:
    """What is counted of sessions finished at these times, all told by the same wall clock."""
    return tally([Rolled(at(roll, name), True) for roll in rolls], at(now, name), zone(name), begins)


@given(
    st.lists(st.integers(0, 40 * 86400), max_size=30), MOMENTS, st.sampled_from(ZONES), st.sampled_from(DAYS)
)
def test_every_session_counts_on_the_day_the_wall_calendar_showed(
    ago: list[int], now: int, name: str, begins: str
) -> None:
    """Whatever the clock does in between: a day is a date, and a week is seven of them."""
    where = ZoneInfo(name)
    shown = [datetime.fromtimestamp(now - seconds, where).date() for seconds in ago]
    today = datetime.fromtimestamp(now, where).date()
    week = {today - timedelta(days=back) for back in range((today.weekday() - DAYS.index(begins)) % 7 + 1)}
    found = tally([Rolled(now - seconds, True) for seconds in ago], now, where, begins)
    assert found.week == sum(day in week for day in shown)
    assert found.month == sum((day.year, day.month) == (today.year, today.month) for day in shown)
    assert found.yesterday == sum(day == today - timedelta(days=1) for day in shown)
    assert found.days == (min((today - day).days for day in shown) if shown else None)


@given(MOMENTS, st.sampled_from(ZONES), st.sampled_from(DAYS))
def test_a_week_has_seven_days_and_every_day_is_in_one(now: int, name: str, begins: str) -> None:
    day = day_of(now, zone(name))
    first = week_of(day, begins)
    assert DAYS[first.weekday()] == begins
    assert 0 <= (day - first).days < 7


@given(st.integers(0, 6 * 86400), MOMENTS, st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_a_speaker_that_moves_counts_nothing_twice_and_loses_nothing(
    ago: int, now: int, before: str, after: str
) -> None:
    """However far it was carried, a session lies on one day: today, or a day before it."""
    rolled = [Rolled(now - ago, True)]
    for name in (before, after):
        found = tally(rolled, now, zone(name), "monday")
        assert found.days is not None
        assert abs(found.days - ago / 86400) <= 1
        assert found.yesterday == (found.days == 1)
        assert found.week in (0, 1)


@given(MOMENTS, st.integers(0, 30 * 3600), st.sampled_from(ZONES))
def test_a_clock_that_is_ahead_counts_as_today(now: int, ahead: int, name: str) -> None:
    """A session from a request whose timestamp runs ahead is never "minus one days ago"."""
    assert tally([Rolled(now + ahead, True)], now, zone(name), "monday").days == 0


def test_the_hour_that_a_clock_change_repeats_is_one_day() -> None:
    """In the night in which London's clocks go back, twenty-five hours are one date."""
    assert counted(["2026-10-25T00:10", "2026-10-25T23:50"], "2026-10-25T23:59", "Europe/London").days == 0
    assert counted(["2026-10-24T23:59"], "2026-10-25T00:01", "Europe/London").yesterday == 1


def test_the_hour_that_a_clock_change_skips_is_missed_by_nobody() -> None:
    """Where clocks go forward at midnight, a day has twenty-three hours, and is a day."""
    assert counted(["2026-03-07T23:30"], "2026-03-08T03:30", "America/New_York").yesterday == 1


def test_a_leap_day_is_a_day() -> None:
    assert counted(["2028-02-28T12:00", "2028-02-29T12:00"], "2028-03-01T12:00").days == 1
    assert counted(["2028-02-29T12:00"], "2028-02-29T13:00").month == 1
    assert counted(["2028-02-29T12:00"], "2028-03-01T12:00").month == 0


def test_a_week_runs_across_the_end_of_a_year() -> None:
    """The thirty-first of December 2026 is a Thursday: Friday the first belongs to the same week."""
    rolls = ["2026-12-28T08:00", "2026-12-31T23:00", "2027-01-01T08:00"]
    assert counted(rolls, "2027-01-03T12:00").week == 3
    assert counted(rolls, "2027-01-04T12:00").week == 0
    assert counted(rolls, "2027-01-03T12:00", begins="sunday").week == 0


def test_midnight_within_a_session_leaves_it_on_the_day_it_began() -> None:
    """Opened at five to twelve on Sunday night, it belongs to the week that ends."""
    opened = "2026-11-22T23:55"
    assert counted([opened], "2026-11-22T23:59").week == 1
    assert counted([opened], "2026-11-23T00:05").week == 0
    assert counted([opened], "2026-11-23T00:05").yesterday == 1


def test_sessions_that_were_only_begun_are_counted_apart() -> None:
    rolls = [Rolled(at("2026-11-20T08:00"), True), Rolled(at("2026-11-21T08:00"), False)]
    assert tally(rolls, at("2026-11-22T08:00"), UTC, "monday") == Tally(week=1, month=1, partly=1, days=1)


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "UTC\0", "x" * 4000])
def test_a_zone_that_is_none_is_utc(name: str) -> None:
    """A speaker's answer is not to be trusted."""
    assert day_of(at("2026-11-22T12:00"), zone(name)) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("locale", "begins"),
    [("en-US", "sunday"), ("en-CA", "sunday"), ("en-IN", "sunday"), ("en-GB", "monday"), ("en-AU", "monday")],
)
def test_a_week_begins_as_the_locale_has_it(locale: str, begins: str) -> None:
    """CLDR 46 (checked 2026-11-22)."""
    assert load(locale).week_begins == begins

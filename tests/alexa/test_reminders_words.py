"""Days, times and reminders in words, in every locale: from the script's tables, fit for anybody's ears."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coach.effects import AHEAD, WEEK
from skill.voice.errors import NoWordForFact
from skill.voice.facts import FactWords
from skill.voice.script import load

LOCALES = ("en-US", "en-GB", "en-CA", "en-AU", "en-IN")
SCRIPT = load("en-US")

HEALTH = re.compile(
    r"\b(pain|hurt|sore|ache|injur|back|hip|muscle|psoas|doctor|health|treat|tight|relie)", re.I
)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("00:00", "midnight"),
        ("00:30", "twelve thirty at night"),
        ("06:05", "six oh five in the morning"),
        ("12:00", "noon"),
        ("12:15", "twelve fifteen in the afternoon"),
        ("18:00", "six in the evening"),
        ("23:59", "eleven fifty-nine at night"),
    ],
)
def test_a_time_is_said_with_its_part_of_the_day(time: str, words: str) -> None:
    """So that a yes is a yes to the evening, and not to the morning."""
    assert SCRIPT.fact_words.word("time", time) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("monday", "Monday"),
        ("monday thursday", "Monday and Thursday"),
        ("monday wednesday friday", "Monday, Wednesday and Friday"),
        ("monday tuesday wednesday thursday friday", "weekday"),
        (" ".join(WEEK), "day"),
    ],
)
def test_days_in_a_row(days: str, words: str) -> None:
    """As people list them; days with a word of their own together have that."""
    assert SCRIPT.fact_words.word("weekdays", days) == words


@pytest.mark.parametrize("locale", LOCALES)
@given(time=st.times(), days=st.lists(st.sampled_from(WEEK), min_size=1, unique=True))
def test_no_day_or_time_is_longer_than_the_check_has_seen(
    locale: str, time: dt.time, days: list[str]
) -> None:
    """Every one has words, and none takes more time to say than a phrase was measured with."""
    words = load(locale).fact_words
    for fact, value in (("time", f"{time:%H:%M}"), ("weekdays", " ".join(d for d in WEEK if d in days))):
        said = words.word(fact, value)
        assert not re.search(r"[\d_{}]", said)
        assert len(said) <= len(words.longest(fact))


@pytest.mark.parametrize("day", [*WEEK, *AHEAD])
def test_every_single_day_has_words(day: str) -> None:
    """In every locale."""
    for locale in LOCALES:
        assert load(locale).fact_words.word("day", day)


@pytest.mark.parametrize(
    ("fact", "value"), [("time", "24:00"), ("time", "noon"), ("weekdays", "monday blursday"), ("day", "x y")]
)
def test_what_has_no_word_is_named(fact: str, value: str) -> None:
    """With where to put one."""
    with pytest.raises(NoWordForFact, match=rf"facts\.{fact}"):
        SCRIPT.fact_words.word(fact, value)


def test_another_language_joins_days_its_own_way() -> None:
    """Nothing of it stands in code."""
    days = {"between": "、", "last": "と", "monday": "月曜", "tuesday": "火曜", "friday": "金曜"}
    words = FactWords(
        "ja", {"weekdays": days, "time": {"18": "18時{minute}"}, "minute": {"30": "半"}}, (), {}
    )
    assert words.word("weekdays", "monday tuesday friday") == "月曜、火曜と金曜"
    assert words.word("time", "18:30") == "18時半"
    assert words.word("time", "18:00") == "18時"


def test_what_alexa_says_when_it_is_due_tells_nobody_of_health() -> None:
    """It is heard by whoever is in the room."""
    for locale in LOCALES:
        words = load(locale).words("reminder_words", 0, {})
        assert words
        assert not HEALTH.search(words)
        assert not re.search(r"[<>&]", words)

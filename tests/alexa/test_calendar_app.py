"""Whose calendar it is: the speaker's time zone, asked of Amazon over real HTTP, kept, and done without."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from skill.app import Skill, build_skill
from skill.coach.profile import Profile
from skill.config import Config
from skill.memory import MemoryStore
from skill.memory.people import kept_of
from skill.voice.script import load
from tests.support.amazon_services import DEVICE, TOKEN, Amazon, amazon
from tests.support.envelopes import NOON, Json, attributes, intent, launch, speech

WORDS = load("en-GB")
DAY = 24 * 3600


@pytest.fixture
def server() -> Iterator[Amazon]:
    with amazon(NOON) as found:
        yield found


@pytest.fixture
def skill() -> Skill:
    return build_skill(Config(), MemoryStore(kept_of(Profile(sessions=4, seconds=60))))


def at(text: str, zone: str = "America/New_York") -> int:
    """The moment at which a wall clock there shows this."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def there(request: Json, server: Amazon) -> Json:
    """The request as a British speaker sends it that stands where the server says."""
    system = request["context"]["System"]
    system |= {"apiEndpoint": server.endpoint, "apiAccessToken": TOKEN}
    system["device"]["deviceId"] = DEVICE
    request["request"]["locale"] = "en-GB"
    return request


def roll(skill: Skill, server: Amazon, began: int) -> None:
    """A session that is left to play out after "ready"."""
    carried = attributes(skill.handle(there(launch(began), server)))
    for second in (60, 90):
        carried = attributes(skill.handle(there(intent("ReadyIntent", began + second, carried), server)))
    skill.handle(there(intent("TimeLeftIntent", began + 420, carried), server))


def asked(skill: Skill, server: Amazon, moment: int) -> str:
    return speech(skill.handle(there(intent("ProgressIntent", moment), server)))


def zones(server: Amazon) -> int:
    """How often the time zone was asked for."""
    return sum("timeZone" in path for _, path, _ in server.calls)


def test_sunday_night_in_new_york_is_no_monday(skill: Skill, server: Amazon) -> None:
    """By London's clock it is Monday already; by theirs, where weeks begin on Mondays, it is last week."""
    roll(skill, server, at("2026-11-22T22:30"))
    assert WORDS.words("progress", 0, {"count": 1}) in asked(skill, server, at("2026-11-22T23:30"))
    assert WORDS.words("progress_none", 0, {}) in asked(skill, server, at("2026-11-23T00:30"))


def test_the_zone_is_asked_for_once_a_day(skill: Skill, server: Amazon) -> None:
    """It costs a call, and speakers seldom move."""
    for hours in (0, 1, 5, 23):
        skill.handle(there(launch(NOON + hours * 3600), server))
    assert zones(server) == 1
    skill.handle(there(launch(NOON + DAY + 3600), server))
    assert zones(server) == 2


def test_a_speaker_that_moved_is_counted_where_it_stands(skill: Skill, server: Amazon) -> None:
    """Rolled on Sunday in New York; the day after it stands in Tokyo, where that was Monday."""
    roll(skill, server, at("2026-11-22T20:00"))
    server.zone = "Asia/Tokyo"
    assert WORDS.words("progress", 0, {"count": 1}) in asked(
        skill, server, at("2026-11-25T08:00", "Asia/Tokyo")
    )


@pytest.mark.parametrize("fault", [(500, "BROKEN"), (403, "FORBIDDEN"), (429, "SLOW_DOWN")])
def test_without_an_answer_it_is_utc_and_asked_for_again(
    skill: Skill, server: Amazon, fault: tuple[int, str]
) -> None:
    """Nobody is kept waiting for a calendar, and what was known of one is not lost."""
    server.fault = fault
    roll(skill, server, at("2026-11-22T22:30"))
    assert WORDS.words("progress", 0, {"count": 1}) in asked(skill, server, at("2026-11-23T00:30"))
    server.fault = None
    assert WORDS.words("progress_none", 0, {}) in asked(skill, server, at("2026-11-23T00:40"))


def test_an_old_zone_is_better_than_none(skill: Skill, server: Amazon) -> None:
    """Asked for yesterday, unanswered today: the days go on being theirs."""
    roll(skill, server, at("2026-11-21T22:30"))
    server.fault = (500, "BROKEN")
    roll(skill, server, at("2026-11-22T22:30"))
    assert WORDS.words("progress", 0, {"count": 2}) in asked(skill, server, at("2026-11-22T23:30"))
    assert WORDS.words("progress_none", 0, {}) in asked(skill, server, at("2026-11-23T00:30"))

"""The lock after an alarm: when it is written, how long it holds, for whom, and what takes it away."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from skill.coach.events import Phase
from skill.coach.profile import Profile
from skill.memory import MemoryStore
from skill.memory.people import kept_of
from skill.memory.store import Who
from skill.turns import Heard
from tests.support.hearing import KITCHEN, Hearing, Word

ROOT = Path(__file__).parents[2]
BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3600
BARRED = "I stopped for your safety."
ANNA, BEN = (Who(user="family", device="kitchen", person=name) for name in ("anna", "ben"))


def at(hour: int, minute: int = 0) -> int:
    """A time of day in Berlin, as a timestamp."""
    return int(datetime(2026, 11, 23, hour, minute, tzinfo=BERLIN).timestamp())


def back(store: MemoryStore, now: int, who: Who = KITCHEN) -> Hearing:
    """Somebody who opens the skill at this moment."""
    mat = Talking(store, now=now - 10, who=who)
    mat.say("launch")
    return mat


class Talking(Hearing):
    """A person who was recognised, or was not."""

    def __init__(self, store: MemoryStore, now: int, who: Who = KITCHEN) -> None:
        super().__init__(store=store, now=now)
        self.who = who

    def heard(self, meaning_in: Callable[[Phase], Word], **changes: Any) -> Heard:
        """What is heard now, from this person."""
        return super().heard(meaning_in, **{"who": self.who, **changes})


def alarmed(hour: int, minute: int = 0, sign: str = "faint", who: Who = KITCHEN) -> MemoryStore:
    """The store after somebody rolled and said a sign at this time of day, and nothing since."""
    store = MemoryStore(kept_of(Profile(sessions=2, seconds=60)))
    mat = back(store, at(hour, minute) - 90, who)
    mat.say("ready", after=40)
    mat.say("red_flag", after=50, sign=sign)
    return store


def speech(mat: Hearing) -> str:
    """What was said last."""
    assert mat.spoken is not None
    return mat.spoken.speech


def test_the_lock_is_written_in_the_turn_of_the_alarm() -> None:
    """The connection may be lost right after it: the next launch bars the way all the same."""
    for sign in ("faint", "chest"):
        assert BARRED in speech(back(alarmed(15, sign=sign), at(15, 1))), sign


def test_misheard_takes_the_lock_away() -> None:
    """In the alarm itself, and at the launch after one; the list comes before anything else then."""
    for sign in ("faint", "chest"):
        store = alarmed(15, sign=sign)
        mat = back(store, at(15, 1))
        mat.say("misheard")
        assert "pregnant" in speech(mat), sign
        mat.say("stop")
        assert BARRED not in speech(back(store, at(15, 3))), sign


def test_it_holds_until_the_later_of_midnight_and_twelve_hours() -> None:
    """From the morning till midnight, from the evening for twelve hours, on the speaker's own clock."""
    found = []
    for hour, minute, ends in (
        (8, 0, at(23, 59) + 60),
        (15, 0, at(15) + 12 * HOUR),
        (23, 30, at(23, 30) + 12 * HOUR),
    ):
        store = alarmed(hour, minute)
        if BARRED not in speech(back(store, ends - 120)):
            found.append((hour, "was free too early"))
        if BARRED in speech(back(store, ends + 120)):
            found.append((hour, "held too long"))
    assert not found


def test_when_it_is_over_the_list_is_due() -> None:
    """After an alarm the whole list is said at the next session that opens."""
    mat = back(alarmed(15), at(15) + 30 * HOUR)
    assert "pregnant" in speech(mat)
    assert not mat.session.cleared


def test_a_moment_is_stored_and_never_why() -> None:
    """Nothing that is kept names a sign, an alarm or a condition."""
    for sign in ("faint", "chest"):
        store = alarmed(15, sign=sign)
        text = json.dumps(store.export("anna"))
        words = ("faint", "chest", "alarm", "sign", "unwell", "emergency", "red_flag", "pain", "condition")
        assert not [word for word in words if word in text], sign


def test_another_recognised_person_is_not_held() -> None:
    """Anna's alarm bars Anna, on every speaker, and not Ben; an unknown voice's bars the account."""
    store = alarmed(15, who=ANNA)
    assert BARRED in speech(back(store, at(15, 5), ANNA))
    assert BARRED in speech(back(store, at(15, 5), Who("family", "bedroom", "anna")))
    assert BARRED not in speech(back(store, at(15, 5), BEN))
    nobody = Who("family", "kitchen")
    assert BARRED in speech(back(alarmed(15, who=nobody), at(15, 5), nobody))


def test_forget_me_removes_it() -> None:
    """What is forgotten holds nobody, and the privacy page says so."""
    store = alarmed(15)
    store.forget(KITCHEN)
    assert BARRED not in speech(back(store, at(15, 30)))
    page = (ROOT / "docs" / "privacy.md").read_text("utf-8").lower()
    kept, erased = page.split("how to have it erased")
    assert "twelve hours" in kept
    assert "should rest" in erased


def test_forget_me_can_be_said_at_a_launch_that_is_barred() -> None:
    """Whoever wants to be forgotten is, whatever else is barred."""
    store = alarmed(15)
    mat = back(store, at(15, 30))
    mat.say("forget_me")
    mat.say("yes")
    assert BARRED not in speech(back(store, at(15, 40)))


def test_a_stopped_side_rests_past_midnight() -> None:
    """Stopped at half past midnight, a side is not free at once, whatever day its session began on."""
    store = MemoryStore(kept_of(Profile(sessions=2, seconds=60)))
    mat = back(store, at(0, 28))
    mat.say("ready", after=40)
    mat.say("numb_tingling", after=50)
    mat.say("stop")
    times = (at(0, 45), at(9), at(12, 15))
    assert not [later for later in times if "left" not in back(store, later).session.stopped]


def test_a_stopped_side_is_free_after_twelve_hours_and_a_midnight() -> None:
    """Stopped in the evening, it is free the next day at the same hour at the latest."""
    store = MemoryStore(kept_of(Profile(sessions=2, seconds=60)))
    mat = back(store, at(20))
    mat.say("ready", after=40)
    mat.say("numb_tingling", after=50)
    mat.say("stop")
    assert "left" in back(store, at(20) + 11 * HOUR).session.stopped
    assert "left" not in back(store, at(20) + 13 * HOUR).session.stopped


def test_a_side_is_done_for_the_day_on_which_its_session_began() -> None:
    """Rolled over midnight, a side counts for the evening: after midnight it may be rolled as ever."""
    store = MemoryStore(kept_of(Profile(sessions=2, seconds=60)))
    mat = back(store, at(23, 57))
    mat.say("ready", after=60)
    mat.say("both_same", after=200)
    mat.say("feel_looser", after=100)
    mat.say("stop", after=60)
    assert back(store, at(23, 57) + 600).session.done == ()


def test_a_side_that_was_done_today_is_done_until_midnight() -> None:
    """The same session at noon: both sides had their time that day, and not the next."""
    store = MemoryStore(kept_of(Profile(sessions=2, seconds=60)))
    mat = back(store, at(12))
    mat.say("ready", after=60)
    mat.say("both_same", after=200)
    mat.say("feel_looser", after=100)
    mat.say("stop", after=60)
    assert "rolled today" in speech(back(store, at(20)))
    assert "rolled today" not in speech(back(store, at(12) + 24 * HOUR))

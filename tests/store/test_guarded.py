"""A store that raises, hangs or talks nonsense: the coach goes on without it, and says nothing false."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any, cast

import pytest

from skill.app import Skill, build_skill
from skill.coach.profile import Profile
from skill.config import Config
from skill.memory import MemoryStore
from skill.memory.guarded import THREADS, GuardedStore
from skill.memory.people import kept_of
from skill.memory.sqlite import SqliteStore
from skill.memory.store import Change, Kept, Recorded, Who
from skill.simulator.device import Device
from skill.voice.script import load
from tests.support.envelopes import MAT, NOON, attributes, ended, intent, launch, left_rolled, rolling, speech
from tests.support.speaker import MODEL

ANA = Who("ana", "kitchen")
WORDS = load("en-US")
LONG = 10.0
"""Seconds for which a store hangs: longer than Alexa waits."""


class Faulty(MemoryStore):
    """A store in which the calls named in `wrong` do what `fault` does."""

    def __init__(self, fault: Callable[[], Any], *wrong: str) -> None:
        super().__init__(kept_of(Profile(sessions=4, seconds=60)))
        self.fault, self.wrong = fault, set(wrong)

    def load(self, who: Who) -> Kept:
        return cast("Kept", self.fault()) if "load" in self.wrong else super().load(who)

    def keep(self, who: Who, change: Change) -> None:
        self.fault() if "keep" in self.wrong else super().keep(who, change)

    def forget(self, who: Who, at: int = 0) -> None:
        self.fault() if "forget" in self.wrong else super().forget(who, at)

    def forget_user(self, user: str, at: int = 0) -> None:
        self.fault() if "forget_user" in self.wrong else super().forget_user(user, at)


def raises() -> Any:
    """What a network does."""
    raise ConnectionError("amzn1.ask.account.ANA")


def nonsense() -> Any:
    """An answer of the wrong kind."""
    return {"finished": "many"}


def broken() -> Any:
    """The right kind of answer with junk in it."""
    place = {"session": [], "zone": 5, "zone_at": "x", "over": "left"}
    return Kept(checkpoint=place, fields={"seconds": "x", "going_on": 3, "next_side": "up"}, finished=3)


class Hangs:
    """A call that hangs for `LONG`, or until the test is over. `begun` and `done` have one entry a call."""

    def __init__(self) -> None:
        self.over = Event()
        self.begun: list[int] = []
        self.done: list[int] = []

    def __call__(self) -> Any:
        self.begun.append(1)
        self.over.wait(LONG)
        self.done.append(1)


@pytest.fixture
def hangs() -> Iterator[Hangs]:
    found = Hangs()
    yield found
    found.over.set()


FAULTS = pytest.mark.parametrize("fault", [raises, nonsense, broken])
CALLS = pytest.mark.parametrize("wrong", [("load",), ("keep",), ("load", "keep")], ids=" and ".join)


def converse(skill: Skill) -> Device:
    """A whole session on a speaker that refuses any response that breaks a rule of the platform."""
    device = Device(skill.handle, model=MODEL)
    device.launch()
    for words in ("ready", "ready", "how long is left", "it hurts", "continue", "how many this week", "stop"):
        device.say(words)
    return device


@FAULTS
@CALLS
def test_a_whole_session_is_coached_without_the_store(
    fault: Callable[[], Any], wrong: tuple[str, ...]
) -> None:
    """Every turn is answered as ever: nobody hears an apology, and no rule of the platform is broken."""
    device = converse(build_skill(Config(), Faulty(fault, *wrong)))
    assert WORDS.words("went_wrong", 0, {}) not in str(device.exchanges)
    assert device.attributes["state"] == "closed"


@pytest.mark.slow
@CALLS
def test_a_store_that_hangs_is_not_waited_for(hangs: Hangs, wrong: tuple[str, ...]) -> None:
    """The answer is there while the store still hangs, turn after turn."""
    skill = build_skill(Config(), Faulty(hangs, *wrong))
    opened = attributes(skill.handle(launch()))
    answer = skill.handle(intent("HowOftenIntent", NOON + 20, opened))
    assert WORDS.words("answer_how_often", 0, {}) in speech(answer)
    assert not hangs.done


def test_a_store_that_hangs_for_ever_takes_no_more_than_its_threads(hangs: Hangs) -> None:
    """Once they all hang the store is away, and that is known without waiting."""
    guarded = GuardedStore(Faulty(hangs, "load"), deadline=0.01)
    assert [guarded.load(ANA) for _ in range(3 * THREADS)] == [None] * (3 * THREADS)
    assert len(hangs.begun) == THREADS
    assert not hangs.done


def test_a_store_that_is_back_is_used_again(hangs: Hangs) -> None:
    store = Faulty(hangs, "load")
    guarded = GuardedStore(store, deadline=0.2)
    assert guarded.load(ANA) is None
    store.wrong.clear()
    guarded._deadline = LONG
    found = guarded.load(ANA)
    assert found is not None
    assert found.finished == 4


def test_no_history_is_no_number() -> None:
    """Without the store nobody is told that they have not rolled this week."""
    skill = build_skill(Config(), Faulty(raises, "load"))
    answer = skill.handle(intent("ProgressIntent", NOON))
    assert WORDS.words("progress_unknown", 0, {}) in speech(answer)


def test_nothing_is_called_erased_that_is_still_there() -> None:
    """The coach says that it could not, and all is as it was."""
    store = Faulty(raises, "forget")
    skill = build_skill(Config(), store)
    asked = skill.handle(intent("ForgetMeIntent", NOON))
    answer = skill.handle(intent("AMAZON.YesIntent", NOON + 30, attributes(asked)))
    assert WORDS.words("not_erased", 0, {}) in speech(answer)
    assert answer["response"]["shouldEndSession"] is False


def test_what_could_not_be_kept_is_kept_with_the_next_turn() -> None:
    """A setting, the place and the seconds: the store was away for one turn, and nothing is lost."""
    store = Faulty(raises)
    skill = build_skill(Config(), store)
    opened = attributes(skill.handle(launch()))
    store.wrong.add("keep")
    slots = {"seconds": {"value": "75"}}
    later = attributes(skill.handle(intent("SetSideTimeIntent", NOON + 20, opened, slots)))
    store.wrong.clear()
    skill.handle(intent("HowOftenIntent", NOON + 40, later))
    found = skill.store.load(Who(MAT.user, MAT.device))
    assert found is not None
    assert found.fields["seconds"] == 75


def test_a_session_that_could_not_be_recorded_is_recorded_at_the_next_turn() -> None:
    store = Faulty(raises)
    skill = build_skill(Config(), store)
    carried = rolling(skill)
    store.wrong.add("keep")
    stopped = skill.handle(intent("TimeLeftIntent", NOON + 500, carried))
    store.wrong.clear()
    skill.handle(intent("TimeLeftIntent", NOON + 505, attributes(stopped)))
    assert [done.finished for done in store.history(Who(MAT.user, MAT.device))] == [True]


def test_the_end_of_a_session_that_cannot_be_kept_leaves_the_place_before() -> None:
    """What the next launch credits is worked out from the turn before."""
    store = Faulty(raises)
    skill = build_skill(Config(), store)
    carried = rolling(skill)
    store.wrong.add("keep")
    assert skill.handle(ended(NOON + 110, carried))["response"] == {}
    store.wrong.clear()
    assert left_rolled(skill.handle(launch(NOON + 110))) > 0


def test_a_failure_is_logged_and_tells_of_nobody(caplog: pytest.LogCaptureFixture) -> None:
    """What a store raises may name an account; what it was asked certainly does."""
    with caplog.at_level(logging.DEBUG):
        GuardedStore(Faulty(raises, "keep")).keep(ANA, Change(at=0, record=Recorded(0, 60, 60, True)))
    assert "The store failed at keep (ConnectionError)" in caplog.text
    assert "ANA" not in caplog.text


@FAULTS
def test_what_a_store_does_wrong_is_an_error(
    fault: Callable[[], Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Alarms look for those; and each kind of fault means that a person is not known, or not kept."""
    build_skill(Config(), Faulty(fault, "load")).handle(launch())
    assert [record.levelname for record in caplog.records] == ["WARNING" if fault is broken else "ERROR"]


def test_what_cannot_be_read_is_told_by_its_kind(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The fault's own words may repeat what was kept."""

    def fails(*_: object) -> None:
        raise ValueError(MAT.user)

    monkeypatch.setattr("skill.memory.people.person_of", fails)
    assert speech(build_skill(Config(), MemoryStore()).handle(launch()))
    assert "What is kept cannot be read (ValueError)" in caplog.text
    assert MAT.user not in caplog.text


def test_erasing_is_waited_for_longer_than_a_turn() -> None:
    """A long history takes many requests, and nobody has to ask twice."""
    guarded = GuardedStore(Faulty(lambda: sleep(0.3), "forget", "forget_user", "load"), deadline=0.05)
    assert guarded.load(ANA) is None
    assert guarded.forget(ANA, NOON)
    assert guarded.forget_user(ANA.user, NOON)


def test_a_damaged_row_is_not_repeated_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """SQLite's own message does repeat it."""
    file = tmp_path / "people.db"
    skill = build_skill(Config(), SqliteStore(file))
    skill.handle(launch())
    with sqlite3.connect(file) as hand:
        hand.execute("UPDATE checkpoints SET checkpoint = CAST(CAST(checkpoint AS BLOB) || X'FF' AS TEXT)")
    hand.close()
    skill.handle(launch(NOON + 60))
    assert "The store failed at load (OperationalError" in caplog.text
    assert "credit" not in caplog.text
    assert "session" not in caplog.text
    skill.store.store.close()  # type: ignore[attr-defined]

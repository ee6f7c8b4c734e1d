"""Killed at every call of the store's driver, then opened again: nothing is lost but the turn in flight.

SQLite's calls are the statements of a connection, DynamoDB's the requests of its client, each killed
before it is made and after it. A kill is an exception that nothing catches; the process of a SQLite store
is also ended by `kill -9` at each statement.
"""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from skill.memory import MemoryStore, Store
from skill.memory.dynamo import DynamoStore
from skill.memory.sqlite import SqliteStore
from skill.memory.store import Change, Recorded
from tests.support.dynamo_server import tables
from tests.support.household import KITCHEN, NOON

ROOT = Path(__file__).parents[2]

TURNS: Sequence[Change | str] = (
    Change(at=NOON, checkpoint={"turn": 0}),
    Change(at=NOON + 10, checkpoint={"turn": 1}, fields={"seconds": 90, "quiet": True}),
    Change(at=NOON + 20, checkpoint={"turn": 2}, record=Recorded(NOON, 50, 0, finished=False)),
    Change(
        at=NOON + 30,
        checkpoint={"turn": 3},
        record=Recorded(NOON, 60, 60, finished=True),
        fields={"quiet": None},
    ),
    Change(at=NOON + 40, checkpoint={"turn": 4}, record=Recorded(NOON + 35, 60, 60, finished=True)),
    "forget",
    Change(at=NOON + 60, checkpoint={"turn": 6}, record=Recorded(NOON + 55, 60, 60, finished=True)),
)  # fmt: skip
"""What a person leaves, turn by turn; one of them is that they ask to be forgotten."""


class Killed(BaseException):
    """The end of the process, at the call that was counted to."""


def _raise() -> None:
    raise Killed


class Countdown:
    """Counts calls and kills at one of them, before it or after it."""

    def __init__(self, calls: int, *, after: bool, kill: Callable[[], None] = _raise) -> None:
        self.left, self._after, self._kill = calls, after, kill

    def call(self, work: Any, *arguments: Any, **named: Any) -> Any:
        """Make the call, unless it is the one."""
        self.left -= 1
        if self.left == 0 and not self._after:
            self._kill()
        answer = work(*arguments, **named)
        if self.left == 0 and self._after:
            self._kill()
        return answer


def take(store: Store, turn: Change | str) -> None:
    """One turn, as often as it is sent."""
    if isinstance(turn, Change):
        store.keep(KITCHEN, turn)
    else:
        store.forget(KITCHEN, NOON + 50)


def known(store: Store) -> Any:
    """All that a person has: what an opening tells, and the history."""
    kept = store.load(KITCHEN)
    return kept.checkpoint, dict(kept.fields), kept.finished, list(kept.recent), list(store.history(KITCHEN))


def expected() -> list[Any]:
    """What is known before the first turn and after each."""
    store = MemoryStore()
    found = [known(store)]
    for turn in TURNS:
        take(store, turn)
        found.append(known(store))
    return found


@contextmanager
def counted_sqlite(countdown: Countdown) -> Iterator[None]:
    """Each statement is counted, of whichever connection."""

    class Counted(sqlite3.Connection):
        def execute(self, *arguments: Any) -> sqlite3.Cursor:
            found: sqlite3.Cursor = countdown.call(super().execute, *arguments)
            return found

        def executemany(self, *arguments: Any) -> sqlite3.Cursor:
            found: sqlite3.Cursor = countdown.call(super().executemany, *arguments)
            return found

    real = sqlite3.connect
    with mock.patch("sqlite3.connect", lambda *of, **named: real(*of, factory=Counted, **named)):
        yield


@contextmanager
def counted_dynamo(countdown: Countdown, store: DynamoStore) -> Iterator[None]:
    """Each request is counted that the store's client makes."""
    real = store.requests._once
    with mock.patch.object(store.requests, "_once", lambda *of: countdown.call(real, *of)):
        yield


def faults(turn: int, found: Any, again: Any) -> list[str]:
    """What is wrong with what is known after a kill in a turn, and after the turn was sent again."""
    before, after = expected()[turn], expected()[turn + 1]
    wrong = [] if found in (before, after) else [f"found {found}, not {before} or {after}"]
    return wrong + ([] if again == after else [f"sent again: {again}, not {after}"])


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True], ids=["before the call", "after the call"])
def test_sqlite_killed_at_each_statement_loses_only_the_turn_in_flight(tmp_path: Path, after: bool) -> None:
    """And the turn sent again is kept once."""
    fell, tried = [], 0
    for turn, change in enumerate(TURNS):
        for calls in range(1, 100):
            file = tmp_path / f"{turn}-{calls}.db"
            store = SqliteStore(file)
            for earlier in TURNS[:turn]:
                take(store, earlier)
            store.close()
            countdown = Countdown(calls, after=after)
            try:
                with counted_sqlite(countdown):
                    take(store, change)
            except Killed:
                tried += 1
            store.close()
            opened = SqliteStore(file)
            found = known(opened)
            take(opened, change)
            fell += [(turn, calls, each) for each in faults(turn, found, known(opened))]
            opened.close()
            if countdown.left > 0:
                break
    assert not fell
    assert tried > 70


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True], ids=["before the call", "after the call"])
def test_dynamodb_killed_at_each_request_loses_only_the_turn_in_flight(after: bool) -> None:
    """And the turn sent again is kept once. Of an erasure that broke off nothing is known either."""
    fell, tried = [], 0
    for turn, change in enumerate(TURNS):
        for calls in range(1, 100):
            store = tables().new_store()
            for earlier in TURNS[:turn]:
                take(store, earlier)
            countdown = Countdown(calls, after=after)
            try:
                with counted_dynamo(countdown, store):
                    take(store, change)
            except Killed:
                tried += 1
            found = known(store)
            take(store, change)
            fell += [(turn, calls, each) for each in faults(turn, found, known(store))]
            if countdown.left > 0:
                break
    assert not fell
    assert tried >= len(TURNS)


PROCESS = """
import os, signal, sqlite3, sys
from pathlib import Path
from skill.memory.sqlite import SqliteStore
from tests.store.test_killed_at_each_write import TURNS, Countdown, counted_sqlite, take
file, turn, calls = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
store = SqliteStore(file)
for earlier in TURNS[:turn]:
    take(store, earlier)
store.close()
with counted_sqlite(Countdown(calls, after=True, kill=lambda: os.kill(os.getpid(), signal.SIGKILL))):
    take(store, TURNS[turn])
"""


@pytest.mark.slow
def test_a_process_killed_at_each_statement_leaves_a_file_that_is_whole(tmp_path: Path) -> None:
    """By `kill -9`, with its connections open and its log not brought into the file."""
    fell, tried = [], 0
    for turn in (3, 5):
        for calls in range(1, 100):
            file = tmp_path / f"{turn}-{calls}.db"
            command = [sys.executable, "-c", PROCESS, str(file), str(turn), str(calls)]
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            ended = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603
            assert ended in (0, -signal.SIGKILL)
            tried += ended != 0
            opened = SqliteStore(file)
            found = known(opened)
            take(opened, TURNS[turn])
            fell += [(turn, calls, each) for each in faults(turn, found, known(opened))]
            hand = sqlite3.connect(file)
            fell += [(turn, calls, row) for row in hand.execute("PRAGMA integrity_check") if row != ("ok",)]
            hand.close()
            opened.close()
            if ended == 0:
                break
    assert not fell
    assert tried > 20

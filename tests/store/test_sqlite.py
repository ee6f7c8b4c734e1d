"""The SQLite store: shared by many, killed at any moment, and clean of what was forgotten."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.memory import open_store
from skill.memory.sqlite import DAY, SqliteStore
from skill.memory.sqlite_file import Connections
from skill.memory.store import CHECKPOINT_DAYS, ERASED_SECONDS, HISTORY_DAYS, Change
from tests.support.household import BEDROOM, KITCHEN, NEXT_DOOR, NOON, RAW_IDS, done, fill, placed

ROOT = Path(__file__).parents[2]
MARK = "something-only-ana-would-say"


@pytest.fixture
def store(file: Path) -> Iterator[SqliteStore]:
    found = SqliteStore(file)
    yield found
    found.close()


def stored(file: Path) -> bytes:
    """Every byte on the disk: the file, and the log and the index beside it."""
    return b"".join(path.read_bytes() for path in sorted(file.parent.glob(file.name + "*")))


def run(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A process of its own that runs some code in which `store`, KITCHEN, done and placed are there."""
    start = (
        "import os, sys; from skill.memory import open_store; from tests.support.household import *;"
        "store = open_store(sys.argv[1])\n"
    )
    return subprocess.Popen(  # noqa: S603  # our own code
        [sys.executable, "-c", start + code, *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def test_no_id_that_amazon_gave_is_in_the_file(store: SqliteStore, file: Path) -> None:
    """Nor in the log beside it."""
    fill(store)
    store.close()
    assert [raw for raw in RAW_IDS if raw.encode() in stored(file)] == []


@pytest.mark.parametrize("kept_open", [True, False])
def test_what_was_forgotten_is_not_in_the_bytes(store: SqliteStore, file: Path, kept_open: bool) -> None:
    """Not in free pages, not in the log, however often it was written and changed; another's is."""
    others = open_store(f"sqlite:///{file}") if kept_open else store
    for number in range(50):
        change = Change(at=NOON + number, fields={f"f{number}": MARK}, checkpoint={"said": MARK * number})
        store.keep(KITCHEN, change)
        store.keep(KITCHEN, done(NOON + number))
    others.keep(NEXT_DOOR, placed(NOON, {"said": "hello"}))
    assert MARK.encode() in stored(file)
    store.forget_user(KITCHEN.user)
    assert MARK.encode() not in stored(file)
    assert b"hello" in stored(file)
    others.close()  # type: ignore[attr-defined]


def test_what_a_reader_held_up_is_wiped_at_the_next_turn(store: SqliteStore, file: Path) -> None:
    """Whoever reads just then still sees the old pages; the log is emptied as soon as nobody does."""
    store.keep(KITCHEN, placed(NOON, {"said": MARK}))
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM checkpoints").fetchall()
    store.forget(KITCHEN)
    reader.close()
    store.keep(BEDROOM, done(NOON))
    assert MARK.encode() not in stored(file)


def test_processes_that_start_at_once_lose_nothing(file: Path) -> None:
    """Five workers make the file together, and write ten sessions each, every one twice."""
    code = (
        "first = int(sys.argv[2])\n"
        "for number in range(first, first + 10):\n"
        "    store.keep(KITCHEN, done(NOON + number)); store.keep(KITCHEN, done(NOON + number))\n"
    )
    workers = [run(code, f"sqlite:///{file}", str(10 * number)) for number in range(5)]
    assert [worker.wait() for worker in workers] == [0] * 5
    for worker in workers:
        worker.communicate()
    store = SqliteStore(file)
    assert store.load(KITCHEN).finished == len(store.history(KITCHEN)) == 50
    store.close()


def test_a_process_that_forks_goes_on_in_both(file: Path) -> None:
    """A server may open its store before it makes its workers: none uses another's connection."""
    code = (
        "store.keep(KITCHEN, done(NOON))\n"
        "child = os.fork()\n"
        "store.keep(KITCHEN, done(NOON + (1 if child else 2)))\n"
        "if not child: os._exit(0)\n"
        "assert os.waitpid(child, 0)[1] == 0\n"
        "print(store.load(KITCHEN).finished)\n"
    )
    told, _ = run(code, f"sqlite:///{file}").communicate()
    assert told == "3\n"


@pytest.mark.parametrize("turns", [1, 7, 60])
def test_a_killed_process_loses_no_turn_that_was_kept(file: Path, turns: int) -> None:
    """`kill -9`, while it is at the next turns already."""
    code = (
        "for turn in range(10**6):\n"
        "    store.keep(KITCHEN, Change(at=NOON + turn, checkpoint={'turn': turn},"
        " record=done(NOON + turn).record))\n"
        "    print(turn, flush=True)\n"
    )
    worker = run(code, f"sqlite:///{file}")
    assert worker.stdout
    for _ in range(turns):
        kept = int(worker.stdout.readline())
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    store = SqliteStore(file)
    found = store.load(KITCHEN)
    store.close()
    assert found.checkpoint is not None
    assert found.checkpoint["turn"] >= kept
    assert found.finished == found.checkpoint["turn"] + 1


def test_what_is_old_goes_by_itself(store: SqliteStore, file: Path) -> None:
    """A place after two days, a session and a person who stays away after 400; the count is of all time."""
    store.keep(KITCHEN, Change(at=NOON, checkpoint={"turn": 1}, record=done(NOON).record))
    store.keep(NEXT_DOOR, done(NOON))
    store.keep(KITCHEN, done(NOON + CHECKPOINT_DAYS * DAY))
    assert store.load(KITCHEN).checkpoint == {"turn": 1}
    store.keep(BEDROOM, done(NOON + CHECKPOINT_DAYS * DAY + 1))
    assert store.load(KITCHEN).checkpoint is None
    store.keep(KITCHEN, done(NOON + HISTORY_DAYS * DAY + 1))
    assert store.export(NEXT_DOOR.user) == {}
    assert (store.load(KITCHEN).finished, len(store.history(KITCHEN))) == (4, 3)


def test_a_file_that_is_prepared_once_more_keeps_its_locks(store: SqliteStore, file: Path) -> None:
    """Without them another process that ends takes the log away, and what is kept from then on is lost."""
    store.keep(KITCHEN, done(NOON))
    SqliteStore(file).close()
    code = "store.keep(KITCHEN, done(NOON + 1))\nstore.close()\nprint(store.load(KITCHEN).finished)\n"
    assert run(code, f"sqlite:///{file}").communicate()[0] == "2\n"
    store.keep(KITCHEN, done(NOON + 2))
    assert run("print(store.load(KITCHEN).finished)\n", f"sqlite:///{file}").communicate()[0] == "3\n"


def test_that_something_was_erased_is_forgotten_too(store: SqliteStore, file: Path) -> None:
    """Once no request from before can come any more."""
    store.forget(KITCHEN, NOON)
    for later, left in ((ERASED_SECONDS, 2), (ERASED_SECONDS + 2, 0)):
        store.keep(NEXT_DOOR, placed(NOON + later, {"turn": 1}))
        hand = sqlite3.connect(file)
        assert hand.execute("SELECT count(*) FROM erased").fetchone() == (left,)
        hand.close()


def test_a_clock_that_runs_ahead_removes_nothing(store: SqliteStore) -> None:
    """The simulator's does, and it may share the file with people."""
    store.keep(KITCHEN, Change(at=2**33, checkpoint={"turn": 1}, record=done(2**33).record))
    store.keep(NEXT_DOOR, done(2**35))
    assert store.load(KITCHEN).checkpoint == {"turn": 1}


def test_a_reader_does_not_wait_for_a_writer(
    store: SqliteStore, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that would wait too long gives up instead, and is not left half done."""
    monkeypatch.setattr("skill.memory.sqlite_file.BUSY_SECONDS", 0.01)
    store.keep(KITCHEN, done(NOON))
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    store.close()
    assert store.load(KITCHEN).finished == 1
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        store.keep(KITCHEN, done(NOON + 1))
    assert not store.answers()
    writer.close()
    assert store.answers()
    assert store.load(KITCHEN).finished == 1


def test_connections_are_used_again_and_closed_with_the_store(store: SqliteStore, file: Path) -> None:
    """Opening one at each turn would cost more than the turn; none is left behind."""
    connections = Connections(file)
    with connections.one() as first:
        pass
    with connections.one() as again, connections.one() as beside:
        assert again is first
        assert beside is not first
    del connections
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        first.execute("SELECT 1")


def test_a_forked_process_neither_uses_nor_closes_its_parents_connections(
    store: SqliteStore, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite may do harm to the file if it did. They are kept aside as long as the process lives."""
    connections = Connections(file)
    with connections.one() as parents:
        pass
    monkeypatch.setattr("os.getpid", lambda: -1)
    with connections.one() as own:
        assert own is not parents
    connections.close()
    assert parents.execute("SELECT 1").fetchone() == (1,)
    parents.close()

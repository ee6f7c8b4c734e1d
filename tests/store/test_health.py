"""Health tells the truth: it is well when, and only when, a turn would be kept now."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from werkzeug.wrappers import Response

from skill.app import build_skill
from skill.config import Config
from skill.memory import MemoryStore
from skill.memory.sqlite import TABLES, SqliteStore
from skill.web import create_app
from skill.web.health import SECONDS, Health
from tests.support.dynamo_server import Sent, refusal, tables
from tests.support.household import KITCHEN, NOON, done, placed


@pytest.fixture
def store(file: Path) -> Iterator[SqliteStore]:
    found = SqliteStore(file)
    found.keep(KITCHEN, placed(NOON, {"turn": 1}))
    yield found
    found.close()


def status(store: SqliteStore) -> int:
    """What a new server over this store answers."""
    door = create_app(Config(local=True), build_skill(Config(), store)).test_client()
    return door.get("/health", headers={"Host": "localhost"}).status_code


def remove(file: Path) -> None:
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)


def replace(file: Path) -> None:
    """Another database is moved into the file's place."""
    other = file.with_name("other.db")
    SqliteStore(other).close()
    other.replace(file)


def lose_a_table(table: str, file: Path) -> None:
    with sqlite3.connect(file) as hand:
        hand.execute(f"ALTER TABLE {table} RENAME TO lost_{table}")
    hand.close()


FAULTS: dict[str, Callable[[Path], None]] = {
    "the file is gone": remove,
    "another file is in its place": replace,
    **{f"no table {table}": partial(lose_a_table, table) for table in TABLES},
}


@pytest.mark.parametrize("idle", [True, False], ids=["a connection is idle", "none is"])
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_file_in_which_nothing_is_kept_is_not_well(
    store: SqliteStore, file: Path, fault: Callable[[Path], None], idle: bool
) -> None:
    assert status(store) == 200
    if not idle:
        store.close()
    fault(file)
    assert status(store) == 503


def test_a_full_disk_is_not_well(
    store: SqliteStore, file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """SQLite says so itself where the file may not grow; and it is well again when there is room."""
    pages = sqlite3.connect(file).execute("PRAGMA page_count").fetchone()[0]
    store.close()
    with monkeypatch.context() as full:
        full.setattr("skill.memory.sqlite_file.PRAGMAS", (f"max_page_count = {pages + 1}",))
        assert status(store) == 503
        assert "SQLITE_FULL" in caplog.text
        store.close()
    assert status(store) == 200


def test_who_rolls_on_while_the_file_is_gone_is_kept_in_a_new_one(store: SqliteStore, file: Path) -> None:
    """Which only its owner can read, whatever the process's mask; and the health goes on to tell of it."""
    before = os.umask(0)
    try:
        remove(file)
        store.keep(KITCHEN, done(NOON))
        modes = {path.name: path.stat().st_mode & 0o777 for path in file.parent.glob("people.db*")}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(["people.db", "people.db-shm", "people.db-wal"], 0o600)
    assert store.load(KITCHEN).finished == 1
    assert status(store) == 503


def test_a_file_that_others_could_read_is_its_owners_from_the_start_on(file: Path) -> None:
    """As one that was copied back by hand."""
    SqliteStore(file).close()
    file.chmod(0o644)
    SqliteStore(file).close()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_table_that_takes_nothing_is_not_well() -> None:
    """Reading it is not enough."""
    store = tables().new_store()
    assert store.answers()
    for operation in ("PutItem", "GetItem"):
        tables().answers[:] = [partial(denied, operation)] * 9
        assert not store.answers(), operation
        tables().answers.clear()
    assert store.answers()


def denied(operation: str, sent: Sent) -> Response | None:
    return refusal("AccessDeniedException")(sent) if sent.operation == operation else None


def test_strangers_who_ask_for_the_health_do_not_make_the_store_write() -> None:
    """More often than once a second, however often they ask; then it is asked anew."""
    asked, at = [], [100.0]

    def answers() -> bool:
        asked.append(1)
        return len(asked) == 1

    health = Health(answers, lambda: at[0])
    assert [health() for _ in range(50)] == [True] * 50
    at[0] += SECONDS
    assert [health() for _ in range(50)] == [False] * 50
    assert len(asked) == 2


def test_the_door_asks_the_store_no_oftener_than_that() -> None:
    asked = []

    class Asked(MemoryStore):
        def answers(self) -> bool:
            asked.append(1)
            return True

    app = create_app(Config(local=True), build_skill(Config(), Asked()))
    door = app.test_client()
    told = {door.get("/health", headers={"Host": "localhost"}).status_code for _ in range(50)}
    assert (told, len(asked) < 50) == ({200}, True)

"""The SQLite file: where it may be, who may read it, how it is carried forward, and what junk in it does."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.memory import UnknownStore, open_store
from skill.memory.documents import BrokenDocument
from skill.memory.sqlite import SqliteStore
from skill.memory.sqlite_file import connect, prepare
from skill.memory.sqlite_layout import STEPS
from skill.memory.store import Change
from tests.support.household import BEDROOM, KITCHEN, NOON, done, fill

OLD = Path(__file__).parent / "databases" / "layout_1.sql"


@pytest.fixture
def store(file: Path) -> Iterator[SqliteStore]:
    found = SqliteStore(file)
    yield found
    found.close()


def test_the_file_is_made_for_its_owner_only(tmp_path: Path) -> None:
    """With the folders on the way to it, where that was asked for; the log beside it is as private."""
    file = tmp_path / "new" / "folder" / "people.db"
    store = open_store(f"sqlite:///{file}", make_folder=True)
    store.keep(KITCHEN, done(NOON))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    assert modes == dict.fromkeys(["people.db", "people.db-shm", "people.db-wal"], 0o600)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    store.close()  # type: ignore[attr-defined]


def test_the_file_is_nobody_elses_from_its_first_moment(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not made first and shut afterwards, whatever the process's mask."""
    monkeypatch.setattr("os.fchmod", lambda *_: pytest.fail("it was open for a moment"))
    before = os.umask(0)
    try:
        SqliteStore(file).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_mode_of_a_file_of_another_user_is_left_to_them(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To change it would fail, and the server would not start."""
    SqliteStore(file).close()
    file.chmod(0o660)
    monkeypatch.setattr("os.geteuid", lambda: file.stat().st_uid + 1)
    SqliteStore(file).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o660


def test_a_connection_makes_no_file(file: Path) -> None:
    """SQLite would make one of the mask's own mode, without a table in it."""
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        connect(file)
    assert not file.exists()


def test_a_folder_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    """A mistyped one would start empty, and everybody would be forgotten without a word."""
    file = tmp_path / "peple" / "people.db"
    with pytest.raises(UnknownStore, match=f"there is no folder {file.parent}.*--make-folder"):
        open_store(f"sqlite:///{file}")
    assert not file.parent.exists()


def test_a_folder_that_is_removed_under_the_server_is_not_made_anew(file: Path) -> None:
    """Nothing is kept until it is back: the store is away, and an empty one does not take its place."""
    store = SqliteStore(file)
    store.keep(KITCHEN, done(NOON))
    aside = file.parent.rename(file.parent.with_name("aside"))
    with pytest.raises(UnknownStore, match="there is no folder"):
        store.keep(KITCHEN, done(NOON + 1))
    assert not file.parent.exists()
    aside.rename(file.parent)
    store.keep(KITCHEN, done(NOON + 2))
    assert store.load(KITCHEN).finished == 2
    store.close()


def test_a_path_may_begin_in_the_working_or_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it stays where it was, whatever folder the process goes to later."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    for url in ("sqlite:///here.db", "sqlite:///~/there.db"):
        open_store(url).close()  # type: ignore[attr-defined]
    assert (tmp_path / "here.db").is_file()
    assert (tmp_path / "home" / "there.db").is_file()


def test_a_path_that_cannot_be_a_database_is_refused(tmp_path: Path) -> None:
    """A folder, a file that is none, and a file in place of a folder; the sentence names the path."""
    (tmp_path / "letter").write_text("Dear Ana, how are your hips? " * 99)
    for path in (tmp_path, tmp_path / "letter", tmp_path / "letter" / "people.db"):
        with pytest.raises(UnknownStore, match="PSOAS_STORE names the file") as refusal:
            SqliteStore(path)
        assert str(path) in str(refusal.value)
    assert (tmp_path / "letter").read_text().startswith("Dear Ana")


def test_another_programs_database_is_left_alone(file: Path) -> None:
    """Whoever mistypes a path must not find our tables among their own."""
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    with pytest.raises(UnknownStore, match="another program"):
        SqliteStore(file)


def test_a_file_of_the_first_layout_is_read(file: Path) -> None:
    """Whoever upgrades finds everything as it was."""
    old = sqlite3.connect(file)
    old.executescript(OLD.read_text("utf-8"))
    old.close()
    store = SqliteStore(file)
    kept = store.load(KITCHEN)
    assert (kept.finished, len(kept.recent), kept.fields) == (2, 2, {"seconds": 90})
    assert store.load(BEDROOM).checkpoint == {"turn": 1}
    store.keep(KITCHEN, done(NOON + 100))
    assert store.load(KITCHEN).finished == 3
    store.close()


def test_a_file_is_carried_forward_step_by_step(store: SqliteStore, file: Path) -> None:
    """Only the steps that it lacks are taken, and what is in it stays."""
    fill(store)
    store.close()
    later = [
        *STEPS,
        ["ALTER TABLE people ADD COLUMN shoe_size INTEGER"],
        ["CREATE TABLE shoes (size INTEGER)"],
    ]
    prepare(file, later)
    prepare(file, later)
    carried = sqlite3.connect(file)
    assert carried.execute("PRAGMA user_version").fetchone() == (len(later),)
    assert carried.execute("SELECT count(shoe_size), count(*) FROM people").fetchone() == (0, 3)
    carried.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(store: SqliteStore, file: Path) -> None:
    """The old version can go on with it."""
    fill(store)
    store.close()
    with pytest.raises(UnknownStore, match="no such table"):
        prepare(file, [*STEPS, ["CREATE TABLE shoes (size INTEGER)", "DROP TABLE socks"]])
    assert SqliteStore(file).load(KITCHEN).finished == 2


def test_a_file_of_a_later_version_is_refused(store: SqliteStore, file: Path) -> None:
    """An old version would not know what it destroys. The sentence says what to do."""
    store.close()
    prepare(file, [*STEPS, ["CREATE TABLE shoes (size INTEGER)"]])
    with pytest.raises(UnknownStore, match=r"later version of this skill .* Install that version"):
        SqliteStore(file)


@pytest.mark.parametrize(("table", "column"), [("settings", "value"), ("checkpoints", "checkpoint")])
@pytest.mark.parametrize("junk", ["", "{", "NaN", "[" * 100_000, b"\xff"])
def test_junk_is_not_taken_for_something_kept(
    store: SqliteStore, file: Path, table: str, column: str, junk: str | bytes
) -> None:
    """The error says where it is; the next turn writes over it, and it can be forgotten."""
    fill(store)
    hand = sqlite3.connect(file)
    hand.execute(f"UPDATE {table} SET {column} = ?", (junk,))  # noqa: S608  # from the list above
    hand.commit()
    hand.close()
    with pytest.raises(BrokenDocument, match=f"table '{table}' of the SQLite file"):
        store.load(KITCHEN)
    store.keep(KITCHEN, Change(at=NOON + 9, checkpoint={"turn": 9}, fields={"seconds": 60}))
    assert (store.load(KITCHEN).checkpoint, store.load(KITCHEN).fields) == ({"turn": 9}, {"seconds": 60})
    store.forget_user(KITCHEN.user)
    assert store.export(KITCHEN.user) == {}


def test_the_file_itself_refuses_junk_in_its_numbers(store: SqliteStore, file: Path) -> None:
    """A hand that edits it cannot leave a word where seconds are counted."""
    fill(store)
    hand = sqlite3.connect(file)
    for table, column in [("people", "finished"), ("sessions", "left_seconds"), ("checkpoints", "at")]:
        with pytest.raises(sqlite3.IntegrityError):
            hand.execute(f"UPDATE {table} SET {column} = 'many'")  # noqa: S608  # from the list above
    hand.close()

"""The `sqlite:` store: one file, for one machine with any number of workers and threads.

Its tables are made in `sqlite_layout`. `people` has a row for each voice and one for the account
itself, `settings` and `sessions` belong to a row of it, and `checkpoints` to an account's speaker.
`erased` says for a voice or a speaker from which second on anything is kept anew.
"""

import logging
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from time import time
from typing import Any

from skill.memory import sqlite_rows as rows
from skill.memory.documents import exported_checkpoint, exported_person, read_mapping, written
from skill.memory.keys import NOBODY, Keys, account_key, keys
from skill.memory.sqlite_file import Connections, prepare
from skill.memory.sqlite_statements import (
    ERASED,
    KEYS,
    PEOPLE,
    PLACE,
    PLACED,
    PLACES,
    REMOVED,
    SEEN,
    SESSION,
    SETTING,
    TAKE_PLACES,
)
from skill.memory.store import (
    CHECKPOINT_DAYS,
    ERASED_SECONDS,
    HISTORY_DAYS,
    REPEATED_SECONDS,
    Change,
    Kept,
    Recorded,
    Who,
    sent_again,
)

logger = logging.getLogger(__name__)

DAY = 24 * 3600

TABLES = ("people", "settings", "sessions", "checkpoints", "erased")

TURN_BYTES = 40_000
"""About as much as a turn's pages come to. A disk that has room for less keeps nothing, and is not well."""


class SqliteStore:
    """A `Store` in a SQLite file. Raises UnknownStore for a path that cannot be one.

    With `make_folder` the folder of the file is made where it is not there.
    """

    def __init__(self, path: Path, *, make_folder: bool = False) -> None:
        self._path = path.expanduser().absolute()
        prepare(self._path, make_folder=make_folder)
        self._connections = Connections(self._path)
        self._to_wipe = False

    def close(self) -> None:
        """Close the connections that are not in use. The next call opens one again."""
        self._connections.close()

    def answers(self) -> bool:
        """Whether a row can be written now and read again, in the file of the start and its tables."""
        if not self._connections.is_the_first:
            logger.error("The store in %s is not the file that the server started with.", self._path)
            return False
        try:
            with self._connections.writing() as connection:
                for table in TABLES:
                    connection.execute(f"SELECT 1 FROM {table} LIMIT 0")  # noqa: S608  # from our own list
                connection.execute("INSERT OR REPLACE INTO alive VALUES (1, zeroblob(?))", (TURN_BYTES,))
            with self._connections.reading() as connection:
                return connection.execute("SELECT 1 FROM alive").fetchone() is not None
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorname", type(error).__name__)
            logger.error("The store in %s does not answer (%s).", self._path, code)
            return False

    def load(self, who: Who) -> Kept:
        """What is known of a person. Raises BrokenDocument for what cannot be read, and sqlite3.Error."""
        account, device, person = keys(who)
        with self._connections.reading() as connection:
            return Kept(
                checkpoint=rows.checkpoint(connection, account, device),
                fields=rows.settings(connection, account, person),
                finished=rows.finished(connection, account, person),
                recent=rows.recent(connection, account, person),
            )

    def keep(self, who: Who, change: Change) -> None:
        """Keep a turn's changes. Raises sqlite3.Error, TypeError and ValueError, and then keeps nothing."""
        key = keys(who)
        settings = {name: None if value is None else written(value) for name, value in change.fields.items()}
        checkpoint = None if change.checkpoint is None else written(change.checkpoint)
        with self._connections.writing() as connection:
            if not _is_erased(connection, key.account, key.person, change.at):
                _keep_of_person(connection, key, change, settings)
            if checkpoint is not None and not _is_erased(connection, key.account, key.device, change.at):
                connection.execute(PLACE, (*key, change.at, checkpoint, REPEATED_SECONDS))
                connection.execute(PLACED, (key.account, key.device))
            _expire(connection, min(change.at, int(time())))
        if self._to_wipe:
            self._wipe()

    def history(self, who: Who) -> Sequence[Recorded]:
        """Every session kept of a person, oldest first."""
        account, _, person = keys(who)
        with self._connections.reading() as connection:
            return [session for _, session in rows.sessions(connection, account, person)]

    def export(self, user: str) -> Mapping[str, Any]:
        """All that is kept of an account, as plain JSON; {} where nothing is."""
        account = account_key(user)
        with self._connections.reading() as connection:
            people = [
                exported_person(
                    person,
                    rows.settings(connection, account, person),
                    finished,
                    rows.sessions(connection, account, person),
                )
                for person, finished in connection.execute(PEOPLE, (account,)).fetchall()
            ]
            checkpoints = [
                exported_checkpoint(device, person, at, read_mapping(text, rows.CHECKPOINTS))
                for device, person, at, text in connection.execute(PLACES, (account,))
            ]
        return {"people": people, "checkpoints": checkpoints} if people or checkpoints else {}

    def forget(self, who: Who, at: int = 0) -> None:
        """Remove a person's settings and history, and the checkpoints that are theirs or of this speaker."""
        account, device, person = keys(who)
        with self._connections.writing() as connection:
            places = connection.execute(TAKE_PLACES, (account, person, device)).fetchall()
            connection.execute("DELETE FROM people WHERE account = ? AND person = ?", (account, person))
            _erased(connection, account, [(person, at + 1), (device, at + 1), *places], at)
        self._wipe()

    def forget_user(self, user: str, at: int = 0) -> None:
        """Remove all that is kept of an account."""
        account = account_key(user)
        with self._connections.writing() as connection:
            found = connection.execute(KEYS, (account,)).fetchall()
            connection.execute("DELETE FROM people WHERE account = ?", (account,))
            connection.execute("DELETE FROM checkpoints WHERE account = ?", (account,))
            _erased(connection, account, [(NOBODY, at + 1), *found], at)
        self._wipe()

    def _wipe(self) -> None:
        """Bring the log beside the file into it and empty it, for old pages in it still show what is gone.

        Where others are at work just then, the next turn tries again.
        """
        with self._connections.one() as connection:
            self._to_wipe = bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])


def _is_erased(connection: sqlite3.Connection, account: str, key: str, at: int) -> bool:
    """Whether a request of this second is from before the erasure of a person, or of a speaker's place."""
    row = connection.execute(
        "SELECT anew FROM erased WHERE account = ? AND key = ?", (account, key)
    ).fetchone()
    return row is not None and sent_again(at, row[0])


def _erased(connection: sqlite3.Connection, account: str, found: Iterable[tuple[str, int]], at: int) -> None:
    """Note from when on something is kept anew of each key; with it comes what was its latest moment."""
    connection.executemany(ERASED, [(account, key, max(at + 1, latest)) for key, latest in found])


def _keep_of_person(
    connection: sqlite3.Connection, key: Keys, change: Change, settings: Mapping[str, str | None]
) -> None:
    owner = (key.account, key.person)
    newest = dict(
        connection.execute("SELECT name, at FROM settings WHERE account = ? AND person = ?", owner).fetchall()
    )
    new = {name: text for name, text in settings.items() if not sent_again(change.at, newest.get(name, 0))}
    if not new and not change.record:
        return
    connection.execute(SEEN, (*owner, change.at))
    connection.executemany(
        SETTING, [(*owner, name, REMOVED if text is None else text, change.at) for name, text in new.items()]
    )
    if change.record:
        _add(connection, key, change.record)


def _add(connection: sqlite3.Connection, key: Keys, record: Recorded) -> None:
    """Add a session, and count it where it is a new one, or is finished only now."""
    done = connection.execute(
        SESSION,
        (key.account, key.person, record.opened_at, key.device, record.left, record.right, record.finished),
    )
    connection.execute(
        "UPDATE people SET finished = finished + ? WHERE account = ? AND person = ?",
        (done.rowcount * record.finished, key.account, key.person),
    )


def _expire(connection: sqlite3.Connection, now: int) -> None:
    """Remove what is old. `now` is the earlier of two clocks, so that a wrong one removes nothing."""
    connection.execute("DELETE FROM checkpoints WHERE at < ?", (now - CHECKPOINT_DAYS * DAY,))
    connection.execute("DELETE FROM sessions WHERE opened_at < ?", (now - HISTORY_DAYS * DAY,))
    connection.execute("DELETE FROM people WHERE seen_at < ?", (now - HISTORY_DAYS * DAY,))
    connection.execute("DELETE FROM erased WHERE anew < ?", (now - ERASED_SECONDS,))

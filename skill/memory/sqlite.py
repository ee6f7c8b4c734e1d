"""The `sqlite:` store: one file, for one machine with any number of workers and threads.

Its tables are made in `sqlite_file.STEPS`. `people` has a row for each voice and one for the account
itself, `settings` and `sessions` belong to a row of it, and `checkpoints` to an account's speaker.
`erased` says for a voice or a speaker from which second on anything is kept anew.
"""

import logging
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from time import time
from typing import Any

from skill.memory.documents import exported_checkpoint, exported_person, read_mapping, read_value, written
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
    RECENT,
    REPEATED_SECONDS,
    Change,
    Kept,
    Recorded,
    Rolled,
    Who,
    sent_again,
)

logger = logging.getLogger(__name__)

DAY = 24 * 3600

SETTINGS, CHECKPOINTS = "table 'settings' of the SQLite file", "table 'checkpoints' of the SQLite file"


class SqliteStore:
    """A `Store` in a SQLite file. Raises UnknownStore for a path that cannot be one."""

    def __init__(self, path: Path) -> None:
        self._path = path.expanduser().absolute()
        prepare(self._path)
        self._connections = Connections(self._path)
        self._to_wipe = False

    def close(self) -> None:
        """Close the connections that are not in use. The next call opens one again."""
        self._connections.close()

    def answers(self) -> bool:
        """Whether a writer would get through now."""
        try:
            with self._connections.writing():
                return True
        except sqlite3.Error as error:
            logger.warning("The store in %s does not answer: %s", self._path, error)
            return False

    def load(self, who: Who) -> Kept:
        """What is known of a person. Raises BrokenDocument for what cannot be read, and sqlite3.Error."""
        account, device, person = keys(who)
        with self._connections.reading() as connection:
            return Kept(
                checkpoint=_checkpoint(connection, account, device),
                fields=_settings(connection, account, person),
                finished=_finished(connection, account, person),
                recent=_recent(connection, account, person),
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
            return [session for _, session in _sessions(connection, account, person)]

    def export(self, user: str) -> Mapping[str, Any]:
        """All that is kept of an account, as plain JSON; {} where nothing is."""
        account = account_key(user)
        with self._connections.reading() as connection:
            people = [
                exported_person(
                    person,
                    _settings(connection, account, person),
                    finished,
                    _sessions(connection, account, person),
                )
                for person, finished in connection.execute(PEOPLE, (account,)).fetchall()
            ]
            checkpoints = [
                exported_checkpoint(device, person, at, read_mapping(text, CHECKPOINTS))
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


def _checkpoint(connection: sqlite3.Connection, account: str, device: str) -> Mapping[str, Any] | None:
    row = connection.execute(
        "SELECT checkpoint FROM checkpoints WHERE account = ? AND device = ?", (account, device)
    ).fetchone()
    return row and read_mapping(row[0], CHECKPOINTS)


def _settings(connection: sqlite3.Connection, account: str, person: str) -> dict[str, Any]:
    rows = connection.execute(
        "SELECT name, value FROM settings WHERE account = ? AND person = ? AND value IS NOT ? ORDER BY name",
        (account, person, REMOVED),
    )
    return {name: read_value(value, SETTINGS) for name, value in rows}


def _finished(connection: sqlite3.Connection, account: str, person: str) -> int:
    row = connection.execute(
        "SELECT finished FROM people WHERE account = ? AND person = ?", (account, person)
    ).fetchone()
    return int(row[0]) if row else 0


def _recent(connection: sqlite3.Connection, account: str, person: str) -> list[Rolled]:
    rows = connection.execute(
        "SELECT opened_at, finished FROM sessions WHERE account = ? AND person = ? "
        "ORDER BY opened_at DESC, device DESC LIMIT ?",
        (account, person, RECENT),
    ).fetchall()
    return [Rolled(opened_at, bool(finished)) for opened_at, finished in reversed(rows)]


def _sessions(connection: sqlite3.Connection, account: str, person: str) -> list[tuple[str, Recorded]]:
    rows = connection.execute(
        "SELECT device, opened_at, left_seconds, right_seconds, finished FROM sessions "
        "WHERE account = ? AND person = ? ORDER BY opened_at, device",
        (account, person),
    )
    return [
        (device, Recorded(opened_at, left, right, bool(finished)))
        for device, opened_at, left, right, finished in rows
    ]

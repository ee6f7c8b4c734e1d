"""What the SQLite store reads of a person. Each raises BrokenDocument for what cannot be read."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from skill.memory.documents import read_mapping, read_value
from skill.memory.sqlite_statements import REMOVED
from skill.memory.store import RECENT, Recorded, Rolled

SETTINGS, CHECKPOINTS = "table 'settings' of the SQLite file", "table 'checkpoints' of the SQLite file"


def checkpoint(connection: sqlite3.Connection, account: str, device: str) -> Mapping[str, Any] | None:
    """The place kept on a speaker, if there is one."""
    row = connection.execute(
        "SELECT checkpoint FROM checkpoints WHERE account = ? AND device = ?", (account, device)
    ).fetchone()
    return row and read_mapping(row[0], CHECKPOINTS)


def settings(connection: sqlite3.Connection, account: str, person: str) -> dict[str, Any]:
    """A person's settings."""
    rows = connection.execute(
        "SELECT name, value FROM settings WHERE account = ? AND person = ? AND value IS NOT ? ORDER BY name",
        (account, person, REMOVED),
    )
    return {name: read_value(value, SETTINGS) for name, value in rows}


def finished(connection: sqlite3.Connection, account: str, person: str) -> int:
    """How many sessions a person has finished."""
    row = connection.execute(
        "SELECT finished FROM people WHERE account = ? AND person = ?", (account, person)
    ).fetchone()
    return int(row[0]) if row else 0


def recent(connection: sqlite3.Connection, account: str, person: str) -> list[Rolled]:
    """A person's last sessions, oldest first."""
    rows = connection.execute(
        "SELECT opened_at, finished FROM sessions WHERE account = ? AND person = ? "
        "ORDER BY opened_at DESC, device DESC LIMIT ?",
        (account, person, RECENT),
    ).fetchall()
    return [Rolled(opened_at, bool(finished)) for opened_at, finished in reversed(rows)]


def sessions(connection: sqlite3.Connection, account: str, person: str) -> list[tuple[str, Recorded]]:
    """A person's whole history in order, with the key of each session's speaker."""
    rows = connection.execute(
        "SELECT device, opened_at, left_seconds, right_seconds, finished FROM sessions "
        "WHERE account = ? AND person = ? ORDER BY opened_at, device",
        (account, person),
    )
    return [
        (device, Recorded(opened_at, left, right, bool(finished)))
        for device, opened_at, left, right, finished in rows
    ]

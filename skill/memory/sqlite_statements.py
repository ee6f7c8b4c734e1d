"""The longer statements of the SQLite store."""

SEEN = """INSERT INTO people (account, person, finished, seen_at) VALUES (?, ?, 0, ?)
    ON CONFLICT DO UPDATE SET seen_at = max(seen_at, excluded.seen_at)"""

PLACE = """INSERT INTO checkpoints (account, device, person, at, checkpoint) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT DO UPDATE SET person = excluded.person, at = excluded.at, checkpoint = excluded.checkpoint
    WHERE NOT (excluded.at >= at - ?6 AND excluded.at < at)"""

SETTING = "INSERT OR REPLACE INTO settings (account, person, name, value, at) VALUES (?, ?, ?, ?, ?)"

REMOVED = "null"
"""The JSON of a setting that was removed: its row stays, for it says when."""

SESSION = """INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET left_seconds = excluded.left_seconds, right_seconds = excluded.right_seconds,
    finished = excluded.finished WHERE excluded.finished > finished"""

PLACED = "DELETE FROM erased WHERE account = ? AND key = ?"

TAKE_PLACES = """DELETE FROM checkpoints WHERE account = ? AND (person = ? OR device = ?)
    RETURNING device, at"""

KEYS = """SELECT person, 0 FROM people WHERE account = ?1
    UNION SELECT person, 0 FROM checkpoints WHERE account = ?1
    UNION SELECT device, at FROM checkpoints WHERE account = ?1
    UNION SELECT key, 0 FROM erased WHERE account = ?1"""
"""Whatever an account has: the keys of its voices and speakers, and the second of a speaker's checkpoint."""

ERASED = """INSERT INTO erased (account, key, anew) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET anew = max(anew, excluded.anew)"""

PEOPLE = "SELECT person, finished FROM people WHERE account = ? ORDER BY person"
PLACES = "SELECT device, person, at, checkpoint FROM checkpoints WHERE account = ? ORDER BY device"

"""What makes the tables of the SQLite store, version by version."""

from collections.abc import Sequence

STEPS: Sequence[Sequence[str]] = (
    (
        """CREATE TABLE people (
            account TEXT NOT NULL,
            person TEXT NOT NULL,
            finished INTEGER NOT NULL CHECK (typeof(finished) = 'integer'),
            seen_at INTEGER NOT NULL CHECK (typeof(seen_at) = 'integer'),
            PRIMARY KEY (account, person)
        ) WITHOUT ROWID""",
        """CREATE TABLE settings (
            account TEXT NOT NULL,
            person TEXT NOT NULL,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (account, person, name),
            FOREIGN KEY (account, person) REFERENCES people ON DELETE CASCADE
        ) WITHOUT ROWID""",
        """CREATE TABLE sessions (
            account TEXT NOT NULL,
            person TEXT NOT NULL,
            opened_at INTEGER NOT NULL CHECK (typeof(opened_at) = 'integer'),
            device TEXT NOT NULL,
            left_seconds INTEGER NOT NULL CHECK (typeof(left_seconds) = 'integer'),
            right_seconds INTEGER NOT NULL CHECK (typeof(right_seconds) = 'integer'),
            finished INTEGER NOT NULL CHECK (finished IN (0, 1)),
            PRIMARY KEY (account, person, opened_at, device),
            FOREIGN KEY (account, person) REFERENCES people ON DELETE CASCADE
        ) WITHOUT ROWID""",
        """CREATE TABLE checkpoints (
            account TEXT NOT NULL,
            device TEXT NOT NULL,
            person TEXT NOT NULL,
            at INTEGER NOT NULL CHECK (typeof(at) = 'integer'),
            checkpoint TEXT NOT NULL,
            PRIMARY KEY (account, device)
        ) WITHOUT ROWID""",
        "CREATE INDEX people_by_age ON people (seen_at)",
        "CREATE INDEX sessions_by_age ON sessions (opened_at)",
        "CREATE INDEX checkpoints_by_age ON checkpoints (at)",
    ),
    (
        "ALTER TABLE settings ADD COLUMN at INTEGER NOT NULL DEFAULT 0 CHECK (typeof(at) = 'integer')",
        """CREATE TABLE erased (
            account TEXT NOT NULL,
            key TEXT NOT NULL,
            anew INTEGER NOT NULL CHECK (typeof(anew) = 'integer'),
            PRIMARY KEY (account, key)
        ) WITHOUT ROWID""",
        "CREATE INDEX erased_by_age ON erased (anew)",
        "CREATE TABLE alive (number INTEGER PRIMARY KEY, filling BLOB NOT NULL)",
    ),
)
"""What makes each version of the file out of the one before; the file's `user_version` counts them."""

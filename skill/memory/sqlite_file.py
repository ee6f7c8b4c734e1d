"""The file of the SQLite store: how it is made, carried forward, and opened by many at once.

It is in WAL mode, so that readers never wait. With `synchronous=NORMAL` a turn that was kept has
been handed to the operating system: killing the process, even with `kill -9`, loses none of it. A
power cut may take the last turns, and never harms the file; waiting for the disk at each turn would
cost tens of milliseconds on a memory card, for the sake of a place in a session that is over anyway.
"""

import logging
import os
import sqlite3
import stat
import weakref
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from skill.memory.sqlite_layout import STEPS
from skill.memory.store import UnknownStore

logger = logging.getLogger(__name__)

BUSY_SECONDS = 0.5
"""How long a writer waits for another; then it gives up, for somebody is waiting for an answer."""

PRAGMAS = ("synchronous = NORMAL", "secure_delete = ON", "foreign_keys = ON")
"""Set for each connection. What is deleted is written over with zeros, so that it is gone from the file."""


class Connections:
    """Connections to one file: one for each thread at work, and none that another process made.

    Where the file is gone, or another has taken its place, they are closed, for what they write would go
    into a file without a name. A new file is made, so that turns are kept again; but `is_the_first` is
    false from then on, for what people had is not in it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: deque[sqlite3.Connection] = deque()
        self._process, self._file = os.getpid(), _identity(path)
        self._replaced = False
        weakref.finalize(self, _close, self._idle, self._process)

    @property
    def is_the_first(self) -> bool:
        """Whether the file is the one that was there at the start."""
        return not self._replaced and self._file == _identity(self._path)

    @contextmanager
    def one(self) -> Iterator[sqlite3.Connection]:
        """A connection. It comes back when the block ends, but for one whose block went wrong."""
        if self._process != os.getpid():
            self._leave_to_parent()
        if self._file != _identity(self._path):
            self._start_over()
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = connect(self._path)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else writes beside; all of the block is kept, or none of it."""
        with self.one() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees the file as it is now, whatever others write meanwhile."""
        with self.one() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")

    def close(self) -> None:
        """Close what is not in use."""
        _close(self._idle, self._process)

    def _start_over(self) -> None:
        """Go on with whatever file is there now, and make one where there is none."""
        logger.error("The file %s was removed or replaced under the server. Restart it.", self._path)
        self.close()
        prepare(self._path)
        self._file, self._replaced = _identity(self._path), True

    def _leave_to_parent(self) -> None:
        """SQLite allows no use of a connection after a fork, not even closing it: so it is kept aside."""
        _OF_PARENTS.append(self._idle)
        self._idle, self._process = deque(), os.getpid()
        weakref.finalize(self, _close, self._idle, self._process)


_OF_PARENTS: list[deque[sqlite3.Connection]] = []


def _close(idle: deque[sqlite3.Connection], process: int) -> None:
    while idle and process == os.getpid():
        idle.pop().close()


def _identity(path: Path) -> tuple[int, int]:
    """Which file is there now, by its device and number; zeros where there is none."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_dev, found.st_ino)


def connect(path: Path) -> sqlite3.Connection:
    """A connection to a file that is there; none is made where there is none. Raises sqlite3.Error."""
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=rw",
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        uri=True,
    )
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def prepare(path: Path, steps: Sequence[Sequence[str]] = STEPS, *, make_folder: bool = False) -> None:
    """Make the file where there is none, readable by its owner only, and carry an older one forward.

    Its folder is made only with `make_folder`: a mistyped one would start empty, and everybody would be
    forgotten. Raises UnknownStore for a folder that is not there, for a path that cannot be opened, and
    for a file of a later version, of another program, or on a disk that cannot be shared by processes.
    """
    if make_folder:
        _make_folder(path)
    elif not path.parent.exists():
        raise UnknownStore(
            f"PSOAS_STORE names the file {path}, and there is no folder {path.parent}. Correct the path. "
            "If it is right and this is the first start, psoas serve --make-folder makes the folder."
        )
    try:
        _make(path)
        connection = connect(path)
        try:
            _into_wal(connection, path)
            _migrate(connection, path, steps)
        finally:
            connection.close()
    except (OSError, sqlite3.Error) as error:
        raise _cannot_open(path, error) from error


def _cannot_open(path: Path, error: Exception) -> UnknownStore:
    return UnknownStore(
        f"PSOAS_STORE names the file {path}, which cannot be opened as a SQLite database: {error}. "
        "Name a file in a folder that this user may write to, such as 'sqlite:///people.db'."
    )


def _make_folder(path: Path) -> None:
    """Make the folders on the way to the file, for their owner only. Raises UnknownStore where it cannot."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_open(path, error) from error


def _make(path: Path) -> None:
    """Make the file where there is none. One that others could read is its owner's only from now on.

    One that is there is not opened for it: closing it again would drop all locks that this process holds
    on it, and another process would then take the log away from under the connections here.
    """
    try:
        os.close(os.open(path.resolve(), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        found = path.stat()
        if stat.S_ISREG(found.st_mode) and found.st_mode & 0o077 and found.st_uid == os.geteuid():
            path.chmod(0o600)


def _into_wal(connection: sqlite3.Connection, path: Path) -> None:
    """Change the file's mode. SQLite does not wait here when several workers start at once, so we do."""
    give_up = monotonic() + 10 * BUSY_SECONDS
    while True:
        try:
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            break
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > give_up:
                raise
            sleep(0.01)
    if mode != "wal":
        raise UnknownStore(
            f"PSOAS_STORE names the file {path}, where several processes cannot share a database. "
            "Name a file on a local disk."
        )


def _migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Sequence[str]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(steps):
        raise UnknownStore(
            f"PSOAS_STORE names the file {path}, which a later version of this skill has written: layout "
            f"{version}, and this one reads up to {len(steps)}. Install that version, or name another file."
        )
    if version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise UnknownStore(
            f"PSOAS_STORE names the file {path}, which is a database of another program. Name another file."
        )
    for statement in (statement for step in steps[version:] for statement in step):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(steps)}")
    connection.execute("COMMIT")

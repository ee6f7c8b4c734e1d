"""The last good chain of Alexa's, kept beside the database, so that a restart need not fetch it again.

What is read is checked as if it had just been fetched, so whoever changes the file gains nothing by it.
"""

import logging
import os
from contextlib import suppress
from pathlib import Path

from skill.web.fetch import LARGEST_CHAIN

NAME = "alexa-chain.pem"
_SQLITE = "sqlite:///"

logger = logging.getLogger(__name__)


class ChainFile:
    """A chain in PEM, and before it a line with the path that it was fetched from."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> tuple[str, bytes] | None:
        """The path and the chain; None where there is none, or it cannot be read."""
        with suppress(OSError), self._file.open("rb") as opened:
            path, _, pem = opened.read(LARGEST_CHAIN + 1024).partition(b"\n")
            return path.decode("ascii", "replace"), pem
        return None

    def write(self, path: str, pem: bytes) -> None:
        """Put a chain in the place of the one that is there. Where that fails, the log says so."""
        new = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        try:
            new.unlink(missing_ok=True)
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
                opened.write(f"{path}\n".encode("ascii") + pem)
            new.replace(self._file)
        except OSError as error:
            logger.warning("The certificate chain was not kept (%s).", type(error).__name__)


def beside(store: str) -> ChainFile | None:
    """The file for a server whose store has this URL; None where the store is no file."""
    if not store.startswith(_SQLITE):
        return None
    return ChainFile(Path(store.removeprefix(_SQLITE)).expanduser().absolute().with_name(NAME))

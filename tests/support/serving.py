"""A server in a process of its own, started as in production and watched by its log."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.chains import good, good_pem, pem

ROOT = Path(__file__).parents[2]

PATIENCE = 300
"""Seconds after which something is taken to be broken; nothing that works waits for them."""


@dataclass
class Running:
    """A server that listens: its process, its port, and what it has logged so far."""

    process: "subprocess.Popen[str]"
    port: int = 0
    lines: list[str] = field(default_factory=list)
    listens: threading.Event = field(default_factory=threading.Event)
    ended: bool = False
    _new_line: threading.Condition = field(default_factory=threading.Condition)

    def log(self) -> list[dict[str, Any]]:
        """The log's lines; each is one JSON object."""
        return [json.loads(line) for line in self.lines]

    def log_of(self, request: str) -> list[dict[str, Any]]:
        """The log's lines about a request, by its id, once the last has come: it tells the time taken."""
        assert self.logged(request, '"milliseconds"')
        return [line for line in self.log() if line.get("request_id") == request]

    def logged(self, *texts: str) -> bool:
        """Wait until a line of the log has these texts, or the log ends; whether it came at all."""

        def came() -> bool:
            return any(all(text in line for text in texts) for line in self.lines)

        with self._new_line:
            self._new_line.wait_for(lambda: came() or self.ended, PATIENCE)
        return came()

    def read(self) -> None:
        """Collect the log to its end."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self._take(line)
            if found := re.search(r"Listening at: http://127\.0\.0\.1:(\d+)", line):
                self.port = int(found[1])
                self.listens.set()
        self._take(None)
        self.listens.set()

    def _take(self, line: str | None) -> None:
        """Keep a line, or note that there are no more, and tell those who wait for one."""
        with self._new_line:
            if line is None:
                self.ended = True
            else:
                self.lines.append(line)
            self._new_line.notify_all()


@contextmanager
def running(command: Sequence[str], **environment: str) -> Iterator[Running]:
    """Run a server on a free port until the end of the block."""
    settings = {"PORT": "0", "PSOAS_STORE": "memory:", "PSOAS_HOST": "", "PSOAS_LOG": "", "PSOAS_WORKERS": ""}
    with subprocess.Popen(  # noqa: S603  # our own command
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={**os.environ, **settings, **environment},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        server = Running(process)
        reader = threading.Thread(target=server.read, daemon=True)
        reader.start()
        try:
            server.listens.wait(PATIENCE)
            assert server.port, "".join(server.lines)
            yield server
        finally:
            process.terminate()
            process.wait(30)
            reader.join(10)


@contextmanager
def signed(folder: Path, **environment: str) -> Iterator[Running]:
    """The door of the internet, which trusts the chain of `tests.chains`."""
    (folder / "root.pem").write_bytes(pem(good()[0].certificate))
    (folder / "chain.pem").write_bytes(good_pem())
    with running(["tests.support.signed_server", str(folder)], **environment) as server:
        yield server

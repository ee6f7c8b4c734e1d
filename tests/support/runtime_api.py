"""Lambda's Runtime API for tests, over real HTTP, and a bundle that Amazon's runtime client runs against it.

The routes are those of the Runtime API of 2018-06-01, as awslambdaric 4.2.2 calls them (2026-11-22).
"""

import json
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distribution
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time
from typing import Any, NamedTuple

Json = dict[str, Any]

WITHIN = 60
"""Seconds to wait for an answer before a test is given up: no promise, only an end."""

CLIENT = ("awslambdaric", "simplejson", "snapshot-restore-py")
"""The runtime client and what it needs: what Lambda puts beside a bundle."""

START = "import sys; sys.path[:0] = {paths}; from awslambdaric.__main__ import main; main(['', {handler!r}])"


class FunctionFailed(Exception):
    """The function raised; the text is the type and the message that Lambda would log."""


class _Ended(NamedTuple):
    route: str
    body: Any


class RuntimeApi:
    """One function's side of Lambda: hands it events, one at a time, and takes what it makes of them.

    `process` runs the function, and `log` is what it prints.
    """

    def __init__(self, log: Path) -> None:
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None
        self._events: queue.Queue[object] = queue.Queue()
        self._ends: queue.Queue[_Ended] = queue.Queue()
        self._ids = count(1)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """What AWS_LAMBDA_RUNTIME_API is set to."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def invoke(self, event: object) -> Any:
        """What the function answers to an event. Raises FunctionFailed where it fails, or does not start."""
        self._events.put(event)
        ended = self._end()
        if ended.route != "response":
            raise FunctionFailed(f"{ended.body['errorType']}: {ended.body['errorMessage']}")
        return ended.body

    def _end(self) -> _Ended:
        for _ in range(WITHIN):
            with suppress(queue.Empty):
                return self._ends.get(timeout=1)
            if self.process is not None and self.process.poll() is not None:
                break
        ended = self.process and self.process.poll()
        raise AssertionError(f"No answer; exit code {ended}. It printed: {self.log.read_text('utf-8')}")

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle(self) -> None:
                """Serve one connection, until the function is killed."""
                with suppress(ConnectionResetError):
                    super().handle()

            def do_GET(self) -> None:
                """`/2018-06-01/runtime/invocation/next`: wait for an event."""
                event = json.dumps(api._events.get()).encode()
                self.send_response(200)
                self.send_header("Lambda-Runtime-Aws-Request-Id", f"request-{next(api._ids)}")
                self.send_header("Lambda-Runtime-Deadline-Ms", str(int((time() + 7) * 1000)))
                self.send_header(
                    "Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:1:function:f"
                )
                self.send_header("Content-Type", "application/json")  # without it the client crashes
                self.send_header("Content-Length", str(len(event)))
                self.end_headers()
                self.wfile.write(event)

            def do_POST(self) -> None:
                """`…/invocation/ID/response`, `…/invocation/ID/error` and `…/init/error`."""
                body = self.rfile.read(int(self.headers["Content-Length"]))
                api._ends.put(_Ended(self.path.rpartition("/")[2], json.loads(body)))
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name in the base
                """Say nothing."""

        return Handler


def lay_out_client(folder: Path) -> Path:
    """Copy the runtime client, and nothing else that is installed here, into a folder."""
    for name in CLIENT:
        installed = distribution(name)
        for file in installed.files or ():
            if ".." not in file.parts and "__pycache__" not in file.parts:
                target = folder / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(installed.locate_file(file)), target)
    return folder


@contextmanager
def function(bundle: Path, client: Path, handler: str, settings: Mapping[str, str]) -> Iterator[RuntimeApi]:
    """A new process that runs an unpacked bundle as Lambda does, with nothing else to import."""
    paths = [str(bundle), str(client)]
    with TemporaryDirectory() as folder, (Path(folder) / "log").open("wb") as log:
        api = RuntimeApi(Path(log.name))
        environ = {"AWS_LAMBDA_RUNTIME_API": api.address, "LAMBDA_TASK_ROOT": str(bundle), **settings}
        with subprocess.Popen(  # noqa: S603  # our own bundle
            [sys.executable, "-I", "-S", "-c", START.format(paths=paths, handler=handler)],
            cwd=bundle,
            env=environ,
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as api.process:
            try:
                yield api
            finally:
                api.process.kill()
                api.close()

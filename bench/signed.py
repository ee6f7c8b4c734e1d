"""Signed requests a second on one worker: through the WSGI app, and through gunicorn; and its memory.

A second is one of the worker's processor time: what a worker that has a core to itself gets through.
"""

import io
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic, process_time
from typing import Any

from flask import Flask

from bench.session import session
from tests.support.chains import as_bytes, good, good_pem, pem, signed_headers

ROOT = Path(__file__).parents[1]
SECONDS, LINES, PASSES = 1.0, 4, 10
MEMORY = "memory:"
"""The store where nothing else is said: hello world keeps nothing either."""

Sent = tuple[bytes, dict[str, str]]


def signed_session() -> list[Sent]:
    """The bodies of a whole session, of now, with the headers that Alexa would send."""
    bodies = [as_bytes(request) for request in session()]
    return [(body, signed_headers(body)) for body in bodies]


def make_app(who: str, folder: Path) -> Flask:
    """The app of "ours" or "theirs", with the chain of the folder."""
    if who == "theirs":
        from bench.peer import make_app as theirs

        return theirs(folder)
    from tests.support.signed_server import make_app as ours

    return ours(folder)


@contextmanager
def chain() -> Iterator[Path]:
    """A folder with the chain that signs the requests."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "root.pem").write_bytes(pem(good()[0].certificate))
        (folder / "chain.pem").write_bytes(good_pem())
        yield folder


def through_the_app(app: Flask) -> float:
    """Requests a second, called as a WSGI server calls, one after the other."""
    done, took = 0, 0.0
    while took < SECONDS:
        sent = signed_session()  # anew each time, so that none grows too old, and not counted
        began = process_time()
        for body, headers in sent * PASSES:
            _call(app, body, headers)
        took += process_time() - began
        done += len(sent) * PASSES
    return done / took


def _call(app: Flask, body: bytes, headers: dict[str, str]) -> None:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/alexa",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": headers["Content-Type"],
    }
    environ.update({f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()})
    told: list[str] = []

    def start(status: str, *_: object) -> Any:
        told.append(status)

    b"".join(app(environ, start))
    if told != ["200 OK"]:
        raise RuntimeError(f"a signed request was answered with {told}")


def app_rate(who: str, store: str = MEMORY) -> float:
    """Requests a second through the WSGI app of "ours" or "theirs", in a process of its own."""
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "bench.signed", who],
        cwd=ROOT,
        env={**os.environ, "PSOAS_STORE": store},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(json.loads(done.stdout))


def through_gunicorn(who: str) -> tuple[float, float]:
    """Requests a second over four kept connections, and the worker's MB after them."""
    with chain() as folder, gunicorn(who, folder) as (port, workers):
        _line(port, signed_session(), monotonic() + 1)  # a worker is up, and warm
        worker = workers()[0]
        return _http_run(port, worker), resident(worker)


@contextmanager
def gunicorn(who: str, folder: Path, workers: int = 1, store: str = MEMORY) -> Iterator[tuple[int, Any]]:
    """A server of "ours" or "theirs"; gives its port, and what lists its workers."""
    with subprocess.Popen(  # noqa: S603  # our own command
        [sys.executable, "-m", "bench.serve", who, str(folder)],
        cwd=ROOT,
        env={**os.environ, "PORT": "0", "PSOAS_WORKERS": str(workers), "PSOAS_STORE": store},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        reader = Thread(target=lambda: [None for _ in process.stderr or ()], daemon=True)
        try:
            port = _port(process)
            reader.start()  # a full pipe would hold the server up
            yield port, lambda: children(process.pid)
        finally:
            process.terminate()
            process.wait()


def _port(process: "subprocess.Popen[str]") -> int:
    for line in process.stderr or ():
        if found := re.search(r"Listening at: http://127\.0\.0\.1:(\d+)", line):
            return int(found[1])
    raise RuntimeError("the server did not start")


def _http_run(port: int, worker: int) -> float:
    sent, before = signed_session(), spent(worker)
    until = monotonic() + SECONDS
    with ThreadPoolExecutor(LINES) as lines:
        counts = [lines.submit(_line, port, sent, until) for _ in range(LINES)]
        done = sum(count.result() for count in counts)
    return done / (spent(worker) - before)


def _line(port: int, sent: list[Sent], until: float) -> int:
    """Requests on one connection until the time is up, as raw bytes, so that the client costs little."""
    raw, done = [_raw(body, headers) for body, headers in sent], 0
    with socket.create_connection(("127.0.0.1", port)) as line, line.makefile("rb") as answers:
        while monotonic() < until:
            line.sendall(raw[done % len(raw)])
            if not answers.readline().startswith(b"HTTP/1.1 200"):
                raise RuntimeError("a signed request was not answered with 200")
            length = 0
            while (header := answers.readline()) != b"\r\n":
                if header.lower().startswith(b"content-length:"):
                    length = int(header[15:])
            answers.read(length)
            done += 1
    return done


def _raw(body: bytes, headers: dict[str, str]) -> bytes:
    told = {**headers, "Host": "localhost", "Content-Length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"POST /alexa HTTP/1.1\r\n{head}\r\n".encode() + body


def children(parent: int) -> list[int]:
    """The processes that a process has started."""
    return list(map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split()))


def spent(process: int) -> float:
    """The processor time of a process so far, in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> float:
    """A process's memory in MB, as the kernel counts what is in use."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":  # one app's rate, in a process of its own
    with chain() as its_folder:
        print(json.dumps(through_the_app(make_app(sys.argv[1], its_folder))))

"""How long Alexa waits while strangers attack: `python -m bench.attack [CADDY]`, on this machine only.

Signed requests are sent one after the other, through the server's two workers, or with the path of a `caddy`
through that and the files of deploy/. Calm rounds and rounds under attack take turns: strangers who say
nothing, or begin a request and do not end it, and beside some of them a flood of requests with made-up
certificates. One line is printed for each kind of round; the exit code is 1 where a request was lost.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread

from bench.session import session
from bench.signed import ROOT, chain, gunicorn
from tests.support.chains import as_bytes, signed_headers
from tests.support.strangers import WAYS, strangers

A_SECOND, ROUNDS, REQUESTS = 50, 4, 200
"""Junk requests a second; how often each kind of round is played, and signed requests in each."""

IDLE, HEADERS, BODY = "say nothing", "begin the headers", "begin a body"

CASES: tuple[tuple[str, int, bool], ...] = (
    (IDLE, 0, False),
    *((way, many, False) for way in (IDLE, HEADERS, BODY) for many in (8, 40, 1000)),
    (IDLE, 0, True),
    (BODY, 40, True),
)
"""What strangers do, how many of them, and whether there is a flood."""


def main(caddy: str | None) -> int:
    """Measure, print, and fail where a signed request was not answered."""
    took: dict[tuple[str, int, bool], list[float]] = {case: [] for case in CASES}
    with chain() as folder, ExitStack() as stack:
        store = f"sqlite:///{folder}/people.db"
        port, _ = stack.enter_context(gunicorn("ours", folder, 2, store))
        if caddy:
            port = stack.enter_context(_through(caddy, port, folder))
        for _ in range(ROUNDS):
            for way, many, flooded in CASES:
                with strangers(port, WAYS[way], many), _flood(port) if flooded else nullcontext():
                    took[way, many, flooded] += _round(port)
    return int(sum(_told(case, seconds) for case, seconds in took.items()) > 0)


def _told(case: tuple[str, int, bool], seconds: list[float]) -> int:
    """Print the figures of a kind of round; gives how many requests were not answered."""
    way, many, flooded = case
    good = [each * 1000 for each in seconds if each]
    cuts = quantiles(good, n=100)
    name = (f"{many} {way}" if many else "nobody") + (
        f", {A_SECOND} junk requests a second" if flooded else ""
    )
    answered = f"{len(good)} of {len(seconds)} answered"
    print(f"{name}: {answered}, median {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms, worst {max(good):.1f} ms")
    return len(seconds) - len(good)


def _round(port: int) -> list[float]:
    """The seconds that each signed request took; 0 for one that was not answered with 200."""
    took = []
    bodies = [as_bytes(request) for request in session()]
    for number in range(REQUESTS):
        body = bodies[number % len(bodies)]
        headers, began = signed_headers(body), time.perf_counter()
        answered = _post(port, body, headers) == 200
        took.append(time.perf_counter() - began if answered else 0)
    return took


def _post(port: int, body: bytes, headers: dict[str, str]) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=8)
    try:
        connection.request("POST", "/alexa", body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except OSError:
        return 0
    finally:
        connection.close()


@contextmanager
def _flood(port: int) -> Iterator[None]:
    """Requests of strangers, each with a certificate that is nowhere."""
    over = Event()

    def send() -> None:
        number = 0
        while not over.wait(1 / A_SECOND):
            number += 1
            url = f"https://s3.amazonaws.com/echo.api/{number}.pem"
            _post(port, b"{}", {"Signature-256": "QUJD", "SignatureCertChainUrl": url})

    thread = Thread(target=send, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(20)


@contextmanager
def _through(caddy: str, port: int, folder: Path) -> Iterator[int]:
    """Caddy in front of a port, with the options and the site of deploy/, but for TLS."""
    front = 18443
    options, site = (Path(ROOT, "deploy", name).read_text() for name in ("caddy-options", "Caddyfile"))
    options = options.replace("{\n", "{\n\tadmin off\n\tauto_https off\n", 1)
    (folder / "Caddyfile").write_text(options + site.replace("127.0.0.1:5000", f"127.0.0.1:{port}"))
    home = {"PSOAS_DOMAIN": f"http://127.0.0.1:{front}", "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    command = [caddy, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    with subprocess.Popen(command, env={**os.environ, **home}, stderr=subprocess.DEVNULL) as process:  # noqa: S603  # what the caller named
        try:
            until = time.monotonic() + 20
            while time.monotonic() < until and not _listens(front):
                time.sleep(0.1)
            yield front
        finally:
            process.terminate()


def _listens(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))

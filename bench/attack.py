"""How long Alexa waits while strangers attack: `python -m bench.attack [--worst] [CADDY]`, on this machine.

Signed requests are sent one after the other, through the server's two workers, or with the path of a `caddy`
through that and the files of deploy/. Calm rounds and rounds under attack take turns: strangers who say
nothing, or begin a request and do not end it, and beside some of them a flood of requests with made-up
certificates. One line is printed for each kind of round; the exit code is 1 where a request was lost.

With `--worst` only the calm rounds and the last kind are played, which takes half a minute. Then the exit
code is 1 also where the p99 of the one is more than twice that of the other.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
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


MOST_TIMES = 2
"""How many times as long as in calm rounds the p99 may be in the worst ones."""

Case = tuple[str, int, bool]


def main() -> int:
    """Measure, print, and fail where a signed request was not answered, or was for too long."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    options.add_argument("--worst", action="store_true", help="play the calm and the worst rounds only")
    options.add_argument("caddy", nargs="?", help="the path of a caddy, to go through it")
    asked = options.parse_args()
    took = _measured((CASES[0], CASES[-1]) if asked.worst else CASES, asked.caddy)
    lost = sum(_told(case, seconds) for case, seconds in took.items())
    calm, worst = (_p99(took[case]) for case in (CASES[0], CASES[-1]))
    print(f"p99 in the worst rounds: {worst / calm:.2f} times that of the calm ones")
    return int(lost > 0 or (asked.worst and worst > MOST_TIMES * calm))


def _measured(cases: Sequence[Case], caddy: str | None) -> dict[Case, list[float]]:
    """The seconds that signed requests took in each kind of round."""
    took: dict[Case, list[float]] = {case: [] for case in cases}
    with chain() as folder, ExitStack() as stack:
        store = f"sqlite:///{folder}/people.db"
        port, _ = stack.enter_context(gunicorn("ours", folder, 2, store))
        if caddy:
            port = stack.enter_context(_through(caddy, port, folder))
        for _ in range(ROUNDS):
            for way, many, flooded in cases:
                with strangers(port, WAYS[way], many), _flood(port) if flooded else nullcontext():
                    took[way, many, flooded] += _round(port)
    return took


def _p99(seconds: list[float]) -> float:
    return quantiles([each for each in seconds if each], n=100)[98]


def _told(case: Case, seconds: list[float]) -> int:
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
    sys.exit(main())

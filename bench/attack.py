"""How long Alexa waits while strangers attack: `python -m bench.attack [CADDY]`, on this machine only.

Signed requests are sent one after the other, through the server's two workers, or with the path of a `caddy`
through that and the files of deploy/. It takes turns, a calm round and one under attack: 40 strangers who
begin a body and do not end it, and a flood of requests with made-up certificates.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread

from bench.session import session
from bench.signed import ROOT, chain, gunicorn
from tests.support.chains import as_bytes, signed_headers
from tests.support.strangers import WAYS, strangers

STRANGERS, A_SECOND, ROUNDS, REQUESTS = 40, 50, 4, 400
"""Unfinished bodies; junk requests a second; rounds of each kind, and signed requests in a round."""


def main(caddy: str | None) -> int:
    """Measure, print a line for each kind of round, and fail where a signed request was not answered."""
    took: dict[str, list[float]] = {"calm": [], "attacked": []}
    with chain() as folder, ExitStack() as stack:
        store = f"sqlite:///{folder}/people.db"
        port, _ = stack.enter_context(gunicorn("ours", folder, 2, store))
        if caddy:
            port = stack.enter_context(_through(caddy, port, folder))
        for _ in range(ROUNDS):
            took["calm"] += _round(port)
            with strangers(port, WAYS["begin a body"], STRANGERS), _flood(port):
                took["attacked"] += _round(port)
    return _told(took)


def _told(took: dict[str, list[float]]) -> int:
    lost = 0
    for kind, seconds in took.items():
        good = [each * 1000 for each in seconds if each]
        lost += len(seconds) - len(good)
        cuts = quantiles(good, n=100)
        print(
            f"{kind}: {len(good)} of {len(seconds)} answered, "
            f"median {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms, worst {max(good):.1f} ms"
        )
    return int(bool(lost))


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

"""Raw bytes that are nearly HTTP, sent to the server as it runs: no 5xx, and no word of them in the log.

Seeds are fixed, so that the same commit is always sent the same bytes.
"""

import random
import socket
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.support.chains import as_bytes, signed_headers
from tests.support.envelopes import launch
from tests.support.serving import Running, signed
from tests.web.test_service import ask

MARK = b"zq7secretzq7"
"""What is put in everywhere, and must not be in the log."""

LINES = (
    b"Content-Length: 5", b"Content-Length: -1", b"content-length: 99999999", b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: gzip, chunked", b"Expect: 100-continue", b"SCRIPT_NAME: /x", b"PATH_INFO: /health",
    b"X-Forwarded-Proto: https", b"Connection: Upgrade", b"Upgrade: h2c", b"X: " + b"y" * 9000,
    b"PROXY TCP4 1.2.3.4 5.6.7.8 1 2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n", b"X-" + MARK + b": a", b"X: " + MARK,
)  # fmt: skip
SPLICED = (
    *(line + b"\r\n" for line in LINES), b"\r\n", b"\n", b"\r", b"\x00", b" ", b":", b"\t", b"\xff\xfe",
    b"\r\n\r\n", b"0\r\n\r\n", b"%00", b"..", b"//", b"HTTP/9.9", b"HTTP/2.0", b"A" * 9000, MARK, b"/" + MARK,
)  # fmt: skip
"""Lines, and pieces of lines, that are put in."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with signed(tmp_path_factory.mktemp("chain"), PSOAS_WORKERS="1") as found:
        yield found


def good() -> bytes:
    """A signed request, as it comes from Alexa."""
    body = as_bytes(launch(int(datetime.now(UTC).timestamp())))
    headers = {**signed_headers(body), "Host": "psoas.example", "Content-Length": str(len(body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /alexa HTTP/1.1\r\n{lines}\r\n".encode() + body


def mutated(raw: bytes, dice: random.Random) -> bytes:
    """The same with one to four pieces put in, cut out, doubled or changed, mostly in its head."""
    found = bytearray(raw)
    for _ in range(dice.randint(1, 4)):
        head = max(1, found.find(b"\r\n\r\n"))
        at = dice.randrange(head if dice.random() < 0.8 else len(found) or 1)
        length = dice.choice((1, 2, 8, 40, 400))
        match dice.randrange(5):
            case 0:
                found[at:at] = dice.choice(SPLICED)
            case 1:
                line = found.find(b"\r\n", at) + 2
                found[line:line] = dice.choice(SPLICED)
            case 2:
                del found[at : at + length]
            case 3:
                found[at:at] = found[at : at + length]
            case _:
                found[at : at + 1] = bytes([dice.randrange(256)])
    return bytes(found)


def statuses(port: int, raw: bytes) -> list[bytes]:
    """The status of each answer to some bytes, which end there."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        try:
            line.sendall(raw)
            line.shutdown(socket.SHUT_WR)
            told = line.makefile("rb").read()
        except ConnectionError:
            return []
    return [each[:3] for each in told.split(b"HTTP/1.1 ")[1:]]


def fell(server: Running, seed: int, many: int) -> list[str]:
    """What went wrong in so many requests."""
    dice, found = random.Random(seed), []  # noqa: S311  # the same for each run
    began = len(server.lines)
    for number in range(many):
        raw = mutated(good(), dice)
        if bad := [status for status in statuses(server.port, raw) if status.startswith(b"5")]:
            found.append(f"{seed}, {number}: {bad} to {raw[:200]!r}")
    if ask(server.port, "GET", "/health")[0] != 200:
        found.append("the health")
    lines = server.lines[began:]
    found += [f"{seed}: logged {line}" for line in lines if MARK.decode() in line or '"error"' in line]
    return found


@pytest.mark.slow
def test_nearly_http_makes_the_server_fail_in_nothing(server: Running) -> None:
    """Three hundred for every run."""
    assert fell(server, 1, 300) == []


@pytest.mark.slow
def test_five_thousand_times_nearly_http_make_the_server_fail_in_nothing(server: Running) -> None:
    """The same, at length."""
    assert [each for seed in range(2, 12) for each in fell(server, seed, 500)] == []

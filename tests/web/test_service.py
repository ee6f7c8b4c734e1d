"""The server for the internet as it runs: `psoas serve` on gunicorn, its answers, its log, its stop."""

import http.client
import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime

import pytest

from skill.web.whole import LARGEST_BODY
from tests.support.chains import as_bytes, signed_headers
from tests.support.envelopes import MAT, intent, launch
from tests.support.serving import Running, running, signed

Answer = tuple[int, "http.client.HTTPMessage", bytes]


def now() -> int:
    """The real clock, by which the server verifies."""
    return int(datetime.now(UTC).timestamp())


def ask(
    port: int, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """One request over HTTP."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The door of the internet with a chain of the test's."""
    with signed(tmp_path_factory.mktemp("chain")) as found:
        yield found


def test_a_signed_request_is_answered(server: Running) -> None:
    body = as_bytes(launch(now()))
    status, headers, answer = ask(server.port, "POST", "/alexa", body, signed_headers(body))
    assert status == 200
    assert headers.get_content_type() == "application/json"
    assert json.loads(answer)["response"]["shouldEndSession"] is False


BAD: dict[str, tuple[str, str, bytes, int]] = {
    "unsigned": ("POST", "/alexa", b"{}", 400),
    "too large": ("POST", "/alexa", b"x" * (LARGEST_BODY + 1), 413),
    "another method": ("PUT", "/alexa", b"{}", 405),
    "a look": ("GET", "/alexa", b"", 405),
    "another address": ("POST", "/admin", b"{}", 404),
    "the page": ("GET", "/", b"", 404),
}


@pytest.mark.parametrize(("method", "path", "body", "status"), BAD.values(), ids=BAD)
def test_anything_else_is_refused_as_json(
    server: Running, method: str, path: str, body: bytes, status: int
) -> None:
    got, headers, answer = ask(server.port, method, path, body)
    assert (got, headers.get_content_type()) == (status, "application/json")
    assert list(json.loads(answer)) == ["error"]
    assert (status == 405) == ("Allow" in headers)


def test_a_body_without_a_length_is_bounded_too(server: Running) -> None:
    """It comes in pieces; no more are read than a body may have, and those are not what was signed."""
    body = b" " * (LARGEST_BODY + 1)
    headers = {**signed_headers(body), "Transfer-Encoding": "chunked"}
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)) as line:
        line.request("POST", "/alexa", iter([body]), headers, encode_chunked=True)
        assert line.getresponse().status in (400, 413)


def test_every_answer_tells_browsers_to_keep_out(server: Running) -> None:
    """Refusals too."""
    for path in ("/health", "/nowhere"):
        headers = ask(server.port, "GET", path)[1]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Strict-Transport-Security"]


SECRET = "amzn1.ask.account.SECRET"  # noqa: S105  # an id, and not one of anybody
"""What must not be in the log, wherever in a request it stood."""


@pytest.mark.parametrize(
    "raw",
    [
        b"POST /alexa HTTP/1.1\r\nHost: a\r\nSCRIPT_NAME: /x\r\nContent-Length: 2\r\n\r\n{}",
        b"POST /alexa HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n",
        b"POST /alexa HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}xyz\r\n\r\n",
        b"POST /alexa HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: SECRET, chunked\r\n\r\n",
        f"POST /{SECRET}\r\n\r\n".encode(),
        f"POST /alexa HTTP/1.1\r\nHost: a\r\n{SECRET} : b\r\n\r\n".encode(),
        f"POST /alexa HTTP/{SECRET}\r\nHost: a\r\n\r\n".encode(),
        f"{SECRET} /alexa HTTP/1.1\r\nHost: a\r\n\r\n".encode(),
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x00\x00",
        b"POST /alexa HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST /alexa HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /health HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n",
        b"POST /alexa HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n{}",
    ],
)
def test_broken_http_is_refused_and_harms_nobody(server: Running, raw: bytes) -> None:
    """Whatever is sent, the answer is a refusal or silence, and the next request is served."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        line.sendall(raw)
        line.shutdown(socket.SHUT_WR)
        answer = line.makefile("rb").readline()
    assert not answer.startswith(b"HTTP/1.1 5")
    assert ask(server.port, "GET", "/health")[0] == 200
    assert "SECRET" not in "".join(server.lines)
    assert [line for line in server.log() if line["level"] == "error"] == []


def test_each_request_has_an_id_and_a_line_in_the_log(server: Running) -> None:
    """The answer's id finds the line, which says how it went and no more."""
    body = as_bytes(intent("PainIntent", now()))
    status, headers, _ = ask(server.port, "POST", "/alexa", body, signed_headers(body))
    line = server.log_of(headers["X-Request-Id"])[0]
    assert (status, line["status"], line["door"], line["method"]) == (200, 200, "alexa", "POST")
    assert set(line) == {
        *("time", "level", "logger", "message", "request_id", "method", "door", "status", "milliseconds")
    }


@pytest.mark.parametrize(
    "told",
    [
        {"SCRIPT_NAME": "/x"},
        {"SCRIPT_NAME": "/alexa"},
        {"PATH_INFO": "/x"},
        {"X-Forwarded-Proto": "http", "X-Forwarded-Ssl": "on"},
    ],
)
def test_a_header_about_the_way_here_changes_nothing(server: Running, told: Mapping[str, str]) -> None:
    """Whoever sends it, a proxy on this machine too: what Alexa signed is answered at its address."""
    body = as_bytes(launch(now()))
    assert ask(server.port, "POST", "/alexa", body, {**signed_headers(body), **told})[0] == 200


def test_a_refusal_is_logged_with_its_reason_and_without_its_body(server: Running) -> None:
    """Nor is a person's, a device's or a session's id in the log, nor a word that was said."""
    request = launch(now() - 1000)
    body = as_bytes(request)
    headers = ask(server.port, "POST", "/alexa?secret=1", body, signed_headers(body))[1]
    lines = server.log_of(headers["X-Request-Id"])
    assert [line.get("reason") for line in lines] == ["The request's timestamp is too far from now.", None]
    told = "".join(server.lines)
    for private in (MAT.user, MAT.device, request["session"]["sessionId"], "PainIntent", "secret"):
        assert private not in told


def test_a_stop_lets_a_request_finish_that_is_under_way(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Its body is still coming when the server is told to stop, on a connection that the server knows."""
    with signed(tmp_path_factory.mktemp("chain")) as server:
        body = as_bytes(launch(now()))
        with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)) as line:
            line.request("GET", "/health")
            line.getresponse().read()
            line.putrequest("POST", "/alexa")
            for name, value in {**signed_headers(body), "Content-Length": str(len(body))}.items():
                line.putheader(name, value)
            line.endheaders()
            line.send(body[:100])
            server.process.terminate()
            assert server.logged("Handling signal: term")
            line.send(body[100:])
            assert line.getresponse().status == 200
        assert server.process.wait(30) == 0


def test_the_command_serves_the_internet() -> None:
    """With the skill's id it listens, its health can be asked, and it takes nothing unsigned."""
    with running(["skill.cli", "serve"], PSOAS_SKILL_ID=MAT.skill) as server:
        assert ask(server.port, "GET", "/health")[0] == 200
        assert ask(server.port, "POST", "/alexa", as_bytes(launch(now())))[0] == 400
    assert [line for line in server.log() if line["level"] == "error"] == []
    assert server.process.returncode == 0

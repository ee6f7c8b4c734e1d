"""Whoever begins a request and does not end it costs a socket, and keeps nobody else waiting."""

import selectors
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from time import monotonic

import pytest

from skill.web.logs import AsJson
from skill.web.worker import KEEP_SECONDS, REQUEST_SECONDS, Connection, PatientWorker
from tests.support.chains import as_bytes, signed_headers
from tests.support.envelopes import MAT, launch
from tests.support.serving import Running, signed
from tests.support.strangers import WAYS, strangers
from tests.web.test_service import ask

ROUNDS = 3
"""Signed requests that are sent while the strangers wait."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The door of the internet, with the one worker that is the default."""
    with signed(tmp_path_factory.mktemp("chain"), PSOAS_WORKERS="1") as found:
        yield found


def answered(port: int) -> list[int | str]:
    """What so many signed requests are answered with."""
    got: list[int | str] = []
    for _ in range(ROUNDS):
        body = as_bytes(launch(int(datetime.now(UTC).timestamp())))
        try:
            got.append(ask(port, "POST", "/alexa", body, signed_headers(body))[0])
        except OSError as error:
            got.append(type(error).__name__)
    return got


@pytest.mark.slow
def test_unfinished_requests_keep_nobody_waiting(server: Running) -> None:
    """More than a worker has threads, in each of the ways in which a request can be left unfinished."""
    fell = {}
    for way, raw in WAYS.items():
        for many in (8, 40):
            with strangers(server.port, raw, many):
                if (got := answered(server.port)) != [200] * ROUNDS:
                    fell[way, many] = got
    assert not fell


@pytest.mark.slow
def test_a_thousand_connections_keep_nobody_waiting(server: Running) -> None:
    """Idle and half-open: more than the worker keeps, so that those who have waited longest go."""
    fell = {}
    for way in ("say nothing", "begin the headers", "begin a body"):
        with strangers(server.port, WAYS[way], 1000):
            if (got := answered(server.port)) != [200] * ROUNDS:
                fell[way] = got
    assert not fell


@pytest.mark.slow
def test_an_unfinished_request_is_told_that_it_came_too_late(server: Running) -> None:
    """And its connection is closed."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        line.sendall(WAYS["begin a body"])
        answer = line.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert answer.endswith(b'{"error": "Request Timeout"}')


@pytest.mark.slow
def test_who_reads_no_answer_keeps_no_thread() -> None:
    """A thread that sends gives up when nobody reads, however much there is to send."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        connection = Connection(None, ours, "", "")
        connection.sock.setblocking(True)
        with pytest.raises(BlockingIOError):
            connection.sock.sendall(bytes(10_000_000))


@pytest.fixture
def worker() -> Iterator[PatientWorker]:
    """The part of a worker that waits, without a process of its own."""
    found = PatientWorker.__new__(PatientWorker)
    found.cfg, found.nr_conns, found._waiting = None, 0, {}
    with selectors.DefaultSelector() as found.poller:
        yield found


def test_one_connection_too_many_costs_the_one_that_has_waited_longest(
    worker: PatientWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, and no other: nobody can fill the worker up by being there first."""
    monkeypatch.setattr("skill.web.worker.MOST_WAITING", 2)
    with socket.create_server(("127.0.0.1", 0)) as listener, ExitStack() as open_lines:
        lines = []
        for _ in range(3):
            line = socket.create_connection(listener.getsockname(), timeout=30)
            lines.append(open_lines.enter_context(line))
            worker.accept(listener)
        assert lines[0].recv(1) == b""
        assert (len(worker._waiting), worker.nr_conns) == (2, 2)
        for connection in list(worker._waiting):
            worker._drop(connection)


def test_a_request_begun_on_an_old_connection_has_no_more_time_than_any(worker: PatientWorker) -> None:
    """However long the connection may stay idle."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        connection = Connection(None, ours, "", "")
        worker._wait_for(connection, KEEP_SECONDS)
        theirs.sendall(b"P")
        worker._receive(connection, None)
        assert connection.timeout <= monotonic() + REQUEST_SECONDS


def test_a_fault_of_the_server_itself_is_told_by_its_kind(
    worker: PatientWorker, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever sent the request gets an answer, and its words are in neither."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        worker.handle_error(None, ours, "", LookupError(MAT.user))
        answer = theirs.recv(4000).decode()
    (fault,) = caplog.records
    line = AsJson().format(fault)
    assert answer.startswith("HTTP/1.1 500 ")
    assert "LookupError" in line
    assert MAT.user not in line + answer


def test_requests_one_behind_the_other_are_all_answered(server: Running) -> None:
    """Also where they come in pieces that end anywhere."""
    body = as_bytes(launch(int(datetime.now(UTC).timestamp())))
    head = {**signed_headers(body), "Host": "a", "Content-Length": str(len(body))}
    one = (
        b"POST /alexa HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in head.items()).encode()
    )
    raw = (one + b"\r\n" + body) * 3 + b"GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    for size in (len(raw), 1000, 97):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
            for first in range(0, len(raw), size):
                line.sendall(raw[first : first + size])
            answers = line.makefile("rb").read()
        assert answers.count(b"HTTP/1.1 200 OK") == 4, size

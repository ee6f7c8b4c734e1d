"""The real fetcher against real servers on this machine: it takes a chain, and nothing that is none."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from skill.web.fetch import LARGEST_CHAIN, CannotFetch, Fetcher
from tests.support.chains import (
    PATH,
    Authority,
    as_bytes,
    authority,
    good_pem,
    leaf,
    pem,
    rsa_key,
    signed_headers,
)
from tests.support.envelopes import launch
from tests.support.signed_door import door, moment, refused

Act = Callable[[BaseHTTPRequestHandler], None]


@pytest.fixture(scope="module")
def store_root() -> Authority:
    """Who vouches for the store's own name."""
    return authority("root of the store")


@pytest.fixture(scope="module")
def identity(store_root: Authority, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store's certificate for localhost, with its key, as a server reads it."""
    file = tmp_path_factory.mktemp("tls") / "localhost.pem"
    key = rsa_key("store").private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(key + pem(leaf(store_root, ("localhost",), key=rsa_key("store"))))
    return file


@pytest.fixture(scope="module")
def trusting(store_root: Authority) -> ssl.SSLContext:
    """A client that trusts that root alone."""
    return ssl.create_default_context(cadata=pem(store_root.certificate).decode())


@contextmanager
def serving(act: Act, identity: Path) -> Iterator[tuple[int, list[str]]]:
    """A store that does something; gives its port and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            act(self)

        def log_message(self, *_: object) -> None:
            """Be quiet."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(identity)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server.server_port, asked
        server.shutdown()


def answer(status: int, body: bytes, **headers: str) -> Act:
    """An answer with a length."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return act


def trickle(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for as long as somebody reads."""
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):
        while True:
            handler.wfile.write(b"-")
            handler.wfile.flush()
            threading.Event().wait(0.05)


def silence(handler: BaseHTTPRequestHandler) -> None:
    """Nothing, until whoever asks has gone."""
    with suppress(OSError):
        handler.rfile.read()


def endless(handler: BaseHTTPRequestHandler) -> None:
    """More than a chain has, without saying how much."""
    answer(200, b"x" * (LARGEST_CHAIN + 1))(handler)


def test_a_chain_is_fetched(identity: Path, trusting: ssl.SSLContext) -> None:
    with serving(answer(200, good_pem()), identity) as (port, asked):
        assert Fetcher("localhost", port, trusting).fetch("/echo.api/cert.pem") == good_pem()
    assert asked == ["/echo.api/cert.pem"]


STATUSES = {
    "a redirect": answer(302, b"", Location="/echo.api/other.pem"),
    "a permanent redirect": answer(301, b"", Location="https://evil.example/cert.pem"),
    "not found": answer(404, b"no"),
    "forbidden": answer(403, b"<Error/>"),
    "a fault": answer(500, b""),
    "no content": answer(204, b""),
    "a huge one": endless,
    "silence": silence,
    "a trickle": trickle,
    "less than it says": answer(200, b"abc", Content_Length="1000"),
}


ENDLESS = (silence, trickle)
"""What is given up on when its seconds are over. The others answer, and have all the time there is."""


def short_of(act: Act) -> float:
    """The seconds that a fetch of this is given."""
    return 0.7 if act in ENDLESS else 60.0


def check_asked(fetch: Callable[[], None], asked: list[str], path: str, act: Act) -> None:
    """Fetch, and once is enough. Where a busy machine needs all the time to reach the store, fetch again."""
    fetch()
    while act in ENDLESS and not asked:
        fetch()
    assert asked == [path] * (len(asked) if act in ENDLESS else 1)


@pytest.mark.slow
@pytest.mark.parametrize("act", STATUSES.values(), ids=STATUSES)
def test_any_other_answer_is_refused(act: Act, identity: Path, trusting: ssl.SSLContext) -> None:
    """In good time, and after one request: a redirect is not followed."""
    with serving(act, identity) as (port, asked):

        def fetch() -> None:
            with pytest.raises(CannotFetch):
                Fetcher("localhost", port, trusting, seconds=short_of(act)).fetch("/echo.api/cert.pem")

        check_asked(fetch, asked, "/echo.api/cert.pem", act)


@pytest.mark.slow
@pytest.mark.parametrize("act", [*STATUSES.values(), answer(200, b"")], ids=[*STATUSES, "an empty one"])
def test_the_door_refuses_a_request_whose_chain_comes_so(
    act: Act, identity: Path, trusting: ssl.SSLContext
) -> None:
    """With 400, by the whole way: the request's address, a store's answer, and what became of it."""
    body = as_bytes(launch(moment()))
    with serving(act, identity) as (port, asked):
        fetcher = Fetcher("localhost", port, trusting, seconds=short_of(act))

        def fetch() -> None:
            assert "certificate" in refused(door(fetcher.fetch), body, signed_headers(body))

        check_asked(fetch, asked, PATH, act)


def test_a_store_that_nobody_vouches_for_is_not_asked(identity: Path) -> None:
    """Its own TLS certificate is checked before a byte is sent."""
    with serving(answer(200, good_pem()), identity) as (port, asked):
        with pytest.raises(CannotFetch):
            Fetcher("localhost", port).fetch("/echo.api/cert.pem")
        assert asked == []


def test_a_store_by_another_name_is_not_asked(identity: Path, trusting: ssl.SSLContext) -> None:
    with serving(answer(200, good_pem()), identity) as (port, asked):
        with pytest.raises(CannotFetch):
            Fetcher("127.0.0.1", port, trusting).fetch("/echo.api/cert.pem")
        assert asked == []


def test_nobody_there_is_refused(trusting: ssl.SSLContext) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(CannotFetch):
            Fetcher("localhost", closed.getsockname()[1], trusting).fetch("/echo.api/cert.pem")


def test_a_port_that_accepts_and_says_nothing_is_refused(trusting: ssl.SSLContext) -> None:
    """Not even TLS: the time runs all the same."""
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(CannotFetch):
        Fetcher("localhost", mute.getsockname()[1], trusting, seconds=0.5).fetch("/echo.api/cert.pem")


def test_unless_told_otherwise_amazons_store_is_asked() -> None:
    """By its name, over TLS that is checked."""
    fetcher = Fetcher()
    assert (fetcher.host, fetcher.port) == ("s3.amazonaws.com", 443)
    assert (fetcher.context.check_hostname, fetcher.context.verify_mode) == (True, ssl.CERT_REQUIRED)

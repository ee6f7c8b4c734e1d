"""Strangers who hold connections open: they begin a request and do not end it, and come back when dropped."""

import selectors
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

WAYS: Mapping[str, bytes] = {
    "say nothing": b"",
    "begin a request line": b"POST /al",
    "begin the headers": b"POST /alexa HTTP/1.1\r\nHost: a\r\nX-Begun: ",
    "begin a body": b"POST /alexa HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n{",
    "begin a chunk": b"POST /alexa HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{",
    "begin a second request": b"GET /health HTTP/1.1\r\nHost: a\r\n\r\nPOST /alexa HTTP/1.1\r\n",
}
"""What a stranger sends, and then waits."""


class Strangers:
    """So many connections to a port, each of which has sent the same bytes."""

    def __init__(self, port: int, raw: bytes) -> None:
        self._port, self._raw = port, raw
        self._watched = selectors.DefaultSelector()
        self._over = threading.Event()
        self.came = 0

    def come(self) -> None:
        """One more connects and begins."""
        line = socket.create_connection(("127.0.0.1", self._port), timeout=10)
        line.setblocking(False)
        with suppress(OSError):
            line.send(self._raw)
        self._watched.register(line, selectors.EVENT_READ)
        self.came += 1

    def keep_coming(self) -> None:
        """Whoever is dropped comes again, until it is over."""
        while not self._over.is_set():
            for key, _ in self._watched.select(0.05):
                self._read(key.fileobj)

    def _read(self, line: object) -> None:
        assert isinstance(line, socket.socket)
        with suppress(OSError):
            if line.recv(65536):
                return
        self._watched.unregister(line)
        line.close()
        with suppress(OSError):
            self.come()

    def end(self) -> None:
        """All of them go."""
        self._over.set()
        for key in list(self._watched.get_map().values()):
            self._watched.unregister(key.fileobj)
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.close()


@contextmanager
def strangers(port: int, raw: bytes, many: int) -> Iterator[Strangers]:
    """So many strangers, for as long as the block lasts."""
    crowd = Strangers(port, raw)
    for _ in range(many):
        crowd.come()
    thread = threading.Thread(target=crowd.keep_coming, daemon=True)
    thread.start()
    try:
        yield crowd
    finally:
        crowd._over.set()
        thread.join(10)
        crowd.end()

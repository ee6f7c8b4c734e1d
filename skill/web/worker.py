"""A gunicorn worker whose threads never wait for a stranger's bytes.

gunicorn's threaded worker reads a request in a thread of its pool, which waits for as long as the sender
likes: as many unfinished requests as there are threads stop it. Here one loop collects the bytes of all
connections, and a thread gets a request only once it is whole. It reads that from memory, so that a
mistake about where a request ends costs nobody but its sender. What is not whole in time is refused.

It rests on how gunicorn 27's `ThreadWorker` works inside, which pyproject.toml therefore pins.
"""

import json
import logging
import selectors
import socket
import struct
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from time import monotonic
from typing import Any

from gunicorn.http import errors, get_parser
from gunicorn.workers.gthread import TConn, ThreadWorker

from skill.web.whole import Framing

REQUEST_SECONDS = 5.0
"""Within these a request must have come whole. Alexa's come at once, and she waits eight for the answer."""

KEEP_SECONDS = 75
"""Seconds that an idle connection is kept: longer than the 60 s after which common balancers drop theirs."""

STOP_SECONDS = 2.0
"""The same while the worker stops."""

CLOSE_SECONDS, SEND_SECONDS = 1.0, 2.0
"""How long a sender may take to read the end of its answer, and how long a thread waits to send one."""

MOST_WAITING = 400
"""Connections without a whole request; one more, and the one that is without for longest is closed."""

PIECE = 64 * 1024

STATUSES = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
}
"""What a request gets that gunicorn cannot read; 400 for whatever is not named here."""

logger = logging.getLogger(__name__)


class Connection(TConn):  # type: ignore[misc]  # gunicorn ships no types
    """A connection, what has come of its next request, and until when the rest may come."""

    def __init__(self, config: Any, client: socket.socket, address: Any, server: Any) -> None:
        super().__init__(config, client, address, server)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", int(SEND_SECONDS), 0))
        self.initialized = True  # gunicorn would make a parser that reads from the socket
        self.request = Framing()
        self.closing = False

    def take(self) -> None:
        """Hand what has come to gunicorn's parser, and begin anew."""
        received, self.request = bytes(self.request.received), Framing()
        self.parser = get_parser(self.cfg, [received], self.client)

    def rest(self) -> bytes:
        """What came behind the request that was answered."""
        return bytes(self.parser.unreader.buf.getvalue())


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's threaded worker, with the waiting for bytes taken out of its threads."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._waiting: dict[Connection, None] = {}

    def accept(self, listener: Any) -> None:
        """Take a connection. Where there are too many, the one that waits for longest makes room."""
        try:
            client, address = listener.accept()
        except OSError:  # it is gone already, or another worker has it
            return
        self.nr_conns += 1
        if len(self._waiting) >= MOST_WAITING:
            self._drop(next(iter(self._waiting)))
        self._wait_for(Connection(self.cfg, client, address, listener.getsockname()), REQUEST_SECONDS)

    def finish_request(self, connection: Connection, done: Any) -> None:
        """After an answer: wait for the next request, or let the sender read to the end and close."""
        keeps = not done.cancelled() and done.exception() is None and done.result() is True
        rest = connection.rest()
        if not keeps:
            self._let_go(connection)
        elif connection.request.add(rest):
            self._hand_over(connection)
        elif rest:
            self._wait_for(connection, REQUEST_SECONDS)
        else:  # the answer has said that the connection stays, so a request may be on its way
            self._wait_for(connection, KEEP_SECONDS if self.alive else STOP_SECONDS)

    def murder_pending(self) -> None:
        """Refuse what was not whole in time, and close what was idle for too long."""
        now = monotonic()
        for connection in [each for each in self._waiting if each.timeout <= now]:
            if connection.request.received and not connection.closing:
                _refuse(connection.sock, HTTPStatus.REQUEST_TIMEOUT)
                logger.info("refused", extra={"fields": {"reason": "The request did not come in time."}})
            self._drop(connection)

    def handle_error(self, request: Any, client: socket.socket, address: Any, error: Exception) -> None:
        """Refuse what gunicorn cannot read; the log gets the error's kind, and no word of the request."""
        if isinstance(error, errors.ParseException):
            reason = f"The HTTP cannot be read ({type(error).__name__})."
            logger.info("refused", extra={"fields": {"reason": reason}})
            _refuse(client, STATUSES.get(type(error), HTTPStatus.BAD_REQUEST))
        else:
            logger.error("failed", exc_info=error)
            _refuse(client, HTTPStatus.INTERNAL_SERVER_ERROR)

    def _cap_keepalive(self, deadline: float) -> None:
        """The worker stops: what is idle is closed by then."""
        for connection in self._waiting:
            if not connection.request.received:
                connection.timeout = min(connection.timeout, deadline)

    def _wait_for(self, connection: Connection, seconds: float) -> None:
        connection.timeout = monotonic() + seconds
        connection.sock.setblocking(False)
        self._waiting[connection] = None
        self.poller.register(connection.sock, selectors.EVENT_READ, partial(self._receive, connection))

    def _receive(self, connection: Connection, _: object) -> None:
        """Take what has come. An end of the stream ends the request too, whole or not."""
        try:
            piece = connection.sock.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if connection.closing:
            if not piece:
                self._drop(connection)
            return
        first = not connection.request.received
        if connection.request.add(piece) or not piece:
            self._forget(connection)
            self._hand_over(connection) if connection.request.received else self._close(connection)
        elif first:
            connection.timeout = monotonic() + REQUEST_SECONDS

    def _hand_over(self, connection: Connection) -> None:
        connection.take()
        self.enqueue_req(connection)

    def _let_go(self, connection: Connection) -> None:
        """Say that no more comes. Closing at once could take the answer away from who is still sending."""
        connection.closing = True
        try:
            connection.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(connection)
        else:
            self._wait_for(connection, CLOSE_SECONDS)

    def _drop(self, connection: Connection) -> None:
        self._forget(connection)
        self._close(connection)

    def _forget(self, connection: Connection) -> None:
        del self._waiting[connection]
        with suppress(KeyError, OSError, ValueError):
            self.poller.unregister(connection.sock)

    def _close(self, connection: Connection) -> None:
        self.nr_conns -= 1
        connection.close()


def _refuse(client: socket.socket, status: HTTPStatus) -> None:
    body = json.dumps({"error": status.phrase})
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "Connection: close",
    )
    with suppress(OSError):
        client.setblocking(False)
        client.send("\r\n".join((*head, "", body)).encode())

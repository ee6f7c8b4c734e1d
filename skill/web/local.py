"""The server for one's own machine: one process, several threads, loopback only."""

from threading import BoundedSemaphore
from typing import Any

from flask import Flask
from werkzeug.serving import BaseWSGIServer, ThreadedWSGIServer, WSGIRequestHandler

ADDRESS = "127.0.0.1"

THREADS, IDLE_SECONDS = 64, 30
"""Connections at once, each of which has a thread, and how long one may say nothing. A page needs a few."""


class Handler(WSGIRequestHandler):
    """A connection that is closed where it stays idle."""

    timeout = IDLE_SECONDS


class LocalServer(ThreadedWSGIServer):
    """werkzeug's server with a bound on its threads: one connection more is closed at once."""

    def __init__(self, app: Flask, port: int) -> None:
        self._room = BoundedSemaphore(THREADS)
        super().__init__(ADDRESS, port, app, handler=Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread of its own, where there is room for one."""
        if self._room.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, and make room again."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()


def listen(app: Flask, port: int) -> BaseWSGIServer:
    """Listen on 127.0.0.1; port 0 takes a free one. `serve_forever` on the result answers requests.

    All requests share the process, as a store in memory needs it. Exits where the port is taken: see
    `listening.check_address`, which tells it better.
    """
    return LocalServer(app, port)

"""The server for the internet: gunicorn, behind whatever ends TLS."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from skill.config import Serving
from skill.web import logs
from skill.web.worker import KEEP_SECONDS, MOST_WAITING, PatientWorker

THREADS = 8
"""Threads of each worker. A turn takes a millisecond, but a chain's fetch holds a thread for seconds."""

STOP_SECONDS = 10
"""Seconds in which requests that are under way may finish after SIGTERM; Alexa gives up after eight."""

MOST_CONNECTIONS = 2 * MOST_WAITING
"""Connections of each worker, those with a whole request among them; beyond, new ones wait in the kernel."""


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn with an app that each of its workers makes for itself."""

    def __init__(self, make_app: Callable[[], Flask], serving: Serving) -> None:
        self._make_app = make_app
        self._options = options(serving)
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its settings, those that its version knows."""
        for name, value in self._options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """The app of one worker; no store's connection is carried over a fork."""
        return self._make_app()


def options(serving: Serving) -> dict[str, Any]:
    """The settings of gunicorn under its own names."""
    return {
        "bind": f"{serving.host}:{serving.port}",
        "workers": serving.workers,
        "worker_class": PatientWorker,
        "worker_connections": MOST_CONNECTIONS,
        "threads": THREADS,
        "timeout": 30,
        "graceful_timeout": STOP_SECONDS,
        "keepalive": KEEP_SECONDS,
        "limit_request_line": 1024,
        "limit_request_fields": 64,
        "limit_request_field_size": 8190,
        # Nobody's word is taken for who calls or for where the app lies, not even a proxy's.
        "forwarded_allow_ips": "",
        "forwarder_headers": "",
        "proc_name": "psoas",
        "accesslog": None,
        "logconfig_dict": logs.settings(serving.log),
        "control_socket_disable": True,
    }

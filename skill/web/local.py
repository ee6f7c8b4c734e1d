"""The server for one's own machine: one process, several threads, loopback only."""

from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

ADDRESS = "127.0.0.1"


def listen(app: Flask, port: int) -> BaseWSGIServer:
    """Listen on 127.0.0.1; port 0 takes a free one. `serve_forever` on the result answers requests.

    All requests share the process, as a store in memory needs it. Exits with a sentence where the
    port is taken.
    """
    return make_server(ADDRESS, port, app, threaded=True)

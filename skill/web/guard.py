"""Who may come in at the web door, refused with a reason, and what every answer tells a browser."""

import re

from flask import Response, request
from werkzeug.exceptions import Forbidden

_HOST = r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?"
_MACHINE = ("127.0.0.1", "::1", "::ffff:127.0.0.1")
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}
_JSON_HEADERS = {**_HEADERS, "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}


def refuse_strangers() -> None:
    """Let in only this machine: its address, its name in Host, and no page but those of this server.

    Looking at Host stops a foreign page that has its own name resolved to this machine.
    """
    if request.remote_addr not in _MACHINE:
        raise Forbidden("Only this machine may talk to a local server.")
    host = request.headers.get("Host", "").lower()
    if not re.fullmatch(_HOST, host):
        raise Forbidden("Host is not this machine. Use localhost, 127.0.0.1 or [::1].")
    origin = request.headers.get("Origin")
    if origin is not None and origin.lower() not in (f"http://{host}", f"https://{host}"):
        raise Forbidden("A page of another site may not talk to a local server.")


def add_security_headers(response: Response) -> Response:
    """Tell browsers and proxies to keep nothing, guess nothing, and show a JSON answer in no page.

    What a page has set for itself stays.
    """
    if response.mimetype == "application/json":
        response.headers.extend(_JSON_HEADERS)
        return response
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response

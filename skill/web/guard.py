"""Who may come in at the web door. Each guard runs before every request and refuses with a reason."""

import re

from flask import request
from werkzeug.exceptions import BadRequest, Forbidden

_HOST = r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?"
_ORIGIN = rf"https?://{_HOST}"
_MACHINE = ("127.0.0.1", "::1", "::ffff:127.0.0.1")


def refuse_strangers() -> None:
    """Let in only this machine: its address, its name in Host, and no page of another site.

    Looking at Host stops a foreign page that has its own name resolved to this machine.
    """
    if request.remote_addr not in _MACHINE:
        raise Forbidden("Only this machine may talk to a local server.")
    if not re.fullmatch(_HOST, request.headers.get("Host", ""), re.IGNORECASE):
        raise Forbidden("Host is not this machine. Use localhost, 127.0.0.1 or [::1].")
    origin = request.headers.get("Origin")
    if origin is not None and not re.fullmatch(_ORIGIN, origin, re.IGNORECASE):
        raise Forbidden("A page of another site may not talk to a local server.")


def refuse_unverified() -> None:
    """Let in no Alexa request while none can be verified; the health check stays open."""
    if request.endpoint == "alexa":
        raise BadRequest("This server cannot verify requests yet, so it takes none. Use psoas serve --local.")

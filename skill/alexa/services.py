"""Calls to Amazon's services for skills, by ask-sdk's own clients, within a time that is ours to choose.

ask-sdk's API client has no time limit and pulls a large HTTP library into every start. This one ends
when its time is over, whatever the network does, and reads with our serializer, which steps over what
ask-sdk's raises on.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ask_sdk_model.services.api_client import ApiClient
from ask_sdk_model.services.api_client_request import ApiClientRequest
from ask_sdk_model.services.api_client_response import ApiClientResponse
from ask_sdk_model.services.api_configuration import ApiConfiguration

from skill.alexa.serializer import TolerantSerializer

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor
    from ssl import SSLContext

AMAZON = (".amazonalexa.com", ".amazon.com")
"""The ends of the host names that the token may be sent to.

api.amazonalexa.com, api.eu.amazonalexa.com and api.fe.amazonalexa.com; one page has api.fe.amazon.com
(checked 2026-11-22, developer.amazon.com/docs/alexa/smapi/alexa-reminders-api-reference.html).
"""

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Hosts of this machine, which may also be called without TLS."""

AT_ONCE = 8
"""Calls that one process makes at the same time; more wait for their turn, within their time."""

LARGEST = 256 * 1024
"""Bytes that an answer may have. A reminder has about a thousand."""


class NoAnswer(Exception):
    """The service gave no answer that can be used, or not in time."""


@dataclass(frozen=True)
class Access:
    """What a request gives for calls on the person's behalf: where to, and the token."""

    endpoint: str
    token: str = field(repr=False)

    def configuration(self, seconds: float) -> ApiConfiguration:
        """What ask-sdk's clients are made of. All their calls together may take so many seconds."""
        return ApiConfiguration(
            serializer=TolerantSerializer(),
            api_client=Calls(seconds),
            authorization_value=self.token,
            api_endpoint=self.endpoint,
        )


class Calls(ApiClient):
    """An API client whose calls end, all together, after so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._until = monotonic() + seconds

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """Make a call. Raises NoAnswer where none came in time, whatever its status would have been."""
        left = self._until - monotonic()
        if left <= 0:
            raise NoAnswer("The time for the calls is over.")
        work = _threads().submit(_call, request, self._until)
        try:
            return work.result(left)
        except NoAnswer:
            raise
        except Exception as failed:  # the network has many ways to fail, and none is our mistake
            work.cancel()
            raise NoAnswer(type(failed).__name__) from None


@cache
def _threads() -> "ThreadPoolExecutor":
    from concurrent.futures import ThreadPoolExecutor  # imports here are for those who make a call

    return ThreadPoolExecutor(AT_ONCE, "services")


@cache
def _trusted() -> "SSLContext":
    import ssl

    import certifi

    return ssl.create_default_context(cafile=certifi.where())


def _call(request: ApiClientRequest, until: float) -> ApiClientResponse:
    connection, path = _connection(request.url, max(0.05, until - monotonic()))
    try:
        body = json.dumps(request.body).encode() if request.body else None
        connection.request(request.method, path, body, dict(request.headers))
        with connection.getresponse() as answer:
            text: Any = _text(answer, until)
            return ApiClientResponse(list(answer.getheaders()), text, answer.status)
    finally:
        connection.close()


def _connection(url: str, seconds: float) -> tuple[Any, str]:
    """A connection to Amazon, and what to ask there. The token goes nowhere else."""
    from http.client import HTTPConnection, HTTPSConnection

    parts = urlsplit(url)
    host, path = parts.hostname or "", f"{parts.path}?{parts.query}" if parts.query else parts.path
    if parts.scheme == "https" and (host.endswith(AMAZON) or host in LOOPBACK):
        return HTTPSConnection(host, parts.port, timeout=seconds, context=_trusted()), path
    if parts.scheme == "http" and host in LOOPBACK:
        return HTTPConnection(host, parts.port, timeout=seconds), path
    raise NoAnswer("The endpoint is not Amazon's.")


def _text(answer: Any, until: float) -> str | None:
    """The body as text, None where there is none; read by the piece, so that a trickle holds nobody up."""
    read = b""
    while piece := answer.read1(LARGEST + 1 - len(read)):
        read += piece
        if len(read) > LARGEST or monotonic() > until:
            raise NoAnswer("The answer is too large, or too slow.")
    return read.decode() if read.strip() else None

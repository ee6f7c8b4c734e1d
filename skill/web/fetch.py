"""Fetches a certificate chain from Amazon's store: one host, no redirect, little time, few bytes."""

import ssl
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic

import certifi

SECONDS = 3.0
"""Seconds that a fetch may take in all. Alexa waits eight for the answer, and this comes before it."""

LARGEST_CHAIN = 64 * 1024
"""Bytes that a chain may have. Amazon's, with three certificates, has about six thousand."""

AT_ONCE = 5
"""Fetches that run at the same time, as many as `certificates` has under way; more would wait for their
turn, within their seconds."""


class CannotFetch(Exception):
    """The chain could not be had; the message says why, in a sentence. Another try may work."""


class NotThere(CannotFetch):
    """The store answered that it has no such chain."""


@dataclass(frozen=True)
class Fetcher:
    """Fetches a path of one HTTPS server. `context` decides which servers are trusted.

    `seconds` bound the whole fetch, the name's look-up and a trickling body included.
    """

    host: str = "s3.amazonaws.com"
    port: int = 443
    context: ssl.SSLContext = field(
        default_factory=lambda: ssl.create_default_context(cafile=certifi.where())
    )
    seconds: float = SECONDS
    _threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(AT_ONCE, "certificates"), repr=False
    )

    def fetch(self, path: str) -> bytes:
        """The bytes at a path. Raises CannotFetch for anything but a 200 of a fair size in time."""
        until = monotonic() + self.seconds
        work = self._threads.submit(self._get, path, until)
        try:
            return work.result(self.seconds)
        except TookTooLong:
            work.cancel()
            raise CannotFetch("The certificate chain did not come in time.") from None
        except (OSError, HTTPException, ValueError):
            raise CannotFetch("The certificate chain could not be fetched.") from None

    def _get(self, path: str, until: float) -> bytes:
        left = max(0.1, until - monotonic())
        connection = HTTPSConnection(self.host, self.port, timeout=left, context=self.context)
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "identity"})
            with connection.getresponse() as answer:
                if answer.status != 200:
                    kind = NotThere if 400 <= answer.status < 500 else CannotFetch
                    raise kind("The certificate chain is not at that address.")
                return _body(answer, until)
        finally:
            connection.close()


def _body(answer: HTTPResponse, until: float) -> bytes:
    """Read by the piece, so that a server that sends a byte now and then holds nobody up."""
    read, said = b"", answer.length or 0
    while piece := answer.read1(LARGEST_CHAIN + 1 - len(read)):
        read += piece
        if len(read) > LARGEST_CHAIN:
            raise CannotFetch("The certificate chain is too large.")
        if monotonic() > until:
            raise CannotFetch("The certificate chain did not come in time.")
    if len(read) < said:
        raise CannotFetch("The certificate chain was cut short.")
    return read

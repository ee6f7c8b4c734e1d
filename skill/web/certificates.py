"""Who signs for Alexa: the chain's check, and a small memory of what it came to."""

import re
import ssl
import warnings
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TypeVar

import certifi
from ask_sdk_runtime.exceptions import AskSdkException
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.verification import PolicyBuilder, Store

from skill.web.chain_file import ChainFile
from skill.web.fetch import CannotFetch, NotThere

T = TypeVar("T")

SIGNER = "echo-api.amazon.com"
"""The name that the signing certificate must bear, as it stands and not by a wildcard.

Confirmed: verifier_constants.py of ask-sdk-webservice-support 1.3.3.
"""

KEPT, KEPT_BAD = 16, 4096
"""Chains that are remembered: the good, of which Alexa uses one, and the bad, of which there are more
than `USUAL` has names."""

USUAL = re.compile(r"/echo\.api/echo-api-cert(-\d{1,3})?(-ats)?\.pem", re.ASCII)
"""The form that Alexa's own addresses have had so far (2,222 names). Amazon promises none, and nothing
rests on it but which addresses the brake on failing ones spares."""

USUAL_AT_ONCE, OTHERS_AT_ONCE = 4, 1
"""Fetches under way: together fewer than a worker has threads, so that requests whose chain is known
find a free one."""

INVALID_FOR = timedelta(seconds=60)
"""How long a chain that is no good, or is not there, is not fetched again."""

UNREACHABLE_FOR = timedelta(seconds=5)
"""The same for one that could not be had, which may pass."""

FAILURES_A_MINUTE = 30
"""Fetches of unusual addresses that may fail within a minute; beyond, another one is not asked for. A usual
one fails once in `INVALID_FOR`, so that strangers cannot use up what Alexa's next address needs."""


class Refused(AskSdkException):
    """Nothing proves that Alexa sent this request to this skill; the message is the short reason."""


@dataclass(frozen=True)
class Signer:
    """Whoever a good chain names: the key, and until when all its certificates are valid."""

    key: RSAPublicKey
    until: datetime


@dataclass(frozen=True)
class _Failure:
    reason: str
    until: datetime


def now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


@cache
def trusted_roots() -> tuple[x509.Certificate, ...]:
    """The roots of certifi, one by one: what does not parse, or soon will not, is stepped over."""
    roots = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for der in _ders(Path(certifi.where()).read_text("ascii", "replace")):
            try:
                roots.append(x509.load_der_x509_certificate(der))
            except (ValueError, Warning):
                continue
    return tuple(roots)


def _ders(bundle: str) -> Iterable[bytes]:
    end = ssl.PEM_FOOTER
    for block in bundle.split(end)[:-1]:
        yield ssl.PEM_cert_to_DER_cert(block[block.index(ssl.PEM_HEADER) :] + end)


def check_chain(pem: bytes, roots: Sequence[x509.Certificate], at: datetime) -> Signer:
    """The signer of a chain: the leaf first, then what leads to one of the roots.

    Checks each signature, each certificate's dates at `at`, and the name. Raises Refused.
    """
    try:
        leaf, *between = x509.load_pem_x509_certificates(pem)
        verifier = (
            PolicyBuilder().store(Store(list(roots))).time(at).build_server_verifier(x509.DNSName(SIGNER))
        )
        chain = verifier.verify(leaf, between)
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        key = leaf.public_key()
    except Exception:  # whatever hostile certificates make the library raise, they are not Amazon's
        raise Refused("The certificate chain is not valid.") from None
    if SIGNER not in names.get_values_for_type(x509.DNSName) or not isinstance(key, RSAPublicKey):
        raise Refused("The certificate is not the one that signs for Alexa.")
    return Signer(key, min(certificate.not_valid_after_utc for certificate in chain))


class Certificates:
    """Gives the signer for a certificate's path, and fetches each chain once for as long as it is valid.

    Requests that come together wait for one fetch. `fetch` raises CannotFetch. With a `file` the last
    good chain outlives the process, and is shared with those beside it. Safe among threads.
    """

    def __init__(
        self,
        fetch: Callable[[str], bytes],
        roots: Sequence[x509.Certificate] | None = None,
        clock: Callable[[], datetime] = now,
        file: ChainFile | None = None,
    ) -> None:
        self._fetch = fetch
        self._roots = roots
        self._clock = clock
        self._file = file
        self._lock = Lock()
        self._good: dict[str, Signer] = {}
        self._bad: dict[str, _Failure] = {}
        self._failed_at: list[datetime] = []
        self._under_way: dict[str, Future[Signer]] = {}

    def signer(self, path: str) -> Signer:
        """The signer whose chain lies at a path of Amazon's store. Raises Refused."""
        with self._lock:
            if known := self._known(path):
                return known
            mine = path not in self._under_way
            if mine:
                if signer := self._from_file(path):
                    return signer
                self._refuse_floods(path)
            waiting = self._under_way.setdefault(path, Future())
        if mine:
            self._find(path, waiting)
        return waiting.result()

    def _known(self, path: str) -> Signer | None:
        at = self._clock()
        good, bad = self._good.get(path), self._bad.get(path)
        if good and at <= good.until:
            return good
        if bad and at < bad.until:
            raise Refused(bad.reason)
        return None

    def _from_file(self, path: str) -> Signer | None:
        """The signer whose chain was kept for this path, by this process or another."""
        found = self._file.read() if self._file else None
        if found is None or found[0] != path:
            return None
        try:
            signer = check_chain(found[1], self._roots or trusted_roots(), self._clock())
        except Refused:
            return None
        _keep(self._good, path, signer, KEPT)
        return signer

    def _refuse_floods(self, path: str) -> None:
        is_usual = bool(USUAL.fullmatch(path))
        alike = sum(bool(USUAL.fullmatch(other)) == is_usual for other in self._under_way)
        if alike >= (USUAL_AT_ONCE if is_usual else OTHERS_AT_ONCE):
            raise Refused("Too many certificate chains are being fetched.")
        since = self._clock() - timedelta(minutes=1)
        self._failed_at = [at for at in self._failed_at if at > since]
        if not is_usual and len(self._failed_at) >= FAILURES_A_MINUTE:
            raise Refused("Too many certificate chains were no good lately.")

    def _find(self, path: str, waiting: "Future[Signer]") -> None:
        """Fetch and check; whatever comes of it, those who wait are told, and nobody waits for ever."""
        try:
            pem = self._fetch(path)
            signer = check_chain(pem, self._roots or trusted_roots(), self._clock())
        except Exception as failure:
            refused = failure if isinstance(failure, Refused) else Refused(_reason(failure))
            self._settle(path, _Failure(str(refused), self._clock() + _pause(failure)))
            waiting.set_exception(refused)
        else:
            self._settle(path, signer)
            waiting.set_result(signer)
            if self._file:
                self._file.write(path, pem)

    def _settle(self, path: str, found: Signer | _Failure) -> None:
        with self._lock:
            self._under_way.pop(path, None)
            if isinstance(found, Signer):
                _keep(self._good, path, found, KEPT)
            else:
                _keep(self._bad, path, found, KEPT_BAD)
                if not USUAL.fullmatch(path):
                    self._failed_at.append(self._clock())


def _reason(failure: Exception) -> str:
    return str(failure) if isinstance(failure, CannotFetch) else "The certificate chain could not be fetched."


def _pause(failure: Exception) -> timedelta:
    return INVALID_FOR if isinstance(failure, Refused | NotThere) else UNREACHABLE_FOR


def _keep(memory: dict[str, T], path: str, value: T, most: int) -> None:
    """Put in the newest; beyond `most`, the oldest goes."""
    memory.pop(path, None)
    memory[path] = value
    while len(memory) > most:
        del memory[next(iter(memory))]

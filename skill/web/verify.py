"""Whether Alexa sent a request, and just now: the SDK's verifiers, made to refuse with reasons.

The rules are those of Amazon's "Host a custom skill as a web service" (checked 2026-11-22). Each
verifier has the shape that `WebserviceSkillHandler` calls, and raises Refused with a short reason. Whether
a request is for this skill is checked by the skill itself, `skill.app.Skill.invoke`.
"""

import base64
import binascii
import posixpath
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from skill.alexa.limits import EVENT_TIMESTAMP_SECONDS, TIMESTAMP_SECONDS
from skill.web.certificates import Certificates, Refused, now
from skill.web.sdk import AbstractVerifier

CHAIN_HEADER = "SignatureCertChainUrl"
SIGNATURE_HEADER = "Signature-256"
HOST, FOLDER, PORT = "s3.amazonaws.com", "/echo.api/", 443
"""Where a signing certificate may lie. Confirmed: verifier_constants.py of the SDK, version 1.3.3."""

LONGEST_URL = 512
"""Characters of a certificate's URL; Amazon's have about fifty."""

EVENTS = frozenset(
    f"AlexaSkillEvent.Skill{what}"
    for what in ("Enabled", "Disabled", "PermissionChanged", "PermissionAccepted", "AccountLinked")
)
"""Requests that Alexa sends again for an hour. Confirmed: the same file."""

_PLAIN = re.compile(r"[A-Za-z0-9:/._~-]+", re.ASCII)


def chain_path(url: str) -> str:
    """The path of a signing certificate's chain on Amazon's store, normalised.

    Scheme and host may be in any case, the path may not. Raises Refused for any other place.
    """
    if len(url) > LONGEST_URL or not _PLAIN.fullmatch(url):
        raise Refused("The certificate URL is not a plain address.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused("The certificate URL is not an address.") from None
    path = posixpath.normpath(parts.path)
    if parts.scheme != "https" or parts.hostname != HOST or port not in (None, PORT):
        raise Refused("The certificate URL is not on Amazon's store.")
    if not path.startswith(FOLDER):
        raise Refused("The certificate URL is not in Alexa's folder.")
    return path


class SignatureVerifier(AbstractVerifier):
    """Checks that the body's bytes are signed by whoever signs for Alexa. Looks at no parsed request."""

    def __init__(self, certificates: Certificates) -> None:
        self._certificates = certificates

    def verify(self, headers: Any, serialized_request_env: Any, deserialized_request_env: Any = None) -> None:
        """Pass, or raise Refused. `headers` must not mind the case of a name; the body is in bytes."""
        url, signature = headers.get(CHAIN_HEADER), headers.get(SIGNATURE_HEADER)
        if not url or not signature:
            raise Refused(f"{CHAIN_HEADER} or {SIGNATURE_HEADER} is missing.")
        path, signed = chain_path(url), _decoded(signature)
        try:
            self._certificates.signer(path).key.verify(signed, serialized_request_env, PKCS1v15(), SHA256())
        except InvalidSignature:
            raise Refused("The signature is not that of the body.") from None


def _decoded(signature: str) -> bytes:
    try:
        return base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(f"{SIGNATURE_HEADER} is not base64.") from None


class TimestampVerifier(AbstractVerifier):
    """Checks that a request is of now: 150 s at most off the clock, an hour for a skill event."""

    def __init__(self, clock: Callable[[], datetime] = now) -> None:
        self._clock = clock

    def verify(self, headers: Any, serialized_request_env: Any, deserialized_request_env: Any) -> None:
        """Pass, or raise Refused."""
        request = deserialized_request_env.request
        most = EVENT_TIMESTAMP_SECONDS if request.object_type in EVENTS else TIMESTAMP_SECONDS
        if abs((self._clock() - request.timestamp).total_seconds()) > most:
            raise Refused("The request's timestamp is too far from now.")

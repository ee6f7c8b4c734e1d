"""What only the owner of a skill can say: asked for by name, and never made up."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from skill.alexa.limits import TRIGGER_REGIONS
from skill.config import BadSetting

ARN = re.compile(r"arn:aws:lambda:([a-z0-9-]+):\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?")
"""A Lambda function's address; the first group is its region."""

HTTPS = 443
"""The port of every address that Alexa calls."""

CERTIFICATES = {"trusted": "Trusted", "wildcard": "Wildcard", "self-signed": "SelfSigned"}
"""The kinds of certificate that a server may show to Alexa, and what a manifest calls each.

Confirmed: SSLCertificateType in ssl_certificate_type.py of ask-smapi-model 1.36.0 (2026-11-26).
"""

_SKILL_ID = re.compile(r"amzn1\.ask\.skill\.[A-Za-z0-9-]+")
_RESERVED = re.compile(r"(.*\.)?(example(\.[a-z]+)?|invalid|localhost|test)")
"""Hosts that stand for others in examples (RFC 2606), so nobody's page is there."""


@dataclass(frozen=True, kw_only=True)
class Owner:
    """What the owner has said.

    `privacy_url` is the page of the privacy policy; only the store needs one. `endpoint` is where the
    skill answers: the ARN of a Lambda function, or an https address; None where ask-cli makes the
    function, in `region`. `certificate` is one of CERTIFICATES, and is told of an https address only.
    `skill_id` is the skill to update; None where ask-cli makes a new one.
    """

    privacy_url: str | None = None
    region: str | None = None
    endpoint: str | None = None
    certificate: str = "trusted"
    skill_id: str | None = None

    @property
    def on_lambda(self) -> bool:
        """Whether the skill answers from Lambda, so that a bundle is needed."""
        return self.endpoint is None or bool(ARN.fullmatch(self.endpoint))


class Setting(NamedTuple):
    """One thing to say: its field, its environment variable, what it is, and what it looks like."""

    field: str
    variable: str
    what: str
    example: str

    @property
    def option(self) -> str:
        """How the command line takes it."""
        return "--" + self.field.replace("_", "-")


PRIVACY_URL = Setting(
    "privacy_url", "PSOAS_PRIVACY_URL", "the page of your privacy policy", "https://example.com/privacy"
)
REGION = Setting("region", "PSOAS_AWS_REGION", "the AWS region of the Lambda function", "eu-west-1")
ENDPOINT = Setting(
    "endpoint",
    "PSOAS_ENDPOINT",
    "where the skill answers, if ask-cli is not to make a function: an https address, or a function's ARN",
    "https://example.com/alexa",
)
CERTIFICATE = Setting(
    "certificate",
    "PSOAS_CERTIFICATE",
    f"the kind of certificate that an https endpoint shows: {', '.join(CERTIFICATES)}",
    "wildcard",
)
SKILL_ID = Setting(
    "skill_id", "PSOAS_SKILL_ID", "the skill to update, if there is one", "amzn1.ask.skill.00000000-…"
)
SETTINGS = (PRIVACY_URL, REGION, ENDPOINT, CERTIFICATE, SKILL_ID)


def owner_from(options: Mapping[str, object], environ: Mapping[str, str] = os.environ) -> Owner:
    """Read what the owner said: an option by its field, else the environment; empty counts as unsaid.

    Raises BadSetting, with a line for each thing that is missing or cannot be.
    """
    said = {each.field: str(options.get(each.field) or environ.get(each.variable) or "") for each in SETTINGS}
    if wrong := list(_wrong(said)):
        raise BadSetting("\n".join(wrong))
    return Owner(**{field: text for field, text in said.items() if text})


def _wrong(said: Mapping[str, str]) -> Iterator[str]:
    if said["privacy_url"] and (reason := no_page(said["privacy_url"])):
        yield _unfit(PRIVACY_URL, said, reason)
    if not said["endpoint"]:
        yield from _wrong_region(said)
    elif reason := no_endpoint(said["endpoint"]):
        yield _unfit(ENDPOINT, said, reason)
    if said["certificate"] and (reason := _no_certificate(said["certificate"], said["endpoint"])):
        yield _unfit(CERTIFICATE, said, reason)
    if said["skill_id"] and not _SKILL_ID.fullmatch(said["skill_id"]):
        yield _unfit(SKILL_ID, said, "is not a skill's id")


def _wrong_region(said: Mapping[str, str]) -> Iterator[str]:
    if not said["region"]:
        yield _missing(REGION)
    elif said["region"] not in TRIGGER_REGIONS:
        yield _unfit(REGION, said, f"is none that Alexa can call: {', '.join(sorted(TRIGGER_REGIONS))}")


def no_page(address: str) -> str | None:
    """Why nobody can read a page at an address, or None where they may."""
    host, _ = _host_and_port(address)
    if "." not in host:
        return "is not the https address of a page"
    return "is an address for examples" if _RESERVED.fullmatch(host) else None


def no_endpoint(uri: str) -> str | None:
    """Why Alexa cannot call an endpoint, or None where it can."""
    if arn := ARN.fullmatch(uri):
        return None if arn[1] in TRIGGER_REGIONS else f"lies in {arn[1]}, where Alexa cannot call it"
    if reason := no_page(uri):
        return reason.replace("of a page", "of a server, and no ARN of a Lambda function")
    _, port = _host_and_port(uri)
    return None if port == HTTPS else f"has a port, and Alexa only calls {HTTPS}"


def _no_certificate(kind: str, uri: str) -> str | None:
    if kind not in CERTIFICATES:
        return "is none of the kinds that Alexa knows"
    if not uri or ARN.fullmatch(uri):
        return f"means nothing without an https address in {ENDPOINT.variable}: Lambda has its own"
    return None


def _host_and_port(address: str) -> tuple[str, int]:
    """The host and port of an https address; ("", 0) for anything else."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "", parts.port or HTTPS) if parts.scheme == "https" else ("", 0)
    except ValueError:  # brackets or a port that are none
        return "", 0


def _missing(setting: Setting) -> str:
    return (
        f"{setting.variable} is not set. Set it, or give {setting.option}: "
        f"{setting.what}, such as {setting.example}."
    )


def _unfit(setting: Setting, said: Mapping[str, str], reason: str) -> str:
    return (
        f"{setting.variable} is '{said[setting.field]}', which {reason}. "
        f"It is {setting.what}, such as {setting.example}."
    )

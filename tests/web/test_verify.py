"""Only what Alexa signed, for this skill and just now, is answered: each way to fall short gets 400."""

import base64
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from flask.testing import FlaskClient

from skill.app import build_skill
from skill.config import BadSetting, Config
from skill.web import create_app
from skill.web.verify import EVENTS
from tests.support.chains import as_bytes, good_pem, rsa_key, signature, signed_headers
from tests.support.envelopes import MAT, ended, intent, launch, put
from tests.support.signed_door import SKILL, door, moment, refused, send


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """The door with a good chain."""
    return door(good_pem())


def test_what_alexa_signed_is_answered(client: FlaskClient) -> None:
    """A certification's one positive test."""
    body = as_bytes(launch(moment()))
    status, answer = send(client, body, signed_headers(body))
    assert status == 200
    assert answer["response"]["shouldEndSession"] is False


def test_a_session_goes_on(client: FlaskClient) -> None:
    body = as_bytes(launch(moment()))
    carried = send(client, body, signed_headers(body))[1]["sessionAttributes"]
    for request in (intent("ReadyIntent", moment(), carried), ended(moment(), carried)):
        body = as_bytes(request)
        assert send(client, body, signed_headers(body))[0] == 200


def test_header_names_may_be_in_any_case(client: FlaskClient) -> None:
    body = as_bytes(launch(moment()))
    headers = {name.lower(): value for name, value in signed_headers(body).items()}
    assert send(client, body, headers)[0] == 200


BAD_HEADERS: dict[str, dict[str, str | None]] = {
    "no signature URL": {"SignatureCertChainUrl": None},
    "an empty signature URL": {"SignatureCertChainUrl": ""},
    "an incorrect signature URL": {"SignatureCertChainUrl": "https://s3.amazonaws.com/other/cert.pem"},
    "a signature URL that is none": {"SignatureCertChainUrl": "not a url"},
    "no signature": {"Signature_256": None},
    "an empty signature": {"Signature_256": ""},
    "a signature that is not base64": {"Signature_256": "%%%"},
    "a signature with letters beyond ASCII": {"Signature_256": "\u00e9\u00e9\u00e9\u00e9"},
    "a signature that is cut short": {"Signature_256": "QUJD"},
    "the old signature alone": {"Signature_256": None, "Signature": "QUJD"},
    "nothing at all": {"Signature_256": None, "SignatureCertChainUrl": None},
}


@pytest.mark.parametrize("changed", BAD_HEADERS.values(), ids=BAD_HEADERS)
def test_a_header_that_is_missing_or_wrong_is_refused(
    client: FlaskClient, changed: dict[str, str | None]
) -> None:
    """As Amazon's certification tries them."""
    body = as_bytes(launch(moment()))
    assert refused(client, body, signed_headers(body, **changed))


def test_a_body_that_was_changed_is_refused(client: FlaskClient) -> None:
    """By as little as a blank, which JSON would not mind."""
    body = as_bytes(launch(moment()))
    assert "signature" in refused(client, body + b" ", signed_headers(body))


def test_a_signature_by_another_key_is_refused(client: FlaskClient) -> None:
    body = as_bytes(launch(moment()))
    headers = signed_headers(body, Signature_256=signature(body, rsa_key("stranger")))
    assert "signature" in refused(client, body, headers)


def test_a_signature_of_another_scheme_is_refused(client: FlaskClient) -> None:
    """By the right key, with SHA-1 or with PSS."""
    body, key = as_bytes(launch(moment())), rsa_key("leaf")
    pss = PSS(mgf=MGF1(hashes.SHA256()), salt_length=32)
    for signed in (key.sign(body, PKCS1v15(), hashes.SHA1()), key.sign(body, pss, hashes.SHA256())):  # noqa: S303
        headers = signed_headers(body, Signature_256=base64.b64encode(signed).decode())
        assert "signature" in refused(client, body, headers)


TIMES = [
    ("LaunchRequest", -140, 200),
    ("LaunchRequest", 140, 200),
    ("LaunchRequest", -160, 400),
    ("LaunchRequest", 160, 400),
    ("LaunchRequest", -3000, 400),
    *((event, -3500, 200) for event in sorted(EVENTS)),
    *((event, -3700, 400) for event in sorted(EVENTS)),
    ("AlexaSkillEvent.Imagined", -3000, 400),
]


@pytest.mark.parametrize(("kind", "seconds", "status"), TIMES)
def test_a_replay_is_refused(client: FlaskClient, kind: str, seconds: int, status: int) -> None:
    """150 s for a request, an hour for a skill event, before the clock and behind it."""
    body = as_bytes(put(launch(moment(seconds)), "request.type", kind))
    assert send(client, body, signed_headers(body))[0] == status


UNKNOWN = {
    "a request of an unknown type": ("request.type", "Alexa.Hologram.Touched"),
    "an unknown shape of screen": ("context.Viewports", [{"type": "HOLOGRAM", "mode": "CEILING"}]),
    "an unknown mode of screen": ("context.Viewport", {"mode": "CEILING", "shape": "OVAL"}),
}


@pytest.mark.parametrize(("where", "value"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_amazon_signed_and_may_add_is_answered(client: FlaskClient, where: str, value: Any) -> None:
    """Where the shipped adapter answers 500."""
    body = as_bytes(put(launch(moment()), where, value))
    assert send(client, body, signed_headers(body))[0] == 200


def test_a_session_that_ends_for_an_unknown_reason_is_let_go(client: FlaskClient) -> None:
    body = as_bytes(put(ended(moment(), {}), "request.reason", "POWER_CUT"))
    assert send(client, body, signed_headers(body))[0] == 200


@pytest.mark.parametrize(
    "stamp", [None, 1795341600000, "teatime", "2026-11-22T10:00:00", "", [], "9999-99-99T00:00:00Z"]
)
def test_a_timestamp_that_is_none_is_refused(client: FlaskClient, stamp: Any) -> None:
    body = as_bytes(put(launch(moment()), "request.timestamp", stamp))
    assert "timestamp" in refused(client, body, signed_headers(body))


@pytest.mark.parametrize("skill", ["amzn1.ask.skill.another", "", None, 7, MAT.skill + "0"])
def test_a_request_for_another_skill_is_refused(client: FlaskClient, skill: Any) -> None:
    """Alexa signs everybody's requests; only ours are answered."""
    body = as_bytes(put(launch(moment()), "context.System.application.applicationId", skill))
    assert "PSOAS_SKILL_ID" in refused(client, body, signed_headers(body))


@pytest.mark.parametrize("where", ["context", "context.System", "context.System.application"])
def test_a_request_that_names_no_skill_is_refused(client: FlaskClient, where: str) -> None:
    body = as_bytes(put(launch(moment()), where, None))
    assert "PSOAS_SKILL_ID" in refused(client, body, signed_headers(body))


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b"\xff\xfe", b"[" * 50_000, b'"a"', b"{}"])
def test_a_signed_body_that_is_no_request_is_refused(client: FlaskClient, body: bytes) -> None:
    """Where the shipped adapter answers 500."""
    assert refused(client, body, signed_headers(body))


@pytest.mark.parametrize("body", [b"{", b"", b"\xff", b"x" * 1000])
def test_nothing_is_parsed_before_it_is_verified(client: FlaskClient, body: bytes) -> None:
    """An unsigned body that is no JSON is refused for its signature."""
    assert "Signature" in refused(client, body, {"Content-Type": "application/json"})


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/jsonp", ""])
def test_a_signed_body_must_say_that_it_is_json(client: FlaskClient, kind: str) -> None:
    body = as_bytes(launch(moment()))
    assert send(client, body, signed_headers(body, Content_Type=kind))[0] == 415


def test_without_a_skill_id_there_is_no_door_to_the_internet() -> None:
    """Every skill's requests are signed by the same key."""
    with pytest.raises(BadSetting, match="PSOAS_SKILL_ID is not set"):
        create_app(Config())
    with pytest.raises(BadSetting, match="PSOAS_SKILL_ID is not set"):
        create_app(SKILL, build_skill(Config(store="memory:")))

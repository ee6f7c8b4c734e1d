"""Whatever is sent to the door of the internet: no 500, no traceback, and never an answer that breaks a rule.

Requests are real ones, with a value, some bytes or a header changed; most are signed after the change,
so that they reach the skill. The slow test sends twenty thousand.
"""

import copy
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from skill.app import build_skill
from skill.coach.profile import Profile
from skill.config import Config
from skill.memory import MemoryStore
from skill.memory.people import kept_of
from skill.simulator.rules import check
from skill.web import create_app
from skill.web.certificates import Certificates
from skill.web.whole import LARGEST_BODY
from tests.support.chains import URL, as_bytes, good, good_pem, signed_headers
from tests.support.envelopes import MAT, Json, attributes, ended, intent, launch

Path = tuple[str | int, ...]
Sent = tuple[bytes, dict[str, str], str]


@cache
def client() -> FlaskClient:
    """The door, with a memory that takes a stranger for somebody who has rolled before."""
    config = Config(skill_id=MAT.skill)
    certificates = Certificates(lambda path: good_pem(), [good()[0].certificate])
    skill = build_skill(config, MemoryStore(kept_of(Profile(sessions=4, seconds=60))))
    return create_app(config, skill, certificates).test_client()


@cache
def requests() -> tuple[Json, ...]:
    """Requests of a whole session, sent now, with what each carries; the test sets their time anew."""
    skill = build_skill(Config(), MemoryStore(kept_of(Profile(sessions=4, seconds=60))))
    at = int(datetime.now(UTC).timestamp())
    opened = attributes(skill.handle(launch(at)))
    rolling = attributes(skill.handle(intent("ReadyIntent", at, opened)))
    paused = attributes(skill.handle(intent("AMAZON.PauseIntent", at, rolling)))
    side = {"side": {"value": "left", "id": "left"}}
    words = ("PainIntent", "TenderSpotIntent", "TimeLeftIntent", "SwitchSidesIntent", "AMAZON.StopIntent")
    return (
        launch(at),
        intent("ReadyIntent", at, opened),
        *(intent(word, at, rolling) for word in words),
        intent("SideIntent", at, opened, slots=side),
        intent("AMAZON.ResumeIntent", at, paused),
        ended(at, rolling),
    )


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in a document."""
    yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*path, key))


@cache
def all_places(index: int) -> tuple[Path, ...]:
    """The places of one of the requests, the whole of it left out."""
    return tuple(place for place in places(requests()[index]) if place)


NOW = "now"
NUMBERS = st.sampled_from([0, -1, 1, 7, 10**12, 10**400, 1e308, -0.0, 0.5])
TEXTS = st.sampled_from(
    ["", " ", "left", "null", "x" * 5000, "\u0000", "\ud83d\ude00", "\u202e", "PT90S", "<speak>"]
)
TYPES = st.sampled_from(["LaunchRequest", "IntentRequest", "SessionEndedRequest", "Alexa.Hologram.Touched"])
JUNK = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS | TYPES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=4,
)
TYPE = ("request", "type")
CONTENT = st.sampled_from(
    ["application/json", "text/plain", "", "application/json; charset=utf-16", "\u00e9"]
)
VALUES = st.sampled_from([None, "", "a", "QUJD", "\u00e9", "x" * 3000, URL, URL + "?a", "https://[", ","])


@st.composite
def documents(draw: st.DrawFn) -> tuple[Json, str]:
    """A request with up to three values changed or left out; gives also its type."""
    index = draw(st.integers(0, len(requests()) - 1))
    document = copy.deepcopy(requests()[index])
    document["request"]["timestamp"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for place in draw(st.lists(st.sampled_from(all_places(index)), max_size=3)):
        change(document, place, draw(TYPES if place == TYPE else JUNK), draw(st.booleans()))
    request = document.get("request")
    return document, str(request.get("type") if isinstance(request, dict) else "")


def change(document: Any, place: Path, value: Any, leave_out: bool) -> None:
    """Put a value at a place, or leave it out; nothing where an earlier change took the place away."""
    *way, last = place
    try:
        for key in way:
            document = document[key]
        if leave_out:
            del document[last]
        else:
            document[last] = value
    except (LookupError, TypeError):
        return


@st.composite
def bodies(draw: st.DrawFn, document: Json) -> bytes:
    """A document's bytes; one in four has them cut, doubled, changed, padded or recoded."""
    body = as_bytes(document)
    if draw(st.integers(0, 3)):
        return body
    place = draw(st.integers(0, len(body)))
    return draw(
        st.sampled_from(
            [
                body[:place],
                body + body,
                body[:place] + b"\xff" + body[place:],
                body[:place] + b"\x00" + body[place + 1 :],
                body[:place] + b'{"a":' + body[place:],
                json.dumps(document).encode("utf-16"),
                b"\xef\xbb\xbf" + body,
                body + b" " * (LARGEST_BODY - len(body)),
                body + b" " * LARGEST_BODY,
                b"[" * 20_000,
                b"NaN",
            ]
        )
    )


@st.composite
def mutated(draw: st.DrawFn) -> Sent:
    """A body, its headers and its type; two in three have the headers that Alexa would send."""
    document, kind = draw(documents())
    body = draw(bodies(document))
    names = ("SignatureCertChainUrl", "Signature_256")
    wrong = draw(st.none() | st.none() | st.dictionaries(st.sampled_from(names), VALUES, min_size=1))
    changed: dict[str, str | None] = dict(wrong or {})
    if draw(st.integers(0, 7)) == 0:
        changed["Content_Type"] = draw(CONTENT)
    return body, signed_headers(body, **changed), kind


class Faults(logging.Handler):
    """Collects what is logged as an error: a fault in the server, or one that was apologised for."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message."""
        self.found.append(record.getMessage())


def try_one(sent: Sent) -> None:
    """Send one, and hold its answer to the promises."""
    body, headers, kind = sent
    faults = Faults()
    logging.getLogger().addHandler(faults)
    try:
        answer = client().post("/alexa", data=body, headers=headers)
    finally:
        logging.getLogger().removeHandler(faults)
    assert faults.found == []
    assert answer.status_code in (200, 400, 413, 415)
    document = answer.get_json()
    if answer.status_code == 200:
        request = {**requests()[0], "request": {**requests()[0]["request"], "type": kind}}
        assert check(document, request) == []
    else:
        assert list(document) == ["error"]


@pytest.mark.slow
@given(mutated())
def test_no_request_makes_the_door_fail(sent: Sent) -> None:
    """A hundred for every run."""
    try_one(sent)


@pytest.mark.slow
@pytest.mark.parametrize("thousand", range(20))
def test_twenty_thousand_requests_make_the_door_fail_in_nothing(thousand: int) -> None:
    """The same, at length, a thousand at a time and each time others."""

    @seed(thousand)
    @settings(max_examples=1000, suppress_health_check=list(HealthCheck), database=None)
    @given(mutated())
    def send(sent: Sent) -> None:
        try_one(sent)

    send()

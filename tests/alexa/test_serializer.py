"""What comes in over the wire is read whole, whatever Amazon adds to it, or refused with a reason."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.context import Context
from ask_sdk_model.launch_request import LaunchRequest
from ask_sdk_model.request import Request
from ask_sdk_model.request_envelope import RequestEnvelope
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.serializer import MalformedRequest, TolerantSerializer
from skill.alexa.serializer import read as read_envelope
from tests.support.envelopes import NOON, Json, ended, intent, launch, put

RESOLUTION = {
    "authority": "a",
    "status": {"code": "ER_SUCCESS_MATCH"},
    "values": [{"value": {"name": "left", "id": "left"}}],
}
SLOT = {
    "name": "side",
    "value": "left",
    "confirmationStatus": "NONE",
    "resolutions": {"resolutionsPerAuthority": [RESOLUTION]},
    "slotValue": {"type": "Simple", "value": "left"},
}
LAUNCH = put(
    put(launch(), "context.Viewports", [{"type": "APL", "id": "main"}]), "session.attributes", {"a": 1}
)
INTENT = put(
    put(intent("SwitchIntent", slots={"side": {}}), "request.intent.slots.side", SLOT),
    "request.dialogState",
    "STARTED",
)
ENDED = ended(NOON, {})


def shipped(envelope: Json) -> Any:
    """What ask-sdk's own serializer makes of it."""
    return DefaultSerializer().deserialize(json.dumps(envelope), RequestEnvelope)


def read(body: Any) -> Any:
    """What ours makes of it, without the models' types: half of them may be None."""
    return read_envelope(body)


@pytest.mark.parametrize("envelope", [LAUNCH, INTENT, ENDED], ids=["launch", "intent", "ended"])
def test_what_is_known_comes_as_the_shipped_serializer_gives_it(envelope: Json) -> None:
    """Every model, enum and raw value is the same, to the last attribute."""
    assert TolerantSerializer().deserialize(json.dumps(envelope), RequestEnvelope) == shipped(envelope)


SURPRISES = {
    "a request type": (LAUNCH, "request.type", "Alexa.Hologram.Touched"),
    "a viewport mode": (LAUNCH, "context.Viewport.mode", "HOLOGRAM"),
    "a viewport type": (LAUNCH, "context.Viewports.0.type", "HOLOGRAM"),
    "a viewport that is no object": (LAUNCH, "context.Viewports", [5]),
    "a reason for the end": (ENDED, "request.reason", "PLAYTIME_LIMIT_REACHED"),
    "a dialog state": (INTENT, "request.dialogState", "DREAMING"),
    "an intent's confirmation": (INTENT, "request.intent.confirmationStatus", "SHRUGGED"),
    "a slot's confirmation": (INTENT, "request.intent.slots.side.confirmationStatus", "SHRUGGED"),
    "a slot value's type": (INTENT, "request.intent.slots.side.slotValue.type", "Quantum"),
    "a slot value's shape": (INTENT, "request.intent.slots.side.slotValue", [1]),
    "attributes that are a list": (INTENT, "session.attributes", [1]),
    "a property with a model's own name": (LAUNCH, "request.__class__", 1),
    "a device that is a number": (LAUNCH, "context.System.device", 7),
    "a context that is a text": (LAUNCH, "context", "none"),
}


@pytest.mark.parametrize(("envelope", "path", "value"), SURPRISES.values(), ids=SURPRISES)
def test_a_surprise_costs_its_own_value_and_nothing_else(envelope: Json, path: str, value: object) -> None:
    """The shipped serializer raises on each of these; here the request's id and time come through."""
    surprising = put(envelope, path, value)
    with pytest.raises(SerializationException):
        shipped(surprising)
    read_back, plain = read(surprising), shipped(envelope)
    assert read_back.request.request_id == plain.request.request_id
    assert read_back.request.timestamp == plain.request.timestamp
    assert read_back.session.user == plain.session.user


def test_a_slot_survives_a_surprise_beside_its_value() -> None:
    """What the person said is still there when Amazon says something new about it."""
    surprising = put(INTENT, "request.intent.slots.side.confirmationStatus", "SHRUGGED")
    slot = read(surprising).request.intent.slots["side"]
    assert slot.value == "left"
    assert slot.confirmation_status == "SHRUGGED"


def test_an_unknown_request_keeps_its_type() -> None:
    """So that whoever dispatches it can see that it is none of ours."""
    request = read(put(LAUNCH, "request.type", "Alexa.Hologram.Touched")).request
    assert type(request) is Request
    assert request.object_type == "Alexa.Hologram.Touched"


def test_what_tells_of_a_screen_is_there_when_it_is_looked_at() -> None:
    """It is read only then, and nothing else about the context changes."""
    context = read(LAUNCH).context
    assert "viewport" not in vars(context)
    context.system.device.device_id = "changed"
    assert context.viewport == shipped(LAUNCH).context.viewport
    assert context.system.device.device_id == "changed"
    assert type(context) is Context
    with pytest.raises(AttributeError):
        _ = read(LAUNCH).context.hologram


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_context_that_nobody_has_looked_at_can_be_copied(copied: Callable[[Any], Any]) -> None:
    assert copied(read(LAUNCH).context) == shipped(LAUNCH).context


def test_an_unknown_property_is_carried_along() -> None:
    """As the shipped serializer does it."""
    envelope = put(LAUNCH, "request.mood", {"bright": True})
    assert read(envelope).request.mood == {"bright": True}


def test_an_unknown_property_never_replaces_a_known_one() -> None:
    """The shipped serializer would let `object_type` overwrite the request's type."""
    envelope = put(LAUNCH, "request.object_type", "SessionEndedRequest")
    request = read(envelope).request
    assert isinstance(request, LaunchRequest)
    assert request.object_type == "LaunchRequest"


REFUSED = {
    "not JSON": (b"{", "not JSON"),
    "nothing": (b"", "not JSON"),
    "not UTF-8": (b'{"a": "\xff"}', "not UTF-8"),
    "another encoding": (json.dumps(LAUNCH).encode("utf-16"), "not UTF-8"),
    "NaN": (b'{"request": NaN}', "not JSON"),
    "too deep": (b"[" * 100_000, "not JSON"),
    "a set": ({"request": {1}}, "'request'"),
    "no text at all": (None, "not JSON"),
    "null": (b"null", "not a JSON object"),
    "a list": (b"[]", "not a JSON object"),
    "a number": ("5", "not a JSON object"),
    "no request": ({}, "'request'"),
    "a request that is a list": (put(LAUNCH, "request", []), "'request'"),
    "no type": (put(LAUNCH, "request.type", None), "'request.type'"),
    "a type that is a list": (put(LAUNCH, "request.type", []), "'request.type'"),
    "no session": (put(LAUNCH, "session", None), "'session'"),
    "a session that is a text": (put(LAUNCH, "session", "x"), "'session'"),
    "no user": (put(LAUNCH, "session.user", {}), "'session.user.userId'"),
    "no intent": (put(INTENT, "request.intent", None), "'request.intent'"),
    "no intent's name": (put(INTENT, "request.intent.name", 5), "'request.intent.name'"),
    "no timestamp": (put(LAUNCH, "request.timestamp", None), "'request.timestamp'"),
    "a timestamp without a zone": (put(LAUNCH, "request.timestamp", "2026-11-22T10:00:00"), "zone"),
    "a timestamp that is garbage": (put(LAUNCH, "request.timestamp", "teatime"), "zone"),
    "a timestamp in milliseconds": (put(LAUNCH, "request.timestamp", 1795341600000), "zone"),
    "a timestamp before 1970": (put(LAUNCH, "request.timestamp", "1969-12-31T23:59:59Z"), "years"),
    "the first timestamp of all": (put(LAUNCH, "request.timestamp", "0001-01-01T00:00:00+14:00"), "years"),
    "the last timestamp of all": (put(LAUNCH, "request.timestamp", "9999-12-31T23:59:59-12:00"), "years"),
    "half a timestamp": (put(LAUNCH, "request.timestamp", "10:00Z"), "zone"),
}


@pytest.mark.parametrize(("body", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_request_is_refused_with_its_reason(body: Any, reason: str) -> None:
    """One error type, whatever is wrong, and a sentence that names the place."""
    with pytest.raises(MalformedRequest, match=reason):
        read(body)


@pytest.mark.parametrize("as_body", [lambda e: e, json.dumps, lambda e: json.dumps(e).encode()])
def test_a_body_may_be_bytes_text_or_parsed(as_body: Callable[[Json], Any]) -> None:
    """Each door hands over what it has."""
    assert read(as_body(LAUNCH)) == shipped(LAUNCH)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
PLACES = sorted(
    {
        *(f"session.{name}" for name in LAUNCH["session"]),
        *(f"context.System.{name}" for name in LAUNCH["context"]["System"]),
        *(f"request.{name}" for name in INTENT["request"]),
        *(f"request.intent.{name}" for name in INTENT["request"]["intent"]),
        *(f"request.intent.slots.side.{name}" for name in INTENT["request"]["intent"]["slots"]["side"]),
    }
)


@given(st.sampled_from(PLACES), JUNK)
def test_junk_anywhere_is_read_or_refused(path: str, junk: object) -> None:
    """Nothing but MalformedRequest ever comes out of reading."""
    try:
        envelope = read(put(INTENT, path, junk))
    except MalformedRequest:
        return
    assert isinstance(envelope, RequestEnvelope)


@given(st.binary() | st.text())
def test_any_bytes_are_read_or_refused(body: bytes | str) -> None:
    """The same for bodies that never were a request."""
    with pytest.raises(MalformedRequest):
        read(body)

"""From a request's body to ask-sdk's model, whatever Amazon adds to it later, and back.

ask-sdk's own serializer (1.19.0, model 1.82.0, checked 2026-11-22) raises on an enum value, a
request type or a property type that it does not know, and takes an unknown property for a known one
when the names meet. `TolerantSerializer` gives all that the shipped one can read exactly as that
gives it, and steps over the rest. `read` refuses what is no Alexa request at all.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from math import isfinite
from typing import Any, NoReturn, cast

from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.request_envelope import RequestEnvelope

from skill.alexa.intents import REQUESTS
from skill.alexa.readers import reader, written
from skill.coach.session import LATEST

Body = Mapping[str, object] | bytes | str


class Attributes(dict[str, Any]):
    """Session attributes: JSON all through, and replaced as a whole, never changed.

    So they are their own deep copy, of which ask-sdk makes one in each turn, and are written as they are.
    """

    def __deepcopy__(self, _: object) -> "Attributes":
        return self


PLAIN = frozenset((str, int, float, bool, type(None), Attributes))
"""Types that are JSON as they are."""


class MalformedRequest(ValueError):
    """The body is not an Alexa request that this skill can take; the message says why, in a sentence."""


class TolerantSerializer(DefaultSerializer):
    """ask-sdk's serializer, made to step over what it does not know.

    An unknown enum value comes as its raw text, an object of an unknown type as its base class (an
    unknown request as a plain `Request` with its type, id, timestamp and locale), a value of the
    wrong shape as None, or in a list not at all.
    """

    def deserialize(self, payload: Any, obj_type: Any) -> Any:
        """Read JSON into a class of the model, or a type as the models write it. Raises UNFIT errors."""
        value = None if payload is None else json.loads(payload)
        return None if value is None else reader(obj_type)(value)

    def serialize(self, obj: Any) -> Any:
        """Give JSON's own types for a model, and for whatever is in it."""
        kind: Any = type(obj)
        if kind in PLAIN:
            return obj
        if kind is dict:
            return {name: self.serialize(value) for name, value in obj.items()}
        fields = written(kind)
        if fields is None:
            return super().serialize(obj)
        values = ((name, getattr(obj, attribute)) for attribute, name in fields)
        return {name: self.serialize(value) for name, value in values if value is not None}


class RequestSerializer(TolerantSerializer):
    """The same, and strict about whole requests: `deserialize` refuses what `read` refuses."""

    def deserialize(self, payload: Any, obj_type: Any) -> Any:
        """Read JSON. Raises MalformedRequest for an envelope that is no Alexa request."""
        return read(payload) if obj_type is RequestEnvelope else super().deserialize(payload, obj_type)


ANSWERED = frozenset({"IntentRequest", *REQUESTS})
"""The request types that this skill answers; all of them belong to a session."""

SERIALIZER = RequestSerializer()


def read(body: Body) -> RequestEnvelope:
    """Turn a request's body, as bytes, text or parsed JSON, into ask-sdk's envelope.

    What comes parsed is taken to be JSON all through, as Lambda's runtime hands it over. Of a request
    type that the skill does not answer, only the type and the timestamp must be there. Raises
    MalformedRequest for anything that is not an Alexa request.
    """
    document = _parsed(body)
    request = _mapping(document, "request")
    kind = _text(request, "type", "request.type")
    moment = _moment(request.get("timestamp"))
    if kind in ANSWERED:
        _check_session(document)
    if kind == "IntentRequest":
        _text(_mapping(request, "intent", "request.intent"), "name", "request.intent.name")
    envelope = cast(RequestEnvelope, reader(RequestEnvelope)(document))
    cast(Any, envelope.request).timestamp = moment
    if envelope.session and isinstance(envelope.session.attributes, dict):
        envelope.session.attributes = Attributes(envelope.session.attributes)
    return envelope


def _parsed(body: Body) -> Mapping[str, object]:
    try:
        if isinstance(body, bytes):
            body = body.decode("utf-8")
        if isinstance(body, dict):
            return body
        document = json.loads(cast(str, body), parse_constant=_refuse_constant, parse_float=_finite)
    except UnicodeDecodeError:
        raise MalformedRequest("The body is not UTF-8.") from None
    except (RecursionError, TypeError, ValueError):
        raise MalformedRequest("The body is not JSON.") from None
    if not isinstance(document, dict):
        raise MalformedRequest("The body is not a JSON object.")
    return document


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    """A number, but for one that is too large to be one: as infinity it would be written as no JSON."""
    value = float(text)
    return value if isfinite(value) else _refuse_constant(text)


def _mapping(parent: Mapping[str, object], key: str, path: str = "") -> Mapping[str, object]:
    value = parent.get(key)
    if not isinstance(value, Mapping):
        raise MalformedRequest(f"'{path or key}' is missing, or is not an object.")
    return value


def _text(parent: Mapping[str, object], key: str, path: str) -> str:
    value = parent.get(key)
    if not isinstance(value, str) or not value:
        raise MalformedRequest(f"'{path}' is missing, or is not a text.")
    return value


def _moment(stamp: object) -> datetime:
    """Read Alexa's ISO 8601 strictly: ask-sdk would take "10" for the tenth of this month."""
    try:
        moment = datetime.fromisoformat(stamp) if isinstance(stamp, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise MalformedRequest("'request.timestamp' is not an ISO 8601 time with its zone.")
    if not 0 <= moment.timestamp() <= LATEST:
        raise MalformedRequest("'request.timestamp' is not in the years from 1970 to 6325.")
    return moment


def _check_session(document: Mapping[str, object]) -> None:
    session = _mapping(document, "session")
    _text(_mapping(session, "user", "session.user"), "userId", "session.user.userId")

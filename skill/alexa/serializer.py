"""From a request's body to ask-sdk's model, whatever Amazon adds to it later.

ask-sdk's own serializer (1.19.0, model 1.82.0, checked 2026-11-22) raises on an enum value, a
request type or a property type that it does not know, and takes an unknown property for a known one
when the names meet. `TolerantSerializer` gives everything that is known exactly as the shipped one
gives it, and steps over the rest. `read` refuses what is no Alexa request at all.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any, NoReturn, cast

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.request_envelope import RequestEnvelope

from skill.alexa.intents import REQUESTS

Body = Mapping[str, object] | bytes | str

SHIPPED: Any = DefaultSerializer
UNFIT = (
    SerializationException,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""All that the shipped serializer is known to raise on a value that does not fit its model."""


class MalformedRequest(ValueError):
    """The body is not an Alexa request that this skill can take; the message says why, in a sentence."""


class TolerantSerializer(DefaultSerializer):
    """ask-sdk's serializer, made to step over what it does not know.

    An unknown enum value comes as its raw text, an object of an unknown type as its base class (an
    unknown request as a plain `Request` with its type, id, timestamp and locale), a value of the
    wrong shape as None, or in a list not at all. The overridden methods are the shipped ones by their
    mangled names: all recursion runs through them, so a failure costs one value, not the envelope.
    """

    def _DefaultSerializer__deserialize(self, payload: Any, obj_type: Any) -> Any:  # noqa: N802
        try:
            value = SHIPPED._DefaultSerializer__deserialize(self, payload, obj_type)
        except UNFIT:
            return None
        return [each for each in value if each is not None] if isinstance(value, list) else value

    def _DefaultSerializer__deserialize_model(self, payload: Any, obj_type: Any) -> Any:  # noqa: N802
        if issubclass(obj_type, Enum):
            return _member(payload, obj_type)
        if not isinstance(payload, dict):
            return None
        model = obj_type
        if hasattr(obj_type, "get_real_child_model"):
            model = self._DefaultSerializer__get_obj_by_discriminator(payload, obj_type)
        return SHIPPED._DefaultSerializer__deserialize_model(self, _without_shadows(payload, model), obj_type)

    def _DefaultSerializer__get_obj_by_discriminator(self, payload: Any, obj_type: Any) -> Any:  # noqa: N802
        try:
            return SHIPPED._DefaultSerializer__get_obj_by_discriminator(self, payload, obj_type)
        except UNFIT:
            return obj_type


def _member(value: object, kind: type[Enum]) -> Enum | str | None:
    try:
        return kind(value)
    except ValueError:
        return value if isinstance(value, str) else None


def _without_shadows(payload: Mapping[str, object], model: Any) -> dict[str, object]:
    """Leave out each unknown property whose name is that of a model's own attribute or method."""
    known = set(model.attribute_map.values())
    own = set(model.deserialized_types) | set(dir(model))
    return {name: value for name, value in payload.items() if name in known or name not in own}


ANSWERED = frozenset({"IntentRequest", *REQUESTS})
"""The request types that this skill answers; all of them belong to a session."""

SERIALIZER = TolerantSerializer()


def read(body: Body) -> RequestEnvelope:
    """Turn a request's body, as bytes, text or parsed JSON, into ask-sdk's envelope.

    Of a request type that the skill does not answer, only the type and the timestamp must be there.
    Raises MalformedRequest for anything that is not an Alexa request.
    """
    text = _json(body)
    document = _parsed(text)
    request = _mapping(document, "request")
    kind = _text(request, "type", "request.type")
    moment = _moment(request.get("timestamp"))
    if kind in ANSWERED:
        _check_session(document)
    if kind == "IntentRequest":
        _text(_mapping(request, "intent", "request.intent"), "name", "request.intent.name")
    envelope = cast(RequestEnvelope, SERIALIZER.deserialize(text, RequestEnvelope))
    cast(Any, envelope.request).timestamp = moment
    return envelope


def _json(body: Body) -> str:
    try:
        if isinstance(body, Mapping):
            return json.dumps(body, allow_nan=False)
        return body.decode("utf-8") if isinstance(body, bytes) else body
    except UnicodeDecodeError:
        raise MalformedRequest("The body is not UTF-8.") from None
    except (RecursionError, TypeError, ValueError):
        raise MalformedRequest("The body is not JSON.") from None


def _parsed(text: str) -> Mapping[str, object]:
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except (RecursionError, TypeError, ValueError):
        raise MalformedRequest("The body is not JSON.") from None
    if not isinstance(document, Mapping):
        raise MalformedRequest("The body is not a JSON object.")
    return document


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


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
    return moment


def _check_session(document: Mapping[str, object]) -> None:
    session = _mapping(document, "session")
    _text(_mapping(session, "user", "session.user"), "userId", "session.user.userId")

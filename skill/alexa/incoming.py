"""From ask-sdk's envelope to what was heard: who spoke, when, on which device, and what it can mean."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from ask_sdk_model.request_envelope import RequestEnvelope

from skill.alexa.amazon import AmazonServices
from skill.alexa.intents import NOTHING, REQUESTS, TABLE, Meaning, meaning
from skill.alexa.readers import came_with
from skill.alexa.screen import SCREEN, SHOWN, TOUCH, meaning_of, moment_of, next_token, touched
from skill.alexa.services import Access
from skill.alexa.slots import Said, from_request
from skill.channel import ALEXA, ALEXA_WITH_SCREEN, Channel
from skill.coach.effects import reminder_of
from skill.coach.events import Label, Phase
from skill.turns import Heard, Who

LOCALE = "en-US"
"""The locale of a request that names none."""

ENDED = "SessionEndedRequest"
"""The request that may not be answered."""

PERSON = "person"
"""Session attribute: the voice that was recognised when the session opened.

A later turn may come without one, as when a word is gasped, and a session's end always does. They
belong to the same person.
"""


def heard(envelope: RequestEnvelope) -> Heard:
    """What was heard or touched, out of an envelope as `serializer.read` gives it."""
    opens = bool(_dig(envelope, "session", "new"))
    attributes = {} if opens else _dig(envelope, "session", "attributes") or {}
    unknown = opens or not attributes  # as when a session is resumed and its attributes are lost
    system = _dig(envelope, "context", "system")
    person = _dig(system, "person", "person_id") if unknown else attributes.get(PERSON)
    carried = {PERSON: person} if isinstance(person, str) and person else {}
    request: Any = envelope.request
    at, locale = int(request.timestamp.timestamp()), request.locale or LOCALE
    device, channel = _dig(system, "device", "device_id") or "", _channel(system)
    token = next_token(attributes, at) if channel.screen and request.object_type != ENDED else ""
    carried |= {SHOWN: token} if token else {}
    touch = touched(request, attributes) if request.object_type == TOUCH else None
    return Heard(
        at=moment_of(touch[1], at, attributes, channel.start_lag) if touch else at,
        locale=locale,
        who=Who(account(envelope) or "", device, carried.get(PERSON, "")),
        channel=channel,
        meaning_in=partial(meaning_of, touch[0]) if touch else _meaning_in(request),
        services=AmazonServices(access=_access(system), device=device, at=at, locale=locale),
        opens=opens,
        attributes=attributes,
        stops=touch[0] == "stop" if touch else _stops(_dig(request, "intent", "name") or ""),
        carried=carried,
        screen=token,
    )


def _meaning_in(request: Any) -> Callable[[Phase], Meaning]:
    """What a request means in a phase. One without an intent means the same in all of them."""
    label = REQUESTS.get(request.object_type)
    if label is None:
        slots = from_request(_dig(request, "intent", "slots"))
        return partial(meaning, _dig(request, "intent", "name") or "", slots)
    meant = Meaning(label, _answer(_dig(request, "cause")))
    return lambda _: meant


def is_ours(envelope: RequestEnvelope) -> bool:
    """Whether a touch is on what its session shows now: a late one, or a foreign one, is not."""
    attributes = _dig(envelope, "session", "attributes")
    return bool(attributes) and touched(envelope.request, attributes) is not None


def _stops(intent: str) -> bool:
    return intent in TABLE and TABLE[intent].label == Label.STOP


def _channel(system: Any) -> Channel:
    interfaces = _dig(system, "device", "supported_interfaces")
    return ALEXA_WITH_SCREEN if came_with(interfaces, SCREEN) else ALEXA


def _access(system: Any) -> Access | None:
    endpoint, token = _dig(system, "api_endpoint"), _dig(system, "api_access_token")
    return Access(endpoint, token) if isinstance(endpoint, str) and isinstance(token, str) else None


def _answer(cause: Any) -> Said:
    """What came of Alexa's question for permission, and the reminder that her token brings back."""
    if cause is None:
        return NOTHING
    result = _dig(cause, "result")
    status = result.get("status") if isinstance(result, Mapping) else None
    how = _ANSWERS.get(status, "unanswered") if isinstance(status, str) else "unanswered"
    try:
        plan = reminder_of(_dig(cause, "token"))
    except (TypeError, ValueError):
        return Said(how=how)
    return Said(how=how, day="_".join(plan.days), time=plan.time, frequency=None if plan.weekly else "once")


_ANSWERS = {"ACCEPTED": "granted", "DENIED": "declined"}
"""Statuses of a SessionResumedRequest's result. Any other means that nobody answered, or nobody could."""


def account(envelope: RequestEnvelope) -> str | None:
    """The account that a request comes from, None where it does not say."""
    of_session = _dig(envelope, "session", "user", "user_id")
    found: str | None = of_session or _dig(envelope, "context", "system", "user", "user_id")
    return found


def application_id(envelope: RequestEnvelope) -> str | None:
    """The id of the skill that a request is for, None where it does not say."""
    found: str | None = _dig(envelope, "context", "system", "application", "application_id")
    return found


def _dig(model: Any, *names: str) -> Any:
    """A value deep in the envelope, or None where anything on the way to it is missing."""
    for name in names:
        model = getattr(model, name, None)
    return model

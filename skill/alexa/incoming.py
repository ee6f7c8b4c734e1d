"""What one request says, taken out of ask-sdk's envelope and made ready for the coach."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ask_sdk_model.request_envelope import RequestEnvelope

from skill.alexa.intents import NOTHING, REQUESTS, TABLE, Meaning, meaning
from skill.alexa.services import Access
from skill.alexa.slots import Said, Slot, from_request
from skill.coach.errands import reminder_of
from skill.coach.events import Event, Label
from skill.coach.timeline import Moment

LOCALE = "en-US"
"""The locale of a request that names none."""

PERSON = "person"
"""Session attribute: the voice that was recognised when the session opened.

A later turn may come without one, as when a word is gasped, and a session's end always does. They
belong to the same person.
"""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One request of a session. `at` is its timestamp in whole seconds since 1970.

    `user` is the account, `person` the recognised voice or ""; `attributes` are empty where it opens
    the session. `label` is what a request without an intent means, `told` what comes with it. `carried`
    are the attributes of the wire's own that the answer has to take along, `access` is for calls to
    Amazon's services.
    """

    id: str
    at: int
    locale: str
    user: str
    person: str
    device: str
    opens: bool
    attributes: Mapping[str, Any]
    carried: Mapping[str, str]
    label: Label | None = None
    intent: str = ""
    slots: Mapping[str, Slot] = field(default_factory=dict)
    told: Said = NOTHING
    access: Access | None = None

    @property
    def stops(self) -> bool:
        """Whether it asks to stop, which is the same in every phase."""
        return self.intent in TABLE and TABLE[self.intent].label == Label.STOP

    def event(self, moment: Moment, opens: bool) -> Event:
        """What the request means to somebody who is at this moment, as the coach's event."""
        return self._meant(moment).event(self.at, opens)

    def _meant(self, moment: Moment) -> Meaning:
        """What answers the open question, where one is open; else what the word means right now."""
        if self.label is not None:
            return Meaning(self.label, self.told)
        meanings = [meaning(self.intent, self.slots, phase) for phase in moment.phases]
        return next((meant for meant in meanings if moment.answers(meant.label)), meanings[-1])


def incoming(envelope: RequestEnvelope) -> Incoming:
    """Take out of an envelope, as `serializer.read` gives it, what the coach needs of it."""
    opens = bool(_dig(envelope, "session", "new"))
    attributes = {} if opens else _dig(envelope, "session", "attributes") or {}
    unknown = opens or not attributes  # as when a session is resumed and its attributes are lost
    person = _dig(envelope, "context", "system", "person", "person_id") if unknown else attributes.get(PERSON)
    carried = {PERSON: person} if isinstance(person, str) and person else {}
    request: Any = envelope.request
    return Incoming(
        id=request.request_id or "",
        at=int(request.timestamp.timestamp()),
        locale=request.locale or LOCALE,
        user=account(envelope) or "",
        person=carried.get(PERSON, ""),
        device=_dig(envelope, "context", "system", "device", "device_id") or "",
        opens=opens,
        attributes=attributes,
        carried=carried,
        label=REQUESTS.get(request.object_type),
        intent=_dig(request, "intent", "name") or "",
        slots=from_request(_dig(request, "intent", "slots")),
        told=_answer(_dig(request, "cause")),
        access=_access(envelope),
    )


def _access(envelope: RequestEnvelope) -> Access | None:
    endpoint = _dig(envelope, "context", "system", "api_endpoint")
    token = _dig(envelope, "context", "system", "api_access_token")
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

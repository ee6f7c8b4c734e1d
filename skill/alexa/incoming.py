"""What one request says, taken out of ask-sdk's envelope and made ready for the coach."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ask_sdk_model.request_envelope import RequestEnvelope

from skill.alexa.intents import REQUESTS, TABLE, Meaning, meaning
from skill.alexa.slots import Slot, from_request
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

    `user` is the recognised voice, else the account; `attributes` are empty where it opens the
    session. `label` is what a request without an intent means. `carried` are the attributes of the
    wire's own that the answer has to take along.
    """

    id: str
    at: int
    locale: str
    user: str
    device: str
    opens: bool
    attributes: Mapping[str, Any]
    carried: Mapping[str, str]
    label: Label | None = None
    intent: str = ""
    slots: Mapping[str, Slot] = field(default_factory=dict)

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
            return Meaning(self.label)
        meanings = [meaning(self.intent, self.slots, phase) for phase in moment.phases]
        return next((meant for meant in meanings if moment.answers(meant.label)), meanings[-1])


def incoming(envelope: RequestEnvelope) -> Incoming:
    """Take out of an envelope, as `serializer.read` gives it, what the coach needs of it."""
    opens = bool(_dig(envelope, "session", "new"))
    attributes = {} if opens else _dig(envelope, "session", "attributes") or {}
    person = _dig(envelope, "context", "system", "person", "person_id") if opens else attributes.get(PERSON)
    carried = {PERSON: person} if isinstance(person, str) and person else {}
    request: Any = envelope.request
    return Incoming(
        id=request.request_id or "",
        at=int(request.timestamp.timestamp()),
        locale=request.locale or LOCALE,
        user=carried.get(PERSON) or _dig(envelope, "session", "user", "user_id"),
        device=_dig(envelope, "context", "system", "device", "device_id") or "",
        opens=opens,
        attributes=attributes,
        carried=carried,
        label=REQUESTS.get(request.object_type),
        intent=_dig(request, "intent", "name") or "",
        slots=from_request(_dig(request, "intent", "slots")),
    )


def application_id(envelope: RequestEnvelope) -> str | None:
    """The id of the skill that a request is for, None where it does not say."""
    found: str | None = _dig(envelope, "context", "system", "application", "application_id")
    return found


def _dig(model: Any, *names: str) -> Any:
    """A value deep in the envelope, or None where anything on the way to it is missing."""
    for name in names:
        model = getattr(model, name, None)
    return model

"""Request envelopes, complete as a device without a screen sends them, and what they need of the model.

The shapes follow requests seen in public logs and the JSON reference of custom skills (2026-11-22).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

Json = dict[str, Any]
Document = Mapping[str, Any]
"""An interaction model, as it is uploaded to Amazon."""
Slots = Mapping[str, Mapping[str, str | None]]
"""Filled slots under the model's own names, each with its `value` and, where resolved, its `id`."""

SIMULATED_USER = "amzn1.ask.account.SIMULATED"
SIMULATED_SKILL = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
SCREEN = "Alexa.Presentation.APL"


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Whose device sends the requests, to which skill, in which language, with which interfaces."""

    user: str = SIMULATED_USER
    skill: str = SIMULATED_SKILL
    device: str = field(default_factory=lambda: f"amzn1.ask.device.{uuid4().hex.upper()}")
    locale: str = "en-US"
    interfaces: tuple[str, ...] = ()


@dataclass
class OpenSession:
    """One session as the device knows it: its id, whether it is new, and the attributes it carries."""

    new: bool = True
    attributes: Json = field(default_factory=dict)
    id: str = field(default_factory=lambda: f"amzn1.echo-api.session.{uuid4()}")


def envelope(
    identity: Identity, session: OpenSession, request: Json, at: float, token: str | None = None
) -> Json:
    """Put a request into its envelope. `at` is seconds since 1970; its stamp drops the fraction.

    `token` is that of the document on the screen, where there is one.
    """
    application, user = {"applicationId": identity.skill}, {"userId": identity.user}
    stamp = datetime.fromtimestamp(int(at), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = {"requestId": f"amzn1.echo-api.request.{uuid4()}", "timestamp": stamp, "locale": identity.locale}
    return {
        "version": "1.0",
        "session": {
            "new": session.new,
            "sessionId": session.id,
            "application": application,
            "attributes": session.attributes,
            "user": user,
        },
        "context": _context(identity, application, user, token),
        "request": {"type": request["type"], **head, **request},
    }


def _context(identity: Identity, application: Json, user: Json, token: str | None) -> Json:
    system = {
        "application": application,
        "user": user,
        "device": {
            "deviceId": identity.device,
            "supportedInterfaces": {name: dict(_DETAILS.get(name, {})) for name in identity.interfaces},
        },
        "unit": {"unitId": f"amzn1.ask.unit.{identity.user[-9:]}"},
    }
    context: Json = {"System": system, "Extensions": {"available": {}}}
    if "AudioPlayer" in identity.interfaces:
        context["AudioPlayer"] = {"playerActivity": "IDLE"}
    if SCREEN in identity.interfaces:
        context["Viewport"] = dict(_VIEWPORT)
        if token:
            context[SCREEN] = {"token": token, "version": "APL_2024.3"}
    return context


_DETAILS: Mapping[str, Json] = {SCREEN: {"runtime": {"maxVersion": "2024.3"}}}
_VIEWPORT: Json = {
    "experiences": [{"arcMinuteWidth": 246, "arcMinuteHeight": 144, "canRotate": False, "canResize": False}],
    "mode": "HUB",
    "shape": "RECTANGLE",
    "pixelWidth": 1024,
    "pixelHeight": 600,
    "dpi": 160,
    "currentPixelWidth": 1024,
    "currentPixelHeight": 600,
    "touch": ["SINGLE"],
    "video": {"codecs": ["H_264_42", "H_264_41"]},
}


def launch_request() -> Json:
    """The request of "open psoas rolling"."""
    return {"type": "LaunchRequest", "shouldLinkResultBeReturned": False}


def touch_request(token: str, arguments: list[Any]) -> Json:
    """The request of a touch on a document."""
    source = {"type": "TouchWrapper", "handler": "Press"}
    return {"type": f"{SCREEN}.UserEvent", "token": token, "arguments": arguments, "source": source}


def ended_request(reason: str, error: str | None = None) -> Json:
    """The request that tells of a session's end, with the type of an error where there was one."""
    request: Json = {"type": "SessionEndedRequest", "reason": reason}
    if error:
        request["error"] = {"type": error, "message": "The virtual device was told to fail."}
    return request


def intent_request(name: str, slots: Slots, model: Document | None = None) -> Json:
    """The request of an utterance.

    With a model, all slots of the intent are there, filled or not, and those of its own types carry
    the entity resolution. Raises `ValueError` for a slot that the intent does not have.
    """
    types = _slot_types(model, name) if model else dict.fromkeys(slots, "AMAZON.SearchQuery")
    if strangers := slots.keys() - types.keys():
        raise ValueError(f"{name} has no slot {sorted(strangers)}; the model gives it {sorted(types)}")
    intent: Json = {"name": name, "confirmationStatus": "NONE"}
    if types:
        intent["slots"] = {slot: _slot(slot, slots.get(slot), kind, model) for slot, kind in types.items()}
    return {"type": "IntentRequest", "intent": intent}


def _slot(name: str, filled: Mapping[str, str | None] | None, kind: str, model: Document | None) -> Json:
    slot: Json = {"name": name, "confirmationStatus": "NONE"}
    if not filled or filled.get("value") is None:
        return slot
    simple: Json = {"type": "Simple", "value": filled["value"]}
    if not kind.startswith("AMAZON."):
        resolution = _resolution(kind, filled.get("id"), model or {})
        slot["resolutions"] = simple["resolutions"] = {"resolutionsPerAuthority": [resolution]}
    return slot | {"value": filled["value"], "source": "USER", "slotValue": simple}


def _resolution(kind: str, found: str | None, model: Document) -> Json:
    result: Json = {"authority": f"amzn1.er-authority.echo-sdk.{SIMULATED_SKILL}.{kind}"}
    if found is None:
        return result | {"status": {"code": "ER_SUCCESS_NO_MATCH"}}
    names = {value.get("id"): value["name"]["value"] for value in _values(model, kind)}
    matched = {"value": {"name": names.get(found, found), "id": found}}
    return result | {"status": {"code": "ER_SUCCESS_MATCH"}, "values": [matched]}


def language_model(model: Document) -> Document:
    """The language model inside an interaction model."""
    found: Document = model["interactionModel"]["languageModel"]
    return found


def _slot_types(model: Document, intent: str) -> dict[str, str]:
    for known in language_model(model)["intents"]:
        if known["name"] == intent:
            return {slot["name"]: slot["type"] for slot in known.get("slots", ())}
    if intent.startswith("AMAZON."):
        return {}
    raise ValueError(f"the model has no intent {intent}; add it to the interaction model")


def _values(model: Document, kind: str) -> list[Json]:
    types = language_model(model).get("types", ())
    return [value for known in types if known["name"] == kind for value in known["values"]]

"""Alexa requests for tests, complete as a device sends them, a way to break them, and a look at answers."""

import copy
from collections.abc import Mapping
from typing import Any

from skill.app import Skill
from skill.hearing.recogniser import load_model
from skill.simulator.envelope import (
    SCREEN,
    Identity,
    OpenSession,
    Slots,
    ended_request,
    envelope,
    intent_request,
    language_model,
    launch_request,
)

Json = dict[str, Any]

MODEL = load_model("en-US")
INTENTS = language_model(MODEL)["intents"]

NOON = 1_795_348_800
"""Noon of 2026-11-22, in seconds since 1970."""

MAT = Identity(device="amzn1.ask.device.MAT", interfaces=(SCREEN,))
"""Whoever lies on the mat, beside a device with a screen."""
SPEAKER = Identity(device="amzn1.ask.device.SPEAKER")
"""The same, with a speaker that has none."""


def launch(at: int = NOON, who: Identity = MAT) -> Json:
    """Somebody opens the skill."""
    return envelope(who, OpenSession(), launch_request(), at)


def intent(
    name: str,
    at: int = NOON,
    attributes: Mapping[str, Any] | None = None,
    slots: Slots | None = None,
    who: Identity = MAT,
) -> Json:
    """Somebody says something: in the session that has these attributes, or, without any, to open one.

    Slots that have an id are resolved where the interaction model knows them; others are as they are.
    """
    known = {each["name"]: {slot["name"] for slot in each.get("slots", ())} for each in INTENTS}
    model = MODEL if slots and slots.keys() <= known.get(name, set()) else None
    session = OpenSession(new=attributes is None, attributes=dict(attributes or {}))
    return envelope(who, session, intent_request(name, slots or {}, model), at)


def ended(at: int, attributes: Mapping[str, Any], who: Identity = MAT) -> Json:
    """The device gave up on the session."""
    session = OpenSession(new=False, attributes=dict(attributes))
    return envelope(who, session, ended_request("EXCEEDED_MAX_REPROMPTS"), at)


def put(original: Json, path: str, value: object) -> Json:
    """The same request with one value changed; `path` is dotted, a number is a place in a list."""
    changed = copy.deepcopy(original)
    *parents, last = path.split(".")
    place: Any = changed
    for name in parents:
        place = place[int(name)] if isinstance(place, list) else place[name]
    place[last] = value
    return changed


def attributes(answer: Json) -> Json:
    """The session attributes that an answer hands back."""
    carried: Json = answer["sessionAttributes"]
    return carried


def speech(answer: Json) -> str:
    """What is said, with its tags; nothing is an empty string."""
    said: str = answer["response"].get("outputSpeech", {}).get("ssml", "")
    return said


def left_rolled(answer: Json) -> int:
    """Seconds credited to the left side."""
    done: int = attributes(answer)["credit"]["left"]
    return done


ANSWERS = {
    "ask_safety": "NoneOfThatIntent",
    "ask_kneeling": "ReadyIntent",
    "ask_settled": "ReadyIntent",
    "ask_side_two": "ReadyIntent",
    "ask_tighter": "SameIntent",
    "ask_check": "EasedIntent",
}
"""How somebody answers each question of a session who goes through it without a word more."""


def whole_session(skill: Skill, began: int = NOON, who: Identity = MAT) -> Json:
    """The last answer to somebody who opens the skill, and answers each question 3 s after it was asked."""
    answer, at = skill.handle(launch(began, who)), began
    while (question := attributes(answer)["marks"][-1])[0] in ANSWERS:
        _, _, start, seconds, _ = question
        at += round(1 + start + seconds + 3)
        answer = skill.handle(intent(ANSWERS[question[0]], at, attributes(answer), who=who))
    return answer


def rolling(skill: Skill) -> Json:
    """The attributes of somebody who knows the way and said "ready" at NOON + 60."""
    opened = skill.handle(launch(NOON))
    return attributes(skill.handle(intent("ReadyIntent", NOON + 60, attributes(opened))))

"""What Alexa, or its certification, refuses: every rule by name, checked on a response as JSON."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from skill.alexa import limits
from skill.channel import ALEXA
from skill.simulator import pace as device_pace
from skill.simulator.pace import Open
from skill.simulator.prompts import IsSample, prompts

Json = Mapping[str, Any]


class Rule(StrEnum):
    """The rules, by name."""

    MALFORMED_RESPONSE = "malformed_response"
    NOT_WELL_FORMED = "not_well_formed"
    UNKNOWN_TAG = "unknown_tag"
    UNKNOWN_ATTRIBUTE = "unknown_attribute"
    BAD_VALUE = "bad_value"
    TOO_MANY_CHARACTERS = "too_many_characters"
    BREAK_TOO_LONG = "break_too_long"
    SPEECH_TOO_LONG = "speech_too_long"
    REPROMPT_TOO_LONG = "reprompt_too_long"
    RESPONSE_TOO_LARGE = "response_too_large"
    TOO_MANY_CLIPS = "too_many_clips"
    OPEN_WITHOUT_QUESTION = "open_without_question"
    OPEN_WITHOUT_REPROMPT = "open_without_reprompt"
    REPROMPT_WITHOUT_QUESTION = "reprompt_without_question"
    CLOSED_WITH_QUESTION = "closed_with_question"
    MISSING_INTERFACE = "missing_interface"
    BAD_DOCUMENT = "bad_document"
    SPEECH_WAITS = "speech_waits"
    SPEECH_AFTER_END = "speech_after_end"


@dataclass(frozen=True)
class Broken:
    """A rule that a response breaks, and how to mend it."""

    rule: Rule
    message: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}"


class BrokenRule(Exception):
    """A response breaks one or more rules; `broken` lists them."""

    def __init__(self, broken: list[Broken]) -> None:
        super().__init__("\n".join(map(str, broken)))
        self.broken = tuple(broken)


EVERYWHERE = frozenset({"Dialog", "Connections", "Tasks", "Alexa.Presentation.APLA"})
"""Directives that every device takes, by what stands before the last dot of their type."""

RENDER, TOUCH = "Alexa.Presentation.APL.RenderDocument", "Alexa.Presentation.APL.UserEvent"
"""The directive that shows a document, and the request of a touch on it."""

SHAPE = "it has a version and a response, and each outputSpeech in it a type with its text"

Found = Iterator[tuple[Rule, str]]


def check(
    response: Json | None,
    request: Json,
    is_sample: IsSample | None = None,
    *,
    pace: float = 1.0,
    talks: bool = False,
) -> list[Broken]:
    """List the rules that a response to a request breaks; both are whole envelopes.

    `is_sample` tells whether a taught word is a sample of the interaction model; without it every
    taught word counts as one. `pace` is the device's and decides the seconds. `talks` tells that the device
    was talking when the request left it: a word stops that, a touch does not.
    """
    found = _broken(response, request, is_sample, pace, talks)
    return [Broken(rule, message) for rule, message in found]


def is_open(response: Json | None) -> bool:
    """Tell whether a response keeps the session open.

    Where `shouldEndSession` is left out, a device without a screen ends it.
    """
    body = (response or {}).get("response") or {}
    return "shouldEndSession" in body and not body["shouldEndSession"]


def sentences_of(output: Json | None) -> list[str]:
    """The sentences of an outputSpeech object."""
    texts = [piece.text for piece in device_pace.pieces_of(output) if piece.text]
    return [sentence for text in texts for sentence in device_pace.sentences(text)]


def last_sentence(output: Json | None) -> str:
    """The last sentence of an outputSpeech object, or nothing."""
    return (sentences_of(output) or [""])[-1]


def _broken(
    response: Json | None, request: Json, is_sample: IsSample | None, pace: float, talks: bool
) -> Found:
    ended = request["request"]["type"] == "SessionEndedRequest"
    if response is None and ended:
        return
    body = _body(response)
    if response is None or body is None:
        yield Rule.MALFORMED_RESPONSE, f"{response!r:.60} is no response; {SHAPE}"
        return
    yield from _size(response)
    yield from _interfaces(body, request)
    if ended:
        yield from _silent(body)
        return
    if request["request"]["type"] == TOUCH:
        if not body.get("outputSpeech") and "shouldEndSession" not in body:
            return  # nothing is said, and the session stays as it is
        yield from _interrupts(body, talks)
    again = (body.get("reprompt") or {}).get("outputSpeech")
    spoken = [*_speech(body.get("outputSpeech"), "speech", pace), *_speech(again, "reprompt", pace)]
    yield from spoken
    if not {rule for rule, _ in spoken} & {Rule.NOT_WELL_FORMED, Rule.BAD_VALUE}:
        locale = request["request"].get("locale", "")
        asks = partial(prompts, locale=locale, is_sample=is_sample)
        yield from _turn(body.get("outputSpeech"), again, is_open(response), asks)


def _body(response: Json | None) -> Json | None:
    """The inner response, or None where the envelope does not have the shape of one."""
    body = response.get("response") if isinstance(response, Mapping) and "version" in response else None
    if not isinstance(body, Mapping):
        return None
    reprompt = body.get("reprompt") or {}
    speeches = (
        body.get("outputSpeech"),
        reprompt.get("outputSpeech") if isinstance(reprompt, Mapping) else "",
    )
    return body if all(speech is None or _is_speech(speech) for speech in speeches) else None


def _is_speech(output: object) -> bool:
    if not isinstance(output, Mapping):
        return False
    key = {"SSML": "ssml", "PlainText": "text"}.get(str(output.get("type")))
    return key in output and isinstance(output[key], str)


def _size(response: Json) -> Found:
    size = len(json.dumps(response, ensure_ascii=False).encode("utf-8", "replace"))
    if size > ALEXA.response_bytes:
        yield Rule.RESPONSE_TOO_LARGE, f"{size} bytes of {ALEXA.response_bytes}; keep the attributes small"


def _interfaces(body: Json, request: Json) -> Found:
    device = request["context"]["System"]["device"].get("supportedInterfaces") or {}
    reprompt = body.get("reprompt") or {}
    for directive in [*(body.get("directives") or ()), *(reprompt.get("directives") or ())]:
        kind = str(directive.get("type"))
        interface = kind.rpartition(".")[0]
        if interface not in device and interface not in EVERYWHERE:
            yield Rule.MISSING_INTERFACE, f"{kind} to a device without {interface}; look at the request first"
        elif kind == RENDER:
            yield from _document(directive, device[interface])


def _document(directive: Json, interface: Json) -> Found:
    """A document that could not be told from another, or that the device is too old for."""
    document = directive.get("document")
    if not isinstance(document, Mapping) or document.get("type") != "APL" or "mainTemplate" not in document:
        yield Rule.BAD_DOCUMENT, "a document has the type APL and a mainTemplate"
        return
    if not isinstance(directive.get("token"), str) or not directive["token"]:
        yield Rule.BAD_DOCUMENT, "without a token nothing can be told of it later; give it one"
    newest = str((interface.get("runtime") or {}).get("maxVersion", "1.0"))
    if _version(str(document.get("version"))) > _version(newest):
        yield Rule.BAD_DOCUMENT, f"version {document.get('version')} for a device that knows {newest}"


def _version(text: str) -> list[int]:
    return [int(part) if part.isdecimal() else 10**6 for part in text.split(".")]


def _interrupts(body: Json, talks: bool) -> Found:
    """Speech that answers a touch waits until what is said now is over, unless it says otherwise."""
    speech = body.get("outputSpeech") or {}
    if talks and speech.get("playBehavior") != "REPLACE_ALL":
        told = "the answer to a touch is spoken after what is being said"
        yield Rule.SPEECH_WAITS, f"{told}; give it the playBehavior REPLACE_ALL"


def _silent(body: Json) -> Found:
    for key in ("outputSpeech", "reprompt", "card", "directives"):
        if body.get(key):
            yield Rule.SPEECH_AFTER_END, f"{key} in answer to SessionEndedRequest; answer it with nothing"


def _speech(output: Json | None, where: str, pace: float) -> Found:
    try:
        nodes = device_pace.nodes_of(output)
    except device_pace.NotWellFormed as error:
        yield Rule.NOT_WELL_FORMED, f"{where}: {error}"
        return
    characters = len((output or {}).get("ssml") or (output or {}).get("text") or "")
    if characters > ALEXA.speech_characters:
        yield Rule.TOO_MANY_CHARACTERS, f"{where}: {characters} of {ALEXA.speech_characters}; say less"
    tags = [node for node in nodes if isinstance(node, Open)]
    clips = sum(tag.tag == "audio" for tag in tags)
    if clips > limits.AUDIO_CLIPS:
        yield Rule.TOO_MANY_CLIPS, f"{where}: {clips} audio clips of {limits.AUDIO_CLIPS}"
    broken = [found for tag in tags for found in _tag(tag, where)]
    yield from broken
    if all(rule is not Rule.BAD_VALUE for rule, _ in broken):
        yield from _length(output, where, pace)


def _tag(tag: Open, where: str) -> Found:
    known = limits.SSML_TAGS.get(tag.tag)
    if known is None:
        yield Rule.UNKNOWN_TAG, f"{where}: <{tag.tag}> is none of {', '.join(limits.SSML_TAGS)}"
        return
    for name in tag.attributes.keys() - known:
        yield Rule.UNKNOWN_ATTRIBUTE, f"{where}: <{tag.tag} {name}=…>; Alexa knows {sorted(known)}"
    try:
        yield from _values(tag, where)
    except ValueError as error:
        yield Rule.BAD_VALUE, f"{where}: {error}"


def _values(tag: Open, where: str) -> Found:
    if tag.tag == "break" and (seconds := device_pace.break_seconds(tag.attributes)) > ALEXA.break_seconds:
        yield (
            Rule.BREAK_TOO_LONG,
            f"{where}: a break of {seconds:g} s of {ALEXA.break_seconds:g}; make it a row of breaks",
        )
    if tag.tag == "prosody" and device_pace.rate_of(tag.attributes) * 100 < limits.PROSODY_RATE_PERCENT:
        slowest = limits.PROSODY_RATE_PERCENT
        raise ValueError(f"a rate of {tag.attributes['rate']!r}: the slowest is {slowest}%")
    if tag.tag == "phoneme" and tag.attributes.get("alphabet") not in limits.PHONEME_ALPHABETS:
        raise ValueError(f"a phoneme's alphabet is one of {sorted(limits.PHONEME_ALPHABETS)}")


def _length(output: Json | None, where: str, pace: float) -> Found:
    rule, most = LONGEST[where]
    seconds = sum(piece.seconds for piece in device_pace.pieces_of(output, pace))
    if seconds > most:
        yield rule, f"{where}: {seconds:.0f} s of {most:.0f} at pace {pace:g}; say less, or say it next turn"


LONGEST = {
    "speech": (Rule.SPEECH_TOO_LONG, ALEXA.speech_seconds),
    "reprompt": (Rule.REPROMPT_TOO_LONG, ALEXA.reprompt_seconds),
}


def _turn(speech: Json | None, reprompt: Json | None, stays: bool, asks: Callable[[str], bool]) -> Found:
    last, again = last_sentence(speech), sentences_of(reprompt)
    if not stays:
        if asks(last):
            yield Rule.CLOSED_WITH_QUESTION, f"{last!r}, then a closed session; keep it open, or do not ask"
        return
    cure = "end in a question, or in words to say that are a sample"
    if not asks(last):
        yield Rule.OPEN_WITHOUT_QUESTION, f"the speech of an open session ends in {last!r}; {cure}"
    if not again:
        yield Rule.OPEN_WITHOUT_REPROMPT, "an open session has no reprompt; ask again in one"
    elif not any(map(asks, again)):
        yield Rule.REPROMPT_WITHOUT_QUESTION, f"nothing in the reprompt asks, up to {again[-1]!r}; {cure}"

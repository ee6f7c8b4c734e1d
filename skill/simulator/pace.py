"""How long the device takes to say a thing: its own rule, by words and sentences.

The rule is the device's and not the skill's, so that the two can disagree: the skill counts
characters, the device words. Both figures were fitted by least squares to the 85 sentences of the
script of a first session (2026-11-22); over all of them the rule comes out within one percent of
14.5 characters a second plus 0.1 s a sentence, and line by line the two differ freely.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from skill.channel import ALEXA

WORD_SECONDS = 0.334
SENTENCE_SECONDS = 0.2

SLOWEST, FASTEST = ALEXA.slowest, 1.15
"""How far a real voice may be from the estimate; one at `SLOWEST` speaks slower, and so longer."""

RATES: Mapping[str, float] = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "fast": 1.2, "x-fast": 1.5}
STRENGTHS: Mapping[str, float] = {
    "none": 0.0, "x-weak": 0.0, "weak": 0.2, "medium": 0.4, "strong": 0.6, "x-strong": 1.0,
}  # fmt: skip
"""Rates and seconds of the named values. Our guess: Amazon gives no figures, and the skill names none."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_BETWEEN_SENTENCES = re.compile(r"""(?<=[.!?…])["'\u201d\u2019)]*\s+""")
_TIME = re.compile(r"(\d+(?:\.\d+)?)(ms|s)")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")


class NotWellFormed(ValueError):
    """The SSML cannot be read; the message says where and why."""


@dataclass(frozen=True)
class Open:
    """A tag opens."""

    tag: str
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class Close:
    """A tag closes."""

    tag: str


Node = Open | Close | str


@dataclass(frozen=True)
class Piece:
    """A stretch of words, or of silence when `text` is empty, and its seconds.

    `item` counts from 0. Each paragraph is an item, and so is each run of breaks, or of words,
    between paragraphs.
    """

    text: str
    seconds: float
    item: int


def read(ssml: str) -> list[Node]:
    """Read SSML into opened tags, closed tags and text. Raises `NotWellFormed`."""
    nodes: list[Node] = []
    parser = expat.ParserCreate()  # knows no namespaces, as Alexa's amazon: tags declare none
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: nodes.append(Open(tag, attributes))
    parser.EndElementHandler = lambda tag: nodes.append(Close(tag))
    parser.CharacterDataHandler = nodes.append
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(ssml.encode("utf-8"), True)
    except (expat.ExpatError, UnicodeEncodeError) as error:
        raise NotWellFormed(f"{error}; escape &, < and > in text, and close every tag") from None
    if [at for at, node in enumerate(nodes) if isinstance(node, Open) and node.tag == "speak"] != [0]:
        raise NotWellFormed("one <speak> must hold everything, and no other <speak>")
    return nodes


def _refuse_doctype(*_: Any) -> None:
    raise NotWellFormed("there is a DOCTYPE, which Alexa does not take; leave it out")


def nodes_of(output_speech: Mapping[str, Any] | None) -> list[Node]:
    """Read an outputSpeech object of either type; nothing gives nothing. Raises `NotWellFormed`."""
    if not output_speech:
        return []
    return [output_speech["text"]] if _is_plain(output_speech) else read(output_speech["ssml"])


def _is_plain(output_speech: Mapping[str, Any]) -> bool:
    return bool(output_speech["type"] == "PlainText")


def pieces_of(output_speech: Mapping[str, Any] | None, pace: float = 1.0) -> tuple[Piece, ...]:
    """Lay an outputSpeech object out. Raises `NotWellFormed`, and `ValueError` for an unreadable value."""
    if not output_speech:
        return ()
    if _is_plain(output_speech):
        return lay_out([output_speech["text"]], pace)
    return _pieces(output_speech["ssml"], pace)


@lru_cache(maxsize=64)  # an answer is looked at by several rules, and then played
def _pieces(ssml: str, pace: float) -> tuple[Piece, ...]:
    return lay_out(read(ssml), pace)


def sentences(text: str) -> list[str]:
    """Split text into its sentences; what no full stop ends is one too."""
    return [part for part in _BETWEEN_SENTENCES.split(text.strip()) if part]


@lru_cache(maxsize=4096)
def seconds_to_say(text: str, pace: float = 1.0) -> float:
    """Tell how many seconds the text takes to say, at a pace from `SLOWEST` to `FASTEST`."""
    spoken = [len(_WORD.findall(sentence)) for sentence in sentences(text)]
    return sum(words * WORD_SECONDS + SENTENCE_SECONDS for words in spoken if words) / pace


def break_seconds(attributes: Mapping[str, str]) -> float:
    """Tell how many seconds a break lasts. Raises `ValueError` where its time cannot be read."""
    if "time" not in attributes:
        strength = attributes.get("strength", "medium")
        if strength not in STRENGTHS:
            raise ValueError(f"a break of strength {strength!r}: choose one of {', '.join(STRENGTHS)}")
        return STRENGTHS[strength]
    found = _TIME.fullmatch(attributes["time"])
    if not found:
        raise ValueError(f"a break of {attributes['time']!r}: write 10s or 500ms")
    return float(found[1]) / (1000 if found[2] == "ms" else 1)


def rate_of(attributes: Mapping[str, str]) -> float:
    """Tell the rate that a prosody asks for, 1.0 by itself. Raises `ValueError` where it is not one."""
    rate = attributes.get("rate", "100%")
    found = _PERCENT.fullmatch(rate)
    if found:
        return float(found[1]) / 100
    if rate not in RATES:
        raise ValueError(f"a rate of {rate!r}: write a percentage, such as 90%")
    return RATES[rate]


def lay_out(nodes: list[Node], pace: float = 1.0) -> tuple[Piece, ...]:
    """Lay nodes out as pieces, in order. An audio clip's length is not known here: it adds nothing."""
    layout = _Layout(pace)
    for node in nodes:
        layout.take(node)
    return tuple(piece for run in layout.runs if (piece := run.piece()).seconds)


@dataclass
class _Run:
    """Neighbouring texts, which a phoneme splits, or neighbouring breaks, which make one silence."""

    item: int
    rate: float | None
    text: str = ""
    silence: float = 0.0

    def piece(self) -> Piece:
        text = " ".join(self.text.split())
        return Piece(text, seconds_to_say(text, self.rate) if self.rate else self.silence, self.item)


class _Layout:
    """Where the reading stands: the rates in force, and the item with its kind."""

    def __init__(self, pace: float) -> None:
        self.rates = [pace]
        self.item = -1
        self.kind = ""  # of the item: "words", "silence" or "paragraph"
        self.runs: list[_Run] = []

    def take(self, node: Node) -> None:
        match node:
            case str() if node.strip() or self.kind in ("words", "paragraph"):
                self._run("words", self.rates[-1]).text += node
            case Open("prosody"):
                self.rates.append(self.rates[-1] * rate_of(node.attributes))
            case Close("prosody"):
                self.rates.pop()
            case Open("break"):
                self._run("silence", None).silence += break_seconds(node.attributes)
            case Open("p"):
                self.kind = "paragraph"
                self.item += 1
            case Close("p"):
                self.kind = ""

    def _run(self, kind: str, rate: float | None) -> _Run:
        if self.kind not in (kind, "paragraph"):
            self.kind = kind
            self.item += 1
        if not self.runs or (self.runs[-1].item, self.runs[-1].rate) != (self.item, rate):
            self.runs.append(_Run(self.item, rate))
        return self.runs[-1]

"""What is understood of each line of text: for trying words out, and for measuring the ear."""

import json
import unicodedata
from collections.abc import Iterable
from typing import TextIO

from skill.coach.events import Phase
from skill.hearing.recogniser import hear, load_model

UNPRINTABLE = frozenset({"Cc", "Zl", "Zp"})
"""Unicode categories that would break a line or a column: control characters and line separators."""


def understand(lines: Iterable[str], locale: str, phase: Phase, out: TextIO) -> None:
    """Write one line for each line: utterance, intent, slots as JSON and label, with tabs between.

    Raises `FileNotFoundError` for a locale without an interaction model, before anything is written.
    """
    model = load_model(locale)
    for line in lines:
        utterance = one_line(line)
        heard = hear(utterance, phase, model)
        slots = json.dumps(heard.slots, ensure_ascii=False)
        print(utterance, heard.intent, slots, heard.label, sep="\t", file=out, flush=True)


def one_line(text: str) -> str:
    """A text that fits in one column of one line, and that every encoding of Unicode can hold.

    Its line end goes, each other control character becomes a space, half a character a question mark.
    """
    shown = text.removesuffix("\n").removesuffix("\r").encode("utf-8", "replace").decode("utf-8")
    return "".join(" " if unicodedata.category(char) in UNPRINTABLE else char for char in shown)

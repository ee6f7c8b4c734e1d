"""What a sentence asks a person to say, and whether the interaction model would hear it."""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from skill.hearing.recogniser import Model
from skill.languages.speech import speech_for

IsSample = Callable[[str], bool]
"""Tells whether words are, exactly, a sample of the interaction model."""


class Patterns(NamedTuple):
    """How a language asks: its word for it, and what stands between and around the words that are taught."""

    say: re.Pattern[str]
    between: re.Pattern[str]
    leading: re.Pattern[str]
    clause: re.Pattern[str]


@cache
def _patterns(locale: str) -> Patterns:
    asks = speech_for(locale).prompts
    return Patterns(
        say=_words(asks.say),
        between=re.compile(rf"[,;:]|{_words(asks.or_).pattern}"),
        leading=re.compile(rf"^{_words(asks.leading).pattern}"),
        clause=_words(asks.clauses),
    )


def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """One of these words; nothing at all where there is none."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b" if words else r"(?!)")


def taught(sentence: str, locale: str) -> list[str]:
    """The words that a sentence tells a person to say, in lower case.

    "Say continue, or start over." teaches "continue" and "start over". A clause that follows is left
    in: "Say ready once you're down." teaches "ready once you're down".
    """
    asks = _patterns(locale)
    _, *rows = asks.say.split(re.sub(r"[.!?\"“”]", "", sentence.lower()))
    parts = [part.strip() for words in rows for part in asks.between.split(words)]
    cleaned = [asks.leading.sub("", part).strip() for part in parts]
    return [part for part in cleaned if part]


def prompts(sentence: str, locale: str, is_sample: IsSample | None = None) -> bool:
    """Tell whether a sentence asks: it ends in a question mark, or teaches a word that is a sample.

    Without `is_sample` every taught word counts as one.
    """
    if sentence.rstrip("\"'\u201d\u2019) ").endswith("?"):
        return True
    clause = _patterns(locale).clause
    words = filter(None, (clause.split(part)[0].strip() for part in taught(sentence, locale)))
    return any(is_sample is None or is_sample(word) for word in words)


def samples_of(model: Model) -> IsSample:
    """Make the test of whether words are a sample of a model, to the word, with its slots filled."""
    return lambda words: next(model.exact(model.words(words)), None) is not None

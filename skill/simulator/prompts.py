"""What a sentence asks a person to say, and whether the interaction model would hear it."""

import re
from collections.abc import Callable

from skill.hearing.recogniser import Model

IsSample = Callable[[str], bool]
"""Tells whether words are, exactly, a sample of the interaction model."""

_CLAUSE = re.compile(r"\b(?:if|only|once|when|whenever|to|and|for|as|any)\b")


def taught(sentence: str) -> list[str]:
    """The words that a sentence tells a person to say, in lower case.

    "Say continue, or start over." teaches "continue" and "start over". A clause that follows is left
    in: "Say ready once you're down." teaches "ready once you're down".
    """
    _, *rows = re.split(r"\bsay\b", re.sub(r"[.!?\"“”]", "", sentence.lower()))
    parts = [part.strip() for words in rows for part in re.split(r"[,;:]|\bor\b", words)]
    cleaned = [re.sub(r"^(?:and|then)\b", "", part).strip() for part in parts]
    return [part for part in cleaned if part]


def prompts(sentence: str, is_sample: IsSample | None = None) -> bool:
    """Tell whether a sentence asks: it ends in a question mark, or teaches a word that is a sample.

    Without `is_sample` every taught word counts as one.
    """
    if sentence.rstrip("\"'\u201d\u2019) ").endswith("?"):
        return True
    words = filter(None, (_CLAUSE.split(part)[0].strip() for part in taught(sentence)))
    return any(is_sample is None or is_sample(word) for word in words)


def samples_of(model: Model) -> IsSample:
    """Make the test of whether words are a sample of a model, to the word, with its slots filled."""
    return lambda words: next(model.exact(model.words(words)), None) is not None

"""What the ear has learned of a language: `make models` writes it, and the first unknown words read it.

One file for each language holds the sentences of its templates, as all its locales say them together, and
the weights of a linear classifier that was trained on them. So hearing needs no package to learn with.
"""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

LEARNED = Path(__file__).parent / "ears"
"""The folder of the files: `en.json.gz` for English."""


@dataclass(frozen=True)
class Learned:
    """What one language's file holds.

    `made_of` is a checksum of all that was learned from. `count` is the number of sentences, with values in
    their slots, that were learned from, and `longest` the words of the longest. `near` is the least that the
    best intent must score. `intents` are named once, and by their places afterwards; `base` is what each
    scores before any word. `sentences` are those of an intent, words with a space between them, a slot as
    "{name}". `words` has for each word the intents that say it. `features` has for each feature the number
    of sentences with it, and then by turns an intent and its weight, in steps of `step`.
    """

    made_of: str
    count: int
    longest: int
    near: float
    step: float
    intents: Sequence[str]
    base: Sequence[float]
    sentences: Mapping[str, Sequence[str]]
    words: Mapping[str, str]
    features: Mapping[str, str]


def write_learned(learned: Learned, language: str) -> None:
    """Write a language's file. The same content gives the same bytes, with the same version of zlib."""
    text = json.dumps(asdict(learned), ensure_ascii=False, separators=(",", ":"))
    LEARNED.mkdir(exist_ok=True)
    _path(language).write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


@cache
def read_learned(language: str) -> Learned:
    """Read a language's file, once. Raises FileNotFoundError where there is none."""
    path = _path(language)
    if not path.is_file():
        raise FileNotFoundError(
            f"the ear has not learned {language!r}: run `make models`, which writes {path}"
        )
    return Learned(**json.loads(gzip.decompress(path.read_bytes())))


def _path(language: str) -> Path:
    return LEARNED / f"{language}.json.gz"

"""The only writer of a tag. Everything else that is spoken leaves here escaped.

`speech` alone turns a timeline into a response part. An APLA document could take its place: its
Speech and Silence components carry the same rows of items.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from html import escape

from skill.coach.acts import TEMPO, Item, Say, Silence

LONGEST_BREAK = 10_000
"""Milliseconds that one break may last: BREAK_SECONDS of the platform's limits, which name the source."""

SHORTEST_SILENCE = 50
"""Milliseconds below which a silence is dropped: nobody hears it."""

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids, escaped or not (its production 2); it is left out."""


def speech(
    items: Sequence[Item], words: Callable[[Say], str], phonemes: Mapping[str, str], tempo: str = "normal"
) -> str:
    """A timeline as an SSML document, or an empty string where there is nothing to play.

    `words` gives the plain words of a phrase, `phonemes` the IPA of words that voices get wrong
    (keyed in lower case), `tempo` is a key of `TEMPO`. Silences last to the millisecond at any tempo.
    """
    spell = _speller(phonemes)
    body = "".join(_parts(items, lambda say: spell(NOT_XML.sub("", words(say))))).strip()
    if not body:
        return ""
    if TEMPO[tempo] != 1:
        body = f'<prosody rate="{TEMPO[tempo]:.0%}">{body}</prosody>'
    return f"<speak>{body}</speak>"


def _parts(items: Sequence[Item], marked_up: Callable[[Say], str]) -> Iterator[str]:
    """Phrases as plain text; silences that follow each other count as one.

    No paragraph or sentence tag: voices make pauses of their own at those, and every pause is planned.
    """
    silence = 0.0
    for item in items:
        if isinstance(item, Silence):
            silence += item.seconds
            continue
        yield _breaks(silence) or " "
        silence = 0.0
        yield marked_up(item)
    yield _breaks(silence)


def _breaks(seconds: float) -> str:
    """A silence as a run of breaks, none over the longest that Alexa takes."""
    milliseconds = round(seconds * 1000)
    if milliseconds < SHORTEST_SILENCE:
        return ""
    full, rest = divmod(milliseconds, LONGEST_BREAK)
    lengths = [LONGEST_BREAK] * full + [rest] * bool(rest)
    return "".join(f'<break time="{_duration(length)}"/>' for length in lengths)


def _duration(milliseconds: int) -> str:
    return f"{milliseconds}ms" if milliseconds % 1000 else f"{milliseconds // 1000}s"


def _speller(phonemes: Mapping[str, str]) -> Callable[[str], str]:
    """Escapes a text and puts a phoneme tag around each word that has one, in any case."""
    if not phonemes:
        return partial(escape, quote=False)
    known = re.compile(rf"\b({'|'.join(map(re.escape, phonemes))})\b", re.IGNORECASE)

    def spelled(text: str) -> str:
        pieces = known.split(text)
        pieces[::2] = (escape(piece, quote=False) for piece in pieces[::2])
        pieces[1::2] = [_phoneme(word, phonemes[word.casefold()]) for word in pieces[1::2]]
        return "".join(pieces)

    return spelled


def _phoneme(word: str, ipa: str) -> str:
    return f'<phoneme alphabet="ipa" ph="{escape(ipa)}">{escape(word, quote=False)}</phoneme>'

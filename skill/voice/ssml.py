"""The only writer of a tag. Everything else that is spoken leaves here escaped.

`Writer.speech` alone turns a timeline into a response part. An APLA document could take its place:
its Speech and Silence components carry the same rows of items.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape

from skill.channel import ALEXA
from skill.coach.acts import TEMPO, Item, Say, Silence

LONGEST_BREAK = round(1000 * ALEXA.break_seconds)
"""Milliseconds that one break may last."""

SHORTEST_SILENCE = 50
"""Milliseconds below which a silence is dropped: nobody hears it."""

NOT_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""What XML 1.0 forbids, escaped or not (its production 2), as a pattern; it is left out.

It takes four milliseconds to compile, so that is left to the first text which is not all printable.
"""

REMEMBERED = 4096
"""Texts and silences that are remembered as they were written: a turn asks for the same ones again."""


class Writer:
    """Writes SSML. `phonemes` is the IPA of words that voices get wrong, keyed in lower case."""

    def __init__(self, phonemes: Mapping[str, str]) -> None:
        self._phonemes = phonemes
        self._known = re.compile(rf"\b({'|'.join(map(re.escape, phonemes))})\b", re.IGNORECASE)
        self._marked_up = lru_cache(REMEMBERED)(self._mark_up)

    def speech(self, items: Sequence[Item], words: Callable[[Say], str], tempo: str = "normal") -> str:
        """A timeline as an SSML document, or an empty string where there is nothing to play.

        `words` gives the plain words of a phrase, `tempo` is a key of `TEMPO`. Silences last to the
        millisecond at any tempo.
        """
        body = "".join(self._parts(items, words)).strip()
        if not body:
            return ""
        if TEMPO[tempo] != 1:
            body = f'<prosody rate="{TEMPO[tempo]:.0%}">{body}</prosody>'
        return f"<speak>{body}</speak>"

    def _parts(self, items: Sequence[Item], words: Callable[[Say], str]) -> Iterator[str]:
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
            yield self._marked_up(words(item))
        yield _breaks(silence)

    def _mark_up(self, text: str) -> str:
        """A text escaped, with a phoneme tag around each word that has one, in any case."""
        if not text.isprintable():
            text = re.sub(NOT_XML, "", text)
        pieces = self._known.split(text) if self._phonemes else [text]
        pieces[::2] = (escape(piece, quote=False) for piece in pieces[::2])
        pieces[1::2] = (self._phoneme(word) for word in pieces[1::2])
        return "".join(pieces)

    def _phoneme(self, word: str) -> str:
        ipa = escape(self._phonemes[word.casefold()])
        return f'<phoneme alphabet="ipa" ph="{ipa}">{escape(word, quote=False)}</phoneme>'


@lru_cache(REMEMBERED)
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

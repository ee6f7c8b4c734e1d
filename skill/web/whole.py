"""Where a request ends in a stream of bytes: as far as it takes to hand over only whole ones.

What the request says is left to gunicorn. Wherever the bytes are wrong, or larger than is taken, the
request counts as whole, so that it is handed over and refused there.
"""

import re
from collections.abc import Callable

LARGEST_BODY = 256 * 1024
"""Bytes that a request may have. Real ones have some thousand; a screen's state adds tens of thousands."""

LARGEST_HEAD = 32 * 1024
"""Bytes of the request line and the headers. Alexa's have about two thousand."""

LONGEST_LINE = 64
"""Bytes of a chunk's line, which holds its size."""

_END = b"\r\n\r\n"
_CHUNKED = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
_LENGTH = re.compile(rb"\r\ncontent-length[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)


class Framing:
    """One request as it comes in. `received` is all of it so far, and whatever came behind it."""

    def __init__(self) -> None:
        self.received = bytearray()
        self._is_whole: Callable[[], bool] = self._head_is_there
        self._at = 0

    def add(self, piece: bytes) -> bool:
        """Take the next bytes; whether the request is whole now."""
        self.received += piece
        return bool(self.received) and self._is_whole()

    def _head_is_there(self) -> bool:
        end = self.received.find(_END, self._at)
        if end < 0:
            self._at = max(0, len(self.received) - len(_END) + 1)
            return len(self.received) > LARGEST_HEAD
        head, self._at = bytes(self.received[:end]), end + len(_END)
        self._is_whole = self._chunks_are_there if _CHUNKED.search(head) else self._length_of(head)
        return self._is_whole()

    def _length_of(self, head: bytes) -> Callable[[], bool]:
        lengths = [found.strip() for found in _LENGTH.findall(head)]
        length = max((int(text) for text in lengths if text.isdigit() and len(text) < 10), default=0)
        wrong = any(not text.isdigit() or len(text) >= 10 for text in lengths)
        end = self._at if wrong or length > LARGEST_BODY else self._at + length
        return lambda: len(self.received) >= end

    def _chunks_are_there(self) -> bool:
        """Walk from one chunk's line to the next, as far as they have come."""
        while len(self.received) <= LARGEST_HEAD + LARGEST_BODY:
            line = self.received.find(b"\r\n", self._at)
            if line < 0:
                return len(self.received) - self._at > LONGEST_LINE
            size = _size(bytes(self.received[self._at : line]))
            if size is None:
                return True
            if size == 0:
                return self.received.find(_END, line) >= 0
            following = line + 2 + size + 2
            if following > len(self.received):
                return size > LARGEST_BODY
            self._at = following
        return True


def _size(line: bytes) -> int | None:
    """A chunk's size; None for a line that names none."""
    digits = line.partition(b";")[0].strip()
    return int(digits, 16) if re.fullmatch(rb"[0-9A-Fa-f]{1,8}", digits) else None

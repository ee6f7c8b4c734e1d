"""A request is handed over once it is whole, wherever it was cut, or as soon as it is wrong."""

from skill.web.whole import LARGEST_BODY, LARGEST_HEAD, Framing

HEAD = b"POST /alexa HTTP/1.1\r\nHost: a\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"

WHOLE = {
    "no body": HEAD + b"\r\n",
    "an empty body": HEAD + b"Content-Length: 0\r\n\r\n",
    "a body": HEAD + b"content-length: 5\r\n\r\n{\r\n\r\n",
    "a length with blanks": HEAD + b"Content-Length:  2  \r\n\r\n{}",
    "chunks": CHUNKED + b"2\r\n{}\r\n0\r\n\r\n",
    "chunks with an extension": HEAD + b"transfer-encoding: chunked\r\n\r\n2;a=b\r\n{}\r\n0\r\n\r\n",
    "chunks with a trailer": CHUNKED + b"1\r\n{\r\n0\r\nA: b\r\n\r\n",
    "a chunk that looks like the last": HEAD
    + b"Transfer-Encoding: chunked\r\n\r\n7\r\n0\r\n\r\n\r\n\r\n0\r\n\r\n",
}

HOPELESS = {
    "a length that is none": HEAD + b"Content-Length: -1\r\n\r\n",
    "a length of another alphabet": HEAD + "Content-Length: \u0665\r\n\r\n".encode(),
    "a length of many digits": HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
    "a length above the limit": HEAD + b"Content-Length: %d\r\n\r\n" % (LARGEST_BODY + 1),
    "a chunk's size that is none": CHUNKED + b"xyz\r\n",
    "a chunk's size without an end": CHUNKED + b"0" * 100,
    "a chunk above the limit": CHUNKED + b"fffffff\r\n",
    "headers without an end": HEAD + b"a" * LARGEST_HEAD,
    "chunks without an end": CHUNKED + b"10000\r\n%b\r\n" % bytes(0x10000) * 6,
}


def whole_after(raw: bytes, size: int) -> int | None:
    """How many bytes had come when the request was whole, in pieces of this size; None where it never was."""
    framing = Framing()
    for end in range(size, len(raw) + size, size):
        if framing.add(raw[end - size : end]):
            return min(end, len(raw))
    return None


def test_a_request_is_whole_with_its_last_byte() -> None:
    """Not one byte before it, wherever its pieces end; nor does it wait for what comes behind it."""
    fell: dict[tuple[str, int], int | None] = {}
    for name, raw in WHOLE.items():
        for size in (1, 2, 7, len(raw)):
            if whole_after(raw, size) != len(raw):
                fell[name, size] = whole_after(raw, size)
        if not Framing().add(raw + raw[:10]):
            fell[name, len(raw) + 10] = None
    assert not fell


def test_what_cannot_become_a_request_is_not_waited_for() -> None:
    """It is handed over to be refused, and holds no more memory than the largest request."""
    fell = [name for name, raw in HOPELESS.items() if not (at := whole_after(raw, 97)) or at > 400_000]
    assert not fell

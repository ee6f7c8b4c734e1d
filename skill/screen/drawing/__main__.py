"""Writes the document that is sent: `python -m skill.screen.drawing`, or `make drawing`."""

import json

from skill.screen.document import DOCUMENT
from skill.screen.drawing.document import document


def written() -> str:
    """The document as its file holds it: without spaces, as it travels with every answer."""
    return json.dumps(document(), separators=(",", ":"), ensure_ascii=False) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(written(), "utf-8")

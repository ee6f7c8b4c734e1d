"""The document that is sent is the one that its parts make."""

from skill.screen.document import DOCUMENT
from skill.screen.drawing.__main__ import written


def test_the_document_is_as_its_parts_make_it() -> None:
    """Where it differs: make drawing."""
    assert DOCUMENT.read_text("utf-8") == written()

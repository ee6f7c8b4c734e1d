"""The document that every screen is sent, as it was made by `skill.screen.drawing`."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).parent / "apl" / "coach.json"


@cache
def document() -> Mapping[str, Any]:
    """The document. It is the same for every turn, every screen and every language."""
    found: Mapping[str, Any] = json.loads(DOCUMENT.read_text("utf-8"))
    return found

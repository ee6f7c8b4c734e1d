"""The privacy page tells what is kept, all of it, and for how long."""

import re
from pathlib import Path

from skill.coach.settings import SETTINGS
from skill.memory.sqlite_layout import STEPS
from skill.memory.store import CHECKPOINT_DAYS, HISTORY_DAYS

ROOT = Path(__file__).parents[2]
PAGE = " ".join((ROOT / "docs" / "privacy.md").read_text("utf-8").split())

KEPT = {
    "account": "account",
    "person": "your voice",
    "device": "speaker",
    "finished": "was finished",
    "seen_at": "400 days after",
    "name": "your settings",
    "value": "your settings",
    "opened_at": "when it began",
    "left_seconds": "seconds on each side",
    "right_seconds": "seconds on each side",
    "at": "as of the last turn",
    "key": "checksum of the voice and of the speaker",
    "anew": "the second of it",
    "checkpoint": "where you were",
    "seconds": "seconds a side",
    "first_side": "which side first",
    "verbosity": "how much is said",
    "going_on": "how to go on",
    "next_side": "side to begin with next",
    "safety_words": "safety words",
}
"""Each column and each field that is kept, and the words that tell of it on the privacy page."""


def test_the_privacy_page_tells_all_that_is_kept() -> None:
    """A new column or field needs its words there first."""
    statements = [statement for step in STEPS for statement in step if "CREATE TABLE" in statement]
    columns = {
        name
        for each in statements
        for name in re.findall(r"^\s+([a-z_]+) (?:TEXT|INTEGER)", each, re.MULTILINE)
    }
    assert columns | {*SETTINGS, "next_side", "safety_words"} == KEPT.keys()
    assert [words for words in KEPT.values() if words not in PAGE] == []


def test_the_privacy_page_tells_for_how_long() -> None:
    template = (ROOT / "infrastructure" / "template.yaml").read_text()
    assert f"{HISTORY_DAYS} days" in PAGE
    assert CHECKPOINT_DAYS == 2
    assert "two days" in PAGE
    assert "removed after 30 days" in PAGE
    assert re.search(r"LogDays:.*?Default: 30\n", template, re.DOTALL)

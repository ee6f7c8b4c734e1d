"""Whole conversations with the skill: each transcript in `conversations/` is a promise, told in its title."""

from pathlib import Path

import pytest

from skill.simulator.transcript import run
from tests.support.speaker import speaker_for

CONVERSATIONS = sorted((Path(__file__).parents[1] / "conversations").glob("*.txt"))


@pytest.mark.parametrize("transcript", CONVERSATIONS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_told(transcript: Path) -> None:
    run(transcript.read_text(encoding="utf-8"), speaker_for)


@pytest.mark.parametrize("transcript", CONVERSATIONS, ids=lambda path: path.stem)
def test_the_title_says_what_is_promised(transcript: Path) -> None:
    title = transcript.read_text(encoding="utf-8").splitlines()[0]
    assert title.startswith("# ")
    assert title.endswith((".", ").")), "the title is one sentence that says what holds"

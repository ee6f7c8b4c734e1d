"""What the README and the page of states show is what is there."""

import re
from collections import defaultdict
from pathlib import Path

from skill.simulator.diagram import diagram
from tests.support.coached import SCRIPT

FACTS = (
    {
        "side": "left",
        "other": "right",
        "seconds": "ninety seconds",
        "minutes": "seven minutes",
        "count": "two rolls",
    },
    {
        "side": "right",
        "other": "left",
        "seconds": "forty seconds",
        "minutes": "two minutes",
        "count": "one roll",
    },
)
ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
STATES = (ROOT / "docs" / "states.md").read_text()


def test_the_state_diagram_is_true() -> None:
    """The diagram between the marks is the one that the tables give."""
    shown = re.search(r"<!-- states -->\n```mermaid\n(.*?)```\n<!-- /states -->", STATES, re.DOTALL)
    assert shown, "docs/states.md lacks the diagram between <!-- states --> and <!-- /states -->"
    assert shown[1] == diagram(), "run: python -m skill.simulator.diagram --write docs/states.md"


def test_the_sample_conversation_says_what_the_coach_says() -> None:
    """Every sentence of the coach in the sample is one of the script's."""
    spoken = {
        sentence
        for phrase in SCRIPT.phrases.values()
        for variant in phrase.variants
        for facts in FACTS
        for sentence in re.split(r"(?<=[.?])\s+", variant.filled(defaultdict(str, facts).__getitem__))
    }
    sample = README.split("## How it sounds")[1].split("\nThe left side")[0]
    told = re.sub(
        r"\*\(.*?\)\*|…|>", " ", " ".join(re.findall(r"\*\*Coach:\*\*(.*?)(?=\*\*You|\Z)", sample, re.DOTALL))
    )
    sentences = [
        each for each in re.split(r"(?<=[.?])\s+", " ".join(told.replace("**Coach:**", " ").split())) if each
    ]
    assert len(sentences) > 15
    assert [each for each in sentences if each not in spoken] == []

"""What the ear has learned: that it belongs to the templates, and how little it takes to use it."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from skill.hearing import learned
from skill.hearing.learned import read_learned, write_learned
from skill.hearing.training.build_models import COMMAND
from skill.hearing.training.learn import learn
from skill.hearing.training.material import Example, Material, languages, material

ROOT = Path(__file__).parents[2]

HEAVY = ("hassil", "numpy", "prompt_toolkit", "rapidfuzz", "rich", "scipy", "sklearn")
"""Packages that the ear, and a server on the internet, must do without."""

FIRST_PHRASE = f"""
import json, sys
sys.modules.update(dict.fromkeys({HEAVY!r}))  # None: an import fails

def memory():
    status = open("/proc/self/status").read()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024

before = memory()
from skill.coach.events import Phase
from skill.hearing.recogniser import hear, load_model
label = hear("there is a nasty stabbing feeling in there", Phase.ROLLING, load_model("en-US")).label
print(json.dumps([label, memory() - before]))
"""

SMALL = Material(
    sentences={"PainIntent": ["it hurts"], "PauseIntent": ["wait {duration}"], "ReadyIntent": ["ready"]},
    examples=[
        Example(("it", "hurts"), "PainIntent"),
        Example(("wait", "a", "minute"), "PauseIntent"),
        Example(("ready",), "ReadyIntent"),
        Example(("play", "jazz"), "AMAZON.FallbackIntent"),
        Example(("tell", "a", "joke"), "AMAZON.FallbackIntent"),
        Example(("what", "time", "is", "it"), "AMAZON.FallbackIntent"),
        Example(("open", "the", "garage"), "AMAZON.FallbackIntent"),
    ],
    values={"PauseIntent": ["minute", "seconds"]},
    foreign=[
        [("play", "jazz")],
        [("tell", "a", "joke")],
        [("what", "time", "is", "it")],
        [("open", "the", "garage")],
    ],
)


@pytest.mark.slow
def test_what_is_shipped_was_learned_from_the_templates_as_they_stand() -> None:
    stale = [name for name in languages() if read_learned(name).made_of != material(name).checksum()]
    assert stale == [], f"the ear learned what the templates no longer say: run `{COMMAND}` and commit it"


def test_any_change_of_what_is_learned_from_is_seen() -> None:
    changed = (
        replace(SMALL, sentences={**SMALL.sentences, "ReadyIntent": ["all set"]}),
        replace(SMALL, examples=[*SMALL.examples, Example(("ouch",), "PainIntent")]),
        replace(SMALL, values={"PauseIntent": ["minute"]}),
        replace(SMALL, foreign=SMALL.foreign[:1]),
    )
    assert len({each.checksum() for each in (SMALL, *changed)}) == 1 + len(changed)


def test_the_same_material_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned, "LEARNED", tmp_path)
    for name in ("one", "two"):
        write_learned(learn(SMALL), name)
    assert (tmp_path / "one.json.gz").read_bytes() == (tmp_path / "two.json.gz").read_bytes()
    assert read_learned("one") == learn(SMALL)


def test_too_few_foreign_templates_are_refused_with_what_to_write() -> None:
    with pytest.raises(ValueError, match=r"FallbackIntent has 1 templates.*at least 4"):
        learn(replace(SMALL, foreign=SMALL.foreign[:1]))


def test_a_language_that_was_not_learned_is_refused_with_what_to_run() -> None:
    with pytest.raises(FileNotFoundError, match=r"'tlh'.*make models"):
        read_learned("tlh")


def test_the_first_unknown_phrase_takes_60_mb_at_most_and_no_heavy_package() -> None:
    """In a new process that cannot import what is heavy. How long it takes is told by `make bench`."""
    if not Path("/proc/self/status").is_file():
        pytest.skip("how much memory a process has taken is read from Linux")
    told = subprocess.check_output([sys.executable, "-c", FIRST_PHRASE], cwd=ROOT)  # noqa: S603
    label, megabytes = json.loads(told)
    assert label == "pain_sharp"
    assert megabytes <= 60

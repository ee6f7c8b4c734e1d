"""What runs on Lambda is pinned, and is what the project says it was tried with."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

from skill.package.bundle import LOCK

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^([a-z0-9-]+)==(\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)


def pins() -> dict[str, str]:
    """The version of each dependency in the lock file."""
    return {name: version for name, version, _ in PIN.findall(LOCK.read_text("utf-8"))}


def named(texts: list[str]) -> dict[str, Requirement]:
    return {each.name: each for each in map(Requirement, texts)}


def test_every_line_of_the_lock_is_a_pin_with_its_hashes() -> None:
    """So that nothing else than what was tried can be installed."""
    rest = PIN.sub("", LOCK.read_text("utf-8"))
    assert all(line.startswith("#") for line in rest.splitlines())
    assert {"ask-sdk-core", "boto3", "botocore"} <= pins().keys()


def test_the_lock_has_all_that_is_asked_for() -> None:
    """`make lock` writes it anew after a change in requirements.in."""
    asked = (ROOT / "lambda" / "requirements.in").read_text("utf-8").splitlines()
    for name, wanted in named([line for line in asked if not line.startswith("#")]).items():
        assert pins()[name] in wanted.specifier, "run make lock"


def test_the_project_takes_what_runs_on_lambda() -> None:
    """What is pinned lies within the project's bounds, so tests and Lambda run the same."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    known = named(project["dependencies"] + project["optional-dependencies"]["dynamodb"])
    both = known.keys() & pins().keys()
    assert {"ask-sdk-core", "num2words"} <= both
    assert [name for name in both if pins()[name] not in known[name].specifier] == []

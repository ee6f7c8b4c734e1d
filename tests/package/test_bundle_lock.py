"""What runs on Lambda and on a server is pinned, and is what the project says it was tried with."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from skill.package.bundle import LOCK

ROOT = Path(__file__).parents[2]
HASHES = r"((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
PIN = re.compile(r"^([a-z0-9-]+)==(\S+(?: ; [^\n]+?)?) \\\n" + HASHES, re.MULTILINE)


SERVER = ROOT / "deploy" / "requirements.txt"
"""What a server of one's own is installed with."""


def pins(lock: Path = LOCK) -> dict[str, str]:
    """The version of each dependency in a lock file; of several for several Pythons, the last."""
    return {name: version for name, version, _ in PIN.findall(lock.read_text("utf-8"))}


def named(texts: list[str]) -> dict[str, Requirement]:
    return {each.name: each for each in map(Requirement, texts)}


def test_every_line_of_the_lock_is_a_pin_with_its_hashes() -> None:
    """So that nothing else than what was tried can be installed."""
    for lock in (LOCK, SERVER):
        rest = PIN.sub("", lock.read_text("utf-8"))
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


def test_the_server_has_all_that_the_project_asks_for() -> None:
    """`make lock` writes it anew after a change in pyproject.toml; what builds the project is there too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = named(
        project["project"]["dependencies"]
        + project["project"]["optional-dependencies"]["dynamodb"]
        + project["build-system"]["requires"]
    )
    found = {canonicalize_name(name): version.split(" ")[0] for name, version in pins(SERVER).items()}
    lacking = [
        name for name, each in asked.items() if found.get(canonicalize_name(name), "0") not in each.specifier
    ]
    assert not lacking, "run make lock"

"""Each check of the package finds the package that is broken in its way."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from skill.alexa import limits
from skill.package.checks import PUBLISHING, RULES, Package, check
from skill.package.layout import write_package
from skill.package.owner import Owner
from tests.support.broken import DEPLOYED, PAGE, SERVER, Breakage, Parts
from tests.support.broken_deploy import DEPLOYMENT
from tests.support.broken_model import MODELS
from tests.support.broken_store import STORE

EVERY = (*RULES, *PUBLISHING)
BREAKAGES = (*STORE, *MODELS, *DEPLOYMENT)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole package, with a bundle that has only its entry, and a deployment by ask-cli."""
    folder = tmp_path_factory.mktemp("good")
    write_package(folder, Owner(privacy_url=PAGE, endpoint=SERVER), None)
    (folder / "lambda").mkdir()
    (folder / "infrastructure").mkdir()
    (folder / "infrastructure" / "template.yaml").touch()
    (folder / "ask-resources.json").write_text(json.dumps(DEPLOYED))
    with zipfile.ZipFile(folder / "lambda.zip", "w") as bundle:
        bundle.writestr("lambda_function.py", "")
    return folder


def test_a_whole_package_breaks_no_rule(good: Path) -> None:
    assert check(good, EVERY) == []


@pytest.mark.slow
@pytest.mark.parametrize("breakage", BREAKAGES, ids=[f"{each.rule}: {each.said}" for each in BREAKAGES])
def test_what_breaks_a_rule_is_found(breakage: Breakage, good: Path, tmp_path: Path) -> None:
    """The fault names the rule, the place, what is wrong there, and the cure."""
    parts = Parts(Path(shutil.copytree(good, tmp_path / "broken")))
    breakage.edit(parts)
    parts.save()
    (rule,) = (rule for rule in EVERY if rule.name == breakage.rule)
    faults = list(rule.faults(Package(parts.folder)))
    assert any(breakage.said in str(fault) for fault in faults), faults
    assert all(fault.rule in str(fault) and fault.cure in str(fault) for fault in faults)


@pytest.mark.slow
def test_a_bundle_that_is_too_big_is_found(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the zip's bytes, and by what is in it."""
    monkeypatch.setattr(limits, "BUNDLE_UNPACKED_BYTES", 100)
    parts = Parts(Path(shutil.copytree(good, tmp_path / "broken")))
    with zipfile.ZipFile(parts.folder / "lambda.zip", "w") as bundle:
        bundle.writestr("lambda_function.py", "#" * 101)
    (what,) = (fault.what for fault in check(parts.folder) if fault.rule == "a bundle that Lambda takes")
    assert "and 101 when it is unpacked" in what


def test_every_rule_is_shown_to_find_something() -> None:
    """A rule that nothing breaks would promise nothing."""
    assert {breakage.rule for breakage in BREAKAGES} == {rule.name for rule in EVERY}


def test_every_rule_has_a_name_of_its_own_and_a_cure() -> None:
    assert len({rule.name for rule in EVERY}) == len(EVERY)
    assert all(rule.cure.endswith(".") for rule in EVERY)

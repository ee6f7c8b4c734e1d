"""The package that Amazon's tools take: written whole, and the same each time."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from skill.alexa.limits import ICON_PIXELS
from skill.config import BadSetting
from skill.package import ROOT, layout
from skill.package.bundle import BundleFailed, make_bundle
from skill.package.checks import check
from skill.package.layout import write_package
from skill.package.owner import Owner
from skill.package.pythons import LAMBDA_PYTHONS, Python, find_python

PAGE = "https://psoas-rolling.dev/privacy"
SERVER = "https://psoas-rolling.dev/alexa"
ARN = "arn:aws:lambda:eu-west-1:123456789012:function:psoas"
SKILL = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
OTHER = SKILL.replace("4000", "4001")
LOCALES = ["en-AU", "en-CA", "en-GB", "en-IN", "en-US"]
HERE = "{}.{}".format(*sys.version_info)


def read(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text("utf-8"))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundle that is made at once; the real one has tests of its own."""

    def made(folder: Path, python: Python) -> Path:
        folder.mkdir(parents=True)
        return Path(shutil.make_archive(str(folder), "zip", ROOT / "lambda", "lambda_function.py"))

    monkeypatch.setattr(layout, "make_bundle", made)


def test_the_package_for_ask_cli(tmp_path: Path, quick: None) -> None:
    """ask-cli makes the function, and tells the skill of it: until then no endpoint is named, nor made up."""
    write_package(tmp_path, Owner(privacy_url=PAGE, region="us-west-2"), find_python(HERE))
    assert check(tmp_path) == []
    manifest = read(tmp_path, "skill-package/skill.json")["manifest"]
    assert [*manifest["publishingInformation"]["locales"]] == LOCALES
    (interface,) = manifest["apis"]["custom"].pop("interfaces")
    assert (interface["type"], len(interface["supportedViewports"])) == ("ALEXA_PRESENTATION_APL", 7)
    assert manifest["apis"] == {"custom": {}}
    assert "events" not in manifest
    profile = read(tmp_path, "ask-resources.json")["profiles"]["default"]
    made = profile["skillInfrastructure"]["userConfig"]
    assert (made["awsRegion"], made["runtime"]) == ("us-west-2", f"python{HERE}")
    assert made["skillEvents"] == {"subscriptions": ["SKILL_DISABLED"]}
    assert (tmp_path / made["templatePath"]).read_bytes() == layout.TEMPLATE.read_bytes()


@pytest.mark.slow
def test_the_package_for_a_server_of_ones_own(tmp_path: Path) -> None:
    """The skill asks the server, events and all; nothing for Lambda is made."""
    write_package(tmp_path, Owner(privacy_url=PAGE, endpoint=SERVER), None)
    assert check(tmp_path) == []
    manifest = read(tmp_path, "skill-package/skill.json")["manifest"]
    answers = {"uri": SERVER, "sslCertificateType": "Trusted"}
    assert manifest["apis"]["custom"]["endpoint"] == manifest["events"]["endpoint"] == answers
    assert manifest["events"]["subscriptions"] == [{"eventName": "SKILL_DISABLED"}]
    assert {path.name for path in tmp_path.iterdir()} == {"ask-resources.json", "skill-package"}


def test_the_package_for_a_function_that_is_there(tmp_path: Path, quick: None) -> None:
    """The skill asks it; ask-cli leaves it alone, and the bundle is there to be uploaded."""
    write_package(tmp_path, Owner(privacy_url=PAGE, endpoint=ARN), find_python(HERE))
    assert check(tmp_path) == []
    manifest = read(tmp_path, "skill-package/skill.json")["manifest"]
    assert manifest["apis"]["custom"]["endpoint"] == manifest["events"]["endpoint"] == {"uri": ARN}
    assert [*read(tmp_path, "ask-resources.json")["profiles"]["default"]] == ["skillMetadata"]
    assert (tmp_path / "lambda.zip").is_file()


def test_each_locale_says_what_the_skill_is_not_and_where_its_privacy_page_is(tmp_path: Path) -> None:
    write_package(tmp_path, Owner(privacy_url=PAGE, endpoint=SERVER), None)
    manifest = read(tmp_path, "skill-package/skill.json")["manifest"]
    for locale in LOCALES:
        listing = manifest["publishingInformation"]["locales"][locale]
        assert "does not provide medical advice" in listing["description"]
        assert listing["examplePhrases"][0] == "Alexa, open psoas rolling"
        assert manifest["privacyAndCompliance"]["locales"][locale] == {"privacyPolicyUrl": PAGE}


def test_twice_gives_the_same_package(tmp_path: Path) -> None:
    """To the byte, also over an older one; the icons too."""
    owner = Owner(privacy_url=PAGE, endpoint=SERVER)
    first, second = tmp_path / "a", tmp_path / "b"
    write_package(first, owner, None)
    write_package(second, Owner(privacy_url=PAGE + "/old", endpoint=SERVER), None)
    (second / "skill-package" / "left-over.json").write_text("{}")
    write_package(second, owner, None)
    told = [
        {str(p.relative_to(of)): p.read_bytes() for p in of.rglob("*") if p.is_file()}
        for of in (first, second)
    ]
    assert told[0] == told[1]


def test_icons_have_amazons_sizes(tmp_path: Path) -> None:
    """Drawn from the one drawing, and not empty."""
    write_package(tmp_path, Owner(privacy_url=PAGE, endpoint=SERVER), None)
    images = sorted((tmp_path / "skill-package" / "assets" / "images").iterdir())
    assert [image.name for image in images] == [
        f"icon-{pixels}.png" for pixels in sorted(ICON_PIXELS.values())
    ]
    assert all(image.stat().st_size > 1000 for image in images)


def test_ask_cli_is_told_which_skill_to_update(tmp_path: Path) -> None:
    """In the file in which it remembers that; what else it remembers is never touched."""
    owner = Owner(privacy_url=PAGE, endpoint=SERVER, skill_id=SKILL)
    write_package(tmp_path, owner, None)
    states = tmp_path / ".ask" / "ask-states.json"
    assert read(tmp_path, ".ask/ask-states.json")["profiles"]["default"]["skillId"] == SKILL
    states.write_text(json.dumps({"profiles": {"default": {"skillId": SKILL, "stackId": "kept"}}}))
    write_package(tmp_path, owner, None)
    assert "kept" in states.read_text()


def test_another_skill_is_not_written_over(tmp_path: Path) -> None:
    """A wrong id in the environment would deploy over somebody's skill."""
    write_package(tmp_path, Owner(privacy_url=PAGE, endpoint=SERVER, skill_id=SKILL), None)
    with pytest.raises(BadSetting, match=f"ask-cli deployed {SKILL}"):
        write_package(tmp_path, Owner(privacy_url=PAGE, endpoint=SERVER, skill_id=OTHER), None)


def test_the_newest_python_of_lambda_that_is_here_compiles() -> None:
    """So that the function and what is compiled for it are of one version."""
    found = find_python()
    assert found.version in LAMBDA_PYTHONS
    assert found.runtime == f"python{found.version}"
    assert find_python(sys.executable).version == HERE


@pytest.mark.parametrize("wanted", ["2.7", "9.9", "/no/such/python", __file__])
def test_a_python_that_is_not_here_or_not_lambdas_is_refused(wanted: str) -> None:
    """Rather than a bundle that starts slowly, or not at all."""
    with pytest.raises(BadSetting, match="give --python"):
        find_python(wanted)


@pytest.mark.slow
def test_a_bundle_that_cannot_be_made_says_at_which_step(tmp_path: Path) -> None:
    """With what the tool said."""
    nobody = tmp_path / "python"
    nobody.write_text(f'#!/bin/sh\n[ "$1" = -I ] && exec "{sys.executable}" "$@"\necho cannot >&2; exit 3\n')
    nobody.chmod(0o755)
    with pytest.raises(BundleFailed, match=r"(?s)could not compile it:.*cannot"):
        make_bundle(tmp_path / "lambda", find_python(str(nobody)))

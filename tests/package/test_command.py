"""The command `psoas package`, as a person runs it: what it asks for, warns of, and says is next."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from skill.cli import main
from skill.package import ROOT, command, layout

PAGE = "https://psoas-rolling.dev/privacy"
SERVER = "https://psoas-rolling.dev/alexa"


def read(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text("utf-8"))


def run(*arguments: str, environ: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The command, as a person runs it."""
    return subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "skill.cli", "package", *arguments],
        cwd=ROOT,
        env=dict(environ or {}),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_asks_for_what_it_needs(tmp_path: Path) -> None:
    """And writes nothing until it has it."""
    done = run("--to", str(tmp_path / "build"))
    assert done.returncode == 2
    assert "PSOAS_AWS_REGION is not set" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "build").exists()


def test_the_command_says_what_is_next(tmp_path: Path) -> None:
    """With the environment alone, as `make package` runs it."""
    done = run("--to", str(tmp_path), environ={"PSOAS_PRIVACY_URL": PAGE, "PSOAS_ENDPOINT": SERVER})
    assert (done.returncode, done.stderr) == (0, "")
    assert f"cd {tmp_path} && ask deploy" in done.stdout


@pytest.fixture
def one_locale(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One model in place of five, which are checked for five times as long."""
    (tmp_path / "models").mkdir()
    shutil.copy(layout.MODELS / "en-US.json", tmp_path / "models")
    monkeypatch.setattr(layout, "MODELS", tmp_path / "models")


@pytest.mark.usefixtures("one_locale")
@pytest.mark.parametrize(
    ("told", "named"), [("trusted", "Trusted"), ("wildcard", "Wildcard"), ("self-signed", "SelfSigned")]
)
def test_the_manifest_says_which_certificate_the_server_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], told: str, named: str
) -> None:
    """In both places where the server is named. A tunnel's and a made one are good for one's own devices."""
    code = main(["package", "--to", str(tmp_path), "--endpoint", SERVER, "--certificate", told])
    assert code == 0
    manifest = read(tmp_path, "skill-package/skill.json")["manifest"]
    assert manifest["apis"]["custom"]["endpoint"]["sslCertificateType"] == named
    assert manifest["events"]["endpoint"]["sslCertificateType"] == named
    warned = f"its certificate is {named}, not Trusted" in capsys.readouterr().err
    assert warned == (named != "Trusted")


@pytest.mark.usefixtures("one_locale")
def test_without_a_privacy_page_the_package_is_made_and_the_lack_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is for one's own devices; nobody is made up whose page it would be."""
    assert main(["package", "--to", str(tmp_path), "--endpoint", SERVER]) == 0
    done = capsys.readouterr()
    (told,) = done.err.splitlines()
    assert told.startswith("Good for your own devices, not for the store: skill.json, privacyPolicyUrl")
    assert "--privacy-url" in told
    assert f"cd {tmp_path} && ask deploy" in done.out
    assert "locales" not in read(tmp_path, "skill-package/skill.json")["manifest"]["privacyAndCompliance"]


@pytest.mark.usefixtures("one_locale")
def test_asked_to_publish_the_same_lacks_are_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of them at once, and nothing is said of a next step; without a lack it is as always."""
    asked = ["package", "--to", str(tmp_path), "--endpoint", SERVER, "--publish"]
    assert main([*asked, "--certificate", "wildcard"]) == command.BROKEN
    done = capsys.readouterr()
    assert (len(done.err.splitlines()), done.out) == (2, "")
    assert main([*asked, "--privacy-url", PAGE]) == 0
    assert capsys.readouterr().err == ""


def test_a_package_that_breaks_a_rule_is_not_called_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each fault is said with its place and its cure, and the exit code tells."""
    models = shutil.copytree(layout.MODELS, tmp_path / "models")
    (models / "en-GB.json").unlink()
    broken = read(models, "en-US.json")
    broken["interactionModel"]["languageModel"]["invocationName"] = "alexa rolling"
    (models / "en-US.json").write_text(json.dumps(broken))
    monkeypatch.setattr(layout, "MODELS", models)
    code = main(["package", "--to", str(tmp_path / "b"), "--privacy-url", PAGE, "--endpoint", SERVER])
    told = capsys.readouterr()
    assert (code, told.out) == (command.BROKEN, "")
    assert "en-US.json, invocationName: 'alexa' is in 'alexa rolling'" in told.err
    assert "make models" in told.err

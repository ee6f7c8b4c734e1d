"""The SDK's web service package can be imported on every system, and is left alone where it can be anyway."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

WORKING = {
    "__init__.py": "class CertificateValidator: pass",
    "errors.py": "class PathError(Exception): pass\nclass ValidationError(Exception): pass",
}
BROKEN = {
    "__init__.py": "class LibraryNotFoundError(Exception): pass\nraise LibraryNotFoundError('libcrypto')"
}

LOOK = """
import sys
from skill.web import sdk
print(sdk.STOOD_IN, "certvalidator" in sys.modules, sdk.WebserviceSkillHandler.__module__)
"""


def run(code: str, folder: Path, files: dict[str, str]) -> str:
    """Run code in a new process in which certvalidator is made of these files."""
    package = folder / "certvalidator"
    package.mkdir()
    for name, text in files.items():
        (package / name).write_text(text)
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("files", "told"),
    [(WORKING, "False True"), (BROKEN, "True False")],
    ids=["certvalidator loads", "certvalidator cannot load"],
)
def test_the_handler_is_there_either_way(tmp_path: Path, files: dict[str, str], told: str) -> None:
    """A certvalidator that loads stays; a stand-in is taken away once the import is done."""
    out = run(LOOK, tmp_path, files)
    assert out == f"{told} ask_sdk_webservice_support.webservice_handler\n"


def test_a_broken_certvalidator_stays_broken_for_others(tmp_path: Path) -> None:
    """Nobody gets the stand-in in place of the real thing."""
    assert "LibraryNotFoundError" in run(LOOK + "import certvalidator", tmp_path, BROKEN)


def test_the_sdks_own_verifier_says_what_to_use(tmp_path: Path) -> None:
    """It cannot check a chain without certvalidator, and must not pretend to."""
    code = LOOK + (
        "from ask_sdk_webservice_support.verifier import RequestVerifier\n"
        "RequestVerifier()._validate_cert_chain("
        "b'-----BEGIN CERTIFICATE-----\\nQUJD\\n-----END CERTIFICATE-----')\n"
    )
    assert "the verifiers of skill.web.verify" in run(code, tmp_path, BROKEN)


def test_verification_loads_neither_certvalidator_nor_oscrypto(tmp_path: Path) -> None:
    """Where they cannot load, the whole door works without them."""
    code = """
import sys
from skill.config import Config
from skill.web import create_app
client = create_app(Config(skill_id="amzn1.ask.skill.0")).test_client()
print(client.post("/alexa", data=b"{}").status_code, {"certvalidator", "oscrypto"} & set(sys.modules))
"""
    assert run(code, tmp_path, BROKEN).splitlines()[-1] == "400 set()"

"""A script that was kept starts fast and says the same, and no change to it goes unchecked."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from skill import routines
from skill.coach.phrases import NEEDED
from skill.languages import LANGUAGES, names
from skill.voice import kept, screen_words
from skill.voice.errors import BrokenScript
from skill.voice.script import Script, keep, read
from tests.support.envelopes import launch, speech

ROOT = Path(__file__).parents[2]
GAPS = routines.load().gaps()
LOCALES = sorted(names(LANGUAGES, "script"))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a package's scripts, all of them kept."""
    folder = tmp_path_factory.mktemp("package") / "languages"
    shutil.copytree(LANGUAGES, folder)
    keep(folder)
    return folder


@pytest.fixture
def folder(package: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return shutil.copytree(package, tmp_path / "languages")


def everything(script: Script) -> dict[str, object]:
    """All that a script holds."""
    words = script.fact_words
    return {**vars(script), "fact_words": (words.language, dict(words.tables), tuple(words.numbers))}


def never(*_: object) -> None:
    """What must not be called."""
    raise AssertionError("the script was checked again")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_kept_script_is_the_checked_one(
    package: Path, locale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the last word, number and gap, and without a second check."""
    checked = everything(read(LANGUAGES, locale, NEEDED, GAPS))
    monkeypatch.setattr("skill.voice.check.structure", never)
    assert everything(read(package, locale, NEEDED, GAPS)) == checked


def test_an_edited_file_is_checked_again(folder: Path) -> None:
    """Its own, or its language's, which it is laid over."""
    (folder / "en-GB" / "script.toml").write_text("[phrases.halfway]\nsay = ['Half!']\n", "utf-8")
    with pytest.raises(BrokenScript, match=r"^en-GB/script\.toml: phrase 'halfway'"):
        read(folder, "en-GB", NEEDED, GAPS)
    english = folder / "en" / "script.toml"
    english.write_text(english.read_text("utf-8").replace("[pace]", "[speed]"), "utf-8")
    with pytest.raises(BrokenScript, match="'speed'"):
        read(folder, "en-AU", NEEDED, GAPS)


def test_a_script_is_checked_again_where_the_coach_needs_something_else(package: Path) -> None:
    with pytest.raises(BrokenScript, match="'sing' is missing"):
        read(package, "en", {**NEEDED, "sing": frozenset()}, GAPS)
    with pytest.raises(BrokenScript, match=r"its gap is 0\.1 s"):
        read(package, "en", NEEDED, {**GAPS, "halfway": 0.1})


@pytest.mark.parametrize("damaged", ["", "{", "[]", "{}", '{"stamp": 1}'])
def test_a_damaged_file_is_as_good_as_none(folder: Path, damaged: str) -> None:
    """The script itself still lies beside it."""
    (folder / "en-US" / "script.json").write_text(damaged, "utf-8")
    checked = everything(read(LANGUAGES, "en-US", NEEDED, GAPS))
    assert everything(read(folder, "en-US", NEEDED, GAPS)) == checked


def test_a_file_that_another_source_goes_with_is_as_good_as_none(folder: Path) -> None:
    """The right stamp does not help fields that nobody knows."""
    seen = kept.stamp(folder, "en", "script", "looked at")
    (folder / "en" / "script.json").write_text(f'{{"stamp": {seen}, "source": {{"colour": "red"}}}}', "utf-8")
    assert kept.read(folder, "en", "script", seen) is None


def test_a_broken_script_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "script.toml").write_text("pace = 14.5", "utf-8")
    with pytest.raises(BrokenScript):
        keep(tmp_path)
    assert list(tmp_path.rglob("*.json")) == []


HEAVY = (
    *("num2words", "tomllib", "skill.voice.check", "skill.languages.speech"),
    *("flask", "cryptography", "prompt_toolkit", "rich"),
    *("ask_sdk_model.interfaces.viewport", "ask_sdk_model.interfaces.alexa.presentation.apl"),
)


def test_a_lambda_function_imports_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    """Once its scripts are kept: up to its first answer, which says a number, to a device with a screen."""
    shutil.copytree(ROOT / "skill", tmp_path / "skill")
    shutil.copy(ROOT / "lambda" / "lambda_function.py", tmp_path)
    keep(tmp_path / "skill" / "languages")
    screen_words.keep(tmp_path / "skill" / "languages")
    routines.keep(tmp_path / "skill" / "routines")
    code = (
        "import json, sys, lambda_function as f; answer = f.lambda_handler(json.loads(input()), None);"
        f"print(json.dumps([answer, [name for name in {HEAVY} if name in sys.modules]]))"
    )
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PSOAS_STORE": "memory:", "PSOAS_SKILL_ID": ""},
        input=json.dumps(launch()),
        capture_output=True,
        text=True,
        check=True,
    )
    answer, imported = json.loads(done.stdout)
    assert "about eight minutes" in speech(answer)
    assert imported == []

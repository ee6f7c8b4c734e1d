"""CONTRIBUTING.md's recipe for a language, followed with one whose words are English backwards."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from skill import languages
from skill.languages.lint import left, others
from skill.voice.script import load
from tests.support.backwards import backwards, translate

ROOT = Path(__file__).parents[2]
RECIPE = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("## Add a language")[1].split("\n## ")[0]

LANGUAGE, LOCALE = "de", "de-DE"
"""Names that num2words and the platform know. The number words are really those of this language."""

SAID = ("none", "ready", "ready", "left", "looser", "no")
"""What a person says in a whole first session, in English."""

TALK = """
import json, sys
from skill.simulator.conversation import Conversation
locale, *said = sys.argv[1:]
talk = Conversation(f"# @locale {locale}")
steps = [talk.act("launch"), *(talk.say(words) for words in said)]
print(json.dumps([{
    "words": " ".join(piece.text for piece in step.answer.speech if piece.text),
    "open": step.is_open,
    "broken": [str(each) for each in step.broken],
} for step in steps]))
"""


def clone_in(folder: Path) -> Path:
    """A copy of the repository, of English with one locale alone, whose models are there already."""
    for name in ("skill", "interaction_models", "infrastructure", "lambda"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("en-AU", "en-CA", "en-GB", "en-IN"):
        shutil.rmtree(folder / "skill" / "languages" / name)
        (folder / "interaction_models" / f"{name}.json").unlink()
    return folder


def run(clone: Path, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the recipe, in the copy."""
    done = python(clone, "-m", module, *arguments)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout[-2000:] + done.stderr
    return done


def python(clone: Path, *arguments: str, told: str = "") -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PSOAS_STORE": "memory:", "PYTHONPATH": str(clone)}
    return subprocess.run(  # noqa: S603  # our own code
        [sys.executable, *arguments],
        cwd=clone, env=environ, input=told, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_recipe_tells_what_is_done_here() -> None:
    """Each file that is translated, and each command that is run."""
    files = {path.name for path in (languages.LANGUAGES / "en").iterdir()}
    assert {"script.toml", "screen.toml", "speech.toml", "listing.toml", "intents"} == files
    assert [name for name in files if f"`{name.removesuffix('.toml')}" not in RECIPE] == []
    told = ("make models", "python -m skill.languages de", f"rehearse --locale {LOCALE}", "psoas package")
    assert [command for command in told if command not in RECIPE] == []


@pytest.mark.slow
def test_the_recipe_leads_to_a_session_a_package_and_a_green_lint(tmp_path: Path) -> None:
    """One test, since the models are made once: two minutes, most of it to learn the language."""
    clone = clone_in(tmp_path)
    folder = clone / "skill" / "languages"
    translate(folder / "en", folder / LANGUAGE)
    translate(folder / "en-US", folder / LOCALE)
    shutil.rmtree(folder / "en-US" / "intents")  # the models of English are there
    run(clone, "skill.hearing.training.build_models")
    a_session_is_played_to_its_goodbye(clone)
    a_rehearsal_speaks_it(clone)
    words_that_no_sample_has_are_heard(clone)
    a_package_with_it_breaks_no_rule(clone)
    told = run(clone, "skill.languages", LANGUAGE, LOCALE).stdout
    assert told == f"Nothing is left of English in {LANGUAGE}, {LOCALE}.\n"


def a_session_is_played_to_its_goodbye(clone: Path) -> None:
    """By words of the language; every answer keeps the platform's rules."""
    done = python(clone, "-c", TALK, LOCALE, *map(backwards, SAID))
    assert done.returncode == 0, done.stderr
    steps = json.loads(done.stdout)
    assert [step["broken"] for step in steps] == [[]] * len(steps)
    assert [step["open"] for step in steps] == [True] * (len(steps) - 1) + [False]
    assert backwards(load("en-US").words("ask_safety", 0, {})) in steps[0]["words"]
    assert backwards(load("en-US").words("bye", 0, {})) in steps[-1]["words"]


def a_rehearsal_speaks_it(clone: Path) -> None:
    """With the words that the language has for a rehearsal, to the end of both sides."""
    told = run(clone, "skill.cli", "rehearse", "--locale", LOCALE).stdout
    assert re.findall(r"The person: (\w+)", told) == ["enon", "ydaer", "ydaer"]
    assert re.search(r"True time on each side: left (59|60) s, right (59|60) s", told)


def words_that_no_sample_has_are_heard(clone: Path) -> None:
    """By the ear that has learned the language, which is its own."""
    said = "\n".join(map(backwards, ("there is a nasty stabbing feeling in there", "my gran has a parrot")))
    options = ("understand", "--locale", LOCALE, "--phase", "rolling")
    heard = python(clone, "-m", "skill.cli", *options, told=said).stdout.splitlines()
    assert [row.split("\t")[1] for row in heard] == ["SharpPainIntent", "AMAZON.FallbackIntent"]


def a_package_with_it_breaks_no_rule(clone: Path) -> None:
    """Its listing and its model are in the package, in its own words."""
    page, server = "https://psoas-rolling.dev/privacy", "https://psoas-rolling.dev/alexa"
    run(clone, "skill.cli", "package", "--to", "built", "--privacy-url", page, "--endpoint", server)
    package = clone / "built" / "skill-package"
    manifest = json.loads((package / "skill.json").read_text("utf-8"))["manifest"]
    listing = manifest["publishingInformation"]["locales"][LOCALE]
    assert listing["examplePhrases"][0] == "Alexa, nepo saosp gnillor"
    assert (package / "interactionModels" / "custom" / f"{LOCALE}.json").is_file()


def copied(tmp_path: Path) -> Path:
    """English, and a language that is a mere copy of it."""
    for name, of in (("en", "en"), ("en-US", "en-US"), (LANGUAGE, "en"), (LOCALE, "en-US")):
        shutil.copytree(languages.LANGUAGES / of, tmp_path / name)
    return tmp_path


def test_a_copy_that_was_left_english_is_told_line_by_line(tmp_path: Path) -> None:
    """In every file, with its place and its wording."""
    folder = copied(tmp_path)
    assert others(folder) == [LANGUAGE, LOCALE]
    told = left(folder, LANGUAGE)
    assert "de/script.toml: [phrases.bye.say] is English: 'Thanks for rolling with me.'" in told
    assert "de/screen.toml: [buttons.hurts] is English: 'It hurts'" in told
    assert "de/speech.toml: [durations.fixed] is English: 'half an hour'" in told
    assert "de/listing.toml: [name] is English: 'Psoas Rolling'" in told
    assert any(line.startswith("de/intents/04_pain.toml: [intents.PainIntent] is English: ") for line in told)
    assert any("nine one one" in line for line in left(folder, LOCALE))


def test_what_is_said_to_be_alike_is_left_out(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    speech = folder / LANGUAGE / "speech.toml"
    speech.write_text(speech.read_text("utf-8").replace("alike = []", 'alike = ["psoas rolling"]'), "utf-8")
    assert "de/listing.toml: [name] is English: 'Psoas Rolling'" not in left(folder, LANGUAGE)


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    """A whole file, an intent that nobody could say, a title that would not be shown."""
    folder = copied(tmp_path)
    (folder / LANGUAGE / "listing.toml").unlink()
    (folder / LANGUAGE / "intents" / "10_reminders.toml").unlink()
    screen = folder / LANGUAGE / "screen.toml"
    screen.write_text(screen.read_text("utf-8").replace("halfway = ", "half = "), "utf-8")
    told = left(folder, LANGUAGE)
    assert "de has no listing.toml: copy it from en, and put it into the language" in told
    assert any(re.match(r"de/intents: \[intents\] lacks \w*Remind\w*, which en has", line) for line in told)
    assert "de/screen.toml: [titles] lacks halfway, which en has" in told

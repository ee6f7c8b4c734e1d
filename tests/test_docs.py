"""What the pages name is there: links, paths, names in files, commands, settings and messages."""

import ast
import re
from argparse import _SubParsersAction
from functools import cache
from pathlib import Path

import pytest

from skill import cli
from skill.channel import ALEXA
from skill.simulator.transcript import play
from tests.support.speaker import speaker

ROOT = Path(__file__).parents[1]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "tests").rglob("*.md")]
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))

TO_BE_WRITTEN = {
    "skill/languages/de/",
    "skill/languages/en-AU/intents/differences.toml",
    "skill/languages/de-DE/",
    "tests/conversations/asked_about_music.txt",
}
"""Files that a recipe of CONTRIBUTING.md tells to write."""

TOLD_ELSEWHERE = {"PSOAS_CI", "PSOAS_DOMAIN"}
"""Settings that the skill does not read: one of the tests, and one of the Caddyfile."""

PART = r"(?:skill|tests|docs|deploy|bench|lambda|infrastructure|interaction_models|\.github)/"


def code(page: Path) -> list[str]:
    """All code on a page: each span, and each line of a block."""
    text = page.read_text("utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    return [*spans, *(line for block in blocks for line in block.splitlines())]


def slugs(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@cache
def names_in(path: str) -> frozenset[str]:
    """What a module names at its top."""
    found = set()
    for node in ast.parse((ROOT / path).read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {name.id for each in targets for name in ast.walk(each) if isinstance(name, ast.Name)}
    return frozenset(found)


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    """To a file of the repository, and to a heading in it."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        path, _, anchor = target.partition("#")
        if not re.match(r"https?:|mailto:", target):
            there = (page.parent / path).resolve() if path else page
            assert there.exists(), f"{target} leads nowhere"
            assert not anchor or anchor in slugs(there), f"{target}: there is no such heading"


@each_page
def test_paths_are_there(page: Path) -> None:
    """Each word of code that looks like a path of the repository; those of a built package are not."""
    for word in (word.strip("\",'") for line in code(page) for word in line.split()):
        path = re.fullmatch(rf"({PART}[\w./*-]*?)(?:::.*)?[:,.]?", word)
        if path and path[1] not in TO_BE_WRITTEN:
            assert any(ROOT.glob(path[1])), f"{path[1]} is not there"


@each_page
def test_names_are_in_their_files(page: Path) -> None:
    """Written as `file: name, name`."""
    for line in code(page):
        if found := re.fullmatch(rf"({PART}[\w/]+\.py): (\w+(?:, \w+)*)", line):
            assert set(found[2].split(", ")) <= names_in(found[1]), line


@each_page
def test_make_has_the_targets(page: Path) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    told = [name for line in code(page) for name in re.findall(r"(?:^|\s)make ([a-z-]+)", line)]
    assert set(told) <= set(targets)


@each_page
def test_psoas_has_the_commands_and_their_options(page: Path) -> None:
    chooser = next(each for each in cli._parser()._actions if isinstance(each, _SubParsersAction))
    for line in code(page):
        for name, rest in re.findall(r"(?:^|/)psoas ([a-z]+)([^|#]*)", line):
            assert name in chooser.choices, line
            options = set(re.findall(r"(?<!\S)--[a-z-]+", rest))
            assert options <= chooser.choices[name]._option_string_actions.keys(), line


def test_settings_are_told_and_read() -> None:
    """Each setting that is read stands on a page, and each that stands on a page is read."""
    variable = re.compile(r"PSOAS_[A-Z_]+\b")
    read = {name for path in (ROOT / "skill").rglob("*.py") for name in variable.findall(path.read_text())}
    told = {name for page in PAGES for name in variable.findall(page.read_text("utf-8"))}
    assert told - read <= TOLD_ELSEWHERE
    assert read - {"PSOAS_"} <= told, "write it into docs/settings.md"


@cache
def messages() -> frozenset[str]:
    """Every constant piece of text in the skill."""
    trees = (ast.parse(path.read_text("utf-8")) for path in (ROOT / "skill").rglob("*.py"))
    return frozenset(
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@pytest.mark.parametrize("name", ["lambda.md", "own-machine.md"])
def test_what_to_look_at_is_what_is_said(name: str) -> None:
    """The messages in the table of "When it fails" are those of the code, letter by letter."""
    table = (ROOT / "docs" / name).read_text("utf-8").split("## When it fails")[1].split("\n## ")[0]
    told = [
        span
        for row in re.findall(r"^\| (.+?) \|", table, re.MULTILINE)
        for span in re.findall(r"`([^`]+)`", row)
    ]
    assert len(told) > 5
    for text in told:
        exact = re.fullmatch(r'"message": "(\w+)"', text)
        said = exact[1] if exact else re.sub(r"^PSOAS_(?!STORE)\w+", "", text)
        known = said in messages() or any(said in each for each in messages() if not exact)
        assert known or text in ("error", "ERROR", "reason", "ask deploy"), text


def test_the_first_device_hears_what_is_told() -> None:
    """The lines of docs/first-device.md, each after its wait, as somebody new types them."""
    rows = re.findall(
        r"\| (?:(\d+) s)? ?\| `(.+?)` \| (.+?) \|", (ROOT / "docs" / "first-device.md").read_text("utf-8")
    )
    device = speaker()
    for wait, words, begins in rows:
        play("U: (launch)" if words.startswith("open") else f"U @{int(wait) - 1}: {words}", device)
        response = device.exchanges[-1][1] or {}
        said = " ".join(re.sub(r"<[^>]+>", " ", response["response"]["outputSpeech"]["ssml"]).split())
        assert said.startswith(begins), f"{words}: {said[:80]}"
    assert len(rows) == 7


ASKED = {
    "say stop": "U: (launch)",
    "Found the fold": "U: none",
    "Settled": "U: ready",
    "about even": "U: ready",
    "in a pause": "U @60: pause",
}
"""What leads to each question of the table of waits, in the order in which somebody new comes to it."""


def test_the_waits_that_a_first_device_has_to_confirm_are_those_that_are_laid_out() -> None:
    """How long the microphone is open after each question, the reprompt's length, and both together."""
    page = (ROOT / "docs" / "first-device.md").read_text("utf-8").split("### The waits")[1]
    rows = re.findall(r"^\| (\".*) \| (\d+) s \| (\d+) s.*? \| (\d+) s \| (\d+) s \|$", page, re.MULTILINE)
    assert len(rows) == len(ASKED)
    device = speaker()
    for question, line in ASKED.items():
        play(line, device)
        told = next(map(float, row[1:]) for row in rows if question in row[0])
        again, answer = ALEXA.listening_seconds, device.answer
        assert answer is not None
        whole = answer.over_at - answer.speech_seconds
        assert [*told] == pytest.approx([again, answer.reprompt_seconds, again, whole], abs=1), question

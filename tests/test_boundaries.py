"""Who may know whom, where a tag may be written, and where a spoken word may stand."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.support.source import FILES, ROOT, called, calls, files, imports, name, part, tree

MAY_IMPORT = {
    "channel": set(),
    "coach": {"coach", "channel"},
    "routines": {"coach"},
    "languages": {"languages"},
    "screen": {"screen", "channel", "coach"},
    "voice": {"voice", "channel", "coach", "languages", "routines", "screen"},
    "turns": {"channel", "coach", "memory", "routines", "screen", "voice"},
    "alexa": {"alexa", "channel", "coach", "screen", "turns"},
    "memory": {"memory", "coach", "routines"},
    "config": set(),
    "app": {"alexa", "config", "memory", "turns", "voice"},
    "hearing": {"hearing", "alexa", "coach", "languages"},
    "web": {"web", "app", "alexa", "config", "hearing", "simulator"},
    "simulator": {
        "simulator",
        "app",
        "alexa",
        "channel",
        "coach",
        "config",
        "hearing",
        "languages",
        "memory",
        "routines",
        "screen",
        "turns",
        "voice",
    },
    "package": {"package", "alexa", "config", "languages", "memory", "routines", "voice"},
    "cli": {"app", "coach", "config", "hearing", "memory", "package", "routines", "simulator", "web"},
    "lambda": {"app"},
}
"""For each part of the skill, the parts it may import. A part that is not listed here is a mistake."""

IMPURE = {
    "asyncio",
    "fileinput",
    "http",
    "io",
    "logging",
    "os",
    "pathlib",
    "random",
    "secrets",
    "select",
    "shelve",
    "shutil",
    "signal",
    "socket",
    "sqlite3",
    "ssl",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
    "urllib",
    "uuid",
}
"""Modules of the standard library by which a clock, chance, a file or a network could get in."""

ACTS = {"open", "input", "now", "today", "utcnow", "exec", "eval", "__import__"}
"""Calls that do what an import of IMPURE would."""


def test_imports_point_one_way() -> None:
    """Voice, alexa and memory know the coach, it knows none of them; app joins them, the doors know app.

    A mistake is mended by moving what is needed, or by handing it in from app.
    """
    found = []
    for path in FILES:
        known = {each.split(".")[1] for each in imports(path) if each.startswith("skill.")}
        allowed = MAY_IMPORT.get(part(path), set()) if part(path) != "__init__" else set()
        found += [f"{name(path)} imports skill.{other}" for other in sorted(known - allowed)]
    assert found == []
    assert {part(path) for path in FILES} == {*MAY_IMPORT, "__init__"}


def test_nothing_imports_from_outside_the_package() -> None:
    """Tests and the Lambda entry use the skill, never the other way round."""
    outside = ("tests", "lambda_function")
    assert [name(path) for path in FILES if {each.split(".")[0] for each in imports(path)} & {*outside}] == []


def test_the_coach_uses_the_standard_library_only_and_no_clock() -> None:
    """Time, chance, files and the network come in as arguments, or not at all."""
    found = []
    for path in files("channel", "coach"):
        modules = {each.split(".")[0] for each in imports(path)} - {"skill"}
        found += [
            f"{name(path)} imports {each}" for each in modules - sys.stdlib_module_names | modules & IMPURE
        ]
        found += [f"{name(path)} calls {called(node)}" for node in calls(path) if called(node) in ACTS]
    assert found == []


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a file with its line, docstrings left out."""
    module = tree(path)
    docs = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def texts_with(pattern: re.Pattern[str], path: Path) -> list[str]:
    """Where a pattern stands in a file's strings, those left out that are told to programmers."""
    exempt = _told_to_programmers(path)
    return [
        f"{name(path)}:{line}: {text}"
        for line, text in texts(path)
        if line not in exempt and pattern.search(text)
    ]


TAG = re.compile(r"(?<!\?P)</?[A-Za-z]")
"""The start of a tag, but not of a named group in a pattern."""
SSML = ROOT / "skill" / "voice" / "ssml.py"


def test_only_one_file_writes_tags() -> None:
    """Whatever is spoken is escaped there, so it cannot be escaped twice, or not at all."""
    assert [found for path in FILES if path != SSML for found in texts_with(TAG, path)] == []


def test_that_file_is_found_by_the_same_look() -> None:
    """The look would see a tag if there were one."""
    assert any(TAG.search(text) for _, text in texts(SSML))


SENTENCE = re.compile(r"\w\W* \w.* \w+[.?!]\W*$", re.DOTALL)


def _told_to_programmers(path: Path) -> set[int]:
    """Lines of errors and of the log: they teach whoever works on the skill, and are never spoken."""
    lines: set[int] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Raise | ast.Assert) or _logs(node):
            assert isinstance(node, ast.stmt | ast.expr)
            lines |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def _logs(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).startswith("logger.")


def test_no_spoken_sentence_outside_the_scripts() -> None:
    """Words are data: a coach, a handler or a store names a phrase and knows no wording."""
    wordless = files("app", "channel", "coach", "alexa", "memory", "routines", "turns")
    assert [found for path in wordless for found in texts_with(SENTENCE, path)] == []


def test_a_sentence_would_be_seen() -> None:
    """The look for sentences finds one, and lets ids, attributes and log formats pass."""
    assert SENTENCE.search("Come off the roller.")
    assert SENTENCE.search("Which hip felt tighter: left, right, or about even?")
    assert not SENTENCE.search("ask_tighter")
    assert not SENTENCE.search("request.intent.name")

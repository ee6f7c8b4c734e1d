"""Who may know whom, where a tag may be written, and where a spoken word may stand."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted([*(ROOT / "skill").rglob("*.py"), *(ROOT / "lambda").glob("*.py")])
IDS = [str(path.relative_to(ROOT)) for path in FILES]

MAY_IMPORT = {
    "channel": set(),
    "coach": {"coach", "channel"},
    "screen": {"screen", "coach", "channel"},
    "voice": {"voice", "channel", "coach", "screen"},
    "turns": {"channel", "coach", "memory", "screen", "turns", "voice"},
    "alexa": {"alexa", "channel", "coach", "screen", "turns"},
    "memory": {"memory", "coach"},
    "config": {"config"},
    "app": {"app", "alexa", "config", "memory", "turns", "voice"},
    "web": {"web", "app", "alexa", "config", "simulator"},
    "simulator": {
        "simulator",
        "app",
        "alexa",
        "channel",
        "coach",
        "config",
        "memory",
        "screen",
        "turns",
        "voice",
    },
    "package": {"package", "alexa", "config", "memory", "voice"},
    "cli": {"cli", "app", "coach", "config", "memory", "package", "simulator", "web"},
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


def part(path: Path) -> str:
    """The part of the skill that a file belongs to; a package and a module alike are named by it."""
    inside = path.relative_to(ROOT).with_suffix("").parts
    return inside[1] if inside[0] == "skill" else inside[0]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it the import stands."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno} imports relatively; name the module in full"
            module = node.module or ""
            yield from (f"{module}.{name.name}" for name in node.names) if module == "skill" else (module,)


def in_part(*names: str) -> pytest.MarkDecorator:
    """Run a test for each file of these parts."""
    chosen = [path for path in FILES if part(path) in names]
    return pytest.mark.parametrize("path", chosen, ids=[str(path.relative_to(ROOT)) for path in chosen])


@pytest.mark.parametrize("path", [path for path in FILES if part(path) != "__init__"], ids=str)
def test_imports_point_one_way(path: Path) -> None:
    """Voice, alexa and memory know the coach, it knows none of them; app joins them, the doors know app."""
    known = {name.split(".")[1] for name in imports(path) if name.startswith("skill.")}
    assert known <= MAY_IMPORT[part(path)], "move what is needed, or hand it in from app"


def test_nothing_imports_from_outside_the_package() -> None:
    """Tests and the Lambda entry use the skill, never the other way round."""
    for path in FILES:
        assert not {name for name in imports(path) if name.split(".")[0] in ("tests", "lambda_function")}, (
            path
        )


@in_part("channel", "coach")
def test_the_coach_uses_the_standard_library_only_and_no_clock(path: Path) -> None:
    """Time, chance, files and the network come in as arguments, or not at all."""
    modules = {name.split(".")[0] for name in imports(path)} - {"skill"}
    assert modules <= sys.stdlib_module_names - IMPURE
    called = {name for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and (name := _called(node))}
    assert not called & ACTS


def _called(call: ast.Call) -> str | None:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else None


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a file with its line, docstrings left out."""
    module = tree(path)
    docs = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


TAG = re.compile(r"(?<!\?P)</?[A-Za-z]")
"""The start of a tag, but not of a named group in a pattern."""


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_only_one_file_writes_tags(path: Path) -> None:
    """Whatever is spoken is escaped there, so it cannot be escaped twice, or not at all."""
    if path != ROOT / "skill" / "voice" / "ssml.py":
        exempt = _told_to_programmers(path)
        assert [text for line, text in texts(path) if line not in exempt and TAG.search(text)] == []


def test_that_file_is_found_by_the_same_look() -> None:
    """The look would see a tag if there were one."""
    assert any(TAG.search(text) for _, text in texts(ROOT / "skill" / "voice" / "ssml.py"))


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


@in_part("app", "channel", "coach", "alexa", "memory", "turns")
def test_no_spoken_sentence_outside_the_scripts(path: Path) -> None:
    """Words are data: a coach, a handler or a store names a phrase and knows no wording."""
    exempt = _told_to_programmers(path)
    assert [text for line, text in texts(path) if line not in exempt and SENTENCE.search(text)] == []


def test_a_sentence_would_be_seen() -> None:
    """The look for sentences finds one, and lets ids, attributes and log formats pass."""
    assert SENTENCE.search("Come off the roller.")
    assert SENTENCE.search("Which hip felt tighter: left, right, or about even?")
    assert not SENTENCE.search("ask_tighter")
    assert not SENTENCE.search("request.intent.name")

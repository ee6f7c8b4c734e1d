"""The skill's own source, read as a tree: which files a part has, what they import, and what they call."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "skill").rglob("*.py"), *(ROOT / "lambda").glob("*.py")])


def part(path: Path) -> str:
    """The part of the skill that a file belongs to; a package and a module alike are named by it."""
    inside = path.relative_to(ROOT).with_suffix("").parts
    return inside[1] if inside[0] == "skill" else inside[0]


def name(path: Path) -> str:
    """A file as it is named in a failure."""
    return str(path.relative_to(ROOT))


def files(*parts: str) -> list[Path]:
    """The files of these parts. A part without one is a mistake of the test."""
    found = [path for path in FILES if part(path) in parts]
    assert {part(path) for path in found} == set(parts)
    return found


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it the import stands."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno} imports relatively; name the module in full"
            module = node.module or ""
            packages = module == "skill" or module.startswith("skill.coach")
            yield module
            yield from (f"{module}.{each.name}" for each in node.names if packages)


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str | None:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else None

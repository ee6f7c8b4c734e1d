"""How the coach is built: no circle of imports, one table of places, and one writer of where somebody is."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from tests.support.source import ROOT, called, files, imports, name, tree

COACH = ROOT / "skill" / "coach"


def test_the_coach_imports_nothing_in_a_circle() -> None:
    """Each of its modules can be read after those that it imports, and before those that import it."""
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in files("coach")}
    graph = {module: modules.keys() & set(imports(path)) for module, path in modules.items()}
    assert sum(map(len, graph.values())) > len(graph)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        raise AssertionError(" imports ".join(reversed(circle.args[1]))) from None


KNOW_GROUPS = {COACH / "places.py", COACH / "machine.py"}
"""The table of places, and the tables of what is heard at them."""


def groups(module: ast.AST) -> Iterator[int]:
    """The lines of a module at which two or more places stand together in a set, a tuple or a list.

    A table that maps each place to something is no such group: its keys stand for one place each.
    """
    for node in ast.walk(module):
        if isinstance(node, ast.Set | ast.Tuple | ast.List) and sum(map(_is_place, node.elts)) > 1:
            yield node.lineno


def _is_place(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Place"


def test_groups_of_places_stand_in_the_table_of_places_alone() -> None:
    """Whether the roller is under somebody, or all is over, is a column there: a new place is one new row."""
    found = [
        f"{name(path)}:{line}" for path in {*files("coach")} - KNOW_GROUPS for line in groups(tree(path))
    ]
    assert sorted(found) == []


def test_a_group_of_places_would_be_seen() -> None:
    """In whatever form it is written; a table of places, and a single one, pass."""
    for seen in ("place in (Place.REST, Place.CHECK)", "frozenset({Place.REST, Place.CHECK})",
                 "A = [Place.REST, Place.CHECK]", "if place in {Place.REST, Place.CHECK}: pass"):  # fmt: skip
        assert list(groups(ast.parse(seen))) == [1], seen
    for unseen in ("{Place.REST: 1, Place.CHECK: 2}", "place == Place.REST", "(Place.REST, 2)"):
        assert list(groups(ast.parse(unseen))) == [], unseen


WRITTEN_BY_THE_TIMELINE = {"place", "aside"}
"""Fields of a session."""
WRITERS = {"with_", "with_session", "replace", "Session", "setattr"}
"""Calls that give a session its fields."""


def writes(module: ast.AST) -> Iterator[int]:
    """The lines of a module at which a session is given another place, or another aside."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and called(node) in WRITERS:
            named = {keyword.arg for keyword in node.keywords if keyword.arg}
            keys = {key for keyword in node.keywords if not keyword.arg for key in _keys(keyword.value)}
            if (named | keys) & WRITTEN_BY_THE_TIMELINE:
                yield node.lineno


def _keys(node: ast.expr) -> set[str]:
    """The keys of a table that is handed in whole."""
    keys = node.keys if isinstance(node, ast.Dict) else []
    return {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def test_only_the_timeline_says_where_somebody_is() -> None:
    """A reaction names where the routine goes on; `place` and `aside` are written by the replay alone."""
    others = {*files("coach")} - {COACH / "timeline.py"}
    assert sorted(f"{name(path)}:{line}" for path in others for line in writes(tree(path))) == []
    assert list(writes(tree(COACH / "timeline.py")))


def test_a_place_that_is_written_would_be_seen() -> None:
    """In each of the ways in which a session can be changed."""
    for seen in ("s.with_(place=a)", "context.with_session(s, aside=None)", "replace(s, place=a)",
                 "Session(place=a)", "s.with_(**{'place': a})"):  # fmt: skip
        assert list(writes(ast.parse(seen))) == [1], seen
    assert list(writes(ast.parse("MarkTraits(place=a); s.with_(step=1)"))) == []

"""What docs/scale.md tells is what is counted, and its bill follows from it."""

import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.scale import ROWS, Session, costs, measured, prices

ROOT = Path(__file__).parents[1]
AGAIN = "run: .venv/bin/python -m bench.scale docs/scale.md"


def table(name: str) -> list[list[str]]:
    """The rows of a table of docs/scale.md."""
    page = (ROOT / "docs" / "scale.md").read_text("utf-8")
    block = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", page, re.DOTALL)
    assert block
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in block[1].splitlines()]


def told() -> dict[str, Session]:
    """What the page says that sessions take."""
    kinds, _, *rows = table("takes")
    fields = {ROWS[row[0]]: row[1:] for row in rows}
    return {
        kind: Session(**{name: int(cells[place].replace(",", "")) for name, cells in fields.items()})
        for place, kind in enumerate(kinds[1:])
    }


def test_the_bill_follows_from_what_is_told() -> None:
    """Every cell of it, from the page's own counts and prices."""

    def rows(lines: Iterator[str]) -> list[list[str]]:
        return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]

    assert table("costs") == rows(costs(told())), AGAIN
    assert table("prices") == rows(prices())


@pytest.mark.slow
def test_sessions_take_what_is_told() -> None:
    """Requests to the letter; bytes and what is billed by them within a tenth."""
    for kind, found in measured().items():
        for name, value in vars(found).items():
            said = getattr(told()[kind], name)
            exact = name in ("requests", "reads", "writes")
            assert said == value if exact else math.isclose(said, value, rel_tol=0.1, abs_tol=2), (
                f"{kind}, {name}: {value}; {AGAIN}"
            )

"""What the tests of the stores share: an empty store of each kind, and the SQLite file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.memory import Store
from tests.support.household import KINDS, close, new_store


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store, of each kind in turn; a file that is about one kind has a `store` of its own."""
    found = new_store(request.param, tmp_path)
    yield found
    close(found)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a SQLite store keeps its people."""
    return tmp_path / "people.db"

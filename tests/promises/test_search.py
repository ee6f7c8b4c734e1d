"""No word, at no moment, in whatever order, breaks a promise: searched, not sampled."""

import pytest

from tests.promises.driver import STATES, here
from tests.promises.openings import OPENINGS, openings
from tests.promises.search import Search, search

PARTS = 8
"""The long search is split, so that workers can share it."""


def told(found: Search) -> str:
    """What a failure prints: what was seen, and the shortest way to each breach."""
    seen = f"{len(found.sessions)} sessions, {found.turns} turns, {len(found.breaches)} breaches"
    return "\n".join([seen, *found.told()])


def test_the_search_begins_everywhere() -> None:
    """The openings pass through every place and every aside."""
    nodes = openings(OPENINGS)
    seen = {here(stand, at).state for stand, _ in nodes for at in stand.positions(each=True)}
    assert set(STATES) <= seen


def test_no_word_breaks_a_promise() -> None:
    """From every place and aside, each word at a few moments of what is being said."""
    found = search(OPENINGS, depth=1)
    assert not found.breaches, told(found)


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_no_two_words_break_a_promise(part: int) -> None:
    """From every place and aside, any two words, each at three moments of every segment."""
    found = search(OPENINGS, depth=2, each=True, part=slice(part, None, PARTS))
    assert not found.breaches, told(found)

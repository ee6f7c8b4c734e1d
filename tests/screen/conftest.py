"""Amazon's renderer for the tests of what is drawn: one page for a whole file."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support.renderer import Renderer


@pytest.fixture(scope="module")
def drawn(browser: "Browser") -> Iterator["Renderer"]:
    """The renderer."""
    from tests.support.renderer import renderer

    with renderer(browser) as found:
        yield found

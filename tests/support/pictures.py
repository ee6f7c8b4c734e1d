"""Takes the pictures of docs/screen.md in Amazon's renderer: `python -m tests.support.pictures`."""

from pathlib import Path

from skill.screen.document import document
from tests.support.browser import chromium
from tests.support.renderer import GLIDED, renderer
from tests.support.screens import moments

FOLDER = Path(__file__).parents[2] / "docs" / "screen"
PICTURES = (
    ("left side", "medium", "dark"),
    ("knee", "medium", "light"),
    ("hold", "round", "dark"),
    ("choice", "tv", "dark"),
)
"""Moment, screen and theme of each."""


def take() -> None:
    """Take them all, each once the body has reached its pose."""
    known = {moment.name: moment for moment in moments()}
    FOLDER.mkdir(exist_ok=True)
    with chromium() as browser, renderer(browser) as drawn:
        for name, screen, theme in PICTURES:
            drawn.show(document(), known[name].data(), screen, theme)
            drawn.step(GLIDED)
            drawn.picture(FOLDER / f"{name.replace(' ', '-')}-{screen}.png")


if __name__ == "__main__":
    take()

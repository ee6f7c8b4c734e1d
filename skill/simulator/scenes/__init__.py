"""The scenes of the simulator page: transcripts, each told by its first two lines."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

ORDER = ("first", "later", "tender", "hurts", "sharp", "dropped")
"""The scenes by name, as the page offers them."""


@dataclass(frozen=True)
class Scene:
    """A scene: what it is called, what happens in it, and the transcript, which is also a test."""

    name: str
    title: str
    about: str
    transcript: str


@cache
def scenes() -> tuple[Scene, ...]:
    """All scenes, in order."""
    return tuple(_read(name) for name in ORDER)


def _read(name: str) -> Scene:
    text = (Path(__file__).parent / f"{name}.txt").read_text("utf-8")
    title, about = (line.lstrip("# ") for line in text.splitlines()[:2])
    return Scene(name, title, about, text)

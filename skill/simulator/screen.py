"""What a device with a screen shows of an answer: the document's rows, replayed as the document does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from skill.screen.drawing.clock import ENDS, GROUP, LASTS, POSE, SIDE, START, TITLE
from skill.simulator.rules import RENDER, Json


@dataclass(frozen=True)
class Button:
    """A button that is seen: its name, and the word on it."""

    name: str
    word: str


class Shown:
    """A document with its data, on the screen since the answer's speech began.

    All seconds count from there. Each moment is seen as late as the data says.
    """

    def __init__(self, directive: Json) -> None:
        self.token: str = directive["token"]
        self.document: Json = directive["document"]
        self.data: Json = directive["datasources"]["c"]

    def row(self, at: float) -> Sequence[Any]:
        """The row that is seen at a second."""
        second = self.second(at)
        begun = [row for row in self.data["rows"] if row[START] <= second]
        found: Sequence[Any] = begun[-1] if begun else self.data["rows"][0]
        return found

    def second(self, at: float) -> float:
        """The second of the view that is seen at a second of the answer."""
        return float(max(0.0, at - self.data["late"]) + self.data["offset"])

    def left(self, at: float) -> float | None:
        """Seconds that are left on the clock that is seen, None where none runs."""
        row = self.row(at)
        return max(0.0, row[ENDS] - self.second(at)) if row[LASTS] else None

    def side(self, at: float) -> str | None:
        """The side that is seen."""
        return (None, "left", "right")[self.row(at)[SIDE]]

    def pose(self, at: float) -> str:
        """The pose that is seen."""
        return str(self.row(at)[POSE])

    def title(self, at: float) -> str:
        """The title that is seen."""
        return str(self.row(at)[TITLE])

    def buttons(self, at: float) -> list[Button]:
        """The buttons that are seen."""
        group = self.row(at)[GROUP]
        return [] if group < 0 else [Button(name, word) for name, word, *_ in self.data["groups"][group]]

    def touch(self, word: str, at: float) -> list[Any]:
        """What a touch at a second sends. Raises ValueError for a button that is not seen then."""
        seen = self.buttons(at)
        for button in seen:
            if word.casefold() in (button.name, button.word.casefold()):
                return [button.name, round(at + self.data["offset"], 3)]
        there = ", ".join(button.word for button in seen) or "none"
        raise ValueError(f"no button says {word!r} at second {at:g}; there are: {there}")


def shown(response: Json) -> Shown | None:
    """What a response shows, None where it shows nothing."""
    for directive in (response.get("response") or {}).get("directives") or ():
        if directive.get("type") == RENDER:
            return Shown(directive)
    return None

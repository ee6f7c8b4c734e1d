"""The rows of a view as the document takes them: short arrays of JSON, with the figures and labels they need.

The document reads them by their place in the array; `skill.screen.drawing` names those places.
"""

from collections.abc import Sequence
from typing import Any

from skill.screen.figures import flat
from skill.screen.view import Row
from skill.screen.words import ScreenWords

LATE = 0.6
"""Seconds after the document appears at which its clock begins.

Own choice: the document and the speech begin at about the same time, and the screen is never to be ahead of
the voice, nor more than a second and a half behind a quick one. docs/first-device.md tells how to measure it.
"""
FOREVER = 99_999
"""The start of a last row that is never reached: the document always looks at the next one."""
SIDES = {None: 0, "left": 1, "right": 2}
NONE = -1
"""The group of buttons of a row that has none."""
THREE_DIGITS = 100
"""A clock of so many seconds needs a smaller number."""


def data(rows: Sequence[Row], words: ScreenWords, token: str = "", offset: float = 0.0) -> dict[str, Any]:
    """The document's data: all that it shows, beginning at a second of the view.

    `token` names it; a touch brings it back.
    """
    groups = [group for group in dict.fromkeys(row.buttons for row in rows) if group]
    first = max((number for number, row in enumerate(rows) if row.start <= offset), default=0)
    shown = rows[first:]
    listed = [_listed(row, groups.index(row.buttons) if row.buttons else NONE) for row in shown]
    return {
        "token": token,
        "offset": offset,
        "late": LATE,
        "rows": [*listed, [FOREVER, *listed[-1][1:]]],
        "figures": {pose: list(flat(pose)) for pose in dict.fromkeys(row.pose for row in shown)},
        "groups": [
            [[name, words.buttons[name], at, len(group)] for at, name in enumerate(group)] for group in groups
        ],
        "sides": [words.sides[side].capitalize() for side in ("left", "right")],
        "lines": list(words.lines),
        "digits": 3 if any(row.lasts >= THREE_DIGITS for row in shown) else 2,
    }


def _listed(row: Row, group: int) -> list[Any]:
    numbers = (round(row.ends, 2), round(row.lasts, 2), round(row.out, 2))
    words = (row.title, row.text, int(row.look), row.count)
    return [round(row.start, 2), row.pose, SIDES[row.side], int(row.motion), *numbers, *words, group]

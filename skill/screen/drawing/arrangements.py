"""Where everything stands: an arrangement for wide screens and televisions, one for tall, one for round.

Which of them is taken is decided once, by the shape and the proportions of the screen.
"""

from skill.screen.drawing.boxes import Box, Json
from skill.screen.drawing.buttons import buttons
from skill.screen.drawing.clock import CLOCK, LISTED, SAID, TEXT, TITLE, WARNED
from skill.screen.drawing.panel import panel
from skill.screen.drawing.parts import (
    FROM_ABOVE,
    alone,
    beside_the_panel,
    body,
    dots,
    lines,
    on_the_panel,
    words,
)

ROUND = "viewport.shape=='round'"
TALL = "viewport.height>viewport.width"


def _screen(condition: str, *items: Json) -> Json:
    size = {"width": "100vw", "height": "100vh"}
    return {"when": f"${{{condition}}}", "type": "Container", **size, "items": list(items)}


def _said(
    mode: int, title: tuple[Box, float, int], text: tuple[Box, float, int], name: str = ""
) -> list[Json]:
    """A title right above its sentence: for each its box, its size and its most lines."""
    return [
        words(f"{name}title", mode, TITLE, *title, bold=True, at="bottom"),
        words(f"{name}sentence", mode, TEXT, *text, at="top"),
    ]


def wide() -> Json:
    """The panel or the words on one side, the body large on the other, buttons below."""
    return _screen(
        f"!({ROUND})&&!({TALL})",
        panel(
            (0, 0, 36, 79), shift=64, side=11.5, number=(33, 22), held=(22, 17), ring=46, arrow=13,
            rows=(12, 44.5, 73),
        ),
        beside_the_panel(
            (36, 0, 64, 79),
            36,
            [
                words("call", CLOCK, TITLE, (3, 4, 58, 13), 6.4, 1, bold=True),
                body("above", (2, 18, 19, 60)),
                body("beside", (21, 18, 42, 60)),
            ],
            free=(0, -6, 1),
        ),
        *_said(SAID, ((5, 5, 32, 33), 7, 4), ((5, 38.8, 32, 41), 4.4, 8)),
        dots((57, 73.5, 42, 6), 4),
        *_said(LISTED, ((5, 5, 33, 34), 7.2, 4), ((5, 40, 33, 39), 4.8, 7), "list"),
        *lines((43, 5, 52, 16), 5.6, 18.5),
        *_said(WARNED, ((6, 6, 88, 15), 10, 1), ((6, 25, 88, 54), 7.6, 6), "warning"),
        buttons((5, 82.5, 90, 11.5), 4.6),
    )  # fmt: skip


def tall() -> Json:
    """The panel or the sentence beside the body from above, the body from the side below them."""
    below = beside_the_panel((0, 47, 100, 34), 0, [body("beside", (3, 0, 94, 34))], free=(0, 0, 1))
    return _screen(
        f"!({ROUND})&&{TALL}",
        panel(
            (0, 0, 50, 45), shift=50, side=6.4, number=(16.5, 12), held=(12.5, 10), ring=27, arrow=7,
            rows=(6, 24.5, 41),
        ),
        beside_the_panel((50, 0, 50, 45), 50, [body("above", (6.5, 2, 37, 42))], free=(-50, 13, 1)),
        below,
        words("call", CLOCK, TITLE, (6, 46, 88, 8), 4, 1, bold=True),
        *_said(SAID, ((5, 3, 90, 11), 4.4, 2), ((49, 17, 46, 29), 2.9, 8)),
        dots((49, 47, 46, 3), 2),
        *_said(LISTED, ((5, 4, 90, 13), 5, 2), ((5, 66, 90, 14), 3.2, 3), "list"),
        *lines((8, 21, 84, 9), 3.6, 10.5),
        *_said(WARNED, ((6, 8, 88, 14), 6, 2), ((6, 25, 88, 50), 4.6, 8), "warning"),
        buttons((6, 83, 88, 12.5), 2.8, ("data[2]<2", "data[2]>1")),
    )  # fmt: skip


def circle() -> Json:
    """The panel is one half; without it one view of the body stands in the middle, under its title."""
    return _screen(
        ROUND,
        panel(
            (0, 0, 50, 100), shift=50, side=8, number=(26, 18), held=(16, 12), ring=32, arrow=9,
            rows=(23.7, 46, 14),
        ),
        on_the_panel(46, [words("now", CLOCK, TITLE, (7, 62.2, 40, 9.8), 4.2, 2, bold=True)]),
        beside_the_panel(
            (50, 0, 50, 100), 50, [body("above", (8.7, 12, 28.6, 58))], free=(-23, 5.2, 0.7), seen=FROM_ABOVE
        ),
        alone((22.5, 33, 55, 36), words("sentence", SAID, TEXT, (12, 28, 76, 20), 4.2, 4, at="top")),
        words("title", SAID, TITLE, (20, 10, 60, 17), 5.6, 2, bold=True),
        words("listtitle", LISTED, TITLE, (18, 12, 64, 18), 7, 2, bold=True),
        words("listsentence", LISTED, TEXT, (13, 31, 74, 38), 6, 5),
        words("warningtitle", WARNED, TITLE, (21, 10, 58, 17), 6.6, 2, bold=True),
        words("warningsentence", WARNED, TEXT, (11, 27, 78, 45), 5.6, 7),
        dots((20, 69.9, 60, 3), 2.6),
        buttons((20, 73, 60, 22), 4.6, ("data[2]<2", "data[2]==2&&data[3]==3"), 1),
    )  # fmt: skip

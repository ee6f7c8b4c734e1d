"""The whole document: colours, drawings, the layout of a button, and the three arrangements.

APL 1.4, without imports: it draws on every device with a screen, and asks no server for anything.
"""

from typing import Any

from skill.screen.drawing import arrangements, body, clock, parts

Json = dict[str, Any]

DARK = {
    "paper": "#0F1718", "ink": "#F2EFE6", "soft": "#B4C1BE", "mat": "#223230", "body": "#8FA2AE",
    "wood": "#E2D3AE", "button": "#24383A", "rim": "#5C7472",
    "left": "#6FDCCB", "leftFill": "#0B6861", "leftField": "#12413D",
    "right": "#F5B382", "rightFill": "#9C430D", "rightField": "#54321A",
}  # fmt: skip
LIGHT = {
    "paper": "#F4F1E8", "ink": "#1C2928", "soft": "#4C5A58", "mat": "#DCE6DC", "body": "#6B7F8B",
    "wood": "#2C3A42", "button": "#FFFFFF", "rim": "#7C8C88",
    "left": "#06534D", "leftFill": "#86CDC1", "leftField": "#CDE6E0",
    "right": "#7E3308", "rightFill": "#F0B486", "rightField": "#F6DCC8",
}  # fmt: skip
"""Text stands at least 4.5 to 1 from what is under it, by the contrast of WCAG; a test measures it."""


def document() -> Json:
    """The document, as it is sent."""
    return {
        "type": "APL",
        "version": "1.4",
        "resources": [{"colors": DARK}, {"when": "${viewport.theme=='light'}", "colors": LIGHT}],
        "styles": {"button": {"values": _button_style()}, "words": {"values": [_words_style()]}},
        "graphics": {"above": body.above(), "beside": body.beside(), "ring": _ring(), "arrow": _arrow()},
        "layouts": parts.layouts(),
        "mainTemplate": {"parameters": ["payload"], "item": _root()},
    }


def _button_style() -> list[Json]:
    return [
        {"backgroundColor": "@button", "borderWidth": 2, "borderColor": "@rim"},
        {"when": "${state.focused}", "borderWidth": 5, "borderColor": "@ink"},
        {"when": "${state.pressed}", "backgroundColor": "@rim"},
    ]


def _words_style() -> Json:
    middle = {"textAlign": "center", "textAlignVertical": "center"}
    return {"color": "@ink", "lineHeight": 1.15, **middle}


def _root() -> Json:
    paper = {
        "type": "Frame",
        "position": "absolute",
        "width": "100vw",
        "height": "100vh",
        "backgroundColor": "@paper",
    }
    return {
        "type": "Container",
        "width": "100vw",
        "height": "100vh",
        "bind": clock.bindings(),
        "onMount": clock.mounted(),
        "handleTick": clock.ticks(),
        "items": [paper, arrangements.wide(), arrangements.tall(), arrangements.circle()],
    }


def _graphic(size: int, parameters: list[Json], items: list[Json]) -> Json:
    return {
        "type": "AVG",
        "version": "1.1",
        "width": size,
        "height": size,
        "parameters": parameters,
        "items": items,
    }


def _colour(name: str) -> Json:
    return {"name": name, "type": "color", "default": "gray"}


def _ring() -> Json:
    """A ring that is as long as the clock's rest."""
    path: Json = {
        "type": "path",
        "pathData": "M100,12a88,88 0 0,1 0,176a88,88 0 0,1 0,-176",
        "strokeWidth": 14,
    }
    rest = {"stroke": "${hue}", "pathLength": 100, "strokeDashArray": ["${f*100}", 200]}
    whole = {"name": "f", "type": "number", "default": 1}
    return _graphic(
        200, [whole, _colour("hue"), _colour("under")], [{**path, "stroke": "${under}"}, {**path, **rest}]
    )


def _arrow() -> Json:
    """An arrowhead to the left; mirrored, to the right."""
    head = {"type": "path", "pathData": "M64,22L28,50L64,78", "stroke": "${hue}", "strokeWidth": 16}
    mirror = {"name": "m", "type": "number", "default": 1}
    group = {"type": "group", "scaleX": "${m}", "pivotX": 50, "items": [head]}
    return _graphic(100, [mirror, _colour("hue")], [group])

"""The parts that every arrangement has: words, the list, bodies, the dots of the week; and all layouts."""

from skill.screen.drawing.boxes import BOX, WHOLE, Box, Json, given, layout, placed
from skill.screen.drawing.buttons import button_layout
from skill.screen.drawing.clock import (
    ALONE,
    CLOCK,
    COUNT,
    DATA,
    HELD,
    MOTION,
    POSE,
    RIGHT,
    SAID,
    SIDE,
    UPRIGHT,
    row,
)
from skill.screen.drawing.panel import panel_layout


def words(
    name: str,
    mode: int,
    field: int,
    box: Box,
    size: float,
    lines: int,
    *,
    bold: bool = False,
    at: str = "center",
) -> Json:
    """A field of the row, seen in one mode; `size` is a hundredth of the screen's height."""
    weight = 700 if bold else 400
    return {
        "type": "Words", "name": name, "in": mode, "field": field, **given(box),
        "size": size, "lines": lines, "weight": weight, "at": at,
    }  # fmt: skip


def _words() -> Json:
    text = {
        "type": "Text",
        "id": "${name}",
        "style": "words",
        **BOX,
        "text": "${mode==in?row[field]:''}",
        "fontSize": "${size}vh",
        "fontWeight": "${weight}",
        "textAlignVertical": "${at}",
        "maxLines": "${lines}",
    }
    return layout("name in field x y w h size lines weight at", text)


def lines(box: Box, size: float, step: float) -> list[Json]:
    """The list, which grows line by line."""
    left, top, width, height = box
    return [
        {"type": "Line", "n": at, "size": size, **given((left, round(top + at * step, 2), width, height))}
        for at in range(4)
    ]


def _line() -> Json:
    text = {
        "type": "Text",
        "id": "line${n}",
        "style": "words",
        **BOX,
        "text": f"${{mode==2&&{row(COUNT)}>n?{DATA}.lines[n]:''}}",
        "fontSize": "${size}vh",
        "textAlign": "left",
        "maxLines": 2,
    }
    return layout("n x y w h size", text)


SHOWN = f"mode<={SAID}"
"""Whether a body is seen at all."""
FROM_ABOVE = f"mode=={CLOCK}||mode=={SAID}&&{ALONE}<1"
"""Whether it is seen from above, where there is room for one view only."""


def beside_the_panel(
    box: Box, shift: float, items: list[Json], *, free: tuple[float, float, float], seen: str = SHOWN
) -> Json:
    """What stands on the other side of the panel.

    `free` is how it stands where there is no panel: moved right and down, in hundredths, and its scale.
    """
    right, down, scale = free
    across = f"viewport.width/100*(mode!={CLOCK}?{right}:{RIGHT}?{-shift}:0)"
    moved = [
        {"translateX": f"${{{across}}}", "translateY": f"${{mode!={CLOCK}?viewport.height/100*{down}:0}}"},
        {"scale": f"${{mode!={CLOCK}?{scale}:1}}"},
    ]
    return {
        "type": "Container",
        **placed(box),
        "opacity": f"${{{seen}?1:0}}",
        "transform": moved,
        "items": items,
    }


def on_the_panel(shift: float, items: list[Json]) -> Json:
    """What goes to the right with the panel, as far as brings it to the mirror image of its own place."""
    across = f"${{{RIGHT}?viewport.width*{shift / 100}:0}}"
    return {"type": "Container", **WHOLE, "transform": [{"translateX": across}], "items": items}


def alone(box: Box, sentence: Json) -> Json:
    """The body from the side, under its sentence, where that is the only view; a tall one is made smaller."""
    left, top, width, height = box
    small = 0.7
    down = f"${{{UPRIGHT}?viewport.height*{round(height * (1 - small) / 200, 3)}:0}}"
    figure = {
        "type": "Container",
        **WHOLE,
        "transform": [{"translateY": down}, {"scale": f"${{{UPRIGHT}?{small}:1}}"}],
        "items": [body("beside", (left, top, width, height))],
    }
    return {
        "type": "Container",
        **WHOLE,
        "display": f"${{mode=={SAID}&&{ALONE}>0?'normal':'none'}}",
        "items": [sentence, figure],
    }


def body(source: str, box: Box) -> Json:
    """A view of the body, in its box."""
    return {"type": "Body", "view": source, "place": 0 if source == "above" else 1, **given(box)}


def _body() -> Json:
    drawn = {
        "type": "VectorGraphic",
        "id": "${view}",
        "source": "${view}",
        "scale": "best-fit",
        "align": "bottom",
        **BOX,
        "a": f"${{{DATA}.figures[was[{POSE}]][place]}}",
        "j": f"${{{DATA}.figures[{row(POSE)}][place]}}",
        "k": "${k}",
        "g": f"${{{row(MOTION)}==1?13*breath:{HELD}?2.5*Math.sin(2.5133*p):0}}",
        "c": f"${{{row(MOTION)}>0?4*(1-breath):0}}",
        "m": f"${{{RIGHT}?-1:1}}",
        "v": f"${{{row(SIDE)}>0?1:0}}",
        "body": "@body",
        "mark": f"${{{row(SIDE)}>0?hue:@body}}",
        "mat": "@mat",
        "wood": "@wood",
    }
    return layout("view place x y w h", drawn)


def dots(box: Box, size: float) -> Json:
    """The sessions of this week as dots, of seven."""
    dot = {
        "type": "Frame",
        "width": f"{size}vh",
        "height": f"{size}vh",
        "borderRadius": f"{size}vh",
        "borderWidth": 2,
        "borderColor": "@soft",
        "spacing": f"{size / 2}vh",
        "backgroundColor": f"${{{row(COUNT)}>data?@left:@paper}}",
    }
    return {
        "type": "Container",
        "id": "week",
        "direction": "row",
        "justifyContent": "center",
        **placed(box),
        "opacity": f"${{mode=={SAID}&&{row(COUNT)}>0?1:0}}",
        "data": list(range(7)),
        "item": dot,
    }


def layouts() -> dict[str, Json]:
    """All layouts, by the types under which the arrangements use them."""
    return {
        "Words": _words(),
        "Line": _line(),
        "Panel": panel_layout(),
        "Body": _body(),
        "Button": button_layout(),
    }

"""The parts of the screen, each a layout of the document: words, the panel of a side, bodies, buttons.

A box is left, top, width and height in hundredths of the screen. Sizes and places are read once, when the
document appears; what changes later is text, colour, opacity, display and transform.
"""

from typing import Any

from skill.screen.drawing.clock import (
    CLOCK,
    COUNT,
    DATA,
    GROUP,
    HELD,
    MOTION,
    NUMBER,
    POSE,
    RIGHT,
    SAID,
    SIDE,
    TOUCHED,
    row,
)

Json = dict[str, Any]
Box = tuple[float, float, float, float]

_WHOLE = {"position": "absolute", "left": 0, "top": 0, "width": "100%", "height": "100%"}
_BOX = {
    "position": "absolute",
    "left": "${x}vw",
    "top": "${y}vh",
    "width": "${w}vw",
    "height": "${h}vh",
}  # of a layout that is given a box


def _given(box: Box) -> Json:
    """A box as parameters of a layout."""
    return dict(zip("xywh", box, strict=True))


def placed(box: Box) -> Json:
    """A box as properties of a component."""
    left, top, width, height = box
    size = {"width": f"{width}vw", "height": f"{height}vh"}
    return {"position": "absolute", "left": f"{left}vw", "top": f"{top}vh", **size}


def _layout(parameters: str, item: Json) -> Json:
    return {"parameters": parameters.split(), "item": item}


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
        "type": "Words", "name": name, "in": mode, "field": field, **_given(box),
        "size": size, "lines": lines, "weight": weight, "at": at,
    }  # fmt: skip


def _words() -> Json:
    text = {
        "type": "Text",
        "id": "${name}",
        "style": "words",
        **_BOX,
        "text": "${mode==in?row[field]:''}",
        "fontSize": "${size}vh",
        "fontWeight": "${weight}",
        "textAlignVertical": "${at}",
        "maxLines": "${lines}",
    }
    return _layout("name in field x y w h size lines weight at", text)


def lines(box: Box, size: float, step: float) -> list[Json]:
    """The list, which grows line by line."""
    left, top, width, height = box
    return [
        {"type": "Line", "n": at, "size": size, **_given((left, round(top + at * step, 2), width, height))}
        for at in range(4)
    ]


def _line() -> Json:
    text = {
        "type": "Text",
        "id": "line${n}",
        "style": "words",
        **_BOX,
        "text": f"${{mode==2&&{row(COUNT)}>n?{DATA}.lines[n]:''}}",
        "fontSize": "${size}vh",
        "textAlign": "left",
        "maxLines": 2,
    }
    return _layout("n x y w h size", text)


def panel(
    box: Box, *, shift: float, side: float, number: tuple[float, float], held: tuple[float, float],
    ring: float, arrow: float, rows: tuple[float, float, float],
) -> Json:  # fmt: skip
    """The field on the side that is rolled, at the left; `shift` brings it to the right.

    Sizes in hundredths of the height: of the side's word, of a number of two digits and of three, also in a
    hold, of the ring and of the arrow. `rows` are the middles of word, number and arrow.
    """
    _, _, width, height = box
    return {
        "type": "Panel", "w": width, "h": height, "shift": shift, "side": side, "two": number[0],
        "three": number[1], "held2": held[0], "held3": held[1], "ring": ring, "arrow": arrow,
        "word": rows[0], "middle": rows[1], "low": rows[2],
    }  # fmt: skip


def _panel() -> Json:
    """The tide sinks as the seconds go, and swells with the breath. For a hold it gives way to a ring."""
    tide = {
        "type": "Frame",
        "id": "tide",
        **_WHOLE,
        "opacity": f"${{{HELD}?0:0.62+0.38*breath}}",
        "backgroundColor": "${fill}",
        "transform": [{"translateY": "${viewport.height*h/100*(1-full)}"}],
    }
    ring = {
        "type": "VectorGraphic",
        "source": "ring",
        "scale": "best-fit",
        **_square("ring", "middle"),
        "opacity": f"${{{HELD}?1:0}}",
        "f": "${full}",
        "hue": "${hue}",
        "under": "${fill}",
    }
    arrow = {
        "type": "VectorGraphic",
        "source": "arrow",
        "scale": "best-fit",
        **_square("arrow", "low"),
        "m": f"${{{RIGHT}?-1:1}}",
        "hue": "@ink",
    }
    side = f"${{{row(SIDE)}>0?{DATA}.sides[{row(SIDE)}-1]:''}}"
    items = [
        {"type": "Frame", **_WHOLE, "backgroundColor": "${field}"},
        tide,
        ring,
        arrow,
        _inside("side", side, "word", "${side}vh"),
        _number("seconds", f"!({HELD})", "two", "three"),
        _number("held", HELD, "held2", "held3"),
    ]
    container = {
        "type": "Container",
        "id": "panel",
        **_WHOLE,
        "width": "${w}vw",
        "height": "${h}vh",
        "opacity": f"${{mode=={CLOCK}?1:0}}",
        "transform": [{"translateX": f"${{{RIGHT}?viewport.width*shift/100:0}}"}],
        "items": items,
    }
    return _layout("w h shift side two three held2 held3 ring arrow word middle low", container)


def _square(size: str, middle: str) -> Json:
    """A square whose middle is the panel's."""
    return {
        "position": "absolute",
        "left": f"${{viewport.width*w/200-viewport.height*{size}/200}}",
        "top": f"${{{middle}-{size}/2}}vh",
        "width": f"${{{size}}}vh",
        "height": f"${{{size}}}vh",
    }


def _inside(name: str, text: str, middle: str, size: str) -> Json:
    """A bold text over the panel's whole width."""
    return {
        "type": "Text",
        "id": name,
        "style": "words",
        "position": "absolute",
        "left": 0,
        "width": "100%",
        "top": f"${{{middle}-24}}vh",
        "height": "48vh",
        "text": text,
        "fontSize": size,
        "fontWeight": 700,
        "maxLines": 1,
    }


def _number(name: str, condition: str, two: str, three: str) -> Json:
    """The seconds that are left; their size is chosen by the most digits that come."""
    text = f"${{mode=={CLOCK}&&{condition}?{NUMBER}:''}}"
    size = f"${{{DATA}.digits>2?{three}:{two}}}vh"
    return {**_inside(name, text, "middle", size), "lineHeight": 1}


def beside_the_panel(box: Box, shift: float, items: list[Json], *, free: tuple[float, float, float]) -> Json:
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
        "opacity": f"${{mode<={SAID}?1:0}}",
        "transform": moved,
        "items": items,
    }


def body(source: str, box: Box) -> Json:
    """A view of the body, in its box."""
    return {"type": "Body", "view": source, "place": 0 if source == "above" else 1, **_given(box)}


def _body() -> Json:
    drawn = {
        "type": "VectorGraphic",
        "id": "${view}",
        "source": "${view}",
        "scale": "best-fit",
        "align": "bottom",
        **_BOX,
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
    return _layout("view place x y w h", drawn)


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


def buttons(box: Box, size: float, rows: tuple[str, ...] = ("true",), gap: float = 1.5) -> Json:
    """The buttons of every group that comes, one group above the other; the row says which one is seen.

    Each of `rows` is a condition on a button: `data[2]` is its place in its group, `data[3]` the group's
    size. APL's own `index` would not do, as it counts only what was drawn.
    """
    high = f"{round((box[3] - gap * (len(rows) - 1)) / len(rows), 2)}vh"
    beside = [
        {
            "type": "Container",
            "direction": "row",
            "justifyContent": "center",
            "width": "100%",
            "height": high,
            "spacing": f"{gap if number else 0}vh",
            "data": "${data}",
            "item": {
                "type": "Button",
                "when": f"${{{condition}}}",
                "name": "${data[0]}",
                "word": "${data[1]}",
                "key": "${group}-${data[2]}",
                "high": high,
                "size": f"{size}vh",
            },
        }
        for number, condition in enumerate(rows)
    ]
    group = {
        "type": "Container",
        "bind": [{"name": "group", "type": "number", "value": "${index}"}],
        **_WHOLE,
        "display": f"${{{row(GROUP)}==group?'normal':'none'}}",
        "items": beside,
    }
    return {"type": "Container", **placed(box), "data": f"${{{DATA}.groups}}", "item": group}


def _button() -> Json:
    """A button: it sends its name and the second of the view at which it was touched."""
    word = {
        "type": "Text",
        "text": "${word}",
        "style": "words",
        "width": "100%",
        "height": "100%",
        "fontSize": "${size}",
        "maxLines": 1,
    }
    frame = {
        "type": "Frame",
        "style": "button",
        "inheritParentState": True,
        "width": "100%",
        "height": "100%",
        "borderRadius": "${high}",
        "item": word,
    }
    wrapper = {
        "type": "TouchWrapper",
        "id": "${key}",
        "accessibilityLabel": "${word}",
        "height": "${high}",
        "width": "10vw",
        "maxWidth": "44vw",
        "grow": 1,
        "shrink": 1,
        "spacing": "2vw",
        "item": frame,
        "onPress": {"type": "SendEvent", "arguments": ["${name}", f"${{{TOUCHED}}}"]},
    }
    return _layout("name word key high size", wrapper)


def layouts() -> dict[str, Json]:
    """All layouts, by the types under which the arrangements use them."""
    return {
        "Words": _words(), "Line": _line(), "Panel": _panel(), "Body": _body(), "Button": _button(),
    }  # fmt: skip

"""Buttons, a group of them for each row: what can be touched, and what a touch sends."""

from skill.screen.drawing.boxes import WHOLE, Box, Json, layout, placed
from skill.screen.drawing.clock import DATA, GROUP, TOUCHED, row


def buttons(box: Box, size: float, rows: tuple[str, ...] = ("true",), gap: float = 1.5) -> Json:
    """The buttons of every group that comes, one group above the other; the row says which one is seen.

    Each of `rows` is a condition on a button: `data[2]` is its place in its group, `data[3]` the group's
    size. APL's own `index` would not do, as it counts only what was drawn.
    """
    high = round((box[3] - gap * (len(rows) - 1)) / len(rows), 2)
    group = {
        "type": "Container",
        "bind": [{"name": "group", "type": "number", "value": "${index}"}],
        **WHOLE,
        "display": f"${{{row(GROUP)}==group?'normal':'none'}}",
        "items": [_beside(each, high, size, gap if at else 0) for at, each in enumerate(rows)],
    }
    return {"type": "Container", **placed(box), "data": f"${{{DATA}.groups}}", "item": group}


def _beside(condition: str, high: float, size: float, spacing: float) -> Json:
    """The buttons of a group that meet a condition, beside one another."""
    button = {
        "type": "Button",
        "when": f"${{{condition}}}",
        "name": "${data[0]}",
        "word": "${data[1]}",
        "key": "${group}-${data[2]}",
        "high": f"{high}vh",
        "size": f"{size}vh",
    }
    return {
        "type": "Container",
        "direction": "row",
        "justifyContent": "center",
        "width": "100%",
        "height": f"{high}vh",
        "spacing": f"{spacing}vh",
        "data": "${data}",
        "item": button,
    }


def button_layout() -> Json:
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
    return layout("name word key high size", wrapper)

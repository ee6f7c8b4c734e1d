"""Where a part is: left, top, width and height in hundredths of the screen.

Sizes and places are read once, when the document appears; what changes later is text, colour, opacity,
display and transform.
"""

from typing import Any

Json = dict[str, Any]
Box = tuple[float, float, float, float]

WHOLE = {"position": "absolute", "left": 0, "top": 0, "width": "100%", "height": "100%"}
"""All of the parent."""
BOX = {
    "position": "absolute",
    "left": "${x}vw",
    "top": "${y}vh",
    "width": "${w}vw",
    "height": "${h}vh",
}
"""The properties of a layout's component that is given a box."""


def given(box: Box) -> Json:
    """A box as parameters of a layout."""
    return dict(zip("xywh", box, strict=True))


def placed(box: Box) -> Json:
    """A box as properties of a component."""
    left, top, width, height = box
    size = {"width": f"{width}vw", "height": f"{height}vh"}
    return {"position": "absolute", "left": f"{left}vw", "top": f"{top}vh", **size}


def layout(parameters: str, item: Json) -> Json:
    """A layout with these parameters, as they stand in a row."""
    return {"parameters": parameters.split(), "item": item}

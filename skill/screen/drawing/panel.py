"""The panel: the field on the side that is rolled, with its word, its seconds, a ring and an arrow."""

from skill.screen.drawing.boxes import WHOLE, Box, Json, layout
from skill.screen.drawing.clock import CLOCK, DATA, HELD, NUMBER, RIGHT, SIDE, row

EDGE = 1.8
"""Width of the bright edge along the tide, in hundredths of the screen's."""


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


def panel_layout() -> Json:
    """Field, tide or ring, arrow, word and number, all of them moved to the side that is rolled."""
    side = f"${{{row(SIDE)}>0?{DATA}.sides[{row(SIDE)}-1]:''}}"
    container = {
        "type": "Container",
        "id": "panel",
        **WHOLE,
        "width": "${w}vw",
        "height": "${h}vh",
        "opacity": f"${{mode=={CLOCK}?1:0}}",
        "transform": [{"translateX": f"${{{RIGHT}?viewport.width*shift/100:0}}"}],
        "items": [
            {"type": "Frame", **WHOLE, "backgroundColor": "${field}"},
            _tide(),
            _ring(),
            _drawn("arrow", "low", {"m": f"${{{RIGHT}?-1:1}}", "hue": "@ink"}),
            _inside("side", side, "word", "${side}vh"),
            _number("seconds", f"!({HELD})", "two", "three"),
            _number("held", HELD, "held2", "held3"),
        ],
    }
    return layout("w h shift side two three held2 held3 ring arrow word middle low", container)


def _tide() -> Json:
    """It sinks as the seconds go, and swells with the breath; its bright edge is what is seen from far."""
    across = f"${{{RIGHT}?0:viewport.width*(w-{EDGE})/100}}"
    edge = {
        "type": "Frame",
        "width": f"{EDGE}vw",
        "height": "100%",
        "backgroundColor": "${hue}",
        "transform": [{"translateX": across}],
    }
    return {
        "type": "Frame",
        "id": "tide",
        **WHOLE,
        "opacity": f"${{{HELD}?0:0.62+0.38*breath}}",
        "backgroundColor": "${fill}",
        "transform": [{"translateY": "${viewport.height*h/100*(1-full)}"}],
        "item": edge,
    }


def _ring() -> Json:
    """The clock of a hold, in the tide's place."""
    colours = {"hue": "${hue}", "under": "${fill}"}
    return _drawn("ring", "middle", {"opacity": f"${{{HELD}?1:0}}", "f": "${full}", **colours})


def _drawn(name: str, middle: str, given: Json) -> Json:
    """A drawing in a square of its own size, whose middle is the panel's."""
    return {
        "type": "VectorGraphic",
        "source": name,
        "scale": "best-fit",
        "position": "absolute",
        "left": f"${{viewport.width*w/200-viewport.height*{name}/200}}",
        "top": f"${{{middle}-{name}/2}}vh",
        "width": f"${{{name}}}vh",
        "height": f"${{{name}}}vh",
        **given,
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

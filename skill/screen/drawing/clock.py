"""The document's clock: the row that is seen now, and where in the breath it is.

`onMount` takes the time at which the document appeared; ticks then count from there by `elapsedTime`, so a
device that was slow catches up. Nothing runs as a command, so a touch has nothing to stop. All is bound to
names that no component has as a property.
"""

from typing import Any

from skill.screen.figures import BESIDE

Json = dict[str, Any]

START, POSE, SIDE, MOTION, ENDS, LASTS, OUT, TITLE, TEXT, LOOK, COUNT, GROUP = range(12)
"""The places of a row's array, as `skill.screen.data` writes it."""

DATA = "payload.c"
GLIDE_SECONDS = 0.8
"""Seconds in which the body gets from one pose to the next."""
OUT_SECONDS, IN_SECONDS = 6, 4
"""A breath, as the coach counts it."""
QUICK, SLOW = 40, 100
"""Milliseconds between ticks: for what moves, and for the row.

Own choice: 40 looked smooth, and took 40 % of one core in a desktop browser; 100 took 21 %. No device was
tried.
"""

PASSED = "(elapsedTime-t0)/1000"
"""Seconds since the document appeared."""
SECOND = f"Math.max(0,{PASSED}-{DATA}.late)+{DATA}.offset"
"""The second of the view that is seen now."""
TOUCHED = f"{PASSED}+{DATA}.offset"
"""The second of the view at which somebody touches: the picture is late on purpose, the finger is not."""


def row(place: int) -> str:
    """A field of the row that is seen now, inside an expression."""
    return f"row[{place}]"


CLOCK, SAID, LISTED, WARNED = range(4)
"""What is seen, as the binding `mode`: a side's clock, the body with words, the list, or a warning."""
MODE = f"{row(LOOK)}>0?{row(LOOK)}+1:{row(LASTS)}>0?{CLOCK}:{SAID}"

HELD = f"{row(MOTION)}==2"
FULL = f"{row(LASTS)}>0?Math.max(0,Math.min(1,({row(ENDS)}-t)/{row(LASTS)})):0"
"""How much of the clock is left, from 0 to 1."""
NUMBER = f"Math.max(0,Math.ceil({row(ENDS)}-t))"
RIGHT = f"{row(SIDE)}==2"

_BESIDE = f"{DATA}.figures[{row(POSE)}][1]"
UPRIGHT, ALONE = f"{_BESIDE}[{2 * len(BESIDE)}]<1.1", f"{_BESIDE}[{2 * len(BESIDE) + 1}]"
"""Whether the body is tall from the side, and whether that is the view that is drawn alone."""


def bindings() -> list[Json]:
    """The names that everything else is bound to: row, second, breath, glide, and the colours of the side."""
    half = 3.14159
    breath = (
        f"p<{OUT_SECONDS}?(1-Math.cos({half}*p/{OUT_SECONDS}))/2"
        f":(1+Math.cos({half}*(p-{OUT_SECONDS})/{IN_SECONDS}))/2"
    )
    return [
        _bind("t0", "number", 0),
        _bind("t", "number", f"${{{DATA}.offset}}"),
        _bind("i", "number", 0),
        _bind("row", "any", f"${{{DATA}.rows[i]}}"),
        _bind("was", "any", f"${{{DATA}.rows[Math.max(0,i-1)]}}"),
        _bind("p", "number", 0),
        _bind("k", "number", 1),
        _bind("breath", "number", f"${{{row(MOTION)}>0?{breath}:0}}"),
        _bind("mode", "number", f"${{{MODE}}}"),
        _bind("full", "number", f"${{{FULL}}}"),
        _bind("hue", "color", f"${{{RIGHT}?@right:@left}}"),
        _bind("fill", "color", f"${{{RIGHT}?@rightFill:@leftFill}}"),
        _bind("field", "color", f"${{{RIGHT}?@rightField:@leftField}}"),
    ]


def _bind(name: str, kind: str, value: Any) -> Json:
    return {"name": name, "type": kind, "value": value}


def _set(name: str, value: str) -> Json:
    return {"type": "SetValue", "property": name, "value": f"${{{value}}}"}


def ticks() -> list[Json]:
    """What happens again and again. The row is moved on three times, for a device that was asleep."""
    over = f"t>={DATA}.rows[i+1][{START}]"
    cycle = OUT_SECONDS + IN_SECONDS
    # The pose is taken back to the one before in the tick that changes the row, or the new one would flash.
    forward = [_set("k", f"{over}?0:k"), *[_set("i", f"{over}?i+1:i")] * 3]
    return [
        {
            "minimumDelay": QUICK,
            "when": "${k<1}",
            "commands": [_set("k", f"Math.max(0,Math.min(1,({SECOND}-{row(START)})/{GLIDE_SECONDS}))")],
        },
        {"minimumDelay": SLOW, "commands": [_set("t", SECOND), *forward]},
        {
            "minimumDelay": QUICK,
            "when": f"${{{row(MOTION)}>0}}",
            "commands": [_set("p", f"(({SECOND}-{row(OUT)})%{cycle}+{cycle})%{cycle}")],
        },
    ]


def mounted() -> list[Json]:
    """What happens once, as the document appears; with arrow keys the first button is ready for Enter."""
    focus = {
        "type": "SetFocus",
        "when": f"${{viewport.mode=='tv'&&{DATA}.rows[0][{GROUP}]>=0}}",
        "componentId": f"${{{DATA}.rows[0][{GROUP}]}}-0",
    }
    return [_set("t0", "elapsedTime"), focus]

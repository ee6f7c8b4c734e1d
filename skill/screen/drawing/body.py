"""The body as two drawings whose joints are numbers: from above and from the side.

Each joint is on its way from the pose before (`a`) to this one (`j`) by a part `k`. What lies on the mat
stays; the rest glides by `g` units. The worked leg is thicker than the other, with a line along it: a whole
one on the left, dots on the right, so that nobody needs to tell the colours apart.
"""

from collections.abc import Sequence
from typing import Any

from skill.screen.figures import ABOVE, BESIDE

Json = dict[str, Any]

_STAYS = ("hand", "elbow", "foot", "roller")


class Joints:
    """The joints of one view as expressions. `axis` is 1 where gliding is along y, 0 along x."""

    def __init__(self, names: Sequence[str], axis: int) -> None:
        self._names, self._axis = names, axis

    def number(self, at: int) -> str:
        """A number of the pose, on its way from the one before."""
        return f"a[{at}]+(j[{at}]-a[{at}])*k"

    def at(self, name: str, axis: int) -> str:
        """A coordinate of a joint."""
        glides = axis == self._axis and not name.startswith(_STAYS)
        return self.number(2 * self._names.index(name) + axis) + ("-g" if glides else "")

    def point(self, name: str) -> str:
        """A joint as a point of a path."""
        return f"${{{self.at(name, 0)}}},${{{self.at(name, 1)}}}"

    def line(self, *names: str) -> str:
        """A path through joints."""
        return "M" + "L".join(map(self.point, names))


def _path(path: str, stroke: str, width: Any, **more: Any) -> Json:
    ends = {"strokeLineCap": "round", "strokeLineJoin": "round"}
    return {"type": "path", "pathData": path, "stroke": stroke, "strokeWidth": width, **ends, **more}


def _limb(path: str, width: float, colour: str = "${body}", rim: float = 6) -> list[Json]:
    """A limb, with a rim in the mat's colour so that it stands out from what is under it."""
    return [_path(path, "${mat}", width + rim), _path(path, colour, width)]


def _leg(path: str, width: float) -> list[Json]:
    """The leg that is worked: where no side is, it is as the other one (`v` is 0)."""
    dots = ["${m<0?1:400}", "${m<0?13:0.1}"]
    return [
        _path(path, "${mat}", f"${{{width + 6}+4*v}}"),
        _path(path, "${mark}", f"${{{width}+4*v}}"),
        _path(path, "${mat}", 4, strokeDashArray=dots, strokeOpacity="${v}"),
    ]


def _circle(joints: Joints, name: str, radius: float, **more: Any) -> Json:
    x, y = joints.at(name, 0), joints.at(name, 1)
    turn = f"a{radius},{radius} 0 1,0 {2 * radius},0a{radius},{radius} 0 1,0 -{2 * radius},0"
    return _path(f"M${{{x}-{radius}}},${{{y}}}{turn}", "${mat}", 4, **more)


def _graphic(width: int, height: int, items: list[Json]) -> Json:
    numbers = {"k": 1, "g": 0, "m": 1, "v": 0, "c": 0}
    colours = ("body", "mark", "mat", "wood")
    return {
        "type": "AVG",
        "version": "1.1",
        "width": width,
        "height": height,
        "parameters": [
            {"name": "a", "type": "any", "default": []},
            {"name": "j", "type": "any", "default": []},
            *({"name": name, "type": "number", "default": value} for name, value in numbers.items()),
            *({"name": name, "type": "color", "default": "gray"} for name in colours),
        ],
        "items": items,
    }


def above() -> Json:
    """From above, the head at the top; the right side is the mirror image."""
    joints, place = Joints(ABOVE, 1), 2 * ABOVE.index("roller")
    torso = f"{joints.line('shoulderL', 'shoulderR', 'hipR', 'hipL')}z"
    neck = (
        f"M{joints.point('head')}L${{({joints.at('shoulderL', 0)}+{joints.at('shoulderR', 0)})/2}},"
        f"${{{joints.at('shoulderL', 1)}}}"
    )
    roller = {
        "type": "group",
        "translateX": f"${{{joints.number(place)}}}",
        "translateY": f"${{{joints.number(place + 1)}-g/2}}",
        "rotation": f"${{{joints.number(place + 2)}}}",
        "items": [_path("M-58,0h116", "${wood}", 22), _path("M-52,0h104", "${mat}", 2)],
    }
    mat = (
        "M72,14h96a10,10 0 0 1 10,10v268a10,10 0 0 1 -10,10h-96a10,10 0 0 1 -10,-10v-268a10,10 0 0 1 10,-10z"
    )
    drawn = [
        _path(mat, "${mat}", 0, fill="${mat}"),
        roller,
        *_leg(joints.line("hipL", "kneeL", "footL"), 16),
        *_limb(joints.line("hipR", "kneeR", "footR"), 15),
        *_limb(joints.line("shoulderL", "elbowL", "handL"), 11),
        *_limb(joints.line("shoulderR", "elbowR", "handR"), 11),
        _path(torso, "${mat}", 24, fill="${mat}"),
        _path(torso, "${body}", "${18+c}", fill="${body}"),
        _circle(joints, "head", 15, fill="${body}"),
        _path(neck, "${body}", 10),
    ]
    moved = {"type": "group", "translateX": -46, "translateY": -6, "items": drawn}
    return _graphic(148, 300, [{"type": "group", "scaleX": "${m}", "pivotX": 74, "items": [moved]}])


def beside() -> Json:
    """From the person's right, the head on the left; a body that lies is drawn larger."""
    joints, zoom = Joints(BESIDE, 0), 2 * len(BESIDE)
    drawn = [
        *_limb(joints.line("hip", "knee2", "foot2"), 14),
        *_leg(joints.line("hip", "knee", "foot"), 15),
        _path(joints.line("shoulder", "hip"), "${mat}", 32),
        _path(joints.line("shoulder", "hip"), "${body}", "${26+c}"),
        *_limb(joints.line("shoulder", "elbow", "hand"), 11),
        _circle(joints, "head", 14, fill="${body}"),
        _path(joints.line("head", "shoulder"), "${body}", 11),
        _circle(joints, "roller", 12, fill="${wood}"),
    ]
    near = {
        "type": "group",
        "scaleX": f"${{{joints.number(zoom)}}}",
        "scaleY": f"${{{joints.number(zoom)}}}",
        "pivotX": 162,
        "pivotY": 203,
        "items": drawn,
    }
    ground = _path("M24,206h270", "${mat}", 6)
    moved = {"type": "group", "translateX": -14, "translateY": -18, "items": [ground, near]}
    return _graphic(296, 194, [moved])

"""The poses: where the joints are, seen from above and from the side, drawn for the left side.

The left leg is the long one; the other side is the mirror image. `above` looks down on a mat with the
head at the top, `beside` from the person's right with the head on the left; both in units of their own
picture. `zoom` is how much larger the side view is drawn: a body that lies is long and low. `alone` is the
view that tells more, where there is room for one: nobody knows somebody who stands from above.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

FIGURES = Path(__file__).with_name("figures.json")

ABOVE = (
    "head", "shoulderL", "shoulderR", "elbowL", "elbowR", "handL", "handR", "hipL", "hipR", "kneeL", "footL",
    "kneeR", "footR", "roller",
)  # fmt: skip
"""Joints from above, in the order in which the document counts them; the roller has its angle as well."""
BESIDE = ("head", "shoulder", "elbow", "hand", "hip", "knee", "foot", "knee2", "foot2", "roller")
"""Joints from the side, in the same way; the zoom follows them, and 1 where this view is drawn alone."""


@cache
def poses() -> Mapping[str, Any]:
    """All poses by name, as they stand in the file."""
    found: Mapping[str, Any] = json.loads(FIGURES.read_text("utf-8"))
    return found


@cache
def flat(pose: str) -> tuple[Sequence[float], Sequence[float]]:
    """A pose as two rows of numbers, from above and from the side. Raises KeyError for an unknown one."""
    joints = poses()[pose]
    above = [number for name in ABOVE for number in joints["above"][name]]
    beside = [number for name in BESIDE for number in joints["beside"][name]]
    return above, [*beside, joints["zoom"], int(joints["alone"] == "beside")]

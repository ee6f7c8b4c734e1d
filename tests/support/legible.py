"""What is wrong with what a screen shows: by boxes of its texts and buttons, and the colours under them."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Screen:
    """A kind of screen: pixels, dots an inch, its shape, and the mode that APL calls it by."""

    width: int
    height: int
    dpi: int = 160
    round: bool = False
    mode: str = "HUB"


SCREENS: Mapping[str, Screen] = {
    "round": Screen(480, 480, round=True),
    "small": Screen(960, 480),
    "medium": Screen(1024, 600),
    "large": Screen(1280, 800),
    "xl": Screen(1920, 1080),
    "portrait": Screen(1080, 1920),
    "tv": Screen(1920, 1080, dpi=320, mode="TV"),
}
"""One of each viewport profile of Amazon's, as docs/screen.md lists them."""


TELEVISION_MARGIN, MARGIN, ROUND_REACH = 0.05, 0.025, 0.97
"""Parts of a screen that texts keep off its edge, and the part of a round one's radius that they stay in."""
LEAST_TARGET, LEAST_CONTRAST = 47.5, 4.5
"""Own choices, as Amazon gives no figures: 48 dp, less a rounding, and what WCAG asks for."""
ONE_LINE = {"side", "seconds", "held", "call"}


def faults(seen: list[dict[str, Any]], screen: Screen, colours: Any) -> Iterator[str]:
    texts = [one for one in seen if "ink" in one]
    for one in texts:
        one["ink"] = _letters(one)
        yield from _text_faults(one, screen)
    for at, one in enumerate(texts):
        for other in texts[at + 1 :]:
            if _meet(one["ink"], other["ink"]):
                yield f"{one['text']!r} lies over {other['text']!r}"
        if any(_meet(one["ink"], week["box"]) for week in seen if week["id"] == "week"):
            yield f"{one['text']!r} lies over the dots of the week"
    targets = [one for one in seen if re.fullmatch(r"\d+-\d+", one["id"] or "")]
    yield from _target_faults(targets, texts, screen)
    for one, under in zip(texts, colours([one["ink"] for one in texts]), strict=True):
        least = min(_contrast(_colour(one["color"]), each) for each in under)
        if least < LEAST_CONTRAST:
            yield f"{one['text']!r} has a contrast of {least:.1f}"


def _letters(one: dict[str, Any]) -> list[float]:
    """The box of the letters themselves: a browser's box of a word is higher."""
    left, top, right, bottom = one["ink"]
    digits, size = one["text"].isdigit(), one["size"]
    return [left, top + size * (0.2 if digits else 0.12), right, bottom - size * (0.22 if digits else 0.06)]


def _text_faults(one: dict[str, Any], screen: Screen) -> Iterator[str]:
    words, ink = one["text"], one["ink"]
    if "\u2026" in words:
        yield f"{words!r} is cut"
    if _outside(ink, one["box"], 2) or _outside(ink, one["clip"], 1):
        yield f"{words!r} leaves its box"
    if _unsafe(ink, screen):
        yield f"{words!r} is too near to the edge"
    if one["id"] in ONE_LINE and one["lines"] > 1:
        yield f"{words!r} is broken into lines"


def _unsafe(ink: list[float], screen: Screen) -> bool:
    wide, high = screen.width, screen.height
    if screen.round:
        corners = [(x - wide / 2, y - high / 2) for x in ink[::2] for y in ink[1::2]]
        return max(math.hypot(*corner) for corner in corners) > ROUND_REACH * wide / 2
    margin = TELEVISION_MARGIN if screen.mode == "TV" else MARGIN
    return _outside(ink, [wide * margin, high * margin, wide * (1 - margin), high * (1 - margin)], 0)


def _target_faults(
    targets: list[dict[str, Any]], texts: list[dict[str, Any]], screen: Screen
) -> Iterator[str]:
    for at, one in enumerate(targets):
        left, top, right, bottom = one["box"]
        if min(right - left, bottom - top) / (screen.dpi / 160) < LEAST_TARGET:
            yield f"button {one['id']} is small: {right - left:.0f} by {bottom - top:.0f}"
        if any(_meet(one["box"], other["box"]) for other in targets[at + 1 :]):
            yield f"button {one['id']} lies over another"
        if not any(_meet(one["box"], text["ink"]) for text in texts if not text["id"]):
            yield f"button {one['id']} says nothing"
        for text in texts:
            if text["id"] and _meet(one["box"], text["ink"]):
                yield f"button {one['id']} lies over {text['text']!r}"


def _outside(inner: list[float], outer: list[float], slack: float) -> bool:
    left, top = (inner[at] < outer[at] - slack for at in (0, 1))
    right, bottom = (inner[at] > outer[at] + slack for at in (2, 3))
    return left or top or right or bottom


def _meet(one: list[float], other: list[float]) -> bool:
    return all(min(one[at + 2], other[at + 2]) - max(one[at], other[at]) > 1 for at in (0, 1))


def _colour(css: str) -> int:
    red, green, blue = map(int, re.findall(r"\d+", css)[:3])
    return red << 16 | green << 8 | blue


def _light(colour: int) -> float:
    parts = [(colour >> shift & 255) / 255 for shift in (16, 8, 0)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one: int, other: int) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)

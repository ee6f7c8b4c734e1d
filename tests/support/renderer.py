"""Amazon's own renderer in a headless browser: what is seen of a document, on a clock stepped by hand."""

import base64
import json
import math
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from skill.web.screen import FILES
from tests.support.browser import CHROMIUM

needs_renderer = pytest.mark.skipif(
    CHROMIUM is None or not FILES["apl.js"].is_file(),
    reason="Chromium or Amazon's renderer is missing: apt-get install chromium npm, and run make screen",
)


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


class _Quiet(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        return str(FILES.get(path.strip("/") or "frame.html", Path("/nowhere")))

    def log_message(self, *_: object) -> None:
        return


COLOURS = r"""async ({png, boxes}) => {
  const blob = await (await fetch("data:image/png;base64," + png)).blob();
  const bitmap = await createImageBitmap(blob), canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d"); context.drawImage(bitmap, 0, 0);
  return boxes.map(([left, top, right, bottom]) => {
    const x = Math.max(0, Math.floor(left)), y = Math.max(0, Math.floor(top));
    const wide = Math.max(1, Math.ceil(right) - x), high = Math.max(1, Math.ceil(bottom) - y);
    const {data} = context.getImageData(x, y, wide, high), counts = {};
    for (let at = 0; at < data.length; at += 4) {
      const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
      counts[colour] = (counts[colour] || 0) + 1;
    }
    const large = Object.entries(counts).filter(([, count]) => count > 0.02 * wide * high);
    return large.map(([colour]) => +colour);
  });
}"""
"""The colours under boxes of a picture, without those of less than 2 % of a box."""
HIDDEN_LETTERS = "#view p, #view p * { color: transparent !important }"


class Renderer:
    """One page and one engine for all pictures. Its clock stands still unless it is stepped."""

    def __init__(self, browser: Browser, port: int) -> None:
        self.page, self._eye = browser.new_page(), browser.new_page()
        self._console: list[str] = []
        self.page.on("console", lambda line: self._tell(line.type, line.text))
        home = f"http://127.0.0.1:{port}/"
        self.page.route(
            "**/*", lambda route: (route.continue_ if route.request.url.startswith(home) else route.abort)()
        )
        self.page.clock.install(time=1_700_000_000)
        self.page.clock.pause_at(1_700_000_001)  # or it would run by itself as well
        self.page.goto(home)
        while not self.page.evaluate("document.documentElement.dataset.ready === 'yes'"):
            self.page.clock.run_for(20)
            time.sleep(0.02)

    def _tell(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and "ERR_FAILED" not in text:  # the fonts that it may not fetch
            self._console.append(text)

    def close(self) -> None:
        """Close the page."""
        self.page.close()
        self._eye.close()

    def show(self, document: Any, data: Any, screen: str, theme: str = "dark") -> None:
        """Draw a document anew, as its first moment."""
        spec = SCREENS[screen]
        self._console.clear()
        self.page.set_viewport_size({"width": spec.width, "height": spec.height})
        self.page.evaluate(
            "one => show(one)",
            {"document": json.dumps(document), "data": json.dumps(data), "theme": theme, **vars(spec)},
        )
        self.page.clock.run_for(50)

    def step(self, seconds: float) -> None:
        """Let time pass in leaps, the end of each picture by picture, so that ticks catch up."""
        milliseconds = round(seconds * 1000)
        while milliseconds > 0:
            leap = min(milliseconds, 10_000)
            if leap > 300:
                self.page.clock.fast_forward(leap - 200)
            self.page.clock.run_for(min(leap, 200) if leap > 300 else leap)
            milliseconds -= leap

    @property
    def second(self) -> float:
        """Seconds since the document appeared."""
        found: float = self.page.evaluate("(Date.now() - mounted) / 1000")
        return found

    @property
    def complaints(self) -> list[str]:
        """All that the renderer or the browser warned of."""
        return [*self.page.evaluate("told"), *self._console]

    def texts(self) -> dict[str, str]:
        """The texts that can be seen, by the ids of their components."""
        found: list[dict[str, Any]] = self.page.evaluate("seen()")
        return {one["id"]: one["text"] for one in found if "text" in one and one["id"]}

    def buttons(self) -> list[dict[str, Any]]:
        """The buttons that can be seen, in their order, as boxes."""
        found = [one for one in self.page.evaluate("seen()") if re.fullmatch(r"\d+-\d+", one["id"] or "")]
        return sorted(found, key=lambda one: str(one["id"]))

    def touches(self) -> list[list[Any]]:
        """What the touches so far have sent."""
        return [
            event["arguments"]
            for event in self.page.evaluate("touches.map(each => ({arguments: each.arguments}))")
        ]

    def touch(self, name_at: int) -> list[Any]:
        """Touch one of the buttons that can be seen; gives what it sent."""
        left, top, right, bottom = self.buttons()[name_at]["box"]
        self.page.mouse.click((left + right) / 2, (top + bottom) / 2)
        self.page.clock.run_for(40)
        return self.touches()[-1]

    def picture(self, path: Path | None = None) -> bytes:
        """What is seen, as a PNG."""
        return self.page.screenshot(path=path)

    def faults(self, screen: str) -> list[str]:
        """What is wrong with what is seen: cut or unreadable texts, small or covered buttons, complaints."""
        return [*self.complaints, *_faults(self.page.evaluate("seen()"), SCREENS[screen], self._colours)]

    def _colours(self, boxes: list[list[float]]) -> list[list[int]]:
        style = (
            f"Object.assign(document.createElement('style'), {{id: 'hide', textContent: '{HIDDEN_LETTERS}'}})"
        )
        self.page.evaluate(f"() => {{ document.head.append({style}) }}")
        png = base64.b64encode(self.picture()).decode()
        self.page.evaluate("() => document.getElementById('hide').remove()")
        found: list[list[int]] = self._eye.evaluate(COLOURS, {"png": png, "boxes": boxes})
        return found


@contextmanager
def renderer(browser: Browser) -> Iterator[Renderer]:
    """A renderer, for as long as it is needed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = Renderer(browser, server.server_port)
    yield found
    found.close()
    server.shutdown()
    server.server_close()


TELEVISION_MARGIN, MARGIN, ROUND_REACH = 0.05, 0.025, 0.97
"""Parts of a screen that texts keep off its edge, and the part of a round one's radius that they stay in."""
LEAST_TARGET, LEAST_CONTRAST = 47.5, 4.5
"""Own choices, as Amazon gives no figures: 48 dp, less a rounding, and what WCAG asks for."""
ONE_LINE = {"side", "seconds", "held", "call"}


def _faults(seen: list[dict[str, Any]], screen: Screen, colours: Any) -> Iterator[str]:
    texts = [one for one in seen if "ink" in one]
    for one in texts:
        one["ink"] = _letters(one)
        yield from _text_faults(one, screen)
    for at, one in enumerate(texts):
        for other in texts[at + 1 :]:
            if _meet(one["ink"], other["ink"]):
                yield f"{one['text']!r} lies over {other['text']!r}"
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

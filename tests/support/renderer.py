"""Amazon's own renderer in a headless browser: what is seen of a document, on a clock stepped by hand."""

import base64
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from skill.web.screen import FILES
from tests.support.browser import CHROMIUM
from tests.support.legible import SCREENS, faults

needs_renderer = pytest.mark.skipif(
    CHROMIUM is None or not FILES["apl.js"].is_file(),
    reason="Chromium or Amazon's renderer is missing: apt-get install chromium npm, and run make screen",
)


class _Quiet(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        return str(FILES.get(path.strip("/") or "frame.html", Path("/nowhere")))

    def log_message(self, *_: object) -> None:
        return


THREE = ("round", "medium", "tv")
"""A round screen, one that is wide, and a television: whatever is slow is drawn on these."""
GLIDED = 1.9
"""Seconds after which the document's clock runs and the body has reached its pose."""

COLOURS = r"""async ({png, boxes}) => {
  const blob = await (await fetch("data:image/png;base64," + png)).blob();
  const bitmap = await createImageBitmap(blob), canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d", {willReadFrequently: true}); context.drawImage(bitmap, 0, 0);
  return boxes.map(([left, top, right, bottom]) => {
    const x = Math.max(0, Math.floor(left)), y = Math.max(0, Math.floor(top));
    const wide = Math.max(1, Math.ceil(right) - x), high = Math.max(1, Math.ceil(bottom) - y);
    const dots = new Uint32Array(context.getImageData(x, y, wide, high).data.buffer), counts = new Map();
    for (let at = 0, from = 0; at < dots.length; from = at) {
      while (at < dots.length && dots[at] === dots[from]) at += 1;
      counts.set(dots[from], (counts.get(dots[from]) || 0) + at - from);
    }
    const large = [...counts].filter(([, count]) => count > 0.02 * wide * high);
    return large.map(([dot]) => (dot & 255) << 16 | (dot >> 8 & 255) << 8 | dot >> 16 & 255);
  });
}"""
"""The colours under boxes of a picture, without those of less than 2 % of a box."""
MOST_STEPS = 10_000
"""Looks at whether the engine has begun, before it is taken to be broken: minutes of them."""
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
        for _ in range(MOST_STEPS):
            if self.page.evaluate("document.documentElement.dataset.ready === 'yes'"):
                return
            self.page.clock.run_for(20)
            time.sleep(0.02)  # on its engine the browser works by itself, however long that takes
        pytest.fail(f"Amazon's renderer did not begin: {self.complaints}")

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
        return [*self.complaints, *faults(self.page.evaluate("seen()"), SCREENS[screen], self._colours)]

    def _colours(self, boxes: list[list[float]]) -> list[list[int]]:
        png = base64.b64encode(self.page.screenshot(style=HIDDEN_LETTERS)).decode()
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

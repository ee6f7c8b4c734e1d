"""A real browser on a real server: Chromium from Debian, driven by Playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PATIENCE = 90_000
"""Milliseconds until a browser is given up: a busy machine is no failure."""
expect.set_options(timeout=PATIENCE)

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium, and run make test-all"
)

DEAF_AND_DUMB = """
for (const name of ["speechSynthesis", "SpeechSynthesisUtterance", "SpeechRecognition",
                    "webkitSpeechRecognition"])
    Object.defineProperty(globalThis, name, {value: undefined});
"""
"""Takes a browser's speech features away."""

SHIFTS = """
globalThis.shifts = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) shifts += one.value; })
    .observe({type: "layout-shift", buffered: true});
"""
"""Adds up how far things jump, as browsers measure it, clicks and keys not forgiven."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser, for as long as it is needed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """One look at the simulator page in a context of its own: what went wrong, and what was fetched."""

    def __init__(self, browser: Browser, port: int, script: str = SHIFTS, **context: Any) -> None:
        self.home = f"http://127.0.0.1:{port}/"
        self.context = browser.new_context(**context)
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(script)
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", self._told)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(self.home)
        self.page.wait_for_selector("html[data-ready=yes]")

    def _told(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def scene(self, name: str) -> None:
        """Click a scene, and wait until the coach is heard."""
        self.page.click(f"[data-scene={name}]")
        self.page.wait_for_selector("#play[aria-pressed=true]")

    def start(self, **options: str) -> None:
        """Choose who is on the mat, and launch the skill."""
        if options:
            self.page.click("summary")
        for name, value in options.items():
            field = self.page.locator(f"#options [name={name}]")
            field.fill(value) if name == "sessions" else field.select_option(value)
        self.page.click("#start")
        self.page.wait_for_selector("#play[aria-pressed=true]")

    def say(self, words: str) -> None:
        """Type words, and wait for the answer."""
        self.page.fill("#words", words)
        self.page.press("#words", "Enter")
        expect(self.page.locator("#words")).to_have_value("")

    def pick(self, second: int) -> None:
        """Click a second of the ribbon."""
        box = self.page.locator("#second").bounding_box()
        most = int(self.page.get_attribute("#second", "max") or 0)
        assert box is not None
        self.page.mouse.click(box["x"] + box["width"] * second / most, box["y"] + 20)
        slider = self.page.locator("#second")
        while (at := int(slider.input_value())) != second:
            slider.press("ArrowRight" if at < second else "ArrowLeft")

    def text(self, selector: str) -> str:
        """What an element says."""
        return self.page.inner_text(selector)

    def ends_well(self) -> None:
        """Nothing went wrong, and nothing was asked of another host."""
        assert self.errors == []
        assert {url for url in self.requests if not url.startswith((self.home, "blob:"))} == set()

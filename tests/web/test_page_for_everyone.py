"""The simulator page for everyone: keyboard, screen reader, phone, dark, still, without speech, offline."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.support.browser import DEAF_AND_DUMB, SHIFTS, Visit, needs_chromium

pytestmark = [pytest.mark.slow, needs_chromium]


def test_without_speech_features_all_can_be_typed_and_read(browser: Browser, port: int) -> None:
    """Voice and listening say in a sentence that they are lacking."""
    visit = Visit(browser, port, DEAF_AND_DUMB)
    visit.page.click("#voice")
    assert "Captions show every word" in visit.text("#notice")
    assert visit.text("#sound") == "Sound is off: this browser cannot speak."
    visit.page.click("#listen")
    assert "Type instead" in visit.text("#notice")
    visit.start()
    visit.say("ready")
    assert visit.text("#caption")
    visit.ends_well()


def test_listening_warns_before_anything_could_leave_the_machine(browser: Browser, port: int) -> None:
    """A browser that cannot listen by itself starts only when asked a second time."""
    fake = """
    globalThis.started = 0;
    class Ear { start() { started += 1; } abort() {} }
    Object.defineProperty(globalThis, "SpeechRecognition", {value: Ear});
    """
    visit = Visit(browser, port, fake)
    visit.page.click("#listen")
    expect(visit.page.locator("#notice")).to_contain_text("may send")
    assert visit.page.evaluate("started") == 0
    visit.page.click("#listen")
    expect(visit.page.locator("#listen")).to_have_text("Listening on")
    assert visit.page.evaluate("started") == 1
    visit.context.close()


def test_the_keyboard_alone_is_enough(browser: Browser, port: int) -> None:
    """Start, break in at a second, and answer, with Tab, Enter and the arrows."""
    visit = Visit(browser, port)
    keys = visit.page.keyboard
    reach(visit, "start")
    keys.press("Enter")
    visit.page.wait_for_selector("#play[aria-pressed=true]")
    reach(visit, "second")
    keys.press("PageUp")
    keys.press("ArrowRight")
    assert visit.page.get_attribute("#play", "aria-pressed") == "false"
    reach(visit, "words", back=True)
    keys.type("stop")
    keys.press("Enter")
    expect(visit.page.locator(".you")).to_have_count(2)
    assert visit.page.locator(".you").last.inner_text().endswith("stop")
    visit.ends_well()
    visit.context.close()


def reach(visit: Visit, wanted: str, back: bool = False) -> None:
    for _ in range(60):
        visit.page.keyboard.press("Shift+Tab" if back else "Tab")
        if visit.page.evaluate("document.activeElement.id") == wanted:
            return
    raise AssertionError(f"no number of tabs leads to #{wanted}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280, 1600])
def test_axe_finds_nothing_serious_and_nothing_jumps(
    browser: Browser, port: int, width: int, scheme: Any
) -> None:
    """On a phone, a laptop and a wide screen, before, while and after it plays; nothing sticks out."""
    visit = Visit(browser, port, SHIFTS, viewport={"width": width, "height": 900}, color_scheme=scheme)
    assert serious(visit) == []
    visit.start()  # the longest caption comes first
    visit.page.click("[data-speed='2']")
    visit.scene("tender")
    assert serious(visit) == []
    expect(visit.page.locator("#state")).to_have_text("hold")
    visit.pick(29)
    visit.page.click("#play")
    expect(visit.page.locator("#state")).to_have_text("rolling")
    assert serious(visit) == []
    assert visit.page.evaluate("shifts") < 0.01
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visit.ends_well()
    visit.context.close()


def serious(visit: Visit) -> list[str]:
    found = Axe().run(visit.page).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def test_reduced_motion_keeps_the_body_still(browser: Browser, port: int) -> None:
    """The words still tell the breath; the picture does not move with it."""
    visit = Visit(browser, port, reduced_motion="reduce")
    visit.scene("tender")
    chest = visit.page.locator("#above .limb.torso")
    expect(visit.page.locator("#move")).to_have_text(re.compile("Breathe"))
    before = chest.get_attribute("d")
    word = visit.text("#move")
    expect(visit.page.locator("#move")).not_to_have_text(word)
    assert chest.get_attribute("d") == before
    assert re.search("breathe (in|out)", word, re.IGNORECASE)
    visit.context.close()


def test_offline_nothing_is_missed(browser: Browser, port: int) -> None:
    """With every other host out of reach the page is whole, and plays."""
    visit = Visit(browser, port)
    visit.context.route(lambda url: not url.startswith(visit.home), lambda route: route.abort())
    visit.page.reload()
    visit.page.wait_for_selector("html[data-ready=yes]")
    visit.scene("first")
    visit.ends_well()
    visit.context.close()

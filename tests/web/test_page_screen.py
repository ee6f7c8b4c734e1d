"""The screen beside the speaker on the simulator page: drawn by Amazon's renderer, or in the page's words."""

from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from skill.web import page
from tests.support.browser import Visit, needs_chromium
from tests.support.renderer import needs_renderer

pytestmark = [pytest.mark.slow, needs_chromium]
EMBER = "AmazonEmber", "Amazon-Ember", "Bookerly"
"""Letters that the renderer asks a server of Amazon's for; the page's policy does not let it."""


@needs_renderer
def test_a_click_in_the_renderer_is_a_touch(browser: Browser, port: int) -> None:
    """It is drawn at the second of the playhead, and what is clicked there is answered."""
    visit = Visit(browser, port, viewport={"width": 1500, "height": 1600})
    visit.start(sessions="3", screen="yes")
    frame = visit.page.frame_locator("#show iframe")
    visit.page.click("#ahead")
    expect(frame.get_by_text("Settled?", exact=True)).to_be_visible()
    frame.get_by_text("Ready", exact=True).click()
    expect(visit.page.locator("#log")).to_contain_text("ready")
    visit.pick(30)
    expect(frame.get_by_text("Left", exact=True).first).to_be_visible()
    assert visit.page.frames[-1].evaluate("told") == []
    assert [error for error in visit.errors if not any(name in error for name in EMBER)] == []


def without_the_renderer(browser: Browser, port: int, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """The page once a session has begun on a speaker with a screen that it draws by itself."""
    monkeypatch.setattr(page, "FILES", {"apl.js": Path("/nowhere")})
    visit = Visit(browser, port)
    visit.start(sessions="3", screen="yes")
    return visit


def test_without_the_renderer_the_page_says_so_and_can_be_touched(
    browser: Browser, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same title, seconds and buttons, in the page's own picture."""
    visit = without_the_renderer(browser, port, monkeypatch)
    visit.page.click("#ahead")
    show = visit.page.locator("#show")
    expect(show).to_contain_text("make screen")
    show.get_by_role("button", name="Ready").click()
    expect(visit.page.locator("#log")).to_contain_text("ready")
    visit.pick(30)
    expect(show).to_contain_text("Roll slowly, breathe")
    visit.ends_well()


def test_a_speaker_without_a_screen_shows_none(browser: Browser, port: int) -> None:
    visit = Visit(browser, port)
    visit.start(sessions="3")
    expect(visit.page.locator("#show")).to_be_hidden()
    visit.ends_well()


def test_a_button_can_be_touched_from_the_moment_at_which_it_is_seen(
    browser: Browser, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also within the second at which it comes, where time stands still."""
    visit = without_the_renderer(browser, port, monkeypatch)
    visit.page.click("#play")
    visit.page.click("#ahead")
    ready = visit.page.locator("#show").get_by_role("button", name="Ready")
    seconds = count(int(visit.page.locator("#second").input_value()))
    while not ready.is_visible():
        visit.pick(next(seconds))
    ready.click()
    expect(visit.page.locator("#state")).to_have_text("breathing")
    assert visit.text("#notice") == ""
    visit.ends_well()

"""What the simulator page tells whoever opens it: the first minute, sound, and what was refused and why."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.support.browser import DEAF_AND_DUMB, PATIENCE, Visit, needs_chromium

pytestmark = [pytest.mark.slow, needs_chromium]

A_VOICE = """
const voices = [{localService: true, lang: "en-GB", default: true}];
const speech = {getVoices: () => voices, speak() {}, cancel() {}};
Object.defineProperty(globalThis, "speechSynthesis", {value: speech});
globalThis.SpeechSynthesisUtterance = class {};
"""
"""A browser with an English voice, which says nothing."""


@pytest.fixture
def visit(browser: Browser, port: int) -> Iterator[Visit]:
    looked = Visit(browser, port, viewport={"width": 360, "height": 800})
    yield looked
    looked.context.close()


def test_the_first_minute_is_told_until_a_session_runs(visit: Visit) -> None:
    """In three steps that can be seen without scrolling, with the words that are needed."""
    steps = visit.page.locator("#first li")
    expect(steps).to_have_count(3)
    for step, words in zip(steps.all(), ("Start", "ready", "tender spot"), strict=True):
        expect(step).to_be_in_viewport()
        expect(step).to_contain_text(words)
    visit.start()
    expect(visit.page.locator("#first")).to_be_hidden()


def test_somebody_stands_on_the_mat_before_the_server_has_said_all(browser: Browser, port: int) -> None:
    """The figure needs no states and no screen, which take the server a while when it has just begun."""
    context, held = browser.new_context(), list[Route]()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.route("**/simulator/about", lambda route: held.append(route))
    page.goto(f"http://127.0.0.1:{port}/")
    for view in ("above", "beside"):
        expect(page.locator(f"#{view} .limb.torso")).to_have_attribute("d", re.compile("^M"))
    expect(page.locator("#pose-text")).to_contain_text("Standing")
    assert page.locator("html[data-ready]").count() == 0
    context.close()


@pytest.mark.parametrize("sessions", ["-1", "100001", "1.5"])
def test_a_number_out_of_range_is_refused_beside_its_field(visit: Visit, sessions: str) -> None:
    """With what is allowed, and nothing is begun; once it is mended, Start starts."""
    visit.page.click("summary")
    field = visit.page.locator("[name=sessions]")
    field.fill(sessions)
    visit.page.click("#start")
    expect(visit.page.locator("#options-note")).to_contain_text("only a whole number from 0 to 100000")
    expect(visit.page.locator("#options-note")).to_be_in_viewport()
    expect(field).to_be_focused()
    expect(visit.page.locator(".you")).to_have_count(0)
    field.fill("3")
    visit.page.click("#start")
    expect(visit.page.locator(".you")).to_have_count(1)
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_what_is_not_understood_is_told_beside_the_words(visit: Visit) -> None:
    """Where the eye is, and to a screen reader as well; it goes when the next word is typed."""
    visit.start()
    visit.say("blah blubb wooble")
    line = visit.page.locator("#notice")
    expect(line).to_contain_text("Not understood")
    expect(line).to_be_in_viewport()
    expect(line).to_have_attribute("aria-live", "polite")
    below = visit.page.locator("#words").bounding_box(), line.bounding_box()
    assert below[0] is not None
    assert below[1] is not None
    assert 0 <= below[1]["y"] - (below[0]["y"] + below[0]["height"]) < 40
    visit.page.type("#words", "r")
    expect(line).to_have_text("")


def test_the_end_of_a_session_is_told_and_what_a_word_does_then(visit: Visit) -> None:
    visit.start()
    visit.say("stop")
    visit.page.click("[data-speed='10']")
    expect(visit.page.locator("#notice")).to_have_text("The session has ended.")
    visit.say("ready")
    expect(visit.page.locator("#notice")).to_contain_text("opened a new one")


def test_sound_that_somebody_turned_off_is_told_from_sound_that_cannot_be(
    browser: Browser, port: int
) -> None:
    """Before anybody chose, on, too fast, off by choice; and where there is no voice, that."""
    visit = Visit(browser, port, A_VOICE)
    sound = visit.page.locator("#sound")
    expect(sound).to_have_text("Sound is off; the Voice button turns it on.")
    visit.page.click("#voice")
    expect(sound).to_have_text("Sound is on.")
    visit.page.click("[data-speed='10']")
    expect(sound).to_have_text("Sound is off while time runs at 10×.")
    visit.page.click("#voice")
    expect(sound).to_have_text("Sound is off: you turned it off.")
    visit.context.close()
    mute = Visit(browser, port, DEAF_AND_DUMB)
    expect(mute.page.locator("#sound")).to_have_text("Sound is off: this browser cannot speak.")
    mute.context.close()

"""The simulator page in a real browser: what is heard, seen and credited, by mouse, keyboard and eye."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from skill.simulator.conversation import speaker_for
from skill.simulator.scenes import ORDER
from skill.simulator.transcript import run
from tests.support.browser import Visit, needs_chromium

pytestmark = needs_chromium


@pytest.fixture
def visit(browser: Browser, port: int) -> Iterator[Visit]:
    """A visit that must end well: no word in the console, nothing fetched from elsewhere."""
    looked = Visit(browser, port, viewport={"width": 1280, "height": 900})
    yield looked
    looked.ends_well()
    looked.context.close()


@pytest.mark.slow
def test_a_whole_first_session_by_typing_none_and_ready_twice(visit: Visit) -> None:
    """Start, none, ready, ready; silence plays to the end, at ten times the speed and with a jump."""
    visit.start()
    visit.say("none")
    assert visit.text("#state") == "kneeling"
    visit.say("ready")
    assert visit.text("#state") == "setup"
    visit.say("ready")
    visit.page.click("[data-speed='10']")
    visit.pick(175)
    assert (visit.text("#clock-left"), visit.text("#clock-right")) == ("1:00", "1:00")
    visit.pick(250)
    visit.page.click("#play")
    visit.page.wait_for_selector("#ring[data-doing=over]")
    assert (visit.text("#doing"), visit.text("#state")) == ("Session over", "closed")
    assert "SessionEndedRequest" in visit.text("#json")


@pytest.mark.slow
def test_a_tender_spot_43_s_into_the_left_side_is_credited_and_held(visit: Visit) -> None:
    """The clock that is shown at a second is what is credited when a word breaks in there."""
    visit.start(sessions="3", seconds="90")
    visit.say("ready")
    second = 40
    visit.pick(second)
    while visit.text("#clock-left") != "0:43":
        visit.page.press("#second", "ArrowRight")
    visit.say("found a tender spot")
    assert visit.text("#credited") == "left 43 s"
    assert visit.text("#state") == "hold"
    bars = visit.page.locator(".bar em").all_text_contents()
    assert bars[:2] == ["hold left", "roll left"]
    assert planned(visit)[:2] == [["hold", "left", 30], ["roll", "left", 20]]
    assert visit.page.locator(".you").last.inner_text().endswith("found a tender spot")


def planned(visit: Visit) -> list[Any]:
    """The marks of the last answer, whole seconds, as the page shows them under Session."""
    visit.page.click("#tab-session")
    marks = json.loads(visit.text("#json"))["marks"]
    return [[name, side, round(seconds)] for name, side, _, seconds, _ in marks]


@pytest.mark.slow
@pytest.mark.parametrize("name", ORDER)
def test_every_scene_plays_to_its_end(visit: Visit, name: str) -> None:
    """Each by one click; its words are heard in their turn, and no rule of the platform is broken."""
    visit.page.click("[data-speed='10']")
    visit.scene(name)
    for _ in range(10):
        if visit.page.get_attribute("#ring", "data-doing") == "over":
            break
        before = visit.text("#readout")
        visit.pick(int(visit.page.get_attribute("#second", "max") or 0) - 2)
        visit.page.click("#play")
        expect(visit.page.locator("#readout")).not_to_have_text(before)
        visit.page.wait_for_timeout(500)
    assert visit.text("#verdict") == "all 19 kept"
    assert visit.page.locator(".you").last.inner_text().endswith("says nothing")


@pytest.mark.slow
def test_what_is_said_at_a_second_takes_back_what_came_after_it(visit: Visit) -> None:
    """Any second of any answer can be broken in upon, also in a conversation that went on."""
    visit.scene("hurts")
    visit.page.locator(".you").nth(1).click()
    visit.pick(30)
    visit.say("it hurts")
    assert visit.text("#state") == "choice"
    said = [row.split("\n")[-1] for row in visit.page.locator(".you").all_inner_texts()]
    assert said == ["Alexa, open psoas rolling", "ready", "it hurts"]
    told = " ".join(visit.text("#heard").split())
    assert told.startswith("words it hurts intent")
    assert "means pain too much" in told
    assert told.endswith("while rolling")


@pytest.mark.slow
def test_a_lost_connection_is_offered_to_be_taken_up(visit: Visit) -> None:
    visit.start(sessions="3", seconds="90")
    visit.say("ready")
    visit.pick(44)
    visit.page.click("#drop")
    visit.page.wait_for_selector("#ring[data-doing=over]")
    visit.say("open psoas rolling")
    assert visit.text("#state") == "resume offer"


@pytest.mark.slow
def test_what_is_typed_is_never_markup(visit: Visit) -> None:
    """Text goes in as text, wherever it is shown again."""
    visit.start()
    visit.say("<img src=x onerror=alert(1)><b id=injected>ready</b>")
    assert visit.page.locator("#injected, img").count() == 0
    assert "<b id=injected>" in visit.page.locator(".you").last.inner_text()


@pytest.mark.slow
def test_a_conversation_is_saved_as_a_test_and_played_again(visit: Visit, tmp_path: Path) -> None:
    """What is saved runs as a transcript as it is, and opens in the page."""
    visit.scene("tender")
    with visit.page.expect_download() as download:
        visit.page.click("#save")
    path = tmp_path / "saved.txt"
    download.value.save_as(path)
    run(path.read_text("utf-8"), speaker_for)
    visit.page.reload()
    visit.page.wait_for_selector("html[data-ready=yes]")
    visit.page.set_input_files("#file", path)
    visit.page.wait_for_selector("#play[aria-pressed=true]")
    assert "found a tender spot" in visit.text("#log")
    assert path.read_text("utf-8").count("\nU") == visit.page.locator(".you").count()


@pytest.mark.slow
def test_the_picture_follows_the_coach(visit: Visit) -> None:
    """The pose is the one the words describe, each side the mirror of the other, and never on the belly."""
    visit.scene("later")
    seen = {}
    for second in (20, 95, 150, 240):
        visit.pick(second)
        above = visit.page.locator("#above")
        seen[second] = (above.get_attribute("data-pose"), above.get_attribute("data-side"))
    assert seen[20] == ("prone", "left")
    assert seen[95][0] == "off"
    assert seen[150] == ("prone", "right")
    assert seen[240][0] == "back"


@pytest.mark.slow
def test_ten_pages_keep_ten_sessions(browser: Browser, port: int) -> None:
    """Each is somebody else, at another second, and none hears another's words."""
    visits = [Visit(browser, port) for _ in range(10)]
    for number, visit in enumerate(visits):
        visit.start(sessions=str(number + 1), seconds="60")
    for number, visit in enumerate(visits):
        visit.say("ready")
        visit.pick(20 + 2 * number)
        visit.say("it hurts")
    credited = [visit.text("#credited") for visit in visits]
    assert len(set(credited)) == 10
    for visit in visits:
        visit.ends_well()
        visit.context.close()

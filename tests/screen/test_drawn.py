"""What Amazon's own renderer draws of the document: whole, legible, in step with the layout, touchable."""

import json
from functools import cache
from typing import Any

import pytest

from skill.coach.profile import Profile
from skill.coach.timeline import walk
from skill.screen.data import LATE, data
from skill.screen.document import document
from skill.simulator.device import Device
from skill.simulator.screen import Shown
from tests.support.legible import SCREENS
from tests.support.renderer import GLIDED, THREE, Renderer, needs_renderer
from tests.support.screens import (
    FIRST,
    LATER,
    LATER_PERSON,
    WORDS,
    Moment,
    moments,
    row_at,
    rows_of,
    session,
)  # fmt: skip
from tests.support.speaker import speaker

pytestmark = needs_renderer


def look(drawn: Renderer, moment: Moment, screen: str, theme: str = "dark") -> list[str]:
    """What is wrong with a moment on a screen."""
    drawn.show(document(), moment.data(), screen, theme)
    drawn.step(GLIDED)
    return [f"{moment.name}, {screen}, {theme}: {fault}" for fault in drawn.faults(screen)]


@pytest.mark.slow
@pytest.mark.parametrize("screen", THREE)
def test_every_moment_is_whole_and_legible(drawn: Renderer, screen: str) -> None:
    """No complaint, nothing cut, near the edge or over another; contrast and targets as they should be."""
    assert [fault for moment in moments() for fault in look(drawn, moment, screen)] == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_main_moments_are_so_on_every_screen(drawn: Renderer, theme: str) -> None:
    """On all seven kinds of screen, in dark and in light."""
    main = [moment for moment in moments() if moment.main]
    assert [
        fault for moment in main for screen in SCREENS for fault in look(drawn, moment, screen, theme)
    ] == []


@pytest.mark.slow
def test_one_moment_is_drawn_on_each_of_the_three(drawn: Renderer) -> None:
    """The same in short, so that a fault is seen at once."""
    moment = next(moment for moment in moments() if moment.name == "left side")
    assert [fault for screen in THREE for fault in look(drawn, moment, screen)] == []


STEP = 10
TICK = 0.2
"""Seconds by which the number that is drawn, which is rounded up, may be behind the row."""


def agrees(drawn: Renderer, turn: Any, screen: str) -> list[str]:
    """Where what is drawn differs from the layout, at every tenth second of a turn's speech; and complaints.

    Those are looked for until nobody can answer any more.
    """
    rows, wrong, speech = rows_of(turn), [], turn.session.speech
    drawn.show(document(), {"c": data(rows, WORDS)}, screen)
    for second in range(STEP, int(speech.seconds), STEP):
        drawn.step(second - drawn.second)
        row, now, seen = row_at(rows, second - LATE), walk(turn.session, speech, second - LATE), drawn.texts()
        number = seen.get("seconds", seen.get("held"))
        left = now.remaining if row.motion == 2 else now.todo[now.side]
        side = WORDS.sides[row.side].capitalize() if row.side and row.lasts else None
        if seen.get("side") != side or (number is None) == bool(row.lasts):
            wrong.append(f"{second}: {seen} for {row}")
        elif number is not None and abs(int(number) - left) > 1:
            wrong.append(f"{second}: {number} s are drawn, and {left} are left")
        elif number is not None and not -TICK < int(number) - (row.ends - second + LATE) < 1 + TICK:
            wrong.append(f"{second}: {number} s are drawn, and the clock ends at {row.ends}")
    drawn.step(rows[-1].start + STEP - drawn.second)
    return wrong + [f"{turn.session.state}: {complaint}" for complaint in drawn.complaints]


@pytest.mark.slow
@pytest.mark.parametrize("screen", THREE)
@pytest.mark.parametrize(("person", "labels"), [(Profile(), (*FIRST, "stop")), (LATER_PERSON, LATER)])
def test_a_whole_session_is_drawn_in_step_with_its_layout(
    drawn: Renderer, person: Profile, labels: tuple[str, ...], screen: str
) -> None:
    """At every tenth second the side, the number and whether there is one; and not one complaint."""
    assert [wrong for turn in session(person, labels) for wrong in agrees(drawn, turn, screen)] == []


@pytest.mark.slow
def test_a_side_is_drawn_in_step_with_its_layout(drawn: Renderer) -> None:
    """The same for one answer, from a late start too, and with taps in between."""
    *_, turn, _, _ = session(Profile(), FIRST)
    assert agrees(drawn, turn, "medium") == []
    moment = Moment("late", rows_of(turn), 120.0)
    drawn.show(document(), moment.data(), "medium")
    drawn.step(10)
    name, second = drawn.touch(0)
    assert name == "hurts"
    assert second == pytest.approx(130.05, abs=0.15)
    drawn.step(10)
    (clock,) = {row.ends for row in moment.rows if row.start <= 140 < row.ends}
    assert int(drawn.texts()["seconds"]) == pytest.approx(clock - 140 + LATE, abs=1.1)


def by_hand(drawn: Renderer, device: Device, screen: str, word: str, at: float) -> None:
    """Touch a button in the renderer; what it sends is what the device sends to the skill."""
    shown = device.answer.screen if device.answer else None
    assert isinstance(shown, Shown)
    drawn.show(shown.document, {"c": shown.data}, screen)
    drawn.step(at - drawn.second)
    place = [button.word for button in shown.buttons(drawn.second)].index(word)
    name, second = drawn.touch(place)
    assert second == pytest.approx(at, abs=0.2)
    assert drawn.complaints == []
    device.touch(name, at)


@pytest.mark.slow
@pytest.mark.parametrize("screen", THREE)
def test_a_session_by_fingers_on_what_is_drawn(drawn: Renderer, screen: str) -> None:
    """Each tap in the renderer goes to the skill, whose answer goes back into the renderer."""
    device = speaker(screen=True, sessions=3, seconds=60)
    device.launch()
    for word in ("Ready", "Even", "Looser"):
        assert device.answer is not None
        by_hand(drawn, device, screen, word, device.answer.speech_seconds + 2)
    assert device.session is None
    assert device.attributes["credit"] == {"left": 60, "right": 60}


@pytest.mark.slow
def test_a_television_is_used_by_its_arrows(drawn: Renderer) -> None:
    """The first button is ready for Enter; an arrow goes on to the next one."""
    moment = next(moment for moment in moments() if moment.name == "left side")
    drawn.show(document(), moment.data(), "tv")
    drawn.step(1)
    for key in ("Enter", "ArrowRight", "Enter", "ArrowRight", "Enter"):
        drawn.page.keyboard.press(key)
        drawn.step(0.1)
    assert [name for name, _ in drawn.touches()] == ["hurts", "pause", "tender"]


PROPERTIES = """
type id name item items data bind value when width height maxWidth left top position direction
justifyContent spacing grow shrink opacity display transform translateX translateY scale
rotation backgroundColor borderWidth borderColor borderRadius style inheritParentState text
fontSize fontWeight lineHeight color textAlign textAlignVertical maxLines source align
accessibilityLabel onPress arguments onMount handleTick minimumDelay commands property
componentId parameters
"""


@cache
def known_properties() -> frozenset[str]:
    """Every property, field and parameter that the document may use: what is unknown is not complained of."""
    return frozenset(PROPERTIES.split())


def test_the_document_uses_only_properties_that_there_are() -> None:
    """The renderer is silent about a misspelt one, so they are compared with a list."""
    found: set[str] = set()

    def visit(part: Any, known: frozenset[str]) -> None:
        if isinstance(part, list):
            for each in part:
                visit(each, known)
        elif isinstance(part, dict):
            own = {*document()["layouts"].get(part.get("type"), {}).get("parameters", ())}
            drawing = document()["graphics"].get(part.get("view", part.get("source")), {})
            own |= {each["name"] for each in drawing.get("parameters", ())}
            own |= (
                {"a", "j", "k", "g", "c", "m", "v", "body", "mark", "mat", "wood"}
                if "place" in str(part)
                else set()
            )
            found.update(part.keys() - known - own)
            for each in part.values():
                visit(each, known)

    visit(document()["mainTemplate"], known_properties())
    visit(list(document()["layouts"].values()), known_properties())
    assert found == set()


def test_the_document_is_small() -> None:
    """With the data of the longest answer it stays under 30 KB."""
    largest = max(
        len(json.dumps({"c": data(moment.rows, WORDS)}, ensure_ascii=False)) for moment in moments()
    )
    assert len(json.dumps(document(), separators=(",", ":"))) + largest < 30 * 1024

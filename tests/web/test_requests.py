"""The requests of docs/requests, posted by real HTTP to a local server, as CONTRIBUTING.md does by curl."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from skill.config import Config
from tests.support.envelopes import INTENTS, Json, attributes, speech
from tests.web.test_doors import post, served

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "requests"


def opened(answer: Json) -> bool:
    """A first-timer is greeted, and listened to."""
    return speech(answer).startswith("<speak>Hello.") and answer["response"]["shouldEndSession"] is False


def held(answer: Json) -> bool:
    """The spot is held, and what was rolled before it is credited to the left side alone."""
    credit = attributes(answer)["credit"]
    return (
        speech(answer).startswith("<speak>Stay on that spot")
        and attributes(answer)["state"] == "hold"
        and credit["left"] > 0 == credit["right"]
    )


def paused(answer: Json) -> bool:
    """The button cuts off what is being said, and its picture is another one."""
    kinds = [each["type"] for each in answer["response"]["directives"]]
    return (
        answer["response"]["outputSpeech"]["playBehavior"] == "REPLACE_ALL"
        and attributes(answer)["state"] == "paused"
        and kinds == ["Alexa.Presentation.APL.RenderDocument"]
    )


def closed(answer: Json) -> bool:
    """Off the roller first; then the session is over."""
    return (
        speech(answer).startswith("<speak>Come off the roller.")
        and answer["response"]["shouldEndSession"] is True
    )


def silent(answer: Json) -> bool:
    """Nothing may be said to a session that has ended."""
    return bool(answer["response"] == {})


PROPER: dict[str, Callable[[Json], bool]] = {
    "launch.json": opened,
    "tender-spot.json": held,
    "touch.json": paused,
    "stop.json": closed,
    "session-ended.json": silent,
}
"""What a proper answer to each request is."""


@pytest.mark.slow
@pytest.mark.parametrize("name", PROPER)
def test_each_request_is_answered_properly(name: str) -> None:
    """By a server that has never heard of anybody.

    One that is no longer understood is copied anew from the page of `make run`, which shows them.
    """
    with served(Config(local=True)) as port:
        status, answer = post(port, (FOLDER / name).read_bytes())
    assert status == 200
    assert PROPER[name](answer), json.dumps(answer)[:600]


def test_one_after_the_other_they_are_answered_the_same() -> None:
    """In the order of the page, and then again, on one server that remembers all of them."""
    with served(Config(local=True)) as port:
        posted = [(name, *post(port, (FOLDER / name).read_bytes())) for name in (*PROPER, *PROPER)]
    assert [
        name for name, status, answer in posted[: len(PROPER)] if status != 200 or not PROPER[name](answer)
    ] == []
    assert {status for _, status, _ in posted} == {200}


def test_every_request_is_tried_and_told() -> None:
    """With its file, in the table beside the curl line."""
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    files = {path.name for path in FOLDER.iterdir()}
    assert files == PROPER.keys() == set(re.findall(r"^\| `([a-z-]+\.json)` \|", page, re.MULTILINE))
    assert re.search(r"^curl .*/alexa .*-d @docs/requests/launch\.json$", page, re.MULTILINE)


def test_what_they_say_is_in_the_model() -> None:
    """Intents and slots have names that Alexa was taught."""
    known = {each["name"]: {slot["name"] for slot in each.get("slots", ())} for each in INTENTS}
    said = [json.loads(path.read_text("utf-8"))["request"] for path in FOLDER.iterdir()]
    intents = [each["intent"] for each in said if each["type"] == "IntentRequest"]
    assert {each["name"]: {*each.get("slots", {})} for each in intents}.items() <= known.items()
    assert any(slot.get("value") for each in intents for slot in each.get("slots", {}).values())

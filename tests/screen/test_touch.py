"""Touches on the wire: they mean what their words mean, at their own second, and late ones mean nothing."""

import json
import logging
import sys
from typing import Any

import pytest

from skill.alexa.intents import TABLE
from skill.alexa.screen import FAILED, SHOWN, TOUCHED, meaning_of, moment_of, next_token
from skill.app import Skill, build_skill
from skill.coach.events import Phase
from skill.coach.profile import Profile
from skill.config import Config
from skill.hearing.recogniser import hear, load_model
from skill.memory import MemoryStore
from skill.memory.people import kept_of
from skill.screen.seen import TOUCHES
from skill.simulator.envelope import Identity, OpenSession, envelope, touch_request
from skill.simulator.screen import shown
from tests.support.envelopes import MAT, NOON, SPEAKER, Json, attributes, ended, intent, launch, speech
from tests.support.screens import WORDS

PHASES = {
    "none": Phase.START, "start": Phase.START, "again": Phase.PAUSED, "yes": Phase.PAUSED, "no": Phase.PAUSED,
    "ready": Phase.SETUP, "left": Phase.SYMMETRY, "right": Phase.SYMMETRY, "even": Phase.SYMMETRY,
    "looser": Phase.CHECK, "same": Phase.CHECK, "sore": Phase.CHECK, "done": Phase.DONE, "eased": Phase.HOLD,
    "continue": Phase.PAUSED, "over": Phase.PAUSED, "next": Phase.PAUSED, "numb": Phase.PAUSED,
}  # fmt: skip
"""Where a button is seen; any other is seen on a side."""


@pytest.fixture
def skill() -> Skill:
    """The skill, with somebody who has rolled before."""
    return build_skill(Config(), MemoryStore(kept_of(Profile(sessions=4, seconds=60))))


def touch(told: list[Any], at: int, carried: Json, token: str | None = None, **changes: Any) -> Json:
    """The envelope of a touch in the session that has these attributes."""
    request = touch_request(carried[SHOWN] if token is None else token, told)
    opened = OpenSession(new=False, attributes=dict(carried))
    return envelope(MAT, opened, {**request, **changes}, at)


def test_every_button_means_what_the_word_on_it_means() -> None:
    """The label on each button, heard by the recogniser, gives the same label and facts as its touch."""
    assert TOUCHED.keys() == TOUCHES == WORDS.buttons.keys()
    assert {name for name, _ in TOUCHED.values()} <= TABLE.keys()
    model, wrong = load_model("en-US"), []
    for name in TOUCHED:
        phase = PHASES.get(name, Phase.ROLLING)
        word, meant = hear(WORDS.buttons[name], phase, model), meaning_of(name, phase)
        side = word.slots.get("side", {}).get("id")
        if (word.label, side) != (meant.label, meant.said.side):
            wrong.append((name, word.label, side, meant))
    assert wrong == []


def test_a_touch_is_answered_as_the_word_is(skill: Skill) -> None:
    """The same speech and the same credit; but it cuts off what is being said."""
    carried = attributes(skill.handle(launch()))
    carried = attributes(skill.handle(intent("ReadyIntent", NOON + 90, carried)))
    for name in ("hurts", "pause", "tender", "other", "stop"):
        word, _ = TOUCHED[name]
        said = skill.handle(intent(word, NOON + 90 + 31, carried))
        touched = skill.handle(touch([name, 30.2], NOON + 90 + 32, carried))
        assert speech(touched) == speech(said), name
        assert attributes(touched)["credit"] == attributes(said)["credit"], name
        assert touched["response"]["outputSpeech"]["playBehavior"] == "REPLACE_ALL"
        assert "playBehavior" not in said["response"]["outputSpeech"]


def test_a_touch_counts_at_its_own_second() -> None:
    """Its request may be stamped later; one that lies further back is not believed, nor one ahead of time."""
    carried = {"sent_at": NOON}
    assert moment_of(30.7, NOON + 33, carried, 1.0) == NOON + 31
    assert moment_of(3.0, NOON + 33, carried, 1.0) == NOON + 28
    assert moment_of(99.0, NOON + 33, carried, 1.0) == NOON + 33
    assert moment_of(30.7, NOON + 33, {"sent_at": None}, 1.0) == NOON + 33


def test_a_late_or_foreign_touch_is_answered_with_nothing(skill: Skill) -> None:
    """No speech, no end, the attributes as they came; whatever is being said goes on."""
    carried = attributes(skill.handle(launch()))
    fresh = attributes(skill.handle(intent("ReadyIntent", NOON + 90, carried)))
    foreign: list[Json] = [
        touch(["pause", 3], NOON + 100, fresh, token=carried[SHOWN]),
        touch(["pause", 3], NOON + 100, fresh, token="somebody's"),  # noqa: S106
        touch(["pause", 3], NOON + 100, fresh, token=""),
        touch(["fly", 3], NOON + 100, fresh),
        touch(["pause"], NOON + 100, fresh),
        touch(["pause", -1], NOON + 100, fresh),
        touch(["pause", True], NOON + 100, fresh),
        touch(["pause", "3"], NOON + 100, fresh),
        touch([], NOON + 100, fresh),
        touch(["pause", 3], NOON + 100, fresh, arguments=None),
    ]
    for each in foreign:
        answer = skill.handle(each)
        assert answer["response"] == {}
        assert answer["sessionAttributes"] == fresh
    alone = touch(["pause", 3], NOON + 100, fresh)
    del alone["session"]
    assert skill.handle(alone)["response"] == {}


def test_each_answer_has_a_token_of_its_own(skill: Skill) -> None:
    """Also two within a second, so that a second tap of the same finger is late."""
    carried = attributes(skill.handle(launch()))
    tokens = [carried[SHOWN]]
    for _ in range(3):
        answer = skill.handle(touch(["ready", 79], NOON + 81, {**carried, SHOWN: tokens[-1]}))
        screen = shown(answer)
        assert screen is not None
        assert screen.token == attributes(answer)[SHOWN]
        tokens.append(screen.token)
    assert len(set(tokens)) == 4
    assert next_token({SHOWN: "junk"}, NOON) == f"{NOON}.1"


def conversation(who: Identity) -> list[Json]:
    """A launch, a side, a pain and a stop, each with its answer, on a device."""
    skill = build_skill(Config(), MemoryStore(kept_of(Profile(sessions=4, seconds=60))))
    opened = skill.handle(launch(NOON, who))
    ready = skill.handle(intent("ReadyIntent", NOON + 90, attributes(opened), who=who))
    hurt = skill.handle(intent("PainIntent", NOON + 120, attributes(ready), who=who))
    stopped = skill.handle(intent("AMAZON.StopIntent", NOON + 140, attributes(hurt), who=who))
    return [opened, ready, hurt, stopped]


def test_without_a_screen_an_answer_is_the_same_and_has_nothing_of_it() -> None:
    """Byte for byte; no directive, no attribute, no playBehavior, and nothing that tells of a screen."""
    for seen, told in zip(conversation(MAT), conversation(SPEAKER), strict=True):
        assert shown(seen) is not None
        del seen["response"]["directives"], seen["sessionAttributes"][SHOWN]
        assert json.dumps(seen) == json.dumps(told)
        assert "Presentation" not in json.dumps(told)


def test_without_a_screen_an_answer_is_as_it_is_without_the_code_for_screens(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Byte for byte, where none of that code can be imported; and nothing has tried to."""
    told = conversation(SPEAKER)
    for name in (
        "skill.screen.view",
        "skill.screen.data",
        "skill.screen.document",
        "skill.voice.screen_words",
    ):
        monkeypatch.setitem(sys.modules, name, None)
    assert json.dumps(conversation(SPEAKER)) == json.dumps(told)
    assert caplog.text == ""
    assert "directives" not in conversation(MAT)[0]["response"], "the code was not away"


def test_the_end_of_a_session_is_answered_with_nothing_beside_a_screen_too(skill: Skill) -> None:
    """No document may answer it."""
    carried = attributes(skill.handle(launch()))
    assert skill.handle(ended(NOON + 200, carried))["response"] == {}


def test_what_a_screen_could_not_show_is_logged_by_its_kind(
    skill: Skill, caplog: pytest.LogCaptureFixture
) -> None:
    """The type and the reason, never the message; the answer is empty."""
    carried = attributes(skill.handle(launch()))
    error = {"type": "INTERNAL", "reason": "NO_ROOM", "message": "secret words"}
    request = {"type": FAILED, "token": carried[SHOWN], "errors": [error]}
    body = envelope(MAT, OpenSession(new=False, attributes=carried), request, NOON + 5)
    with caplog.at_level(logging.ERROR):
        assert skill.handle(body)["response"] == {}
    assert "NO_ROOM" in caplog.text
    assert "secret" not in caplog.text


def test_a_screen_that_cannot_be_drawn_costs_nobody_the_voice(
    skill: Skill, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer goes out without a document, and the log tells where it broke, not the fault's own words."""
    whole = skill.handle(launch())
    monkeypatch.setattr("skill.screen.view.view", lambda *_: 1 / 0)
    answer = skill.handle(launch())
    assert speech(answer) == speech(whole)
    assert "directives" not in answer["response"]
    assert "ZeroDivisionError" in caplog.text
    assert "division by zero" not in caplog.text


def test_an_apology_takes_the_old_picture_away(skill: Skill, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a turn went wrong no clock may go on running on the screen."""
    carried = attributes(skill.handle(launch()))
    carried = attributes(skill.handle(intent("ReadyIntent", NOON + 90, carried)))
    monkeypatch.setattr("skill.turns.step", lambda *_: 1 / 0)
    answer = skill.handle(touch(["tender", 20], NOON + 111, carried))
    screen = shown(answer)
    assert screen is not None
    assert [row for row in screen.data["rows"] if row[5]] == []
    assert answer["response"]["outputSpeech"]["playBehavior"] == "REPLACE_ALL"

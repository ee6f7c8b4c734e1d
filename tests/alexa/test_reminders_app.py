"""Reminders from a spoken request to Amazon's API and back, over real HTTP: the whole way, in the skill."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from skill.app import Skill, build_skill
from skill.config import Config
from skill.hearing.ear_model import MODELS
from skill.simulator.envelope import OpenSession, envelope, intent_request
from skill.simulator.rules import check
from tests.support.amazon_services import DEVICE, TOKEN, Amazon, amazon
from tests.support.envelopes import MAT, NOON, Json, attributes, intent, put, speech

MODEL: Json = json.loads((MODELS / "en-US.json").read_text("utf-8"))
FRIDAY = {"day": {"value": "friday", "id": "friday"}, "time": {"value": "18:00"}}


@dataclass
class Mat:
    """Somebody with a speaker: what they say goes to the skill, with a token for Amazon's services."""

    amazon: Amazon
    skill: Skill = field(default_factory=lambda: build_skill(Config(store="memory:")))
    now: int = NOON
    answer: Json = field(default_factory=dict)

    def say(self, name: str, **slots: Any) -> str:
        """Say something, twenty seconds later; the first thing said opens the session."""
        kept = attributes(self.answer) if self.answer else {}
        session = OpenSession(new=not self.answer, attributes=kept)
        return self.send(envelope(MAT, session, intent_request(name, slots, MODEL), self.now))

    def back(self, status: str, kept: bool = True) -> str:
        """Alexa has asked for permission, and comes back with the answer."""
        token = self.answer["response"]["directives"][0]["token"]
        resumed = intent("AMAZON.YesIntent", self.now, attributes(self.answer) if kept else {})
        cause = {"type": "ConnectionCompleted", "token": token, "status": {"code": "200", "message": "OK"},
                 "result": {"status": status}}  # fmt: skip
        request = {key: resumed["request"][key] for key in ("requestId", "timestamp", "locale")}
        return self.send(
            put(resumed, "request", {**request, "type": "SessionResumedRequest", "cause": cause})
        )

    def send(self, request: Json) -> str:
        """Send a request; what is said to it keeps the platform's rules."""
        system = request["context"]["System"]
        system |= {"apiEndpoint": self.amazon.endpoint, "apiAccessToken": TOKEN}
        system["device"]["deviceId"] = DEVICE
        self.answer = self.skill.handle(request)
        self.now += 20
        assert check(self.answer, request) == []
        return speech(self.answer)


@pytest.fixture
def mat() -> Iterator[Mat]:
    """Somebody in New York, who has given permission."""
    with amazon(NOON) as server:
        yield Mat(server)


def test_a_reminder_is_set_by_voice(mat: Mat) -> None:
    """Asked for, agreed on, set in the speaker's own zone, and said."""
    assert "Shall I remind you every Friday at six in the evening?" in mat.say("SetReminderIntent", **FRIDAY)
    assert not mat.amazon.alerts
    assert "Done. I'll remind you every Friday at six in the evening." in mat.say("AMAZON.YesIntent")
    (body,) = mat.amazon.alerts.values()
    assert body["trigger"]["scheduledTime"] == "2026-11-27T18:00:00"
    assert body["trigger"]["timeZoneId"] == "America/New_York"


def test_the_same_yes_sent_twice_sets_one(mat: Mat) -> None:
    """A request that Alexa repeats, with the attributes that it had."""
    mat.say("SetReminderIntent", **FRIDAY)
    asked = mat.answer
    for _ in range(2):
        mat.answer = asked
        assert "Done." in mat.say("AMAZON.YesIntent")
    assert len(mat.amazon.alerts) == 1


@pytest.mark.parametrize("kept", [True, False], ids=["attributes kept", "attributes lost"])
@pytest.mark.parametrize(
    ("status", "heard"),
    [
        ("ACCEPTED", "Done. I'll remind you every Friday at six in the evening."),
        ("DENIED", "All right, no reminder."),
        ("NOT_ANSWERED", "I heard no yes to that, so nothing is set."),
    ],
)
def test_permission_is_asked_for_by_alexa_and_the_talk_goes_on(
    mat: Mat, status: str, heard: str, kept: bool
) -> None:
    """The session is suspended, neither ended nor listening; afterwards the coach asks on."""
    mat.amazon.permitted = False
    mat.say("SetReminderIntent", **FRIDAY)
    assert "For that I need your permission." in mat.say("AMAZON.YesIntent")
    response = mat.answer["response"]
    assert "shouldEndSession" not in response
    assert "reprompt" not in response
    mat.amazon.permitted = status == "ACCEPTED"
    assert heard in mat.back(status, kept)
    assert mat.answer["response"]["shouldEndSession"] is False
    assert len(mat.amazon.alerts) == (status == "ACCEPTED")


def test_they_are_told_changed_and_cancelled(mat: Mat) -> None:
    """By voice, over several requests; no token of Amazon's travels in the session."""
    mat.say("SetReminderIntent", **FRIDAY)
    mat.say("AMAZON.YesIntent")
    assert "You have one reminder." in mat.say("ListRemindersIntent")
    assert "every Friday at seven in the evening?" in mat.say("ChangeReminderIntent", time={"value": "19:00"})
    assert "From now on it's every Friday at seven in the evening." in mat.say("AMAZON.YesIntent")
    assert "Cancel the one every Friday at seven in the evening?" in mat.say("CancelReminderIntent")
    assert "alert-" not in str(attributes(mat.answer))
    assert "One reminder cancelled." in mat.say("AMAZON.YesIntent")
    assert not mat.amazon.alerts


def test_without_a_zone_that_is_said(mat: Mat) -> None:
    """And nothing is set in a zone that was guessed."""
    mat.amazon.zone = None
    mat.say("SetReminderIntent", **FRIDAY)
    assert "time zone" in mat.say("AMAZON.YesIntent")
    assert not mat.amazon.alerts


def test_without_a_token_nothing_is_claimed(mat: Mat) -> None:
    """As in a simulator that has none."""
    mat.say("SetReminderIntent", **FRIDAY)
    request = intent("AMAZON.YesIntent", mat.now, attributes(mat.answer))
    assert "Done" not in speech(mat.skill.handle(request))

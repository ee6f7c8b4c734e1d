"""What a request brings for Amazon's services, how Alexa is handed the question, and what she brings back."""

from collections.abc import Mapping
from typing import Any

import pytest
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder

from skill.alexa.amazon import AmazonServices
from skill.alexa.handlers import add_handlers
from skill.alexa.incoming import heard
from skill.alexa.serializer import SERIALIZER, read
from skill.alexa.services import Access
from skill.alexa.slots import Slot, said
from skill.coach.effects import Reminder
from skill.coach.events import Label
from skill.coach.session import Session
from skill.coach.timeline import Moment
from skill.turns import AskPermission, Heard, Spoken
from tests.support.envelopes import Json, intent, put

RESUMED: Json = {
    "type": "SessionResumedRequest",
    "requestId": "amzn1.echo-api.request.2",
    "timestamp": "2026-11-22T12:00:30Z",
    "locale": "en-US",
    "cause": {
        "type": "ConnectionCompleted",
        "token": "monday_thursday 18:00 weekly",
        "status": {"code": "200", "message": "OK"},
        "result": {"@type": "AskForPermissionsConsentResult", "@version": "2", "status": "ACCEPTED"},
    },
}
ASKED = intent("SetReminderIntent", attributes={"version": 2})


def resumed(**cause: Any) -> Heard:
    """Alexa is back from asking for permission."""
    request = {**RESUMED, "cause": {**RESUMED["cause"], **cause}}
    return heard(read(put(ASKED, "request", request)))


def facts(request: Heard) -> Mapping[str, Any]:
    """What the coach is told."""
    event = request.event(Moment(Session()), opens=False)
    assert event.label == Label.PERMISSION_ANSWERED
    return {"how": event.how, "day": event.day, "time": event.time, "frequency": event.frequency}


def access(request: Heard) -> Access | None:
    """What its calls to Amazon are made with."""
    assert isinstance(request.services, AmazonServices)
    return request.services.access


def test_a_request_brings_what_calls_need() -> None:
    """The endpoint of the person's region, and a token that no log repeats."""
    system = {
        **ASKED["context"]["System"],
        "apiEndpoint": "https://api.eu.amazonalexa.com",
        "apiAccessToken": "secret",
    }
    request = heard(read(put(ASKED, "context.System", system)))
    assert access(request) == Access("https://api.eu.amazonalexa.com", "secret")
    assert "secret" not in repr(request)


@pytest.mark.parametrize(
    "system", [{}, {"apiEndpoint": "https://api.amazonalexa.com"}, {"apiAccessToken": "x"}]
)
def test_a_request_without_them_is_taken_all_the_same(system: Json) -> None:
    """As from a simulator."""
    kept = {name: each for name, each in ASKED["context"]["System"].items() if not name.startswith("api")}
    assert access(heard(read(put(ASKED, "context.System", {**kept, **system})))) is None


def test_a_yes_to_the_permission_brings_the_reminder_back() -> None:
    """Its days and time come with Alexa's token, and not from the session's attributes."""
    assert facts(resumed()) == {
        "how": "granted",
        "day": "monday_thursday",
        "time": "18:00",
        "frequency": None,
    }
    once = facts(resumed(token="tomorrow 08:00 once"))  # noqa: S106  # no secret
    assert once == {"how": "granted", "day": "tomorrow", "time": "08:00", "frequency": "once"}


@pytest.mark.parametrize(
    ("result", "how"),
    [
        ({"status": "ACCEPTED"}, "granted"),
        ({"status": "DENIED"}, "declined"),
        ({"status": "NOT_ANSWERED"}, "unanswered"),
        ({"status": "REDIRECT_TO_APP"}, "unanswered"),
        ({"status": 7}, "unanswered"),
        ({}, "unanswered"),
        (None, "unanswered"),
        ("ACCEPTED", "unanswered"),
    ],
)
def test_only_a_yes_is_a_yes(result: Any, how: str) -> None:
    """Whatever else Alexa brings back means that nobody agreed."""
    assert facts(resumed(result=result))["how"] == how


@pytest.mark.parametrize("token", ["", "junk", None, 7, "monday 18:00", "monday 18:00 weekly; drop", ["x"]])
def test_a_token_of_another_make_brings_nothing(token: Any) -> None:
    """The coach then asks which days."""
    assert facts(resumed(token=token)) == {"how": "granted", "day": None, "time": None, "frequency": None}


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("18:00", "18:00"),
        ("MO", "morning"),
        ("AF", "afternoon"),
        ("EV", "evening"),
        ("NI", "night"),
        ("XX", None),
    ],
)
def test_amazons_parts_of_the_day_are_times(value: str, time: str | None) -> None:
    """AMAZON.TIME gives two letters for them."""
    assert said({"time": Slot(value)}).time == time


class Asking:
    """A coaching that has Alexa ask for permission."""

    def answer(self, heard: Heard) -> Spoken:
        """Say a sentence, and hand over."""
        asks = AskPermission(Reminder(days=("monday",), time="18:00"))
        return Spoken("<speak>For that.</speak>", "", False, {"version": 2}, (asks,))

    def apologise(self, heard: Heard) -> Spoken:
        """Never called."""
        raise AssertionError(heard)

    def disabled(self, user: str, at: int) -> None:
        """Never called."""
        raise AssertionError(user)


def test_the_session_is_handed_over_neither_ended_nor_listening() -> None:
    """Speech, the directive and the attributes; no reprompt, and nothing about the session's end."""
    builder = SkillBuilder()
    add_handlers(builder, Asking())
    answer = SERIALIZER.serialize(CustomSkill(builder.skill_configuration).invoke(read(ASKED), None))
    body = answer["response"]
    assert body.keys() == {"outputSpeech", "directives"}
    assert body["outputSpeech"]["ssml"] == "<speak>For that.</speak>"
    assert [each["type"] for each in body["directives"]] == ["Connections.StartConnection"]
    assert body["directives"][0]["token"] == "monday 18:00 weekly"  # noqa: S105  # no secret
    assert answer["sessionAttributes"] == {"version": 2}

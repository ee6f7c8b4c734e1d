"""The virtual device: its clock, its microphone, its requests, and what it refuses."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.serializer import read
from skill.simulator.device import ANSWER_SECONDS, START, Device, invoked
from skill.simulator.playback import Microphone
from skill.simulator.rules import BrokenRule, Rule
from tests.support.fake_skill import MODEL, FakeSkill, answer, silence

OPEN = answer(
    f"<p>Settle in.</p>{silence(20)}<p>Say ready.</p>", f"<p>No hurry.</p>{silence(30)}<p>Say ready.</p>"
)
CLOSED = answer("<p>Thanks for rolling.</p>")


def device(*answers: Any, **options: Any) -> tuple[Device, FakeSkill]:
    skill = FakeSkill(*(answers or (OPEN,)))
    return Device(skill, model=MODEL, **options), skill


# The clock and the microphone


def test_an_answer_left_alone_is_spoken_repeated_once_and_then_the_session_ends() -> None:
    """Speech, 8 s of microphone, the reprompt, 8 s of microphone, and the skill is told why it ended."""
    speaker, skill = device()
    played = speaker.launch()
    seen = [speaker.microphone(at) for at in range(int(played.over_at) + 2)]
    assert list(dict.fromkeys(seen)) == list(Microphone)
    assert seen.count(Microphone.LISTENING) == seen.count(Microphone.LISTENING_AGAIN) == 8
    speaker.play_out()
    assert skill.kinds == ["LaunchRequest", "SessionEndedRequest"]
    assert skill.requests[-1]["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"
    assert speaker.position == pytest.approx(played.over_at)
    assert speaker.session is None


def test_a_closed_session_ends_with_its_speech_and_the_skill_is_told_nothing() -> None:
    speaker, skill = device(CLOSED)
    played = speaker.launch()
    speaker.play_out()
    assert (played.over_at, skill.kinds) == (played.speech_seconds, ["LaunchRequest"])


def test_speech_starts_one_lag_after_the_request_and_the_request_leaves_at_its_second() -> None:
    speaker, skill = device(start=START + 0.75, lag=1.5)
    speaker.launch()
    assert speaker.now == START + 2.25
    speaker.say("ready", at=43.5)
    stamps = [request["request"]["timestamp"] for request in skill.requests]
    assert stamps == ["2026-11-22T12:00:00Z", "2026-11-22T12:00:45Z"]


def test_without_a_second_a_person_answers_after_the_question() -> None:
    speaker, _ = device()
    first = speaker.launch()
    speaker.say("ready")
    assert first.cut_at == pytest.approx(first.speech_seconds + ANSWER_SECONDS)


def test_a_second_that_has_passed_cannot_be_spoken_in() -> None:
    speaker, _ = device()
    speaker.launch()
    speaker.wait(10)
    with pytest.raises(ValueError, match=r"second 4 has passed: the device is at second 10\.0"):
        speaker.say("ready", at=4)


@given(at=st.floats(0, 200))
def test_whoever_breaks_in_stays_in_the_session_until_it_is_over(at: float) -> None:
    """In speech, microphone and reprompt the session goes on; after the end a word opens a new one."""
    speaker, skill = device(answer("<p>Say ready.</p>", "<p>Say ready.</p>", place="here"))
    over_at = speaker.launch().over_at
    speaker.say("ready", at)
    first, last = skill.requests[0]["session"], skill.requests[-1]["session"]
    if at < over_at:
        assert (last["sessionId"], last["new"]) == (first["sessionId"], False)
        assert last["attributes"]["place"] == "here"
    else:
        assert skill.kinds == ["LaunchRequest", "SessionEndedRequest", "IntentRequest"]
        assert last["sessionId"] != first["sessionId"]
        assert (last["new"], last["attributes"]) == (True, {})


def test_a_session_that_is_ended_tells_its_reason_and_a_dropped_one_tells_nothing() -> None:
    speaker, skill = device()
    speaker.launch()
    speaker.end("ERROR", at=5, error="ENDPOINT_TIMEOUT")
    assert skill.requests[-1]["request"]["error"]["type"] == "ENDPOINT_TIMEOUT"
    speaker.launch()
    speaker.drop(at=7)
    assert skill.kinds == ["LaunchRequest", "SessionEndedRequest", "LaunchRequest"]
    assert speaker.microphone() is Microphone.OVER
    with pytest.raises(ValueError, match="no session is open"):
        speaker.end()


def test_what_was_heard_is_cut_where_the_person_spoke() -> None:
    speaker, _ = device()
    speaker.launch()
    speaker.wait(10)
    settle, quiet = speaker.heard
    assert (settle.text, quiet.text) == ("Settle in.", "")
    assert quiet.end == pytest.approx(10)


def test_the_reprompt_is_heard_after_the_first_microphone() -> None:
    speaker, _ = device()
    played = speaker.launch()
    speaker.play_out()
    again = [piece for piece in speaker.heard if piece.in_reprompt]
    assert [piece.text for piece in again] == ["No hurry.", "", "Say ready."]
    assert again[0].start == pytest.approx(played.speech_seconds + 8)


# The requests


def test_the_skill_name_opens_the_skill_with_or_without_a_request() -> None:
    speaker, skill = device()
    speaker.say("Alexa, start psoas rolling")
    speaker.play_out()
    speaker.say("Alexa, ask psoas rolling how often")
    assert skill.kinds == ["LaunchRequest", "SessionEndedRequest", "IntentRequest"]
    assert skill.requests[-1]["request"]["intent"]["name"] == "HowOftenIntent"
    assert skill.requests[-1]["session"]["new"] is True


@pytest.mark.parametrize("text", ["start", "start rolling", "psoas rolling", "how do i open psoas rolling"])
def test_words_that_do_not_call_the_skill_are_utterances(text: str) -> None:
    assert invoked(text, "psoas rolling", "en-US") is None


def test_a_slot_is_resolved_as_the_model_says() -> None:
    speaker, skill = device()
    speaker.launch()
    speaker.intend("TenderSpotIntent", {"side": {"value": "left side", "id": "left"}})
    slot = skill.requests[-1]["request"]["intent"]["slots"]["side"]
    found = slot["resolutions"]["resolutionsPerAuthority"][0]
    assert (slot["value"], found["status"]["code"]) == ("left side", "ER_SUCCESS_MATCH")
    assert found["values"] == [{"value": {"name": "left", "id": "left"}}]
    speaker.intend("TenderSpotIntent", {"side": {"value": "banana", "id": None}})
    slot = skill.requests[-1]["request"]["intent"]["slots"]["side"]
    assert slot["resolutions"]["resolutionsPerAuthority"][0]["status"]["code"] == "ER_SUCCESS_NO_MATCH"
    speaker.intend("TenderSpotIntent")
    slots = skill.requests[-1]["request"]["intent"]["slots"]
    assert slots == {"side": {"name": "side", "confirmationStatus": "NONE"}}


def test_an_intent_or_a_slot_that_the_model_does_not_have_is_refused() -> None:
    speaker, _ = device()
    with pytest.raises(ValueError, match="no intent SquatIntent"):
        speaker.intend("SquatIntent")
    with pytest.raises(ValueError, match=r"no slot \['depth'\]"):
        speaker.intend("TenderSpotIntent", {"depth": {"value": "deep"}})


@pytest.mark.parametrize("interfaces", [(), ("AudioPlayer",), ("Alexa.Presentation.APL",)])
def test_every_envelope_is_one_that_the_sdk_reads_whole(interfaces: tuple[str, ...]) -> None:
    speaker, skill = device(interfaces=interfaces)
    speaker.launch()
    speaker.say("tender spot left", at=12)
    speaker.end("USER_INITIATED", at=3)
    for request in skill.requests:
        envelope: Any = read(json.dumps(request))
        assert envelope.context.system.device.device_id == speaker.identity.device
        assert envelope.request.request_id == request["request"]["requestId"]
        assert (envelope.context.viewport is None) == ("Viewport" not in request["context"])
        assert ("Viewport" in request["context"]) == ("Alexa.Presentation.APL" in interfaces)


# The rules


def test_an_answer_that_breaks_a_rule_is_refused_by_name_and_ends_the_session() -> None:
    speaker, _ = device(answer("<p>Bye.</p>", "<p>Say ready.</p>"))
    with pytest.raises(BrokenRule, match="open_without_question") as caught:
        speaker.launch()
    assert [broken.rule for broken in caught.value.broken] == [Rule.OPEN_WITHOUT_QUESTION]
    assert speaker.session is None


@pytest.mark.parametrize(
    "response", [None, {}, [], {"version": "1.0"}, {"version": "1.0", "response": {"x": {1}}}]
)
def test_an_answer_that_is_no_response_is_refused(response: Any) -> None:
    speaker, _ = device(response)
    with pytest.raises(BrokenRule, match="malformed_response"):
        speaker.launch()


@pytest.mark.parametrize("pace", [0.84, 1.2])
def test_a_pace_that_no_voice_has_is_refused(pace: float) -> None:
    with pytest.raises(ValueError, match=r"choose one from 0\.85"):
        device(pace=pace)

"""One request at a time through the whole skill: what is answered, and what is carried along."""

import json
from dataclasses import replace

import pytest

from skill.alexa.serializer import MalformedRequest, read
from skill.app import Skill, build_skill
from skill.channel import ALEXA
from skill.coach.profile import Profile
from skill.coach.session import VERSION
from skill.config import Config, usual_store
from skill.memory import MemoryStore, UnknownStore
from skill.memory.people import kept_of
from skill.voice.script import load
from tests.support.envelopes import MAT, NOON, SPEAKER, attributes, intent, launch, put, rolling, speech


@pytest.fixture
def skill() -> Skill:
    """The skill, with a memory that takes a stranger for somebody who has rolled before."""
    return build_skill(Config(), MemoryStore(kept_of(Profile(sessions=4, seconds=60))))


def test_a_launch_is_answered_and_listens(skill: Skill) -> None:
    """Speech, a question, a reprompt, an open session, and nothing that a plain speaker lacks."""
    response = skill.handle(launch(who=SPEAKER))["response"]
    assert response["outputSpeech"]["type"] == "SSML"
    assert response["reprompt"]["outputSpeech"]["ssml"].startswith("<speak>")
    assert response["shouldEndSession"] is False
    assert set(response) == {"outputSpeech", "reprompt", "shouldEndSession"}


def test_the_documented_attributes_are_there(skill: Skill) -> None:
    """The page and tests read `state`, `credit` and `version`."""
    carried = attributes(skill.handle(launch()))
    assert isinstance(carried["state"], str)
    assert carried["credit"] == {"left": 0, "right": 0}
    assert carried["version"] == VERSION


def test_a_stop_is_said_and_closes(skill: Skill) -> None:
    """No microphone and no reprompt after it."""
    response = skill.handle(intent("AMAZON.StopIntent", NOON + 100, rolling(skill)))["response"]
    assert response["shouldEndSession"] is True
    assert "outputSpeech" in response
    assert "reprompt" not in response


def test_an_intent_can_open_a_session(skill: Skill) -> None:
    """Somebody who asks by name is answered, and may go on from there."""
    response = skill.handle(intent("HowOftenIntent"))["response"]
    assert load("en-US").words("answer_how_often", 0, {}) in response["outputSpeech"]["ssml"]
    assert response["shouldEndSession"] is False


@pytest.mark.parametrize(
    "kind", ["Alexa.Hologram.Touched", "AudioPlayer.PlaybackStarted", "Connections.Response"]
)
def test_any_other_request_is_met_with_silence(skill: Skill, kind: str) -> None:
    """Known to Amazon or to nobody: an empty response, and the session stays as it is."""
    carried = rolling(skill)
    request = put(intent("ReadyIntent", NOON + 90, carried), "request.type", kind)
    answer = skill.handle(request)
    assert answer["response"] == {}
    assert attributes(answer) == carried


def test_a_request_out_of_session_is_met_with_silence(skill: Skill) -> None:
    """Skill events carry no session at all."""
    request = put(launch(), "request.type", "AlexaSkillEvent.SkillEnabled")
    del request["session"]
    assert skill.handle(request)["response"] == {}


@pytest.mark.parametrize("locale", [None, "xx-XX"])
def test_without_a_script_of_its_own_a_locale_hears_english(locale: str | None) -> None:
    """As does a request that names no locale."""
    other, english = (build_skill(Config(), MemoryStore()) for _ in range(2))
    assert speech(other.handle(put(launch(), "request.locale", locale))) == speech(english.handle(launch()))


def test_attributes_stay_small_through_a_long_session(skill: Skill) -> None:
    """An hour of talk does not make them grow past what travels easily."""
    carried, at, sizes = attributes(skill.handle(launch())), NOON, []
    words = ["ReadyIntent", "TenderSpotIntent", "EasedIntent", "WhatIsPsoasIntent", "SwitchSidesIntent"]
    words += [
        "MoreTimeIntent",
        "PainIntent",
        "AMAZON.ResumeIntent",
        "AMAZON.StartOverIntent",
        "HowOftenIntent",
    ]
    for turn in range(200):
        at += 25
        answer = skill.handle(intent(words[turn % len(words)], at, carried))
        carried = attributes(answer)
        sizes.append(len(json.dumps(carried)))
    assert max(sizes) < ALEXA.attribute_bytes


def test_a_request_for_another_skill_is_refused() -> None:
    """Where PSOAS_SKILL_ID is set, only that skill's requests are answered, whichever way they come in."""
    mine = build_skill(Config(skill_id=MAT.skill), MemoryStore())
    assert speech(mine.handle(launch()))
    for request, reason in (
        (put(launch(), "context.System.application.applicationId", "other"), "another skill"),
        (put(launch(), "context", {}), "names no skill"),
    ):
        with pytest.raises(MalformedRequest, match=reason):
            mine.handle(request)
        with pytest.raises(MalformedRequest, match=reason):
            mine.invoke(read(request))


def test_a_test_event_without_a_context_is_told_what_it_lacks() -> None:
    """The right id stands in its session, so "for another skill" would send whoever tries it astray."""
    mine = build_skill(Config(skill_id=MAT.skill), MemoryStore())
    event = {name: value for name, value in launch().items() if name != "context"}
    assert event["session"]["application"]["applicationId"] == MAT.skill
    with pytest.raises(MalformedRequest, match=r"context\.System\.application\.applicationId") as refusal:
        mine.handle(event)
    assert "another skill" not in str(refusal.value)


def test_the_environment_names_the_skill_and_the_store() -> None:
    """What is not set, or empty, has its default."""
    assert Config.from_environment(environ={}) == Config(store=usual_store(), make_folder=True)
    named = {"PSOAS_SKILL_ID": "amzn1.ask.skill.1", "PSOAS_STORE": "sqlite:///people.db"}
    config = Config.from_environment(environ=named)
    assert config == Config(skill_id="amzn1.ask.skill.1", store="sqlite:///people.db")
    assert not config.make_folder, "a folder that somebody typed is not made"
    with pytest.raises(UnknownStore):
        build_skill(replace(config, store="paper:"))

"""A conversation without Alexa: what is heard is made by hand, and what is said is looked at."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model.interfaces.alexa.presentation.apl.render_document_directive import RenderDocumentDirective

from skill.alexa import handlers
from skill.alexa.handlers import add_handlers
from skill.alexa.serializer import SERIALIZER, read
from skill.app import build_skill
from skill.channel import ALEXA
from skill.coach.effects import Reminder
from skill.coach.events import Label, Phase
from skill.coach.profile import Profile
from skill.config import Config
from skill.memory import MemoryStore
from skill.memory.people import kept_of
from skill.turns import AskPermission, Heard, Spoken, SpokenEffect
from tests.support.envelopes import SPEAKER, Json, attributes, intent, launch
from tests.support.hearing import KITCHEN, NOON, Hearing, Outside, Word

TALK = (
    ("launch", "", 0),
    ("ready", "ReadyIntent", 70),
    ("time_left", "TimeLeftIntent", 40),
    ("tender_spot", "TenderSpotIntent", 20),
    ("pause", "AMAZON.PauseIntent", 15),
    ("resume", "AMAZON.ResumeIntent", 10),
    ("what_is_psoas", "WhatIsPsoasIntent", 20),
    ("stop", "AMAZON.StopIntent", 15),
)
"""What somebody says, as a label and as Alexa's intent, each so many seconds after the one before."""


def knows_the_way() -> MemoryStore:
    """A store that takes a stranger for somebody who has rolled before."""
    return MemoryStore(kept_of(Profile(sessions=4, seconds=60)))


def test_a_conversation_needs_no_platform() -> None:
    """It asks until it closes, travels as JSON, and is kept of the person who was heard."""
    mat = Hearing(knows_the_way())
    spoken = [mat.say(label, after) for label, _, after in TALK]
    assert [each.closes for each in spoken] == [False] * (len(TALK) - 1) + [True]
    assert all(each.speech.startswith("<speak>") for each in spoken)
    assert all(each.reprompt.startswith("<speak>") for each in spoken[:-1])
    assert all(each.effects == () and not each.hands_over for each in spoken)
    assert all(json.loads(json.dumps(each.attributes)) == each.attributes for each in spoken)
    (kept,) = mat.store.history(KITCHEN)
    assert kept.left > 0


def test_it_is_said_word_for_word_as_alexa_says_it() -> None:
    """Through requests and responses of Alexa's the same conversation is the same."""
    mat, skill, at = Hearing(knows_the_way()), build_skill(Config(), knows_the_way()), NOON
    carried: Json = {}
    for label, name, after in TALK:
        at += after
        answer = skill.handle(intent(name, at, carried, who=SPEAKER) if name else launch(at, SPEAKER))
        mat.outside.zone_name = None  # a simulated device has no zone either
        spoken, carried = mat.say(label, after), attributes(answer)
        assert spoken.speech == answer["response"]["outputSpeech"]["ssml"]
        again = answer["response"].get("reprompt", {}).get("outputSpeech", {}).get("ssml", "")
        assert again == ("" if spoken.closes else spoken.reprompt)
        assert spoken.attributes == carried


def test_a_late_word_is_taken_for_the_answer_to_the_question_that_is_open() -> None:
    """A moment after the microphone has closed it means what answers the question, else what it means now."""
    mat = Hearing(knows_the_way())
    mat.say("launch")
    mat.say("ready", 70)
    assert mat.session.speech.marks[-1].name == "ask_tighter"
    mat.now += round(ALEXA.start_lag + mat.session.speech.seconds + ALEXA.listening_seconds + 5)
    answer, other = Word(Label.BOTH_SAME), Word(Label.TIME_LEFT)

    def said(meanings: Mapping[Phase, Word]) -> str:
        return mat.coaching.answer(mat.heard(lambda phase: meanings.get(phase, other))).speech

    both, neither = said(dict.fromkeys(Phase, answer)), said({})
    assert both != neither
    assert said({Phase.SYMMETRY: answer}) == both
    assert said({Phase.SYMMETRY: other}) == neither


def test_the_services_are_asked_only_for_what_is_needed() -> None:
    """The zone when a session opens, which then is known; an effect when there is one."""
    mat = Hearing(knows_the_way())
    for label, _, after in TALK[:4]:
        mat.say(label, after)
    assert mat.outside.asked == ["zone"]
    later = Hearing(knows_the_way())
    later.say("set_reminder", day="monday", time="18:00")
    assert later.outside.asked == ["zone"]
    later.say("yes")
    assert later.outside.asked == ["zone", "set_reminder in Europe/Berlin"]


def test_without_permission_the_platform_is_handed_the_question() -> None:
    """The effect names the reminder; nobody is asked meanwhile, and the session goes on afterwards."""
    mat = Hearing(knows_the_way(), Outside("no_permission"))
    mat.say("set_reminder", day="monday", time="18:00")
    spoken = mat.say("yes")
    assert spoken.effects == (AskPermission(Reminder(days=("monday",), time="18:00")),)
    assert (spoken.hands_over, spoken.closes, spoken.reprompt) == (True, False, "")
    mat.outside.result = "done"
    told = {"how": "granted", "day": "monday", "time": "18:00"}
    spoken = mat.say("permission_answered", 20, **told)
    assert spoken.effects == ()
    assert spoken.reprompt


def test_an_apology_keeps_what_the_platform_carries() -> None:
    """The attributes stay as they came, and who asked to stop is let go."""
    mat = Hearing(knows_the_way())
    came = mat.say("launch").attributes
    word = Word(Label.READY)
    sorry = mat.coaching.apologise(mat.heard(lambda phase: word, carried={"voice": "anna"}))
    assert sorry.attributes == {**came, "halted_at": mat.now, "voice": "anna"}
    assert not sorry.closes
    assert mat.coaching.apologise(mat.heard(lambda phase: word, stops=True)).closes


@dataclass(frozen=True)
class Show:
    """An effect that only shows something."""

    hands_over: ClassVar[bool] = False


@dataclass(frozen=True)
class Answers:
    """A coaching that gives one answer to everything."""

    spoken: Spoken

    def answer(self, heard: Heard) -> Spoken:
        """The answer."""
        return self.spoken

    def apologise(self, heard: Heard) -> Spoken:
        """Never called."""
        raise AssertionError(heard)

    def disabled(self, user: str, at: int) -> None:
        """Never called."""
        raise AssertionError(user, at)


def responded(closes: bool, *effects: SpokenEffect) -> Mapping[str, Any]:
    """The response that Alexa gets for an answer with these effects."""
    builder = SkillBuilder()
    spoken = Spoken("<speak>So.</speak>", "<speak>Well?</speak>", closes, {"version": 2}, effects)
    add_handlers(builder, Answers(spoken))
    answer = SERIALIZER.serialize(CustomSkill(builder.skill_configuration).invoke(read(launch()), None))
    body: Json = answer["response"]
    return body


def test_what_an_answer_does_beside_its_speech_decides_nothing_about_asking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody is asked, or let go, as the answer says; only a dialog leaves both out."""
    table = {**handlers.DIRECTIVES, Show: lambda effect: RenderDocumentDirective()}
    monkeypatch.setattr(handlers, "DIRECTIVES", table)
    permission = AskPermission(Reminder(days=("monday",), time="18:00"))
    shown, asked = "Alexa.Presentation.APL.RenderDocument", "Connections.StartConnection"
    asks, ends, waits = (False, True), (True, False), (None, False)
    rows: tuple[tuple[bool, tuple[SpokenEffect, ...], tuple[bool | None, bool], list[str]], ...] = (
        (False, (), asks, []),
        (False, (Show(),), asks, [shown]),
        (False, (Show(), Show()), asks, [shown, shown]),
        (True, (), ends, []),
        (True, (Show(),), ends, [shown]),
        (False, (permission,), waits, [asked]),
        (False, (Show(), permission), waits, [shown, asked]),
    )
    wrong = []
    for closes, effects, expected, directives in rows:
        body = responded(closes, *effects)
        found = (body.get("shouldEndSession"), "reprompt" in body)
        if (found, [each["type"] for each in body.get("directives", [])]) != (expected, directives):
            wrong.append((closes, effects, body))
    assert wrong == []

"""Scenes and saved conversations are transcripts, and a transcript is a test."""

import re

import pytest

from skill.simulator.conversation import Conversation
from skill.simulator.device import Device
from skill.simulator.picture import picture_of
from skill.simulator.scenes import Scene, scenes
from skill.simulator.transcript import Differs, run
from tests.support.speaker import MODEL, speaker_for


@pytest.mark.parametrize("scene", scenes(), ids=lambda scene: scene.name)
def test_every_scene_runs_as_a_test(scene: Scene) -> None:
    """It is a transcript with what is answered; and what it says about itself fits a button and a line."""
    run(scene.transcript, speaker_for)
    assert len(scene.title) < 20
    assert scene.about.endswith(".")


@pytest.mark.parametrize("scene", scenes(), ids=lambda scene: scene.name)
def test_what_is_saved_runs_as_a_test(scene: Scene) -> None:
    """A saved conversation says what was answered, so that a change is noticed."""
    saved = Conversation(scene.transcript).transcript()
    run(saved, speaker_for)
    assert Conversation(saved).transcript() == saved
    with pytest.raises(Differs):
        run(re.sub("state (setup|welcome)", "state rest", saved), speaker_for)


@pytest.mark.parametrize(
    "words", ["ready # no", "(launch)", "a\nU: (drop)", "U: ready", "<b>ready</b>", "A: x"]
)
def test_whatever_is_said_is_saved_as_something_said(words: str) -> None:
    """No words turn into a line, an action or a comment of the transcript that is saved."""
    conversation = Conversation("U: (launch)")
    conversation.say(words)
    saved = conversation.transcript()
    run(saved, speaker_for)
    assert len(Conversation(saved).steps) == 2


def test_a_broken_rule_is_named_and_the_page_is_told() -> None:
    """The answer is refused, as a speaker would; the rule has its message, every other one has none."""
    body = {"outputSpeech": {"type": "PlainText", "text": "Bye."}, "shouldEndSession": False}
    silent = {"version": "1.0", "response": body}
    conversation = Conversation("U: (launch)", lambda options: Device(lambda request: silent, model=MODEL))
    told = picture_of(conversation.steps[0])
    broken = {row["rule"] for row in told["rules"] if row["broken"]}
    assert broken == {"open_without_question", "open_without_reprompt"}
    assert told["answer"] is None

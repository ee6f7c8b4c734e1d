"""Every word, in every state and at every moment, has an answer that keeps the rules."""

import json
from itertools import pairwise

import pytest

from skill.coach import routine
from skill.coach.acts import Say, Silence
from skill.coach.events import Label
from skill.coach.session import CAP, Session
from skill.coach.states import State
from skill.coach.tables import ANYWHERE, TABLE
from skill.coach.turn import Turn
from tests.support.coached import Coached, everywhere, first_words

PRESSURE_OFF = ("pain_too_much", "pain_sharp", "numb_tingling", "red_flag", "stop")
STANDING = {State.LAUNCH, State.WELCOME, State.SAFETY, State.CHECK, State.CLOSE, State.CLOSED}
SLOW = 1 / routine.SLOWEST - 1
LARGEST = 4096
"""Bytes of session attributes."""


def check(turn: Turn) -> None:
    """What holds of every turn."""
    session, reply = turn.session, turn.reply
    if not reply.closes:
        assert session.speech.marks[-1].name.startswith("ask_")
        assert session.reprompt.marks[-1].name.startswith("ask_")
        assert sum(mark.name.startswith("ask_") for mark in session.speech.marks) <= 2
    assert session.speech.seconds <= routine.RESPONSE_BUDGET + 1
    assert session.speech.seconds + SLOW * session.speech.words <= routine.SLOW_BUDGET + 1
    assert session.reprompt.seconds <= 80
    for items in (reply.speech, reply.reprompt):
        assert not any(isinstance(a, Silence) and isinstance(b, Silence) for a, b in pairwise(items))
    for side in session.credit:
        assert session.credit[side] <= CAP
    attributes = json.loads(json.dumps(session.to_attributes()))
    assert len(json.dumps(attributes)) < LARGEST
    assert Session.from_attributes(attributes) is not None


def test_every_label_has_an_answer_anywhere() -> None:
    """No label can be without a reaction, whatever the state."""
    assert set(ANYWHERE) == set(Label)
    assert set(TABLE) == set(State)


def test_the_journeys_pass_through_every_state() -> None:
    """The moments that these tests try lie in every state there is."""
    seen = {coached.moment(at).session.state for coached, at in everywhere(3.0)}
    assert seen == set(State) - {State.CLOSED}


def answered(label: Label, every: float) -> None:
    """Say a label at every so many seconds of every block, and a word more after it."""
    for number, (coached, at) in enumerate(everywhere(every)):
        said = coached.fork()
        turn = said.say(label, after=at, **({"side": "right", "seconds": 20} if number % 2 else {}))
        check(turn)
        if not turn.reply.closes:
            check(said.say("resume", after=7))


@pytest.mark.parametrize("label", list(Label))
def test_every_word_is_answered(label: Label) -> None:
    """Every label, at every twentieth second of every block, gets a reply that keeps the rules."""
    answered(label, 20.0)


@pytest.mark.slow
@pytest.mark.parametrize("label", list(Label))
def test_every_word_is_answered_at_every_moment(label: Label) -> None:
    """Every label, at every fifth second of every block, gets a reply that keeps the rules."""
    answered(label, 5.0)


@pytest.mark.parametrize("label", PRESSURE_OFF)
def test_pressure_comes_off_in_the_first_sentence(label: str) -> None:
    """Wherever the roller may be under the person, the first words take it away; nothing is rolled after."""
    for coached, at in everywhere(11.0):
        here = coached.moment(at)
        for facts in ({}, {"side": "right"}, {"sign": "chest"}, {"sign": "pulse"}, {"topic": "gave"}):
            said = coached.fork()
            turn = said.say(label, after=at, **facts)
            if here.heard(Label(label)).state not in STANDING:
                assert first_words(turn).startswith("Come off the roller"), (here.session.state, facts)
            assert not {"roll", "hold", "extra", "setup"} & {mark.name for mark in turn.session.speech.marks}


@pytest.mark.parametrize(
    ("label", "seconds"), [("pain_too_much", 6), ("pain_sharp", 6), ("numb_tingling", 10)]
)
def test_nothing_is_asked_until_they_have_had_time_to_move(label: str, seconds: float) -> None:
    """Between the cue to come off and the choice there are six seconds of silence, ten when it is numb."""
    for coached, at in everywhere(7.0):
        turn = coached.fork().say(label, after=at)
        if not turn.reply.closes:
            first, second, *_ = turn.reply.speech
            assert isinstance(first, Say)
            assert isinstance(second, Silence)
            assert second.seconds >= seconds


def test_a_stopped_side_is_not_started_again() -> None:
    """After sharp pain no word of the session rolls that side again."""
    for label in Label:
        said = Coached()
        for each in ("launch", "ready", "ready"):
            said.say(each)
        said.say("pain_sharp", after=40)
        turn = said.say(label, side="left", seconds=60)
        if turn.session.credit["left"]:
            rolled = [mark for mark in turn.session.speech.marks if mark.name in ("roll", "extra", "hold")]
            assert all(mark.side == "right" for mark in rolled), label

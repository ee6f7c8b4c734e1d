"""Every word, at every place, in every aside and at every moment, has an answer that keeps the rules."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import pytest

from skill.channel import ALEXA
from skill.coach.acts import Say, Silence
from skill.coach.events import Label
from skill.coach.machine import ANYWHERE, ASIDES, AT, CONFIRMS, RESULTS, SIDE_QUESTIONS
from skill.coach.places import CLOCKS, MARKS, Aside, Place
from skill.coach.questions import CONFIRM
from skill.coach.session import CAP, Session
from skill.coach.turn import Turn
from tests.support.coached import Coached, everywhere, first_words, names

PRESSURE_OFF: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("pain_too_much", {}),
    ("pain_too_much", {"side": "right"}),
    ("pain_sharp", {}),
    ("pain_sharp", {"topic": "gave"}),
    ("numb_tingling", {}),
    ("numb_tingling", {"topic": "unclear"}),
    *(("red_flag", {"sign": sign}) for sign in ("chest", "faint", "pulse", "swelling")),
    *(("health_condition", facts) for facts in ({}, {"topic": "back"}, {"topic": "question"})),
    ("stop", {}),
)
"""Words of pain, signs, conditions and stop, with what is said beside them."""
OFF = re.compile(r"Come off the roller|Push up off the roller|Stay off the roller")
REPROMPT = 80
"""Seconds of a reprompt at most."""


def check(turn: Turn) -> None:
    """What holds of every turn."""
    session, reply = turn.session, turn.reply
    if not reply.closes:
        assert session.speech.marks[-1].name.startswith("ask_")
        assert session.reprompt.marks[-1].name.startswith("ask_")
        assert sum(mark.name.startswith("ask_") for mark in session.speech.marks) <= 2
    assert session.speech.seconds <= ALEXA.budget + 1
    slower = (1 / ALEXA.slowest - 1) * session.speech.words
    assert session.speech.seconds + slower <= ALEXA.slow_budget + 1
    assert session.reprompt.seconds <= REPROMPT
    for items in (reply.speech, reply.reprompt):
        assert not any(isinstance(a, Silence) and isinstance(b, Silence) for a, b in pairwise(items))
    for side in session.credit:
        assert session.credit[side] <= CAP
    attributes = json.loads(json.dumps(session.to_attributes()))
    assert len(json.dumps(attributes)) < ALEXA.attribute_bytes
    assert Session.from_attributes(attributes) is not None


def test_every_label_has_an_answer_anywhere() -> None:
    """No label can be without a reaction, whatever the place, and no question without its answers."""
    assert set(ANYWHERE) == set(Label)
    assert set(AT) == set(Place)
    assert set(ASIDES) == set(Aside)
    assert set(CONFIRMS) == set(CONFIRM)
    assert set(RESULTS) >= {
        "forget",
        "set_reminder",
        "list_reminders",
        "change_reminder",
        "cancel_reminders",
    }
    assert all(SIDE_QUESTIONS.values())


def test_the_journeys_pass_through_every_place_and_aside() -> None:
    """The moments that these tests try lie at every place, in every aside, and in every question in it."""
    seen = [coached.moment(at).session for coached, at in everywhere(3.0)]
    assert {session.place for session in seen} == set(Place) - {Place.CLOSED}
    assert {session.aside for session in seen} == {None, *Aside}
    assert {session.pending[0] for session in seen if session.pending} == set(CONFIRMS)


def faults_of(label: Label, moments: Iterable[tuple[Coached, float]]) -> Iterator[str]:
    """Say a label at each of these moments, and a word more after it: what breaks a rule."""
    for number, (coached, at) in enumerate(moments):
        facts: dict[str, Any] = {"side": "right", "seconds": 20} if number % 2 else {}
        said = coached.fork()
        try:
            turn = said.say(label, after=at, **facts)
            check(turn)
            if not turn.reply.closes:
                check(said.say("resume", after=7))
        except Exception as fault:  # whatever goes wrong is listed
            here = coached.moment(at).session
            yield f"{label} at {at:.0f} s ({here.place}, {here.aside}, {here.pending}), {facts}: {fault!r}"


@pytest.mark.slow
def test_every_word_is_answered() -> None:
    """Every label, at about every fortieth second of every block, each label at seconds of its own."""
    moments, share = list(everywhere(8.0)), 5
    found = [faults_of(label, moments[number % share :: share]) for number, label in enumerate(Label)]
    assert [fault for faults in found for fault in faults] == []


@pytest.mark.long
def test_every_word_is_answered_at_every_moment() -> None:
    """Every label, at every fifth second of every block, gets a reply that keeps the rules."""
    moments = list(everywhere(5.0))
    assert [fault for label in Label for fault in faults_of(label, moments)] == []


def test_pressure_comes_off_in_the_first_sentence() -> None:
    """Wherever the roller may be under the person, the first words take it away; nothing is rolled after.

    Somebody who stands and tells of a dull back is answered, and the welcome goes on (safety rules).
    """
    wrong, tried = [], 0
    for label, facts in PRESSURE_OFF:
        for coached, at in everywhere(17.0):
            here = coached.moment(at).heard(Label(label)).session
            turn = coached.fork().say(label, after=at, **facts)
            tried += here.lies
            off = OFF.match(first_words(turn)) or not here.lies
            # A stiff back, told by somebody who stands, is answered, and the routine goes on.
            rolls = (here.lies or facts != {"topic": "back"}) and {*CLOCKS, "setup"} & {*names(turn)}
            if not off or rolls:
                wrong.append((label, at, here.place, here.aside, facts, first_words(turn)))
    assert tried
    assert wrong == []


def test_pain_in_an_aside_is_answered_as_pain() -> None:
    """In a pause, a choice or an alarm the roller may be under them after all: the same first words."""
    wrong = []
    for label in ("pain_too_much", "pain_sharp", "numb_tingling", "red_flag"):
        for coached, at in everywhere(17.0):
            here = coached.moment(at).heard(Label(label)).session
            if here.aside is None or here.place.upright or here.place.over:
                continue
            turn = coached.fork().say(label, after=at)
            if not OFF.match(first_words(turn)):
                wrong.append((label, at, here.place, here.aside, here.pending, first_words(turn)))
    assert wrong == []


def test_nothing_is_asked_until_they_have_had_time_to_move() -> None:
    """Between the cue to come off and the choice there are six seconds of silence, ten when it is numb."""
    wrong = []
    for label, seconds in (("pain_too_much", 6), ("pain_sharp", 6), ("numb_tingling", 10)):
        for coached, at in everywhere(7.0):
            turn = coached.fork().say(label, after=at)
            if not turn.reply.closes:
                first, second, *_ = turn.reply.speech
                if not (isinstance(first, Say) and isinstance(second, Silence) and second.seconds >= seconds):
                    here = coached.moment(at).session
                    wrong.append((label, at, here.place, here.aside, here.pending))
    assert wrong == []


def test_a_stopped_side_is_not_started_again() -> None:
    """After sharp pain no word of the session rolls that side again."""
    on_it = {name for name, traits in MARKS.items() if traits.clock or traits.turns}
    for label in Label:
        said = Coached()
        for each in ("launch", "none_of_that", "ready", "ready"):
            said.say(each)
        said.say("pain_sharp", after=40)
        assert said.session.stopped == ("left",)
        turn = said.say(label, side="left", seconds=60)
        marks = [mark for mark in turn.session.speech.marks if mark.name in on_it]
        assert all(mark.side == "right" for mark in marks), label

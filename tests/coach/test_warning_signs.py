"""Warning signs: an emergency closes, and somebody unwell, or with a condition, stays heard."""

from dataclasses import replace
from typing import Any

from skill.coach.places import Aside, Place
from skill.coach.profile import Profile
from tests.support.alarmed import EMERGENCIES, UNWELL, alarms, in_alarm
from tests.support.coached import Coached, phrases
from tests.support.somewhere import (
    LATER,
    everywhere,
    launched,
    puts_on,
    rolling,
    said,
)


def test_an_emergency_is_told_whom_to_call_and_closes_everywhere() -> None:
    """Nothing of ours stands between a person and a call, wherever they are and whatever is open."""
    found: list[Any] = []
    for where, here in everywhere().items():
        for sign in EMERGENCIES:
            turn = here.say("red_flag", sign=sign)
            helps = "or have someone call" in said(turn)
            if not (turn.reply.closes and turn.person.locked and helps) or puts_on(turn):
                found.append((where, sign, phrases(turn)))
    assert not found


def test_an_emergency_closes_in_a_side_question_too() -> None:
    """A question about a reminder, or about being forgotten, does not keep a sign from being heard."""
    found: list[Any] = []
    for question in ("forget_me", "set_reminder"):
        for sign in (*EMERGENCIES, *UNWELL):
            here = everywhere()["close"].hears(question)
            turn = here.then("red_flag", sign=sign)
            if not turn.person.locked or turn.reply.closes != (sign in EMERGENCIES):
                found.append((question, sign))
    assert not found


def test_the_first_words_of_an_emergency_take_the_roller_away() -> None:
    """Whoever may lie on it hears that before anything else."""
    found = [
        (where, sign)
        for where, here in everywhere().items()
        if here.session.lies
        for sign in (*EMERGENCIES, *UNWELL)
        if not said(here.say("red_flag", sign=sign)).startswith("Come off the roller")
    ]
    assert not found


def test_after_an_emergency_the_next_launch_bars_the_way() -> None:
    """The way back is the next launch, and its words are these."""
    coached = rolling().hears("red_flag", sign="chest").coached
    turn = coached.say("launch")
    assert said(turn).startswith("I stopped for your safety.")
    assert "If I misheard you, say misheard." in said(turn)
    assert "not today" in said(turn).lower()
    assert in_alarm(turn)


def test_somebody_unwell_is_in_an_open_alarm_everywhere() -> None:
    """Faint, sick, belly, fever, a severe back: its words, nobody on the roller, and the microphone open."""
    found: list[Any] = []
    for where, here in everywhere().items():
        for sign in UNWELL:
            turn = here.say("red_flag", sign=sign)
            if not in_alarm(turn) or not said(turn).startswith("Come off the roller"):
                found.append((where, sign, phrases(turn), turn.session.state))
    assert not found


def test_a_condition_while_rolling_is_an_alarm() -> None:
    """A condition that is told on the roller, or after a side, stops the rolling and stays open."""
    found: list[Any] = []
    for where in ("setup", "settled", "breathing", "rolling", "hold", "change_over", "right", "extra"):
        turn = everywhere()[where].say("health_condition")
        if not in_alarm(turn) or not said(turn).startswith("Come off the roller"):
            found.append((where, phrases(turn), turn.session.state))
    assert not found


def test_a_pulse_ends_the_side() -> None:
    """A beat under the roller ends the side, and the other one may go on."""
    turn = rolling().say("red_flag", sign="pulse")
    assert "left" in turn.session.stopped
    assert turn.session.aside == Aside.CHOICE
    assert not puts_on(turn)


def test_the_reprompt_of_an_alarm_says_the_words_again_and_is_short() -> None:
    """Somebody who is unwell hears once more what to do, and nothing else."""
    found: list[Any] = []
    for how, here in alarms():
        turn = here.coached.turn
        assert turn is not None
        again = phrases(turn, reprompt=True)
        if "stop_unwell" not in again and "condition_rolling" not in again:
            found.append((how, again))
        if turn.session.reprompt.seconds > 25:
            found.append((how, turn.session.reprompt.seconds))
    assert not found


def test_after_an_alarm_the_list_is_due_at_the_next_session() -> None:
    """The alarm itself makes the list due, and so does a condition."""
    for label, facts in (
        ("red_flag", {"sign": "faint"}),
        ("red_flag", {"sign": "chest"}),
        ("health_condition", {}),
    ):
        turn = rolling().say(label, **facts)
        assert turn.person.safety_due, (label, facts)
    beginner = launched(Profile(), "none_of_that", "ready", "ready")
    beginner.say("pause", after=30)
    dropped = Coached(Profile(safety_due=True, left_off=beginner.session), now=beginner.now + 13 * 3600)
    dropped.say("launch")
    taken_up = dropped.say("resume")
    assert {"safety_no", "safety_same", "safety_ask", "safety_more"} <= {*phrases(taken_up)}
    assert not puts_on(taken_up)
    again = launched(replace(LATER, safety_due=True))
    assert again.turn is not None
    assert "safety_no" in phrases(again.turn)
    assert again.session.place in (Place.WELCOME, Place.SAFETY)

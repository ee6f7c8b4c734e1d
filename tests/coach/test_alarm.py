"""An alarm: only "misheard" leads back, and only "continue" right after it goes on."""

from dataclasses import replace
from typing import Any

import pytest

from skill.coach.events import SIDES, Label
from skill.coach.places import Aside
from skill.coach.profile import Profile
from tests.support.alarmed import EMERGENCIES, NO_WAY_BACK, UNWELL, alarms, barred, everywhere_but, in_alarm
from tests.support.coached import Coached, phrases
from tests.support.somewhere import (
    LATER,
    Somewhere,
    clocks,
    everywhere,
    launched,
    puts_on,
    rolled_in_all,
    rolling,
    said,
)


def test_misheard_asks_whether_they_feel_well_and_takes_the_lock_away() -> None:
    """The clock stands, nobody is on the roller, and the next word decides."""
    found: list[Any] = []
    for how, here in alarms():
        turn = here.say("misheard")
        if said(turn) != "Sorry. If you feel well, say continue. If not, say finish." or turn.person.locked:
            found.append((how, said(turn), turn.person.locked))
        if puts_on(turn) or clocks(turn) or turn.reply.closes:
            found.append((how, phrases(turn)))
    assert not found


def test_misheard_at_a_launch_says_the_whole_list_first() -> None:
    """After an alarm that closed, the safety question comes before anything else."""
    coached = barred()
    turn = coached.say("misheard")
    wanted = {"safety_no", "safety_same", "safety_ask", "safety_more", "ask_safety"}
    assert wanted <= {*phrases(turn)}
    assert not turn.person.locked
    assert not turn.session.cleared
    assert not puts_on(turn)
    assert coached.say("none_of_that").session.cleared


def test_misheard_means_nothing_where_no_alarm_is() -> None:
    """It is no key to anything: said elsewhere it brings nobody onto the roller who was off it."""
    found = [
        where
        for where, here in everywhere_but("alarm")
        if not here.session.lies and puts_on(here.say("misheard"))
    ]
    assert not found


def test_continue_after_misheard_keeps_the_place() -> None:
    """The side goes on where it stood: with a settling text, and with the seconds that were left."""
    for sign in ("faint", "nausea", "unspecified"):
        coached = rolling(30).hears("red_flag", sign=sign).coached
        coached.say("misheard")
        turn = coached.say("resume")
        assert phrases(turn)[0] in ("resume", "resume_place"), sign
        assert {side: round(seconds) for side, seconds in rolled_in_all(turn).items()} == {
            "left": 60,
            "right": 60,
        }, sign
        assert turn.session.credit["left"] >= 29, sign


def test_continue_after_misheard_passes_the_gate() -> None:
    """A side that was stopped stays stopped, and an open safety question stays open."""
    stopped = rolling().hears("pain_sharp").coached
    for label, facts in (("switch_sides", {}), ("red_flag", {"sign": "faint"}), ("misheard", {})):
        stopped.say(label, after=40 if label == "red_flag" else None, **facts)
    turn = stopped.say("resume")
    assert clocks(turn, "right")
    assert not clocks(turn, "left")
    open_question = launched(Profile())
    open_question.say("red_flag", sign="faint")
    open_question.say("misheard")
    turn = open_question.say("resume")
    assert not turn.session.cleared
    assert not puts_on(turn)


def test_only_continue_right_after_misheard_goes_on() -> None:
    """No other word goes back to the roller from that question."""
    found: list[Any] = []
    for label, facts in NO_WAY_BACK:
        if label == "resume":
            continue
        coached = rolling().hears("red_flag", sign="faint").coached
        coached.say("misheard")
        turn = coached.say(label, **facts)
        if puts_on(turn):
            found.append((label, facts))
    assert not found


def test_nothing_but_misheard_leads_out_of_an_alarm() -> None:
    """The words are said again once, and after the next such word it is closed, with the lock."""
    found: list[Any] = []
    for how, here in alarms():
        for label, facts in NO_WAY_BACK:
            first = here.hears(label, **facts)
            if not in_alarm(first.turn_):
                found.append((how, label, facts, phrases(first.turn_)))
                continue
            second = first.then(label, **facts)
            if not second.reply.closes or not second.person.locked or puts_on(second):
                found.append((how, label, facts, "then", phrases(second)))
    assert not found


def test_nothing_but_misheard_leads_on_from_a_barred_launch() -> None:
    """At that launch it is the same: the words again, once, and closed."""
    found: list[Any] = []
    for label, facts in NO_WAY_BACK:
        first = Somewhere(barred()).hears(label, **facts)
        if not in_alarm(first.turn_):
            found.append((label, facts, phrases(first.turn_)))
            continue
        second = first.then("ready")
        if not second.reply.closes or not second.person.locked:
            found.append((label, facts, "then", phrases(second)))
    assert not found


def test_every_label_leaves_the_alarm_standing() -> None:
    """Searched with every label: none but "misheard" brings a body down or takes the lock away."""
    found: list[Any] = []
    for who in (everywhere()["alarm"], Somewhere(barred())):
        for label in set(Label) - {Label.MISHEARD}:
            for side in (None, *SIDES):
                turn = who.say(label, side=side)
                if puts_on(turn) or not turn.person.locked:
                    found.append((label, side))
    assert not found


def test_whatever_opens_a_barred_session_hears_why() -> None:
    """Opened with "start", or with a question, it is the same launch: the words, and the way back."""
    for label in ("launch", "start_session", "ready", "how_often", "resume"):
        coached = Coached(replace(LATER, locked=True))
        turn = coached.say(label)
        assert said(turn).startswith("I stopped for your safety."), label
        assert in_alarm(turn), label


@pytest.mark.slow
def test_no_two_words_lead_out_of_an_alarm() -> None:
    """Pain, a condition, or any word, and then any other: nobody is brought down, and the lock stands."""
    found: list[Any] = []
    for who in (everywhere()["alarm"], everywhere_alarmed("welcome"), Somewhere(barred())):
        for label in set(Label) - {Label.MISHEARD}:
            for topic in (None, "back", "what", "question", "stuck", "unclear"):
                first = who.hears(label, topic=topic)
                if first.turn_.reply.closes:
                    continue
                for second in ("resume", "ready", "yes", "none_of_that", "doctor_agrees", "switch_sides"):
                    turn = first.then(second)
                    if puts_on(turn) or not turn.person.locked or turn.session.cleared != who.session.cleared:
                        found.append((label, topic, second))
    assert not found


def everywhere_alarmed(where: str) -> Somewhere:
    """Somebody who said at this place that they feel faint."""
    return Somewhere(everywhere()[where].hears("red_flag", sign="faint").coached)


def test_the_words_that_come_again_are_what_to_do() -> None:
    """What is said again tells how to get help, and the way back."""
    for label in ("ready", "resume", "no"):
        turn = everywhere()["alarm"].say(label)
        assert "call for medical help" in said(turn), label
        assert "misheard" in said(turn), label


def test_in_an_alarm_a_sign_or_pain_gets_its_words_and_the_worse_class_wins() -> None:
    """An emergency closes; anything less is answered, and the alarm stands."""
    found: list[Any] = []
    for how, here in alarms():
        for sign in EMERGENCIES:
            turn = here.say("red_flag", sign=sign)
            if not turn.reply.closes or "stop_emergency" not in phrases(turn):
                found.append((how, sign, phrases(turn)))
        for sign in UNWELL:
            turn = here.say("red_flag", sign=sign)
            if not in_alarm(turn) or not said(turn).startswith("Come off the roller"):
                found.append((how, sign, phrases(turn)))
        for label in ("pain_too_much", "pain_sharp", "numb_tingling"):
            turn = here.say(label)
            if not in_alarm(turn) or not said(turn).startswith("Come off the roller"):
                found.append((how, label, phrases(turn)))
    assert not found


def test_stop_and_a_lost_session_close_and_the_lock_stands() -> None:
    """Whoever stops, or hangs up, is barred at the next launch."""
    found: list[Any] = []
    for how, here in alarms():
        for label, facts in (("stop", {}), ("stop", {"how": "cancel"}), ("ended", {})):
            turn = here.say(label, **facts)
            if not turn.reply.closes or not turn.person.locked:
                found.append((how, label, facts))
    assert not found


def test_silence_in_an_alarm_brings_nobody_back() -> None:
    """However long nobody says a word: no clock, no roller, the alarm."""
    for how, here in alarms():
        end = here.coached.session.speech.seconds
        for after in (2, 12, 40, 300):
            session = here.coached.moment(end + after).session
            assert session.aside == Aside.ALARM, (how, after)
            assert not session.on_roller, (how, after)

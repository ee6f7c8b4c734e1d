"""Warning signs: an emergency closes, somebody unwell stays heard, and only "misheard" leads back."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from skill.coach.events import SIDES, Label
from skill.coach.person import Person
from skill.coach.places import Aside, Place
from skill.coach.turn import Turn
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

EMERGENCIES = ("chest", "breathless", "heart", "saddle", "weakness", "injury", "collapse", "emergency")
UNWELL = ("faint", "nausea", "abdominal", "fever", "back_severe", "swelling", "unspecified")
NO_WAY_BACK: tuple[tuple[str, dict[str, Any]], ...] = (
    ("no", {}),
    ("undo", {}),
    ("go_back", {}),
    ("go_back", {"side": "left"}),
    ("ready", {}),
    ("yes", {}),
    ("sound", {}),
    ("resume", {}),
    ("start_over", {}),
    ("switch_sides", {}),
    ("switch_sides", {"side": "right"}),
    ("im_new", {}),
    ("start_session", {}),
    ("none_of_that", {}),
    ("doctor_agrees", {}),
    ("repeat", {}),
    ("skip_step", {}),
    ("next_step", {}),
    ("pause", {}),
    ("wait", {}),
    ("correct", {"side": "left"}),
    ("spot_eased", {}),
    ("feel_looser", {}),
    ("what_is_psoas", {}),
    ("not_understood", {}),
)
"""What leads nobody back out of an alarm."""


def everywhere_but(*places: str) -> Iterator[tuple[str, Somewhere]]:
    """Everybody, but those at these places."""
    yield from ((where, here) for where, here in everywhere().items() if where not in places)


def alarms() -> Iterator[tuple[str, Somewhere]]:
    """People in an alarm, by where they were and what they had said."""
    for where, here in everywhere_but("alarm", "launch", "offer"):
        yield f"faint at {where}", Somewhere(here.hears("red_flag", sign="faint").coached)
    for where in ("rolling", "hold", "right", "extra"):
        yield f"a condition at {where}", Somewhere(everywhere()[where].hears("health_condition").coached)


def barred(*labels: str) -> Coached:
    """Somebody who is back at a launch while the lock holds."""
    return launched(replace(LATER, locked=True), *labels)


def in_alarm(turn: Turn) -> bool:
    """Whether the alarm stands: open, locked, nobody on the roller, no clock."""
    return (
        turn.session.aside == Aside.ALARM
        and turn.person.locked
        and not turn.reply.closes
        and not puts_on(turn)
    )


def test_an_emergency_is_told_whom_to_call_and_closes_everywhere() -> None:
    """Nothing of ours stands between a person and a call, wherever they are and whatever is open."""
    found = []
    for where, here in everywhere().items():
        for sign in EMERGENCIES:
            turn = here.say("red_flag", sign=sign)
            helps = "or have someone call" in said(turn)
            if not (turn.reply.closes and turn.person.locked and helps) or puts_on(turn):
                found.append((where, sign, phrases(turn)))
    assert not found


def test_an_emergency_closes_in_a_side_question_too() -> None:
    """A question about a reminder, or about being forgotten, does not keep a sign from being heard."""
    found = []
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
    found = []
    for where, here in everywhere().items():
        for sign in UNWELL:
            turn = here.say("red_flag", sign=sign)
            if not in_alarm(turn) or not said(turn).startswith("Come off the roller"):
                found.append((where, sign, phrases(turn), turn.session.state))
    assert not found


def test_a_condition_while_rolling_is_an_alarm() -> None:
    """A condition that is told on the roller, or after a side, stops the rolling and stays open."""
    found = []
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
    found = []
    for how, here in alarms():
        turn = here.coached.turn
        assert turn is not None
        again = phrases(turn, reprompt=True)
        if "stop_unwell" not in again and "condition_rolling" not in again:
            found.append((how, again))
        if turn.session.reprompt.seconds > 25:
            found.append((how, turn.session.reprompt.seconds))
    assert not found


def test_misheard_asks_whether_they_feel_well_and_takes_the_lock_away() -> None:
    """The clock stands, nobody is on the roller, and the next word decides."""
    found = []
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
    open_question = launched(Person())
    open_question.say("red_flag", sign="faint")
    open_question.say("misheard")
    turn = open_question.say("resume")
    assert not turn.session.cleared
    assert not puts_on(turn)


def test_only_continue_right_after_misheard_goes_on() -> None:
    """No other word goes back to the roller from that question."""
    found = []
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
    found = []
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
    found = []
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
    found = []
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


def test_no_two_words_lead_out_of_an_alarm() -> None:
    """Pain, a condition, or any word, and then any other: nobody is brought down, and the lock stands."""
    found = []
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
    found = []
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
    found = []
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


def test_after_an_alarm_the_list_is_due_at_the_next_session() -> None:
    """The alarm itself makes the list due, and so does a condition."""
    for label, facts in (
        ("red_flag", {"sign": "faint"}),
        ("red_flag", {"sign": "chest"}),
        ("health_condition", {}),
    ):
        turn = rolling().say(label, **facts)
        assert turn.person.safety_due, (label, facts)
    beginner = launched(Person(), "none_of_that", "ready", "ready")
    beginner.say("pause", after=30)
    dropped = Coached(Person(safety_due=True, left_off=beginner.session), now=beginner.now + 13 * 3600)
    dropped.say("launch")
    taken_up = dropped.say("resume")
    assert {"safety_no", "safety_same", "safety_ask", "safety_more"} <= {*phrases(taken_up)}
    assert not puts_on(taken_up)
    again = launched(replace(LATER, safety_due=True))
    assert again.turn is not None
    assert "safety_no" in phrases(again.turn)
    assert again.session.place in (Place.WELCOME, Place.SAFETY)

"""On the roller a doubtful word changes nothing; off it, the coach asks."""

from collections.abc import Iterator
from typing import Any

import pytest

from skill.coach.acts import Say
from skill.coach.checkpoint import neutral
from skill.coach.events import SIDES, Label
from skill.coach.places import MARKS, NO_TRAITS, Aside
from skill.coach.session import Session
from skill.coach.timeline import walk
from skill.coach.turn import Turn
from tests.support.coached import SCRIPT, Coached, phrases
from tests.support.somewhere import (
    Somewhere,
    clocks,
    ends,
    everywhere,
    puts_on,
    rolled_in_all,
    rolling,
    runs_at_once,
    said,
    segment,
)

ON_A_SIDE = ("rolling", "right", "hold", "extra")
DOUBTFUL: tuple[tuple[str, dict[str, Any]], ...] = (
    ("done", {}),
    ("yes", {}),
    ("sound", {}),
    ("unsure", {}),
    ("none_of_that", {}),
    ("doctor_agrees", {}),
    ("ready", {}),
    ("start_session", {}),
    ("start_session", {"seconds": 120}),
    ("start_session", {"side": "right"}),
    ("both_same", {}),
    ("no_change", {}),
    ("undo", {}),
    ("misheard", {}),
    ("one_side_tighter", {"side": "right"}),
    ("not_understood", {}),
    ("correct", {"seconds": 120}),
    ("permission_answered", {}),
)
"""Words that could mean two things to somebody who rolls."""


def planned(session: Session) -> dict[str, int]:
    """Seconds of each side, rolled and still to roll."""
    return {side: session.credit[side] + session.todo[side] for side in session.credit}


def asked_while_lying(turn: Turn) -> Iterator[str]:
    """The questions of an answer that are asked of somebody who lies there, and was not told to come off."""
    session, items, off = turn.session, turn.reply.speech, False
    for number, item in enumerate(items):
        if not isinstance(item, Say):
            continue
        mark = next((m for m in reversed(session.speech.marks) if m.index <= number), None)
        seconds = 0.0 if mark is None else mark.start
        text = SCRIPT.words(item.phrase, item.variant, item.facts)
        off = ("off the roller" in text) or (
            off and not MARKS.get(mark.name if mark else "", NO_TRAITS).puts_on
        )
        if "?" in text and not off and walk(session, session.speech, seconds).on_roller:
            yield item.phrase


def test_no_question_is_asked_of_somebody_on_the_roller_but_settled() -> None:
    """From every place on the roller, with every word."""
    found = set()
    for where in ("setup", "settled", "breathing", "change_over", *ON_A_SIDE):
        for label in Label:
            for facts in ({}, {"side": "left"}, {"side": "right"}, {"seconds": 120}):
                turn = everywhere()[where].say(label, **facts)
                found |= {
                    (where, label, phrase)
                    for phrase in asked_while_lying(turn)
                    if phrase not in ("ask_settled", "ask_settled_again")
                }
    assert not found


def test_a_doubtful_word_leaves_everything_as_it_stands() -> None:
    """Sides, seconds, order, pace and what is light stay, and the clock runs on."""
    found = []
    for where in ON_A_SIDE:
        here = everywhere()[where]
        for label, facts in DOUBTFUL:
            if where == "extra" and label in ("undo", "misheard", "correct"):
                continue  # The extra was chosen in the turn before, so these take it back.
            turn, before = here.say(label, **facts), here.session
            names = (
                "seconds",
                "sides",
                "side",
                "stopped",
                "done",
                "light",
                "tempo",
                "quiet",
                "place",
                "aside",
            )
            wrong = [name for name in names if getattr(turn.session, name) != getattr(before, name)]
            if abs(planned(turn.session)[before.side] - planned(before)[before.side]) > 1:
                wrong.append("seconds of this side")
            if wrong or not runs_at_once(turn):
                found.append((where, label, facts, wrong))
    assert not found


def test_what_stands_is_said_with_the_words_for_the_change() -> None:
    """ "Still sixty. For two minutes a side, say two minutes a side." """
    for label in ("start_session", "correct"):
        text = said(rolling(20).say(label, seconds=120))
        assert "Still one minute a side." in text, label
        assert "For two minutes a side, say two minutes a side." in text, label


def test_the_words_that_are_shown_make_the_change() -> None:
    """Whoever then says "two minutes a side" gets it."""
    heard = rolling(20).hears("start_session", seconds=120)
    assert heard.then("set_side_duration", after=4, seconds=120).session.seconds == 120


def test_done_on_the_roller_tells_what_stands() -> None:
    """ "Done" could be the side, the session or the spot: the side goes on, with the words for each."""
    for where in ("rolling", "right"):
        turn = everywhere()[where].say("done")
        assert runs_at_once(turn), where
        assert "next" in said(turn), where
        assert "stop" in said(turn), where


# Off the roller it asks.


def test_starting_over_in_the_middle_is_asked_off_the_roller() -> None:
    """ "From the top?": the clock stands, nobody lies there, and "no" goes back to where it was."""
    here = rolling(30).hears("start_over")
    assert here.turn_.session.pending == ("start_over",) or ends(here.turn_).pending == ("start_over",)
    assert ends(here.turn_).aside == Aside.CONFIRM
    assert not clocks(here.turn_)
    assert not ends(here.turn_).on_roller
    assert "from the top" in said(here.turn_).lower()
    yes = here.then("yes")
    assert not yes.reply.closes
    no = here.coached.fork()
    no.say("no")
    on = no.say("resume")
    assert all(abs(seconds - 60) <= 2 for seconds in rolled_in_all(on).values())
    assert segment(on, "roll").side == "left"


def test_done_off_the_roller_is_asked() -> None:
    """ "This side, or for today?": in a pause "done" asks which, and ends nothing."""
    for where in ("paused", "choice"):
        turn = everywhere()[where].say("done")
        assert not turn.reply.closes, where
        assert not puts_on(turn), where
        assert ends(turn).aside == Aside.CONFIRM, where


# A bit sore


def test_a_bit_sore_is_lighter_and_the_clock_runs() -> None:
    """The brake, the limit, and on: no hold, no stop, the side ends when it would have."""
    for where in ("rolling", "right"):
        here = everywhere()[where]
        turn = here.say("mild_ache")
        assert "Lean on your bent knee." in said(turn), where
        assert "If it's more than four, push up and off." in said(turn), where
        assert runs_at_once(turn), where
        assert "hold" not in {mark.name for mark in turn.session.speech.marks}, where
        assert planned(turn.session)[here.session.side] == pytest.approx(60, abs=1), where
        assert turn.session.side in turn.session.light, where


def test_a_bit_sore_again_on_that_side_is_off() -> None:
    """The second time on a side, and on a side that is light already, the pressure comes off."""
    again = rolling(15).hears("mild_ache").then("mild_ache", after=8)
    after_pain = rolling(15).hears("pain_too_much").coached
    after_pain.say("resume")
    on_light = after_pain.say("mild_ache", after=25)
    for turn in (again, on_light):
        assert said(turn).startswith("Come off the roller.")
        assert not runs_at_once(turn)
        assert not puts_on(turn)


def test_a_bit_sore_on_the_other_side_is_lighter_once_more() -> None:
    """Each side has its own first time."""
    heard = rolling(15).hears("mild_ache")
    right = segment(heard.turn_, "roll", "right").start + 20
    assert runs_at_once(heard.then("mild_ache", after=right))


def test_a_bit_sore_in_a_hold_stays_no_hold_of_its_own() -> None:
    """A hold needs "tender spot": soreness never begins one."""
    for where in ("rolling", "right", "extra"):
        turn = everywhere()[where].say("mild_ache")
        assert not [mark for mark in clocks(turn) if mark.name == "hold"], where


# I can't feel anything


def numb(where: str = "rolling") -> Somewhere:
    """Somebody who said "I can't feel anything" and was asked what it is."""
    return Somewhere(everywhere()[where].hears("numb_tingling", topic="unclear").coached)


def test_i_cant_feel_anything_is_off_first_and_then_asked() -> None:
    """Push up, then the question; the clock stands."""
    for where in ("rolling", "hold", "right", "extra"):
        turn = numb(where).coached.turn
        assert turn is not None
        assert said(turn).startswith("Push up off"), where
        assert said(turn).endswith("Is it numb, or just no stretch?"), where
        assert not clocks(turn), where
        assert not puts_on(turn), where


def test_no_stretch_on_those_words_is_placed_again_with_the_same_weight() -> None:
    """Nothing was wrong: the side goes on for what was left, and is no lighter than before."""
    for where, side in (("rolling", "left"), ("right", "right")):
        turn = numb(where).say("no_stretch")
        assert turn.session.side == side, where
        assert rolled_in_all(turn)[side] == pytest.approx(60, abs=2), where
        assert turn.session.light == (), where
        assert phrases(turn)[0] != "hurt", where
        assert not runs_at_once(turn), where


def test_anything_else_ends_the_side() -> None:
    """Yes, no, ready, continue and every other answer: that side is not rolled again."""
    found = []
    spared = {Label.NO_STRETCH, Label.NOT_UNDERSTOOD, Label.GET_OFF, Label.LAUNCH, Label.ENDED, Label.STOP}
    signs = {Label.RED_FLAG, Label.HEALTH_CONDITION}
    for label in set(Label) - spared - signs:
        turn = numb().say(label)
        if "left" not in turn.session.stopped or [m for m in puts_on(turn) if m.side != "right"]:
            found.append(label)
    assert not found


def test_whatever_is_said_nobody_is_put_back_but_by_no_stretch() -> None:
    """No word, nor noise and then another word, goes on with that side."""
    found = []
    for label in set(Label) - {Label.NO_STRETCH}:
        for side in (None, *SIDES):
            first = numb().hears(label, side=side)
            turns = [first.turn_]
            if not first.turn_.reply.closes:
                turns += [first.then(second) for second in ("resume", "ready", "yes")]
            if any(_lies_left(turn) for turn in turns):
                found.append((label, side))
    assert not found


def _lies_left(turn: Turn) -> bool:
    return any((mark.side or turn.session.side) == "left" for mark in puts_on(turn))


def test_silence_after_it_keeps_the_place_and_resumes_nothing() -> None:
    """Off, kept, never resumed alone: not in the reprompt, not after it, and not in what is kept."""
    here = numb()
    session = here.coached.session
    for after in (1, 9, 20, 60, 600):
        now = here.coached.moment(session.speech.seconds + after).session
        assert not now.on_roller, after
        assert now.credit == session.credit, after
    kept = neutral(session.to_attributes())
    assert kept["aside"] == "paused"
    assert kept["pending"] == []


# The wrong leg


def wrong_leg() -> Somewhere:
    """Somebody who rolled the left for thirty seconds, as the coach had it, and is on the wrong leg."""
    return Somewhere(rolling(30).hears("wrong_side").coached)


def test_the_wrong_leg_stops_the_clock_and_asks_which_is_long() -> None:
    """Off the roller first, then the question."""
    for where in ("rolling", "right", "hold"):
        turn = everywhere()[where].say("wrong_side")
        assert said(turn).startswith("Push up off the roller."), where
        assert "Which leg is long, left or right?" in said(turn), where
        assert not clocks(turn), where
        assert not puts_on(turn), where


def test_the_seconds_go_to_the_side_that_was_rolled() -> None:
    """Thirty seconds on the right are thirty of the right, and the left has all of its own to come."""
    found = []
    for label, facts in (
        ("switch_sides", {"side": "right"}),
        ("correct", {"side": "right"}),
        ("wrong_side", {"side": "right"}),
        ("one_side_tighter", {"side": "right"}),
    ):
        turn = wrong_leg().say(label, **facts)
        credit = turn.session.credit
        if not (credit["left"] == 0 and 29 <= credit["right"] <= 32):
            found.append((label, facts, credit))
        coached = wrong_leg().hears(label, **facts).coached
        total = rolled_in_all(_on_to_the_end(coached))
        if any(abs(seconds - 60) > 2 for seconds in total.values()):
            found.append((label, facts, total))
    assert not found


def _on_to_the_end(coached: Coached) -> Turn:
    """The turn that lays out both sides: this one, or the one after "ready"."""
    turn = coached.turn
    assert turn is not None
    return turn if len({mark.side for mark in clocks(turn)}) == 2 else coached.say("ready")


def test_the_leg_that_was_told_changes_nothing() -> None:
    """Whoever finds that the coach was right loses no second."""
    heard = wrong_leg().hears("switch_sides", side="left")
    assert 29 <= heard.turn_.session.credit["left"] <= 32
    assert heard.turn_.session.credit["right"] == 0


def test_i_was_on_the_left_tells_the_side_at_once() -> None:
    """On the right by the coach's count, "I was on the left" gives the seconds to the left."""
    here = everywhere()["right"]
    turn = here.say("wrong_side", side="left")
    if not turn.session.pending and not ends(turn).pending:
        assert turn.session.credit["left"] > here.session.credit["left"]
    assert not runs_at_once(turn)


# Getting off


def test_how_do_i_get_off_is_answered_with_the_way_off() -> None:
    """The first words are the way off, the clock stands, and the words for going on follow."""
    found = []
    for where in ("setup", "settled", "breathing", "rolling", "hold", "change_over", "right", "extra"):
        turn = everywhere()[where].say("get_off")
        first = said(turn).startswith("Push up onto your knees and forearms, and lift off")
        if not first or clocks(turn) or puts_on(turn) or turn.reply.closes or "continue" not in said(turn):
            found.append((where, phrases(turn), turn.reply.closes))
    assert not found


def test_somebody_who_is_stuck_is_told_what_helps() -> None:
    """Roll off sideways, or call out; the clock stands, and nothing more is asked of them."""
    found = []
    for where in (
        "setup",
        "settled",
        "breathing",
        "rolling",
        "hold",
        "change_over",
        "right",
        "extra",
        "paused",
    ):
        turn = everywhere()[where].say("get_off", topic="stuck")
        text = "Roll onto your side, off the roller. If you can't, call out to someone."
        if not said(turn).startswith(text) or clocks(turn) or puts_on(turn) or turn.reply.closes:
            found.append((where, phrases(turn)))
    assert not found


def test_i_am_off_leaves_the_place_and_stops_the_clock() -> None:
    """ "I'm off" is what somebody says who did as they were told: it closes nothing."""
    for where in ("rolling", "hold", "choice", "paused"):
        turn = everywhere()[where].say("get_off", how="off")
        assert not turn.reply.closes, where
        assert not clocks(turn), where
        assert "continue" in said(turn), where


# Wait


def test_wait_stops_the_clock_for_fifteen_seconds_and_goes_on() -> None:
    """Fifteen seconds off the clock, the breath, and the side goes on for what was left."""
    for where in ("rolling", "right"):
        here = everywhere()[where]
        turn = here.say("wait")
        assert not runs_at_once(turn), where
        side = here.session.side
        first = clocks(turn, side)[0]
        assert 15 <= first.start <= 24, (where, first.start)
        assert "breath" in said(turn).lower() or "breathe" in said(turn).lower(), where
        assert rolled_in_all(turn)[side] == pytest.approx(60, abs=1), where


def test_a_second_wait_is_a_pause_off_the_roller() -> None:
    """Whoever needs longer waits off the roller, and nothing goes on by itself."""
    for where in ("rolling", "right"):
        turn = everywhere()[where].hears("wait").then("wait", after=6)
        assert ends(turn).aside == Aside.PAUSED, where
        assert not clocks(turn), where
        assert "off the roller" in said(turn), where


def test_two_waits_that_do_not_follow_one_another_each_wait() -> None:
    """Only a second one in a row is a pause."""
    coached = rolling(10).hears("wait").coached
    coached.say("time_left", after=25)
    assert clocks(coached.say("wait", after=8))


# Is this right?


def test_is_this_right_tells_a_sign_to_feel_and_goes_on() -> None:
    """A sign, five seconds to feel for it, and the side ends when it would have."""
    for where in ("rolling", "right"):
        here = everywhere()[where]
        turn = here.say("roller_placement", topic="check")
        assert "pressure" in said(turn).lower(), where
        assert "?" not in phrases(turn)[0], where
        assert rolled_in_all(turn)[here.session.side] == pytest.approx(60, abs=1), where
        assert turn.session.aside is None, where


def test_it_is_on_my_belly_comes_off_and_lies_lower() -> None:
    """The very mistake that the coach warns of is mended, not scolded, and closes nothing."""
    for where in ("setup", "rolling", "right"):
        turn = everywhere()[where].say("roller_placement", topic="belly")
        assert said(turn).startswith("Come off."), where
        assert not runs_at_once(turn), where
        assert not turn.reply.closes, where

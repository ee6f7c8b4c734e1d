"""Words that stop the clock: the wrong leg, how to get off, and wait."""

import pytest

from skill.coach.places import Aside
from skill.coach.turn import Turn
from tests.support.coached import Coached, phrases
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
)


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

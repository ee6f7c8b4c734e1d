"""What is heard on the roller: a bit sore, nothing felt, and "is this right?"."""

import pytest

from skill.coach.checkpoint import neutral
from skill.coach.events import SIDES, Label
from skill.coach.turn import Turn
from tests.support.changes import planned
from tests.support.coached import phrases
from tests.support.somewhere import (
    Somewhere,
    clocks,
    everywhere,
    puts_on,
    rolled_in_all,
    rolling,
    runs_at_once,
    said,
    segment,
)


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

"""What people say on the mat: questions near the end, "done", the wrong leg, and nothing at all."""

from dataclasses import replace

import pytest

from skill.coach.places import Aside, Place
from skill.coach.session import Session
from skill.coach.turn import Turn
from tests.promises.openings import follow
from tests.support.coached import Coached, phrases
from tests.support.somewhere import (
    LATER,
    Heard,
    Somewhere,
    clocks,
    ends,
    launched,
    puts_on,
    rolled_in_all,
    rolling,
    said,
    segment,
)


def left_in(coached: Coached) -> float:
    """Seconds from the start of the last answer until the left side ends, by its clocks."""
    assert coached.turn is not None
    return max((mark.start + mark.seconds for mark in clocks(coached.turn, "left")), default=0.0)


def test_a_question_near_the_end_lengthens_no_side() -> None:
    """Asked at any of its last seconds, both sides are rolled for sixty."""
    found = []
    for second in (40, 50, 53, 55, 56, 57, 58, 59):
        for label in ("what_is_psoas", "normal_to_hurt", "how_often", "where_am_i"):
            turn = rolling(second).say(label)
            if any(abs(seconds - 60) > 1 for seconds in rolled_in_all(turn).values()):
                found.append((second, label, rolled_in_all(turn)))
    assert not found


@pytest.mark.parametrize("label", ["what_is_psoas", "not_understood", "time_left", "no", "yes"])
def test_many_words_let_a_side_end_at_its_own_second(label: str) -> None:
    """A word every few seconds: the left has its sixty seconds, and ends as soon as they are over."""
    found = []
    for every in (2, 3, 5, 7):
        here = rolling(10)
        coached, began = here.coached.fork(), here.coached.now + 1 + here.after - 10  # type: ignore[operator]
        after = here.after
        for _ in range(40):
            coached.say(label, after=after)
            after = every - 1
            if "left" not in {mark.side for mark in clocks(coached.turn)}:  # type: ignore[arg-type]
                break
        took = coached.now - began
        if not 57 <= coached.session.credit["left"] <= 61 or took > 75:
            found.append((every, took, coached.session.credit))
    assert not found


def test_done_at_settled_is_ready() -> None:
    """Whoever lies there and says "done" has settled: the side begins, and nothing ends."""
    for person_words in (("launch",), ("launch", "none_of_that", "ready")):
        coached = launched(LATER) if len(person_words) == 1 else Coached()
        if len(person_words) > 1:
            for label in person_words:
                coached.say(label)
        turn = coached.say("done")
        assert not turn.reply.closes
        assert {mark.side for mark in clocks(turn)} == {"left", "right"}


def test_the_wrong_side_the_left_and_after_all_the_right() -> None:
    """Three corrections in a row: the last one is where it goes on, and both sides come out even."""
    coached = rolling(35).coached.fork()
    coached.say("wrong_side", after=rolling(35).after)
    coached.say("wrong_side", side="left", after=5)
    turn = coached.say("correct", side="right", after=5)
    assert turn.session.side == "right"
    assert not turn.reply.closes
    assert not clocks(turn)
    assert sum(turn.session.credit.values()) >= 35, "no second that was rolled is lost"
    turn = coached.say("ready")
    total = rolled_in_all(turn if clocks(turn, "left") else coached.say("ready"))
    assert total == {"left": pytest.approx(60, abs=2), "right": pytest.approx(60, abs=2)}


def test_the_wrong_side_then_the_left_was_right_after_all() -> None:
    """The left was what the coach had: no second is lost, and the side goes on."""
    heard = rolling(35).hears("wrong_side")
    turn = heard.then("correct", side="left")
    assert turn.session.credit["left"] >= 34
    assert not clocks(turn)
    heard.coached.say("correct", side="left")
    total = rolled_in_all(heard.coached.say("ready"))
    assert total["left"] == pytest.approx(60, abs=2)


def test_going_back_to_the_left_from_the_right_rolls_the_left() -> None:
    """ "I didn't do the left": whoever is on the right comes off first, and then gets the left once more."""
    both = launched(LATER, "ready")
    here = Heard(_turn(both), both).at(20, "roll", "right")
    heard = here.hears("go_back", side="left")
    turn = heard.turn_
    assert not turn.reply.closes
    assert "left" in said(turn), phrases(turn)
    on = turn if clocks(turn, "left") else heard.then("ready")
    assert clocks(on, "left"), phrases(on)
    first = clocks(on)[0]
    assert first.side == "left"
    assert first.start > 0, "the person has to come off first"


def _turn(coached: Coached) -> Turn:
    assert coached.turn is not None
    return coached.turn


def lost(seconds: int) -> Coached:
    """Somebody whose session was lost without a word while they rolled, and who is back so much later."""
    here = rolling(30)
    assert here.after is not None
    kept = here.coached.session
    again = Coached(replace(LATER, left_off=kept), now=here.coached.now + round(here.after) + seconds)
    again.say("launch")
    return again


def test_a_session_that_was_lost_without_a_word_asks_whether_it_was_finished() -> None:
    """By the clock it would be over: nobody knows, so it is asked, and either answer is kept."""
    coached = lost(200)
    assert "Did you finish your last roll?" in said(_turn(coached))
    assert ends(_turn(coached)).aside == Aside.CONFIRM
    assert not puts_on(_turn(coached))
    finished = coached.fork().say("yes")
    assert finished.session.finished
    assert finished.record is not None
    assert finished.record.left == finished.record.right == 60
    assert not puts_on(finished)
    missed = coached.fork().say("no")
    assert not missed.session.finished
    assert not missed.reply.closes


def test_what_was_not_finished_is_offered_again() -> None:
    """After "no" the person can take it up or begin afresh, and nothing of what they rolled is lost."""
    coached = lost(200)
    coached.say("no")
    for label in ("resume", "start_over"):
        turn = coached.fork().say(label)
        assert puts_on(turn) or turn.session.place in (Place.SETUP, Place.WELCOME), label


def test_a_session_lost_for_a_moment_is_offered_at_once() -> None:
    """Five seconds later the side is still under way: it is offered as it stands."""
    coached = lost(5)
    assert ends(_turn(coached)).aside == Aside.OFFER
    turn = Somewhere(coached).say("resume")
    assert segment(turn, "roll").side == "left"


def session_after(way: str) -> Session:
    """The session after a way as the search prints it, for somebody with a minute a side."""
    stand, _ = list(follow("later session", way))[-1]
    return stand.spoken.turn.session


def test_the_wrong_side_on_a_stopped_leg_keeps_the_other_side() -> None:
    """The left was stopped by pain: whoever says that they lie on it is set up on the right."""
    pain = "launch; ready; pain_too_much @20; resume; pain_too_much @15; start_session @1"
    session = session_after(f"{pain}; wrong_side side=left @6")
    assert session.stopped == ("left",)
    assert (session.side, session.todo["right"]) == ("right", 60)
    assert session.place != Place.REST


@pytest.mark.parametrize("label", ["im_new", "beginner_help"])
def test_being_new_throws_no_rolled_second_away(label: str) -> None:
    """Said on the way back to the safety words after both sides: what was rolled stays."""
    back = "launch; ready; both_same; go_back part=safety @1"
    before = session_after(back).credit
    assert min(before.values()) >= 59
    assert session_after(f"{back}; {label} @1").credit == before


def test_soreness_before_the_roller_is_away_comes_off_first() -> None:
    """On the way to the rest, in the first second of "come off"."""
    way = "launch; one_side_only side=right; skip_step part=rest how=to @1; feel_sore @1"
    stand, _ = list(follow("later session", way))[-1]
    assert phrases(stand.spoken.turn)[0] == "come_off"

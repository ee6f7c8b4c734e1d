"""What the coach promises of its words, and of what it keeps, where no table shows it at a glance."""

from dataclasses import replace
from itertools import product

import pytest

from skill.coach.checkpoint import OFFERED
from skill.coach.places import CLOCKS, Aside
from tests.support.coached import SCRIPT, Coached, names, phrases, planned, rolling, second, words


def spoken(coached: Coached) -> list[str]:
    """The phrases being said."""
    assert coached.turn is not None
    return phrases(coached.turn)


def lost(coached: Coached, later: int) -> Coached:
    """The same person, so many seconds after the session was lost."""
    assert coached.turn is not None
    return Coached(replace(coached.person, left_off=coached.turn.session), coached.now + later)


def test_repeat_says_the_last_answer_again() -> None:
    """And again, and then not one that is older than the last thing asked."""
    coached = rolling()
    coached.say("how_often", after=second(coached, 20))
    for _ in range(2):
        assert phrases(coached.say("repeat", after=8.0))[0] == "answer_how_often"
    coached.say("tender_spot", after=8.0)
    assert "answer_how_often" not in phrases(coached.say("repeat", after=8.0))


def test_what_was_not_understood_may_be_asked_for_again() -> None:
    """A mumble does not wipe out the answer that "repeat" is about."""
    coached = rolling()
    coached.say("how_often", after=second(coached, 20))
    coached.say("not_understood", after=8.0)
    assert phrases(coached.say("repeat", after=8.0))[0] == "answer_how_often"


def test_what_is_not_understood_twice_names_three_words() -> None:
    """The first time it only carries on; anything understood in between makes it the first again."""
    coached = rolling()
    once = coached.say("not_understood", after=second(coached, 20))
    twice = coached.say("not_understood", after=8.0)
    assert [phrases(turn)[0] for turn in (once, twice)] == ["missed_rolling", "missed_rolling_again"]
    assert all(word in words(twice)[0] for word in ("lighter", "pause", "stop"))
    assert planned(twice, "roll") + twice.session.credit["left"] == 90
    coached.say("time_left", after=8.0)
    assert phrases(coached.say("not_understood", after=8.0))[0] == "missed_rolling"


def test_slower_and_faster_change_the_rate_of_speech() -> None:
    """Slower speaks at nine tenths, faster takes it back, and the sides stay as long."""
    coached = rolling()
    slow = coached.say("slower", after=second(coached, 20))
    assert slow.reply.tempo == "slow"
    assert 'rate="90%"' in SCRIPT.render(slow.reply).speech
    assert slow.session.credit["left"] + planned(slow, "roll") == 90
    assert coached.say("faster", after=8.0).reply.tempo == "normal"


def test_quieter_says_less_from_now_on() -> None:
    """In the session under way and in the next ones."""
    coached = rolling()
    as_before, quiet = coached.fork(), coached.fork()
    at = second(coached, 20)
    more = as_before.say("resume", after=at)
    less = quiet.say("quieter", after=at)
    assert len(phrases(less)) < len(phrases(more))
    assert quiet.person.verbosity == "brief"
    assert len(spoken(rolling(verbosity="brief"))) < len(spoken(rolling()))


def test_a_session_counts_as_finished_once_when_its_rest_begins() -> None:
    """Not before, and however much is said after."""
    coached = rolling()
    turns = [coached.say(label) for label in ("both_same", "feel_looser", "how_often", "stop")]
    records = [turn.record for turn in turns if turn.record is not None]
    assert [record.finished for record in records] == [True]
    assert (records[0].left, records[0].right) == (90, 90)


def test_a_session_whose_rest_was_never_reached_is_not_finished() -> None:
    """Stopped on the second side, or at the question after it: kept, and not counted."""
    for into in (30, 95):
        coached = rolling()
        turn = coached.say("stop", after=second(coached, into, "roll", "right"))
        assert turn.record is not None
        assert not turn.record.finished


def test_a_dropped_session_is_offered_for_a_day() -> None:
    """Whether its end was reported, or it was paused and then lost."""
    for word, later in product(("ended", "pause"), (5, OFFERED - 60, OFFERED + 60)):
        coached = rolling()
        coached.say(word, after=second(coached, 30))
        again = lost(coached, later)
        again.say("launch")
        assert (again.session.aside == Aside.OFFER) == (later < OFFERED), (word, later)


def test_a_session_that_was_lost_and_may_have_been_played_out_is_asked_about() -> None:
    """Nobody saw its end: a yes counts it whole, and a no offers the place where it was heard of last."""
    coached = rolling()
    again = lost(coached, OFFERED - 60)
    assert phrases(again.say("launch")) == ["ask_finished"]
    finished = again.fork().say("yes")
    assert finished.record is not None
    assert (finished.record.left, finished.record.right, finished.record.finished) == (90, 90, True)
    assert finished.reply.closes
    turn = again.say("no")
    assert turn.record is None
    assert (turn.session.aside, turn.session.credit) == (Aside.OFFER, {"left": 0, "right": 0})


def test_a_session_that_was_lost_and_is_too_old_to_ask_about_counts_as_played_out() -> None:
    """An end that nobody reported is credited as it was planned: its rest began in the reprompt."""
    turn = lost(rolling(), OFFERED + 60).say("launch")
    assert turn.session.aside is None
    assert turn.record is not None
    assert (turn.record.left, turn.record.right, turn.record.finished) == (90, 90, True)


def test_the_offer_is_made_whatever_opens_the_session() -> None:
    """A question first, or a mumble: the place is still offered, and nothing rolls before an answer."""
    for label in ("launch", "start_session", "how_often", "pause", "not_understood"):
        coached = rolling()
        coached.say("ended", after=second(coached, 30))
        turn = lost(coached, 60).say(label)
        assert turn.session.credit["left"] == 30, label
        assert not set(names(turn)) & CLOCKS, label
        assert names(turn)[-1] == "ask_resume", label


def test_right_first_mirrors_left_first() -> None:
    """The same phrases at about the same seconds."""
    left, right = rolling(60, first_side="left"), rolling(60, first_side="right")
    assert spoken(left) == spoken(right)
    starts = [[mark.start for mark in coached.session.speech.marks] for coached in (left, right)]
    assert starts[0] == pytest.approx(starts[1], abs=2)

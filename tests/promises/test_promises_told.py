"""What the coach promises of its words, and of what it keeps, where no table shows it at a glance."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from skill.coach.acts import Say
from skill.coach.checkpoint import OFFERED
from skill.coach.person import Person
from skill.coach.states import State
from skill.coach.timeline import CLOCKS
from skill.coach.turn import Turn
from tests.coach.test_founding_text import FIRST, LIMIT, SAFETY, SECOND, TENTH, WAY_OFF, said
from tests.promises.test_promises import planned, rolling, second
from tests.support.coached import SCRIPT, Coached, phrases, words

WAYS_ON = ("ready", "skip_step", "next_step", "resume", "start_session", "yes")


def spoken(coached: Coached) -> list[str]:
    """The phrases being said."""
    assert coached.turn is not None
    return phrases(coached.turn)


def heard(turn: Turn, seconds: float) -> Iterator[str]:
    """The phrases of a turn that were said to their end after so many seconds."""
    now = 0.0
    for item in turn.reply.speech:
        if isinstance(item, Say):
            now += SCRIPT.measure(item.phrase, item.variant, item.facts)
            if now <= seconds:
                yield item.phrase
        else:
            now += item.seconds


@pytest.mark.parametrize("word", WAYS_ON)
@pytest.mark.parametrize("sessions", [FIRST, SECOND, TENTH])
@pytest.mark.parametrize("seconds", [30, 90])
def test_nobody_can_hurry_past_them(seconds: int, sessions: int, word: str) -> None:
    """However often and soon one asks to go on in the set-up, no side is rolled until they were told."""
    began = 0
    for after in range(1, 30, 2):
        coached = Coached(Person(sessions=sessions, seconds=seconds))
        turn = coached.say("launch")
        if sessions == FIRST:
            turn = coached.say("ready")
        told: set[str] = set()
        for _ in range(20):
            if "roll" in [mark.name for mark in turn.session.speech.marks]:
                began += 1
                assert LIMIT & told, f"hurried at every {after} s"
                assert WAY_OFF & told, f"hurried at every {after} s"
                break
            told |= set(heard(turn, after))
            turn = coached.say(word, after=after)
    assert began


@pytest.mark.parametrize("word", WAYS_ON)
@pytest.mark.parametrize("after", [1, 9, 20])
def test_nobody_can_hurry_past_the_safety_words(after: float, word: str) -> None:
    """The first time, a word that would cut them short makes them begin again."""
    coached = Coached()
    coached.say("launch")
    for _ in range(5):
        turn = coached.say(word, after=after)
        assert {say.phrase for _, say in said(turn)} >= SAFETY
        assert turn.session.state in (State.WELCOME, State.SAFETY)


@pytest.mark.parametrize("label", ["yes", "no", "start_session", "skip_step", "next_step", "resume"])
def test_only_ready_or_stop_answers_the_safety_question(label: str) -> None:
    """Yes and no can mean either, so one word is asked for, again and again."""
    coached = Coached()
    coached.say("launch")
    for _ in range(3):
        turn = coached.say(label)
        assert phrases(turn) == ["ask_safety_again"]
    assert coached.say("ready").session.place == State.SETUP


@pytest.mark.parametrize("part", [None, "setup", "breathing", "rolling", "rest", "close"])
@pytest.mark.parametrize("at", [2, 20, 43])
def test_skipping_never_leads_past_the_safety_words_of_a_first_session(at: float, part: str | None) -> None:
    """Whatever part is named."""
    coached = Coached()
    coached.say("launch")
    turn = coached.say("skip_step", after=at, part=part, how="to" if part else None)
    assert turn.session.state in (State.WELCOME, State.SAFETY)
    assert turn.session.speech.marks[-1].name == "ask_safety"


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
    assert quiet.person.quiet
    assert len(spoken(rolling(quiet=True))) < len(spoken(rolling()))


def test_a_session_counts_as_finished_once_when_its_rest_begins() -> None:
    """Not before, and however much is said after."""
    coached = rolling()
    turns = [coached.say(label) for label in ("both_same", "feel_looser", "how_often", "stop")]
    records = [turn.record for turn in turns if turn.record is not None]
    assert [record.finished for record in records] == [True]
    assert (records[0].left, records[0].right) == (90, 90)


@pytest.mark.parametrize("into", [30, 95])
def test_a_session_whose_rest_was_never_reached_is_not_finished(into: float) -> None:
    """Stopped on the second side, or at the question after it: kept, and not counted."""
    coached = rolling()
    turn = coached.say("stop", after=second(coached, into, "roll", "right"))
    assert turn.record is not None
    assert not turn.record.finished


@pytest.mark.parametrize(("later", "offered"), [(5, True), (OFFERED - 60, True), (OFFERED + 60, False)])
@pytest.mark.parametrize("word", ["ended", "pause"])
def test_a_dropped_session_is_offered_for_a_day(later: int, offered: bool, word: str) -> None:
    """Whether its end was reported, or it was paused and then lost."""
    coached = rolling()
    turn = coached.say(word, after=second(coached, 30))
    back = Coached(replace(coached.person, left_off=turn.session), coached.now + later)
    assert (back.say("launch").session.state == State.RESUME_OFFER) == offered


def test_a_session_that_was_lost_and_played_out_is_finished_not_offered() -> None:
    """An end that nobody reported is credited as played out: its rest began in the reprompt."""
    coached = rolling()
    assert coached.turn is not None
    back = Coached(replace(coached.person, left_off=coached.turn.session), coached.now + OFFERED - 60)
    turn = back.say("launch")
    assert turn.session.state != State.RESUME_OFFER
    assert turn.record is not None
    assert (turn.record.left, turn.record.right, turn.record.finished) == (90, 90, True)


@pytest.mark.parametrize("label", ["launch", "start_session", "how_often", "pause", "not_understood"])
def test_the_offer_is_made_whatever_opens_the_session(label: str) -> None:
    """A question first, or a mumble: the place is still offered, and nothing rolls before an answer."""
    coached = rolling()
    coached.say("ended", after=second(coached, 30))
    assert coached.turn is not None
    back = Coached(replace(coached.person, left_off=coached.turn.session), coached.now + 60)
    turn = back.say(label)
    assert turn.session.credit["left"] == 30
    assert not {mark.name for mark in turn.session.speech.marks} & CLOCKS


def test_right_first_mirrors_left_first() -> None:
    """The same phrases at about the same seconds."""
    left, right = rolling(60, first_side="left"), rolling(60, first_side="right")
    assert spoken(left) == spoken(right)
    starts = [[mark.start for mark in coached.session.speech.marks] for coached in (left, right)]
    assert starts[0] == pytest.approx(starts[1], abs=2)

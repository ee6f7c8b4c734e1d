"""A dull, stiff back is why many people come: it closes nothing, and whoever lies there comes off first."""

from typing import Any

from skill.coach.places import Stage
from tests.support.coached import phrases
from tests.support.somewhere import clocks, everywhere, puts_on, said

ADVICE = (
    "Many people roll with a dull, stiff back. If it's sharp, new, after a fall, or runs down a leg, "
    "see someone first."
)


def test_standing_or_kneeling_it_is_answered_and_the_session_goes_on() -> None:
    """The advice, and on from the same place: nothing is stopped, locked or closed."""
    found: list[Any] = []
    for where in ("launch", "welcome", "safety", "kneeling"):
        here = everywhere()[where]
        turn = here.say("health_condition", topic="back")
        stands = turn.session.place == here.session.place and not turn.person.locked
        if not said(turn).startswith(ADVICE) or turn.reply.closes or not stands or turn.session.aside:
            found.append((where, phrases(turn)))
        if turn.session.cleared != here.session.cleared:
            found.append((where, "cleared"))
    assert not found


def test_a_question_about_a_word_goes_on_from_where_it_was_asked() -> None:
    """ "What's an aneurysm?", asked while kneeling, is answered, and the kneeling part goes on."""
    for where in ("launch", "welcome", "kneeling"):
        here = everywhere()[where]
        turn = here.say("health_condition", topic="what")
        assert phrases(turn)[0] == "answer_condition_what", where
        assert turn.session.place == here.session.place, where


def test_lying_it_is_off_the_roller_first() -> None:
    """Wherever the roller may be under them, the first words take it away; the clock stands."""
    found: list[Any] = []
    for where, here in everywhere().items():
        if not here.session.lies:
            continue
        turn = here.say("health_condition", topic="back")
        if not said(turn).startswith("Push up off"):
            found.append((where, phrases(turn)))
        if ADVICE not in said(turn) or clocks(turn) or puts_on(turn) or turn.reply.closes:
            found.append((where, "advice, clock or close"))
        if turn.person.locked or turn.session.stopped:
            found.append((where, "locked"))
    assert not found


def test_lying_it_can_go_on_afterwards() -> None:
    """Whoever knows the dullness goes on with a word, at the place where they were."""
    for where in ("setup", "breathing", "rolling", "right"):
        here = everywhere()[where]
        turn = here.hears("health_condition", topic="back").then("resume")
        assert puts_on(turn), where
        assert turn.session.side == here.session.side, where


def test_after_the_rolling_it_closes_nothing() -> None:
    """In the rest and after it, it is the same advice."""
    for where, here in everywhere().items():
        if here.session.place.stage < Stage.RESTING:
            continue
        turn = here.say("health_condition", topic="back")
        assert not turn.reply.closes, where
        assert not turn.person.locked, where
        assert ADVICE in said(turn), where


def test_with_fever_or_bladder_trouble_it_is_a_warning_sign() -> None:
    """Those come as signs of their own, and are answered as such from the same places."""
    for where in ("welcome", "kneeling", "setup", "rolling", "rest"):
        here = everywhere()[where]
        assert here.say("red_flag", sign="fever").person.locked, where
        saddle = here.say("red_flag", sign="saddle")
        assert saddle.reply.closes, where
        assert saddle.person.locked, where

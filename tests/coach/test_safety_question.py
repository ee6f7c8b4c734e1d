"""The safety question is a choice of words: what each answer to it does, and what never answers it."""

from typing import Any

from skill.coach.places import Place
from tests.support.asked import ASKS, DUE, asked, asks_again, spoken
from tests.support.coached import first_words, phrases
from tests.support.hearing import Hearing
from tests.support.somewhere import (
    LATER,
    Heard,
    at_the_question,
    clocks,
    launched,
    puts_on,
    said,
)

LIST = {"safety_no", "safety_same", "safety_ask", "safety_more"}
NO_ANSWERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("ready", {}),
    ("sound", {}),
    ("start_session", {}),
    ("start_session", {"side": "right"}),
    ("start_session", {"seconds": 90}),
    ("skip_step", {}),
    ("next_step", {}),
    ("resume", {}),
    ("done", {}),
    ("unsure", {}),
    ("not_understood", {}),
    ("switch_sides", {"side": "right"}),
    ("set_side_duration", {"seconds": 90}),
    ("set_first_side", {"side": "right"}),
)
"""What is no answer to the safety question: okay, maybe, noise, a side, a time."""
OTHER_WORDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("wait", {}),
    ("pause", {}),
    ("more_time", {}),
    ("tender_spot", {}),
    ("go_back", {}),
    ("start_over", {}),
    ("im_new", {}),
    ("misheard", {}),
    ("undo", {}),
    ("spot_eased", {}),
    ("both_same", {}),
    ("feel_looser", {}),
    ("no_change", {}),
    ("no_stretch", {}),
    ("doctor_agrees", {}),
)
"""What belongs to other moments of the routine."""


def test_none_and_no_clear_with_the_same_first_words() -> None:
    """ "None of that" and "no" both say that none of it is so, and the answer tells what was heard."""
    found = [
        (who, label)
        for who, here in asked()
        for label in ("none_of_that", "no")
        if not (turn := here.say(label)).session.cleared or first_words(turn) != "None of that, then."
    ]
    assert not found


def test_actually_yes_while_kneeling_opens_the_question_again() -> None:
    """Whoever thinks again while the kneeling part is told is no longer cleared, and does not lie down."""
    kneeling = at_the_question().hears("none_of_that")
    found = [second for second in (1.0, 3.0, 12.0) if not asks_again(kneeling.then("yes", after=second))]
    assert not found


def test_yes_clears_nobody_and_locks_nobody() -> None:
    """ "Yes" gets the three words for what it may have meant."""
    for who, here in asked():
        turn = here.say("yes")
        assert asks_again(turn), who
        assert not turn.person.locked, who
        assert said(turn) == (
            "Say none if none of it is you. If a doctor said it's fine, say my doctor agrees. "
            "Otherwise, say stop."
        ), who


def test_a_condition_by_name_waits_for_a_doctor() -> None:
    """A condition is not cleared and not locked, and shows the same way on as a yes."""
    for who, here in asked():
        turn = here.say("health_condition")
        assert asks_again(turn), who
        assert not turn.person.locked, who
        assert first_words(turn) == "Leave it until a doctor agrees.", who
        assert "my doctor agrees" in said(turn), who


def test_after_a_condition_the_next_launch_says_the_whole_list() -> None:
    """It is kept that the question is due, for a beginner and for somebody who was asked again."""
    mat = Hearing()
    mat.say("launch")
    mat.say("health_condition", after=60)
    mat.say("stop")
    mat.spoken = None
    mat.say("launch", after=3600)
    assert "pregnant" in spoken(mat)
    assert not mat.session.cleared


def test_a_doctor_who_agrees_clears_after_a_yes_or_a_condition_and_makes_the_day_light() -> None:
    """Nobody whose doctor agreed has to lie to get in; they go light on both sides."""
    found = []
    for who, here in asked():
        for label in ("yes", "health_condition"):
            turn = here.hears(label).then("doctor_agrees")
            if not turn.session.cleared or set(turn.session.light) != {"left", "right"}:
                found.append((who, label))
    assert not found


def test_without_a_yes_or_a_condition_no_doctor_clears() -> None:
    """ "My doctor agrees" is no answer of its own: the choice is given again."""
    found = [who for who, here in asked() if not asks_again(here.say("doctor_agrees"))]
    assert not found


def test_light_for_the_day_refuses_more_pressure() -> None:
    """Whoever rolls with a doctor's word is not invited to press harder, and the routine goes on."""
    coached = launched(DUE, "yes", "doctor_agrees", "ready")
    assert coached.turn is not None
    on_side = Heard(coached.turn, coached).at(20)
    turn = on_side.say("more_pressure")
    assert "more_pressure" not in phrases(turn)
    assert "more" not in phrases(turn)


def test_what_is_no_answer_clears_nobody() -> None:
    """Okay, maybe, noise, a side and a time give the choice again."""
    found = [
        (who, label, facts)
        for who, here in asked()
        for label, facts in NO_ANSWERS
        if not asks_again(here.say(label, **facts))
    ]
    assert not found


def test_words_of_other_moments_clear_nobody() -> None:
    """What means nothing at the safety question leaves it open, and brings nobody onto the roller."""
    found = []
    for who, here in asked():
        for label, facts in OTHER_WORDS:
            turn = here.say(label, **facts)
            if turn.session.cleared or puts_on(turn) or turn.reply.closes:
                found.append((who, label, facts))
    assert not found


def test_the_second_time_the_choice_is_worded_otherwise() -> None:
    """Whoever did not understand the question hears it in other words."""
    found = []
    for who, here in asked():
        for label, facts in NO_ANSWERS:
            turn = here.hears("sound").then(label, **facts)
            if phrases(turn)[-1] == "ask_safety":
                found.append((who, label, facts))
    assert not found


def test_after_the_third_time_it_closes_kindly() -> None:
    """Three words that were no answer end it for today, without a lock and without a word of danger."""
    found = []
    for who, here in asked():
        for label, facts in NO_ANSWERS:
            coached = here.hears("sound").coached
            coached.say("not_understood")
            turn = coached.say(label, **facts)
            kind = phrases(turn) == ["safety_goodbye"] and not turn.person.locked
            if not (turn.reply.closes and kind and not turn.session.cleared):
                found.append((who, label, facts, phrases(turn)))
    assert not found


def test_facts_said_at_the_question_are_kept_and_not_confirmed() -> None:
    """A side and a time that come too early count once the question is answered; nothing is echoed."""
    for who, here in asked():
        for label in ("start_session", "set_side_duration"):
            first = here.hears(label, side="right", seconds=90)
            assert "right" not in said(first.turn_), (who, label)
            assert "ninety" not in said(first.turn_), (who, label)
            session = first.then("none_of_that").session
            assert session.seconds == 90, (who, label)
        for label in ("start_session", "switch_sides", "set_first_side"):
            first = here.hears(label, side="right")
            assert "right" not in said(first.turn_), (who, label)
            assert first.then("none_of_that").session.sides[0] == "right", (who, label)


def test_what_a_word_means_is_told_in_one_line() -> None:
    """ "What's an aneurysm?" is a question, not a report: one line, and the choice again."""
    for who, here in asked():
        heard = here.hears("health_condition", topic="what")
        assert phrases(heard.turn_)[0] == "answer_condition_what", who
        assert asks_again(heard.turn_), who
        assert len(phrases(heard.turn_)) == 2, who
        assert not heard.turn_.session.doubt, who
        assert heard.then("none_of_that").session.cleared, who


def test_a_dull_back_is_answered_and_the_choice_is_given_again() -> None:
    """A dull, stiff back is why many people come."""
    for who, here in asked():
        heard = here.hears("health_condition", topic="back")
        assert phrases(heard.turn_)[0] == "back_standing", who
        assert asks_again(heard.turn_), who
        assert heard.then("none_of_that").session.cleared, who


def test_pain_and_signs_get_their_own_words_and_never_the_list() -> None:
    """Somebody who hurts is not read a list of conditions."""
    reports: list[tuple[str, dict[str, Any]]] = [
        (label, {}) for label in ("pain_too_much", "pain_sharp", "numb_tingling")
    ]
    reports += [("red_flag", {"sign": sign}) for sign in ("chest", "faint", "nausea", "fever", "pulse")]
    found = []
    for who, here in asked():
        for label, facts in reports:
            turn = here.say(label, **facts)
            if set(phrases(turn)) & LIST or phrases(turn)[0] in ASKS or turn.session.cleared:
                found.append((who, label, facts, phrases(turn)))
    assert not found


def test_a_clear_answer_starts_no_clock_of_a_beginner() -> None:
    """After the question a beginner is told how to kneel; somebody who knows the lesson is set up."""
    assert at_the_question().say("none_of_that").session.place == Place.KNEELING
    assert not clocks(at_the_question(DUE).say("none_of_that"))
    assert launched(LATER).session.cleared

"""When an answer to the safety question counts: once the list was spoken whole, and only to that question."""

from skill.coach.places import Place
from tests.support.asked import asked, asks_again, spoken
from tests.support.coached import Coached, first_words, phrases
from tests.support.hearing import Hearing
from tests.support.somewhere import (
    at_the_question,
    puts_on,
    segment,
)


def test_yes_and_no_to_another_question_never_clear() -> None:
    """A "no" to being forgotten, or to a reminder, is no answer to the safety question."""
    found = []
    for who, here in asked():
        for question in ("forget_me", "set_reminder"):
            for answer in ("yes", "no", "none_of_that"):
                turn = here.hears(question).then(answer)
                if turn.session.cleared or puts_on(turn):
                    found.append((who, question, answer, "cleared"))
        turn = here.hears("forget_me").then("no")
        if not asks_again(turn):
            found.append((who, "forget_me", "no", "not asked again"))
        turn = here.hears("set_reminder").then("no")
        if not asks_again(turn):
            found.append((who, "set_reminder", "no", "not asked again"))
    assert not found


def test_a_word_into_an_answer_never_clears() -> None:
    """A question is answered and the choice follows; a "no" before the choice was given clears nobody."""
    found = []
    for who, here in asked():
        for question in ("what_is_psoas", "how_often", "normal_to_hurt", "help"):
            for answer in ("no", "yes", "none_of_that"):
                turn = here.hears(question).then(answer, after=1)
                if turn.session.cleared or puts_on(turn):
                    found.append((who, question, answer))
    assert not found


def test_after_a_question_the_choice_can_be_answered() -> None:
    """The answer to a question ends with the choice, and "none" then clears."""
    for who, here in asked():
        answered = here.hears("what_is_psoas")
        assert asks_again(answered.turn_), who
        assert answered.then("none_of_that").session.cleared, who


def test_silence_waits_and_clears_nobody() -> None:
    """The reprompt waits, nothing in it brings anybody onto the roller, and then it is over."""
    for who, here in asked():
        coached = here.coached
        assert coached.turn is not None
        assert phrases(coached.turn, reprompt=True), who
        for after in (5, 20, 60, 120):
            session = coached.moment(coached.session.speech.seconds + after).session
            assert not session.cleared, (who, after)
            assert not session.on_roller, (who, after)
        assert not coached.fork().say("ended").session.cleared, who


def test_after_silence_the_next_launch_says_the_whole_list() -> None:
    """Nobody is cleared by hanging up."""
    mat = Hearing()
    mat.say("launch")
    mat.say("ended", after=80)
    mat.spoken = None
    mat.say("launch", after=30)
    assert "pregnant" in spoken(mat)


def test_an_answer_counts_from_two_seconds_before_the_end_of_the_list() -> None:
    """Before that the answer is "Nearly", and the sentence that was cut."""
    found = []
    for who, here in asked():
        coached, end = here.coached, here.coached.session.speech.seconds
        for label in ("none_of_that", "no"):
            found += [
                (who, label, before, "not cleared")
                for before in (0.5, 1.0)
                if not coached.fork().say(label, after=end - before).session.cleared
            ]
            for before in (3.0, 4.0, 7.0, 12.0):
                turn = coached.fork().say(label, after=end - before)
                if turn.session.cleared or first_words(turn) != "Nearly." or not asks_again(turn):
                    found.append((who, label, before, "cleared, or not Nearly"))
    assert not found


def test_the_sentence_that_was_cut_and_those_after_it_are_said_again() -> None:
    """Whoever answers in the middle of the list hears the rest of it, from the sentence they cut."""
    coached = at_the_question().coached
    turn = coached.fork().say("none_of_that", after=_start_of(coached, "safety", 1) + 1)
    assert phrases(turn) == ["hear_first", "safety_same", "safety_ask", "safety_more", "ask_safety"]


def _start_of(coached: Coached, name: str, number: int) -> float:
    marks = [mark for mark in coached.session.speech.marks if mark.name == name]
    return marks[number].start


def test_the_list_counts_only_once_it_was_spoken_whole() -> None:
    """A question cuts the list; the answer goes on with what was cut, and "none" at its end clears."""
    coached = at_the_question().coached
    cut = coached.fork()
    turn = cut.say("what_is_psoas", after=segment(cut.turn, "safety").start + 1)  # type: ignore[arg-type]
    assert phrases(turn)[1:] == ["safety_no", "safety_same", "safety_ask", "safety_more", "ask_safety"]
    assert cut.say("none_of_that").session.place == Place.KNEELING

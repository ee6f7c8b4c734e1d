"""A sentence that was cut is said again, and the ones after it: in the safety list and in the set-up."""

from skill.coach.profile import Profile
from tests.support.coached import Coached, phrases
from tests.support.somewhere import LATER, launched

WORDS = ("what_is_psoas", "help", "not_understood", "slower", "time_left")
"""Words after which the part goes on."""


def said_again(coached: Coached, name: str) -> list[tuple[str, str]]:
    """The sentences of these parts that were not taken up after a cut, each with the word that cut it."""
    assert coached.turn is not None
    told = phrases(coached.turn)
    found = []
    marks = [mark for mark in coached.session.speech.marks if mark.name == name]
    whole = [phrase for phrase in told if phrase.startswith(name.split("_", maxsplit=1)[0])]
    for mark, phrase in zip(marks, whole, strict=False):
        for word in WORDS:
            after = phrases(coached.fork().say(word, after=mark.start + 0.5))
            rest = told[told.index(phrase) :]
            if after[-len(rest) :] != rest:
                found.append((phrase, word))
    return found


def test_a_cut_sentence_of_the_safety_list_is_said_again() -> None:
    """Whatever cuts it, the list is heard whole before its question."""
    assert not said_again(launched(Profile()), "safety")


def test_a_cut_sentence_of_the_set_up_is_said_again() -> None:
    """Nobody lies down without having heard how, the first time and later."""
    assert not said_again(launched(Profile(), "none_of_that", "ready"), "setup")
    assert not said_again(launched(LATER), "setup")

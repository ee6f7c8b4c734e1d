"""Break in at every second of welcome, kneeling and set-up: all of it is heard whole all the same."""

from collections.abc import Iterator

import pytest

from skill.coach.acts import TEMPO, Say
from skill.coach.profile import Profile
from tests.support.coached import SCRIPT, START_LAG, Coached

BRIEF, ORDINARY = Profile(sessions=4, verbosity="brief"), Profile(sessions=4)
PARTS: dict[str, tuple[Profile, tuple[str, ...]]] = {
    "welcome": (Profile(), ("launch",)),
    "kneeling": (Profile(), ("launch", "none_of_that")),
    "set-up": (Profile(), ("launch", "none_of_that", "ready")),
    "set-up of short sides": (Profile(seconds=30), ("launch", "none_of_that", "ready")),
    "ordinary": (ORDINARY, ("launch",)),
    "brief": (BRIEF, ("launch",)),
    "full again": (Profile(sessions=4, verbosity="full"), ("launch",)),
}
WORDS: dict[str, tuple[str, ...]] = {
    "a question": ("what_is_psoas",),
    "a short question": ("time_left",),
    "noise": ("not_understood",),
    "an early ready": ("ready",),
    "what?": ("repeat",),
    "a pause": ("pause", "resume"),
}
NOT_DUE = {"none_then", "hear_first", "ask_safety", "ask_kneeling", "ask_settled", "ask_settled_brief"}
"""What tells that a word was heard, and the question, which may be answered while it is asked."""


def at(part: str) -> Coached:
    """Somebody to whom the part has just begun to be said."""
    person, words = PARTS[part]
    coached = Coached(person)
    for word in words:
        coached.say(word)
    return coached


def sentences(coached: Coached) -> Iterator[tuple[str, float]]:
    """The phrases of an answer, each with the second at which it is over."""
    assert coached.turn is not None
    now = 0.0
    for item in coached.turn.reply.speech:
        if isinstance(item, Say):
            now += SCRIPT.measure(item.phrase, item.variant, item.facts) / TEMPO[coached.turn.reply.tempo]
            yield item.phrase, now
        else:
            now += item.seconds


def heard(coached: Coached, until: float = float("inf")) -> set[str]:
    """The phrases that were heard whole by a second of the answer."""
    return {phrase for phrase, over in sentences(coached) if over <= until + 0.01}


def seconds(coached: Coached) -> range:
    """Every second of what is being said before its question."""
    assert coached.turn is not None
    return range(int(coached.turn.session.speech.marks[-1].start))


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("part", PARTS)
def test_every_sentence_is_heard_whole_whatever_cuts_it(part: str, word: str) -> None:
    """Cut once, and then heard to the end: nothing of the part is missing."""
    whole, missing = at(part), []
    due = heard(whole) - NOT_DUE
    for second in seconds(whole):
        cut = whole.fork()
        told = heard(cut, second)
        for spoken in WORDS[word]:
            cut.say(spoken, after=float(second) if spoken == WORDS[word][0] else None)
            told |= heard(cut)
        lost = due - told
        if lost:
            missing.append((second, sorted(lost)))
    assert missing == []


@pytest.mark.parametrize("every", [3, 5, 7])
@pytest.mark.parametrize("part", PARTS)
def test_questions_without_end_starve_nothing(part: str, every: int) -> None:
    """Forty questions, one every few seconds, and then silence: each sentence was heard whole once."""
    coached = at(part)
    due, told = heard(coached) - NOT_DUE, set[str]()
    for _ in range(40):
        told |= heard(coached, every - START_LAG)
        coached.say("what_is_psoas", after=float(every - START_LAG))
    assert due - told - heard(coached) == set()


def test_a_sentence_that_was_cut_twice_comes_before_the_answer() -> None:
    """So a question every seven seconds comes to the end of the list, as no sentence takes longer."""
    coached = at("welcome")
    for _ in range(40):
        coached.say("what_is_psoas", after=6.5)
    assert coached.session.listed


def test_a_long_answer_is_not_heard_lying_on_the_roller() -> None:
    """Off it first, then the answer, and how to lie down again; a short one is heard where they are."""
    coached = at("set-up")
    coached.say("what_is_psoas", after=30.0)
    told = [phrase for phrase, _ in sentences(coached)]
    assert told[:3] == ["knees_first", "answer_what_is_psoas", "resume_place"]
    coached = at("set-up")
    coached.say("which_side_first", after=30.0)
    assert next(sentences(coached))[0] == "answer_which_side_first"

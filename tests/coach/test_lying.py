"""Nobody lies on the roller without a clock for more than a minute, however often they break in."""

from collections.abc import Iterator

import pytest

from skill.coach.acts import TEMPO, Say
from skill.coach.places import CLOCKS
from skill.coach.profile import Profile
from skill.coach.turn import Turn
from tests.coach.test_heard_whole import sentences
from tests.support.coached import SCRIPT, START_LAG, Coached, phrases
from tests.support.somewhere import launched

PARTS = {
    "first": launched(Profile(), "none_of_that", "ready"),
    "full": launched(Profile(sessions=4, verbosity="full"), "ready"),
    "ordinary": launched(Profile(sessions=4)),
    "brief": launched(Profile(sessions=4, verbosity="brief")),
}
"""Somebody to whom the set-up has just begun to be said, by how much is said."""
WORDS = ("time_left", "which_side_first", "what_is_psoas", "not_understood", "repeat", "no", "slower", "wait")
LOWERED = {"setup_lower", "setup_down", "ask_settled_brief", "resume_place"}
MINUTE = 60
KNEES = 1.5
"""Seconds that getting up onto the knees takes after its words."""


def lain(coached: Coached, since: float | None, until: float) -> float | None:
    """The moment since which somebody lies without a clock, so many seconds into what is being said."""
    assert coached.turn is not None
    for phrase, begins, over in timed(coached):
        if phrase == "knees_first" and over + KNEES <= until:
            since = None
        elif phrase in LOWERED and begins <= until and (since is None or phrase == "resume_place"):
            since = coached.now + begins
    clocks = [mark for mark in coached.turn.session.speech.marks if mark.name in CLOCKS]
    return None if any(mark.start <= until for mark in clocks) else since


def timed(coached: Coached) -> Iterator[tuple[str, float, float]]:
    """The phrases of an answer, each with the seconds at which it begins and is over."""
    assert coached.turn is not None
    for item, (phrase, over) in zip(said(coached.turn), sentences(coached), strict=True):
        spoken = SCRIPT.measure(phrase, item.variant, item.facts)
        yield phrase, over - spoken / TEMPO[coached.turn.reply.tempo], over


def said(turn: Turn) -> list[Say]:
    """What a turn says, without the silences."""
    return [item for item in turn.reply.speech if isinstance(item, Say)]


def told(part: str, word: str, every: int) -> Iterator[tuple[float, list[str]]]:
    """For each of thirty words how long somebody has lain there, and what they are told."""
    coached, since = PARTS[part].fork(), None
    for _ in range(30):
        since = lain(coached, since, every - START_LAG)
        turn = coached.say(word, after=float(every - START_LAG))
        if turn.reply.closes:
            return
        yield 0.0 if since is None else coached.now - since - START_LAG, phrases(turn)


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_after_a_minute_the_next_answer_gets_them_off(part: str) -> None:
    """Whatever is said every few seconds, the first words after a minute are those of getting off."""
    late = [
        (word, every, round(lying), answer[:2])
        for word in WORDS
        for every in (5, 7, 11, 20)
        for lying, answer in told(part, word, every)
        if lying > MINUTE + 3 and answer[0] not in ("knees_first", "paused")
    ]
    assert not late


@pytest.mark.parametrize("part", PARTS)
def test_whoever_is_sent_up_is_told_how_to_lie_down_again(part: str) -> None:
    """Also where that was cut, so that nobody rolls on their knees."""
    for lying, answer in told(part, "time_left", 7):
        assert ("knees_first" in answer) <= (not LOWERED.isdisjoint(answer)), (lying, answer)


def test_whoever_is_up_on_the_knees_is_told_again_how_to_lie_down() -> None:
    """A word after "push up" and before "face down" finds somebody who kneels."""
    coached = PARTS["full"].fork()
    assert phrases(coached.say("what_is_psoas", after=30.0))[0] == "knees_first"
    after = phrases(coached.say("time_left", after=5.0))
    assert after[:2] == ["time_left_session", "resume_place"]

"""How long it takes until somebody rolls, in seconds of the plan at pace 1.0: the limits of the script."""

import pytest

from skill import routines
from skill.coach.acts import Say
from skill.coach.profile import Profile, Tally
from skill.coach.reactions.opening import verbosity
from tests.coach.test_heard_whole import heard, sentences
from tests.support.coached import START_LAG, Coached
from tests.support.somewhere import everywhere

AFTER_A_QUESTION = 2.0
"""Seconds after a question at which it is answered; then the answer begins a lag later."""
FULL, ORDINARY, BRIEF = Profile(), Profile(sessions=4), Profile(sessions=4, verbosity="brief")


def lying(person: Profile, *words: str) -> float:
    """Seconds from the end of the sentence that lowers the person to the first rolled second."""
    coached = Coached(person)
    for word in words:
        coached.say(word)
    lowers = {"setup_lower", "setup_down", "ask_settled_brief"}
    down = next(over for phrase, over in sentences(coached) if phrase in lowers)
    question = coached.session.speech.seconds - down
    coached.say("ready")
    begins = next(mark.start for mark in coached.session.speech.marks if mark.name == "roll")
    return question + AFTER_A_QUESTION + START_LAG + begins


def launch(person: Profile) -> float:
    """Seconds from the launch to the end of the first question."""
    coached = Coached(person)
    return coached.say("launch").session.speech.seconds


@pytest.mark.parametrize(
    ("person", "words", "most"),
    [
        (FULL, ("launch", "none_of_that", "ready"), 45),
        (ORDINARY, ("launch",), 30),
        (BRIEF, ("launch",), 12),
    ],
)
def test_nobody_lies_long_before_the_first_rolled_second(
    person: Profile, words: tuple[str, ...], most: float
) -> None:
    """Full, ordinary, brief: 45, 30 and 12 seconds."""
    assert lying(person, *words) <= most


@pytest.mark.parametrize(("person", "most"), [(FULL, 47), (ORDINARY, 35), (BRIEF, 12)])
def test_the_first_question_comes_soon(person: Profile, most: float) -> None:
    """The choice of a first session within 47 seconds, "say ready" within 35 and 12."""
    assert launch(person) <= most


def test_less_is_said_the_more_somebody_knows() -> None:
    """Launch to the first rolled second, with each step of how much is said: it can be felt."""
    told = [
        launch(Profile(sessions=12, verbosity=how)) + lying(Profile(sessions=12, verbosity=how), *words)
        for how, words in (("full", ("launch", "ready")), ("ordinary", ("launch",)), ("brief", ("launch",)))
    ]
    assert told[0] - told[1] > 20
    assert told[1] - told[2] > 20


def test_how_much_is_said_follows_experience_and_weeks_away() -> None:
    """All of it the first time, then the usual, little after twenty; one step more after three weeks."""
    routine, away = routines.load(), Tally(days=21)
    for sessions, chosen, tally, expected in (
        (0, None, None, "full"),
        (0, "brief", None, "full"),
        (1, None, None, "ordinary"),
        (19, None, None, "ordinary"),
        (20, None, None, "brief"),
        (5, "brief", None, "brief"),
        (5, "brief", away, "ordinary"),
        (5, None, away, "full"),
        (25, None, away, "ordinary"),
        (5, "full", away, "full"),
        (5, None, Tally(days=20), "ordinary"),
    ):
        person = Profile(sessions=sessions, verbosity=chosen, tally=tally)
        assert verbosity(routine, person) == expected, (sessions, chosen, tally)


@pytest.mark.parametrize("said", ["setup", "settled", "rolling", "paused", "rest"])
def test_more_and_fewer_words_hold_from_then_on(said: str) -> None:
    """A step at a time, wherever they are said, and kept; "just the times" is the least at once."""
    here = everywhere()[said]
    fewer = here.hears("quieter")
    assert (fewer.turn_.session.verbosity, fewer.turn_.person.verbosity) == ("brief", "brief")
    more = here.hears("fuller")
    assert (more.turn_.session.verbosity, more.turn_.person.verbosity) == ("full", "full")
    least = here.hears("quieter", how="least")
    assert least.turn_.session.verbosity == "brief"


def test_it_is_told_where_there_are_no_fewer_words_or_no_more() -> None:
    coached = Coached(BRIEF)
    coached.say("launch")
    assert "fewest_words" in [
        item.phrase for item in coached.say("quieter").reply.speech if isinstance(item, Say)
    ]
    coached = Coached(FULL)
    coached.say("launch")
    assert "most_words" in [
        item.phrase for item in coached.say("fuller").reply.speech if isinstance(item, Say)
    ]


def test_fewer_or_more_words_skip_no_limit() -> None:
    """Whatever is asked for at whatever second, the limit is heard whole before anybody lies down."""
    for person in (ORDINARY, BRIEF, Profile(sessions=4, verbosity="full")):
        whole = Coached(person)
        whole.say("launch")
        for second in range(int(whole.session.speech.seconds)):
            for word in ("quieter", "fuller"):
                coached = whole.fork()
                told = heard(coached, second)
                coached.say(word, after=float(second))
                told |= heard(coached)
                assert told & {"limit_sharp", "setup_limit_short", "setup_limit_brief"}, (
                    person,
                    second,
                    word,
                )

"""What is asked for again, or out of turn, is done or refused in words: never promised and then not done."""

from skill.coach.events import Side
from skill.coach.phrases import Phrase
from skill.coach.profile import Profile
from tests.support.coached import Coached, phrases
from tests.support.somewhere import LATER, clocks, launched, rolling


def changed_over() -> Coached:
    """Somebody who rolled the left for forty seconds, and is being set up on the right."""
    coached = rolling(40).coached.fork()
    coached.say("switch_sides", after=rolling(40).after)
    return coached


def test_the_side_before_is_rolled_some_more_when_it_is_asked_for_at_the_change_over() -> None:
    """By a correction, by "the left, please", and by "back to the left"."""
    for label in ("correct", "switch_sides", "go_back"):
        coached = changed_over()
        turn = coached.say(label, side="left", after=8)
        assert clocks(turn if clocks(turn) else coached.say("ready"), "left"), label


def test_other_side_is_offered_only_where_it_does_not_end_the_rolling() -> None:
    """A side that is corrected while the last one is rolled: what stands is said, and no more."""
    cases: tuple[tuple[Side, bool], ...] = (("left", True), ("right", False))
    for side, offers in cases:
        turn = rolling(30, side).say("correct", side="right" if side == "left" else "left")
        assert (Phrase.SAY_OTHER_SIDE in phrases(turn)) == offers, side


def test_a_stopped_side_asked_for_at_the_change_over_is_refused_in_words() -> None:
    """By its name, and as "the other side"; the side that is being set up stays."""
    for side in ("left", None):
        coached = rolling(40).coached.fork()
        coached.say("pain_sharp", after=rolling(40).after)
        coached.say("switch_sides")
        turn = coached.say("switch_sides", side=side, after=8)
        assert Phrase.SIDE_OVER in phrases(turn), side
        assert turn.session.side == "right"


def test_only_at_the_safety_question_leaves_out_no_side_that_was_not_named() -> None:
    """ "None only" is how many people say "just none"."""
    for side, sides in ((None, ("left", "right")), ("right", ("right",))):
        coached = Coached()
        coached.say("launch")
        coached.say("one_side_only", side=side)
        assert coached.say("none_of_that").session.sides == sides


def test_bone_said_while_kneeling_is_answered_with_where_the_bony_points_are() -> None:
    """Nobody lies on a bone there, so nobody is told to glide off it."""
    coached = Coached()
    for label in ("launch", "none_of_that"):
        coached.say(label)
    told = phrases(coached.say("on_bone"))
    assert Phrase.ANSWER_BONY_POINTS in told
    assert Phrase.ANSWER_ON_BONE not in told


def test_nobody_off_the_roller_is_told_to_rest_off_it() -> None:
    """A pause while kneeling, and one while resting."""
    for labels in (("launch", "none_of_that"), ("launch",)):
        coached = Coached()
        for label in labels:
            coached.say(label)
        assert Phrase.PAUSED not in phrases(coached.say("pause"))
    assert Phrase.PAUSED in phrases(rolling(20).say("pause"))


def test_a_goodbye_before_the_rolling_speaks_of_the_list_only_where_it_is_due() -> None:
    """Somebody who has rolled today, and does not want to again, was read no list."""
    assert Phrase.STOPPED_SAFETY in phrases(launched(Profile()).say("stop"))
    assert Phrase.STOPPED in phrases(launched(LATER).say("stop", after=3))

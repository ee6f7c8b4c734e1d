"""Questions with an answer of their own, and times that are said alone or for one side."""

from skill.alexa.intents import TABLE
from skill.coach.events import Label
from skill.coach.phrases import Phrase
from skill.coach.places import Place
from skill.coach.reactions.asking import ANSWERS, NARROW
from tests.support.coached import Coached, first_words, phrases, rolling, words

ELSEWHERE = {"which_leg", "check", "belly"}
"""Topics that are answered by more than a phrase."""


def test_every_topic_that_an_intent_tells_has_an_answer_of_its_own() -> None:
    missing = [
        intent
        for intent, row in TABLE.items()
        if row.label in ANSWERS and row.tells.topic and row.tells.topic not in ELSEWHERE
        if (row.label, row.tells.topic) not in NARROW
    ]
    assert missing == []


def test_which_leg_is_answered_with_the_side_that_is_rolled() -> None:
    for side in ("left", "right"):
        turn = rolling(first_side=side).say("how_to_set_up", after=20, topic="which_leg")
        other = {"left": "right", "right": "left"}[side]
        assert first_words(turn).startswith(f"{side.capitalize()} leg long, {other} knee out wide."), words(
            turn
        )


def test_what_comes_next_is_told_and_moves_nobody() -> None:
    """On a side the other side, and in a pause the words that end the pause."""
    left = rolling()
    turn = left.say("where_am_i", after=30, topic="next")
    assert phrases(turn)[0] == Phrase.NEXT_SIDE
    assert left.session.place == Place.ROLLING
    left.say("pause")
    turn = left.say("where_am_i", topic="next")
    assert phrases(turn) == phrases(left.fork().say("sound"))


def test_a_time_alone_changes_nothing_on_the_roller_and_the_plan_before_it() -> None:
    on_it = rolling(seconds=60)
    turn = on_it.say("set_side_duration", after=20, seconds=120, how="bare")
    assert phrases(turn)[:2] == [Phrase.STANDS_SECONDS, Phrase.STANDS_SAY_SECONDS]
    assert on_it.session.seconds == 60
    before = Coached()
    before.say("launch")
    before.say("set_side_duration", seconds=120, how="bare")
    assert before.session.seconds == 120


def test_a_time_for_this_side_is_its_whole_and_leaves_the_other_side() -> None:
    """Two minutes on this side, said at forty of ninety seconds, are eighty more, not two minutes more."""
    left = rolling(seconds=90)
    left.say("set_side_duration", after=40, seconds=120, how="side")
    rolled = left.session.credit["left"]
    assert rolled + left.session.todo["left"] == 120
    assert left.session.todo["right"] == 90
    assert left.person.seconds == 90


def test_a_time_that_comes_with_one_side_only_is_kept() -> None:
    for label in ("launch", None):
        coached = Coached()
        coached.say("launch")
        if label is None:
            coached.say("none_of_that")
        coached.say("one_side_only", side="right", seconds=120)
        assert coached.session.sides == ("right",)
        assert coached.session.todo["right"] == 120


def test_a_bare_time_and_a_side_s_time_have_intents_of_their_own() -> None:
    assert {TABLE[name].tells.how for name in ("BareTimeIntent", "SideTotalIntent")} == {"bare", "side"}
    assert {TABLE[name].label for name in ("BareTimeIntent", "SideTotalIntent")} == {Label.SET_SIDE_DURATION}

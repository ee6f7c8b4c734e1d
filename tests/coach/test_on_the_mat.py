"""What somebody on the roller may count on, wherever they are: the way off, the way on, and discretion."""

import json
from collections.abc import Collection
from dataclasses import replace
from itertools import product

import pytest

from skill.coach.acts import Say, Silence
from skill.coach.checkpoint import neutral
from skill.coach.events import SIDES, Label
from skill.coach.places import CLOCKS, MARKS, Place
from skill.coach.profile import Profile
from skill.coach.session import Session
from skill.coach.turn import Turn
from tests.coach.test_founding_text import FIRST, text, whole
from tests.support.coached import SCRIPT, Coached, everywhere, names, phrases, planned, rolling, second, words

AWAY = {"rest", "back_on", "change_over", "setup", "kneeling", "ask_check", "ask_tighter", "back_for_more"}
"""Marks of what comes after a side, or in place of it."""


def before(turn: Turn, marks: Collection[str]) -> list[Say] | None:
    """What is said before the first segment of such a name, and with it; None where there is none."""
    found = turn.session.speech.marks
    first = next((number for number, mark in enumerate(found) if mark.name in marks), None)
    if first is None:
        return None
    after = found[first + 1].first_item if first + 1 < len(found) else None
    # A segment that takes somebody off the roller itself says so in its own words.
    end = after if MARKS[found[first].name].takes_off else found[first].first_item
    return [item for item in turn.reply.speech[:end] if isinstance(item, Say)]


def back_after(label: str) -> Coached:
    """Somebody who said this at second 30 of the left side, dropped out, and is back a minute later."""
    coached = rolling()
    turn = coached.say(label, after=second(coached, 30))
    back = Coached(replace(coached.person, left_off=turn.session), coached.now + 60)
    back.say("launch")
    return back


@pytest.mark.slow
def test_nobody_leaves_a_side_without_being_told_to_come_off() -> None:
    """Before the rest, the other side, the set-up or a question off it, they are told to come off."""
    wrong, tried = [], 0
    for label, (coached, at) in product(sorted(set(Label) - {Label.LAUNCH}), everywhere(29.0)):
        here = coached.moment(at).heard(label).session
        getting_back_on = here.place == Place.EXTRA and not here.clock
        if not here.place.traits.clock or here.aside is not None or getting_back_on:
            continue
        for side in (None, *SIDES):
            turn = coached.fork().say(label, after=at, side=side)
            said = before(turn, AWAY)
            rolls_on = any(
                mark.side == here.side for mark in turn.session.speech.marks[:2] if mark.name in CLOCKS
            )
            if said is None or rolls_on:
                continue
            tried += 1
            told = " ".join(text(item) for item in said).lower()
            if "come off" not in told and "off the roller" not in told:
                wrong.append((label, here.place, here.side, side, phrases(turn)))
    assert tried
    assert wrong == []


def test_who_comes_back_after_a_stopped_side_is_placed_on_the_other_one() -> None:
    """A clock never begins before the side is named and there was time to lie down."""
    for label in ("pain_sharp", "numb_tingling"):
        said = before(back_after(label).say("resume"), CLOCKS)
        assert said is not None
        assert {item.phrase for item in said} & {"switch_2", "resume_place"}, label
        assert {item.facts["side"] for item in said if "side" in item.facts} == {"right"}, label


def test_who_comes_back_after_pain_goes_on_lightly() -> None:
    """A loss of the line in between does not undo the report."""
    assert "go_light" in phrases(back_after("pain_too_much").say("resume"))


def test_a_hold_near_the_cap_is_answered_with_words() -> None:
    """Silence is no answer to "tender spot": only the last four seconds of a side may pass without a word."""
    for into in range(5, 20):
        coached = rolling(120)
        coached.say("tender_spot", after=second(coached, 115))
        first = coached.say("tender_spot", after=second(coached, into)).reply.speech[0]
        assert isinstance(first, Say) or first.seconds <= 4, into
        assert isinstance(first, Say) or into > 14, into


def test_sides_are_not_compared_when_one_was_stopped() -> None:
    """No extra could be given on a side that hurt, so nobody is asked which was tighter."""
    for label in ("pain_sharp", "numb_tingling"):
        coached = rolling()
        coached.say(label, after=second(coached, 30))
        assert names(coached.say("switch_sides"))[-1] == "ask_check", label


def test_no_symptom_is_in_the_attributes() -> None:
    """They are kept as the place where a session dropped, so they hold no word of what was reported."""
    for label in (
        "pain_too_much",
        "numb_tingling",
        "pain_sharp",
        "red_flag",
        "health_condition",
        "mild_ache",
    ):
        coached = rolling()
        coached.say(label, after=second(coached, 30), sign="pulse" if label == "red_flag" else None)
        for _ in range(2):
            kept = json.dumps(coached.session.to_attributes())
            symptoms = ("hurt", "numb", "sharp", "pulse", "doctor", "unwell", "condition", "ache")
            assert [word for word in symptoms if word in kept] == [], label
            coached.say("switch_sides")


def test_a_stopped_side_that_is_asked_for_by_name_is_refused_in_words() -> None:
    """Whoever says "left" after sharp pain on the left hears why it is the right now."""
    coached = rolling()
    coached.say("pain_sharp", after=second(coached, 30))
    assert "side_over" in phrases(coached.say("switch_sides", side="left"))[:2]


def test_a_hold_after_pain_tops_nothing_up() -> None:
    """A side that hurt gets no second more than it had."""
    coached = rolling(60)
    coached.say("pain_too_much", after=second(coached, 40))
    coached.say("resume")
    turn = coached.say("tender_spot", after=second(coached, 5))
    assert turn.session.credit["left"] + planned(turn, "hold") + planned(turn, "roll") <= 60


def test_no_silence_on_a_side_seems_dead() -> None:
    """More time brings more words: never more than half a minute without one."""
    coached = rolling(90)
    for seconds in (30, 60):
        turn = coached.say("more_time", after=second(coached, 10), seconds=seconds)
        assert max(item.seconds for item in turn.reply.speech if isinstance(item, Silence)) <= 30


def test_the_first_side_again_is_the_first() -> None:
    """Asked for from the second one."""
    coached = rolling()
    turn = coached.say("go_back", after=second(coached, 30, "roll", "right"), side_ref="first", part="side")
    assert next(mark.side for mark in turn.session.speech.marks if mark.name in CLOCKS) == "left"


def test_the_first_session_asks_for_the_knees_once() -> None:
    """They are drawn up in the rest, so the body check does not ask for them again."""
    for seconds in (30, 45, 60, 90, 120):
        assert sum("knee up" in text(say) for _, say in whole(FIRST, seconds)) == 1, seconds


def test_the_first_breath_is_not_another_one() -> None:
    """ "In again" and "slower still" follow a breath."""
    for sessions in range(1, 9):
        breaths = [text(say) for _, say in whole(sessions, 90) if say.phrase.startswith("breathe_")]
        assert not {"In again.", "And out, slower still."} & set(breaths[:2]), sessions


def test_seconds_are_never_called_left() -> None:
    """Left is a side: "fifty seconds left", said on the right one, is two things."""
    for name in ("resume_seconds", "extra_15", "time_left_side", "seconds_left", "time_left_hold"):
        assert not [
            each.template for each in SCRIPT.phrases[name].variants if "left" in each.template.split(".")[0]
        ]


def test_nobody_is_set_up_on_a_side_that_was_stopped() -> None:
    """Numb in the set-up, then "carry on": the choice is asked again, and only the other side is set up."""
    for label, into, word in product(
        ("pain_sharp", "numb_tingling"),
        (5.0, 20.0, 60.0),
        ("resume", "ready", "start_session", "pause", "go_back"),
    ):
        coached = Coached(Profile(sessions=3, seconds=90))
        coached.say("launch")
        coached.say(label, after=second(coached, into, "setup", None))
        assert coached.session.stopped == ("left",)
        assert phrases(coached.say(word))[-1] == "choice_other", (label, into, word)
        told = " ".join(words(coached.say("switch_sides")))
        assert "right leg" in told.lower(), (label, into, word)
        assert "left leg long" not in told.lower(), (label, into, word)


def test_to_go_back_to_the_set_up_is_no_way_back_to_a_side_that_was_stopped() -> None:
    """Stopped while rolling: the choice is asked again."""
    for part in ("setup", "breathing"):
        coached = rolling()
        coached.say("pain_sharp", after=second(coached, 30))
        assert phrases(coached.say("go_back", part=part))[-1] == "choice_other", part


def test_somebody_who_was_hurt_is_promised_no_pressure_for_later() -> None:
    """It hurt in the set-up, and they went on lightly: harder is refused before the clock runs as well."""
    coached = Coached(Profile(sessions=3, seconds=90))
    for label in ("launch", "pain_too_much", "resume"):
        coached.say(label, after=30)
    assert "more_refused" in phrases(coached.say("more_pressure", after=5))


def test_a_session_that_dropped_after_a_stop_is_set_up_on_the_other_side() -> None:
    """The choice is kept as a pause; to continue from there leads to the side that is left."""
    coached = Coached(Profile(sessions=3, seconds=90))
    coached.say("launch")
    coached.say("numb_tingling", after=30)
    kept = Session.from_attributes(neutral(coached.session.to_attributes()))
    again = Coached(replace(coached.person, left_off=kept, stopped=("left",)), coached.now + 300)
    again.say("launch")
    turn = again.say("resume")
    assert turn.session.side == "right"
    assert "Left leg long" not in " ".join(words(turn))


def test_a_side_or_a_time_said_while_kneeling_changes_the_plan_and_nothing_else() -> None:
    """ "Actually the right first", once "Found the fold?" was asked too: nobody lies down yet."""
    for after in (10.0, 30.0, None):
        for facts in ({"side": "right"}, {"seconds": 90}):
            coached = Coached(Profile())
            coached.say("launch")
            coached.say("none_of_that")
            turn = coached.say("start_session", after=after, **facts)
            assert turn.session.place == Place.KNEELING, (after, facts)
            assert (turn.session.side, turn.session.seconds) == (
                facts.get("side", "left"),
                facts.get("seconds", 60),
            )
            assert not turn.session.on_roller

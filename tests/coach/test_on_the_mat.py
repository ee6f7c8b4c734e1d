"""What somebody on the roller may count on, wherever they are: the way off, the way on, and discretion."""

import json
from collections.abc import Collection
from dataclasses import replace

import pytest

from skill.coach.acts import Say, Silence
from skill.coach.checkpoint import neutral
from skill.coach.events import SIDES, Label
from skill.coach.person import Person
from skill.coach.session import Session
from skill.coach.states import State
from skill.coach.timeline import CLOCKS
from skill.coach.turn import Turn
from tests.coach.test_founding_text import FIRST, text, whole
from tests.promises.test_promises import planned, rolling, second
from tests.support.coached import SCRIPT, Coached, everywhere, phrases, words

ON_A_SIDE = {State.ROLLING, State.HOLD, State.EASE, State.EXTRA}
GETTING_ON = ON_A_SIDE | {State.SETUP, State.SETTLED, State.BREATHING, State.CHANGE_OVER}
PLACED = {
    "resume",
    "resume_place",
    "switch_2",
    "go_back_side",
    "sym_place",
    "setup_leg",
    "back_for_more",
    "go_light",
}


def before(turn: Turn, names: Collection[str]) -> list[Say] | None:
    """What is said before the first segment of such a name; None where there is none."""
    first = next((mark.index for mark in turn.session.speech.marks if mark.name in names), None)
    return None if first is None else [item for item in turn.reply.speech[:first] if isinstance(item, Say)]


def back_after(label: str) -> Coached:
    """Somebody who said this at second 30 of the left side, dropped out, and is back a minute later."""
    coached = rolling()
    turn = coached.say(label, after=second(coached, 30))
    back = Coached(replace(coached.person, left_off=turn.session), coached.now + 60)
    back.say("launch")
    return back


@pytest.mark.parametrize("label", [label for label in Label if label != Label.LAUNCH])
def test_nobody_leaves_a_side_without_being_told_to_come_off(label: Label) -> None:
    """Before the rest, the other side or the set-up, the first words take the roller away."""
    for coached, at in everywhere(20.0):
        here = coached.moment(at).heard(label)
        if here.state not in ON_A_SIDE or (here.state == State.EXTRA and not here.clock):
            continue
        for side in (None, *SIDES):
            turn = coached.fork().say(label, after=at, side=side)
            said = before(turn, {"rest", "back_on", "change_over", "setup", "ask_check"})
            rolls_on = any(
                mark.side == here.side for mark in turn.session.speech.marks[:2] if mark.name in CLOCKS
            )
            if said is not None and not rolls_on:
                told = " ".join(text(item) for item in said).lower()
                assert "come off" in told or "off the roller" in told, (
                    here.state,
                    here.side,
                    side,
                    phrases(turn),
                )


@pytest.mark.parametrize("label", ["pain_sharp", "numb_tingling"])
def test_who_comes_back_after_a_stopped_side_is_placed_on_the_other_one(label: str) -> None:
    """A clock never begins before the side is named and there was time to lie down."""
    said = before(back_after(label).say("resume"), CLOCKS)
    assert said is not None
    assert {item.phrase for item in said} & {"switch_2", "resume_place"}


def test_who_comes_back_after_pain_goes_on_lightly() -> None:
    """A loss of the line in between does not undo the report."""
    assert "go_light" in phrases(back_after("pain_too_much").say("resume"))


def test_a_hold_near_the_cap_begins_with_words() -> None:
    """Seven seconds of silence are no answer to "tender spot"."""
    coached = rolling(120)
    coached.say("tender_spot", after=second(coached, 115))
    assert isinstance(coached.say("tender_spot", after=second(coached, 15)).reply.speech[0], Say)


@pytest.mark.parametrize("label", ["pain_sharp", "numb_tingling"])
def test_sides_are_not_compared_when_one_was_stopped(label: str) -> None:
    """No extra could be given on a side that hurt, so nobody is asked which was tighter."""
    coached = rolling()
    coached.say(label, after=second(coached, 30))
    assert coached.say("switch_sides").session.speech.marks[-1].name == "ask_check"


@pytest.mark.parametrize("label", ["pain_too_much", "numb_tingling", "pain_sharp", "red_flag"])
def test_no_symptom_is_in_the_attributes(label: str) -> None:
    """They are kept as the place where a session dropped, so they hold no word of what was reported."""
    coached = rolling()
    coached.say(label, after=second(coached, 30), sign="pulse" if label == "red_flag" else None)
    for _ in range(2):
        kept = json.dumps(coached.session.to_attributes())
        assert not [word for word in ("hurt", "numb", "sharp", "pulse", "doctor", "unwell") if word in kept]
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


@pytest.mark.parametrize("seconds", [30, 45, 60, 90, 120])
def test_the_first_session_asks_for_the_knees_once(seconds: int) -> None:
    """They are drawn up in the rest, so the body check does not ask for them again."""
    assert sum("knee up" in text(say) for _, say in whole(FIRST, seconds)) == 1


@pytest.mark.parametrize("sessions", range(1, 9))
def test_the_first_breath_is_not_another_one(sessions: int) -> None:
    """ "In again" and "slower still" follow a breath."""
    breaths = [text(say) for _, say in whole(sessions, 90) if say.phrase in ("breathe_in", "breathe_out")]
    assert not {"In again.", "And out, slower still."} & set(breaths[:2])


def test_seconds_are_never_called_left() -> None:
    """Left is a side: "fifty seconds left", said on the right one, is two things."""
    for name in ("resume_seconds", "extra_15", "time_left_side"):
        assert not [
            each.template for each in SCRIPT.phrases[name].variants if "left" in each.template.split(".")[0]
        ]


@pytest.mark.parametrize("label", ["pain_sharp", "numb_tingling"])
@pytest.mark.parametrize("after", [5.0, 30.0, 80.0])
@pytest.mark.parametrize("word", ["resume", "ready", "start_session", "pause", "go_back"])
def test_nobody_is_set_up_on_a_side_that_was_stopped(label: str, after: float, word: str) -> None:
    """Numb in the set-up, then "carry on": the choice is asked again, and only the other side is set up."""
    coached = Coached(Person(sessions=3, seconds=90))
    coached.say("launch")
    coached.say(label, after=after)
    assert phrases(coached.say(word))[-1] == "choice_other"
    coached.say("switch_sides")
    told = " ".join(words(coached.turn))  # type: ignore[arg-type]
    assert "Right leg" in told or "right leg" in told
    assert "Left leg long" not in told


@pytest.mark.parametrize("part", ["setup", "breathing"])
def test_to_go_back_to_the_set_up_is_no_way_back_to_a_side_that_was_stopped(part: str) -> None:
    """Stopped while rolling: the choice is asked again."""
    coached = rolling()
    coached.say("pain_sharp", after=second(coached, 30))
    assert phrases(coached.say("go_back", part=part))[-1] == "choice_other"


def test_somebody_who_was_hurt_is_promised_no_pressure_for_later() -> None:
    """It hurt in the set-up, and they went on lightly: harder is refused before the clock runs as well."""
    coached = Coached(Person(sessions=3, seconds=90))
    for label in ("launch", "pain_too_much", "resume"):
        coached.say(label, after=30)
    assert "more_refused" in phrases(coached.say("more_pressure", after=5))


def test_a_session_that_dropped_after_a_stop_is_set_up_on_the_other_side() -> None:
    """The choice is kept as a pause; to continue from there leads to the side that is left."""
    coached = Coached(Person(sessions=3, seconds=90))
    coached.say("launch")
    coached.say("numb_tingling", after=30)
    kept = Session.from_attributes(neutral(coached.session.to_attributes()))
    again = Coached(replace(coached.person, left_off=kept, over_today=("left",)), coached.now + 300)
    again.say("launch")
    turn = again.say("resume")
    assert turn.session.side == "right"
    assert "Left leg long" not in " ".join(words(turn))

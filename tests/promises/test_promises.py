"""What the coach promises of time, pressure, pain and memory, where no table shows it at a glance."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from skill.coach.acts import Say
from skill.coach.places import CLOCKS, Aside, Place
from skill.coach.profile import Profile
from skill.simulator.playback import Answer
from tests.support.coached import (
    SCRIPT,
    START_LAG,
    first_words,
    journeys,
    phrases,
    planned,
    rolling,
    second,
    words,
)
from tests.support.speaker import fork, speaker

QUESTIONS = ("what_is_psoas", "how_often", "normal_to_hurt", "on_bone", "time_left", "where_am_i", "repeat")
NOISE = ("not_understood", "sound", "yes", "unsure", "list_reminders", "done", "no_change", "misheard")


HOLD_SECONDS, TOP_UP, CAP, TEN = 30, 20, 180, 10
"""What is promised, in seconds."""


def test_a_hold_counts_toward_the_side_and_twenty_seconds_follow_it() -> None:
    """Asked for at second t of T, the hold lasts 30 s, and max(T - t - 30, 20) s of rolling follow."""
    for seconds, share in product((30, 45, 60, 90, 120), (0.1, 0.3, 0.5, 0.7, 0.95)):
        into = int(seconds * share)
        coached = rolling(seconds)
        turn = coached.say("tender_spot", after=second(coached, into))
        credit = turn.session.credit["left"]
        assert credit == pytest.approx(into + 1, abs=1), (seconds, share)
        assert planned(turn, "hold") == HOLD_SECONDS, (seconds, share)
        assert planned(turn, "roll") == max(seconds - credit - HOLD_SECONDS, TOP_UP), (seconds, share)


def test_the_holds_of_one_side_are_not_taken_from_the_other() -> None:
    """Each side has two; the third in a row is refused, and on the other side the first is granted."""
    coached = rolling(90)
    for into in (5, 5):
        name = "hold" if coached.session.place == Place.HOLD else "roll"
        assert planned(coached.say("tender_spot", after=second(coached, into, name)), "hold")
    refused = coached.say("tender_spot", after=second(coached, 5, "roll"))
    assert phrases(refused)[0] == "hold_stuck"
    other = coached.say("tender_spot", after=second(coached, 10, "roll", "right"))
    assert planned(other, "hold", "right") == HOLD_SECONDS


def test_three_minutes_a_side_win_over_whatever_is_asked() -> None:
    """Hold, top-up, more time, extra and beginning again: no answer plans a side past 180 s."""
    for label in ("tender_spot", "more_time", "one_side_tighter", "go_back", "start_over"):
        coached = rolling(120)
        for _ in range(30):
            turn = coached.say(
                label, after=min(25.0, coached.session.speech.seconds + 2), seconds=90, side="left"
            )
            marks = turn.session.speech.marks
            left = sum(mark.seconds for mark in marks if mark.name in CLOCKS and mark.side == "left")
            assert turn.session.credit["left"] + round(left) <= CAP, label
            if turn.reply.closes:
                break


def test_the_second_before_the_answer_counts_where_the_rolling_goes_on() -> None:
    """Somebody who asks rolls on until the answer begins; whoever stops has stopped with the word."""
    for into in (5, 30, 60):
        for label, goes_on in (("how_often", 1), ("ease_pressure", 1), ("more_time", 1), ("pause", 0),
                               ("pain_too_much", 0), ("stop", 0), ("get_off", 0), ("wait", 0)):  # fmt: skip
            coached = rolling()
            turn = coached.say(label, after=second(coached, into))
            assert turn.session.credit["left"] == pytest.approx(into + goes_on, abs=0.6), (label, into)


def test_a_side_ends_at_its_own_second_whatever_is_said() -> None:
    """Questions and noise, however many and however close, keep a side within two seconds of the plan."""
    wrong = []
    for label, every in product((*QUESTIONS, *NOISE), (3, 7, 20)):
        coached = rolling(60)
        began, after = coached.now + START_LAG + second(coached, 0), second(coached, every)
        for _ in range(30):
            here = coached.moment(after).session
            if (here.place, here.side) != (Place.ROLLING, "left"):
                break
            coached.say(label, after=after)
            after = every
        marks = coached.session.speech.marks
        ends = next(mark.start + mark.seconds for mark in marks if (mark.name, mark.side) == ("roll", "left"))
        lasts = coached.now + START_LAG + ends - began
        if coached.moment(after).session.credit["left"] != 60 or abs(lasts - 60) > 2:
            wrong.append((label, every, lasts, coached.moment(after).session.credit["left"]))
    assert wrong == []


def test_less_pressure_keeps_the_clock_and_pain_stops_it() -> None:
    """Lighter takes six quiet seconds of the side; after "it hurts" not one second is counted."""
    coached = rolling()
    at = second(coached, 30)
    eased = coached.fork()
    turn = eased.say("ease_pressure", after=at)
    assert planned(turn, "ease") + planned(turn, "roll") == 90 - turn.session.credit["left"]
    assert planned(turn, "ease") >= 6
    hurt = coached.fork()
    turn = hurt.say("pain_too_much", after=at)
    before = turn.session.credit
    assert hurt.say("resume", after=turn.session.speech.seconds + 60).session.credit == before


def test_an_answer_while_rolling_keeps_the_clock() -> None:
    """The side goes on under the answer: what is planned is what was left."""
    for label in QUESTIONS:
        coached = rolling()
        turn = coached.say(label, after=second(coached, 40))
        assert turn.session.credit["left"] + planned(turn, "roll") == 90, label
        told = [phrase for phrase in phrases(turn) if phrase.startswith(("answer_", "time_left", "where"))]
        assert len(told) <= 1, label


HALF, LAST = ("halfway", "ten")


def calls(answer: Answer) -> Iterator[tuple[str, float, float]]:
    """The calls of the time on the sides of an answer: which, the side's seconds till then, and after it."""
    credit = answer.attributes["credit"]
    texts = {name: {each.template for each in SCRIPT.phrases[name].variants} for name in (HALF, LAST)}
    for mark in answer.marks:
        if mark.name != "roll":
            continue
        began, ended = answer.true_seconds(mark)
        for piece in answer.speech:
            for name in texts:
                if began <= piece.start < ended and piece.text in texts[name]:
                    yield name, credit[mark.side] + piece.start - began, ended - piece.start


def test_the_calls_of_the_time_are_true() -> None:
    """Half-way is half-way and ten seconds are ten, within two seconds, on both sides."""
    for seconds, sessions in product((30, 45, 60, 90, 120), (0, 1, 9)):
        device = speaker(sessions=sessions, seconds=seconds)
        answer = device.launch()
        told = []
        while answer.marks[-1].name != "ask_tighter":
            answer = device.say("no" if answer.marks[-1].name == "ask_safety" else "ready")
            told += list(calls(answer))
        assert [name for name, *_ in told].count(LAST) == 2
        for name, gone, left in told:
            off = left - TEN if name == LAST else gone - left
            assert off == pytest.approx(0, abs=2), (seconds, sessions, name)


@pytest.mark.slow
def test_a_call_is_never_late_however_often_one_cuts_in() -> None:
    """At whatever second answers cover them: what is still called is true, and what cannot be is left out."""
    device = speaker(sessions=2, seconds=90)
    device.launch()
    answer = device.say("ready")
    began, _ = answer.true_seconds(next(mark for mark in answer.marks if mark.name == "roll"))
    late = []
    for word in ("what is the psoas", "is it normal to hurt", "how long left", "purple monkey", "more time",
                 "slower"):  # fmt: skip
        for into in range(1, 90, 2):
            said = fork(device)
            said.say(word, at=began + into)
            if into % 3:
                said.say(word, at=4.0)
            assert said.answer is not None
            for name, gone, left in calls(said.answer):
                off = left - TEN if name == LAST else (gone - left) / 2
                if abs(off) > 2.5:
                    late.append(f"{word} at {into} s: {name} at {gone:.0f} s of {gone + left:.0f}")
    assert late == []


def test_nothing_tells_a_standing_person_to_roll_after_pain() -> None:
    """Before anybody lies down, and once all are up, a report of pain brings no rolling with it."""
    tried = set()
    for coached in journeys():
        for at in (0.5, 10.0, coached.session.speech.seconds + 3):
            here = coached.moment(at).session
            if not (here.place.upright or here.place.over):
                continue
            for label in ("pain_too_much", "pain_sharp", "numb_tingling", "feel_sore"):
                turn = coached.fork().say(label, after=at)
                tried.add(here.place)
                open_for = label == "feel_sore" or here.aside == Aside.ALARM
                assert turn.reply.closes or open_for, (label, here.place, here.aside)
                marks = {mark.name for mark in turn.session.speech.marks}
                assert not marks & {*CLOCKS, "setup", "change_over"}, (label, here.place)
    assert tried >= {Place.WELCOME, Place.SAFETY, Place.KNEELING, Place.CHECK, Place.CLOSE}


def test_what_gave_way_ends_the_session() -> None:
    """A pop, a tear, a back that went: off, medical help, and nothing after it."""
    for into in (5, 45, 85):
        coached = rolling()
        turn = coached.say("pain_sharp", after=second(coached, into), topic="gave")
        assert turn.reply.closes
        assert first_words(turn) == "Come off the roller."
        assert "medical help" in words(turn)[0]
        assert turn.person.locked


def test_going_on_after_pain_is_light_and_tops_nothing_up() -> None:
    """Half the weight, no hold, the true seconds, and not one more than there were."""
    for place, into in product(("roll", "hold"), (5, 20, 29)):
        coached = rolling(60)
        if place == "hold":
            coached.say("tender_spot", after=second(coached, 10))
        hurt = coached.say("pain_too_much", after=second(coached, into, place))
        left = 60 - hurt.session.credit["left"]
        turn = coached.say("resume")
        assert phrases(turn)[0] == "go_light"
        assert planned(turn, "hold") == 0
        assert planned(turn, "roll") == left, (place, into)
        says = [item for item in turn.reply.speech if isinstance(item, Say)]
        assert [item.facts["seconds"] for item in says if item.phrase == "resume_seconds"] == [left]


def test_after_pain_more_pressure_is_refused_on_the_other_side_too() -> None:
    """For the rest of the session."""
    for label in ("pain_too_much", "pain_sharp", "numb_tingling"):
        coached = rolling()
        coached.say(label, after=second(coached, 30))
        coached.say("switch_sides")
        turn = coached.say("more_pressure", after=second(coached, 20, "roll", "right"))
        assert phrases(turn)[0] == "more_refused", label


def after_reporting(label: str) -> tuple[Profile, tuple[int, int, bool]]:
    """What is known of somebody who said this at second 30 and stopped, and what history holds of it."""
    coached = rolling()
    turn = coached.say(label, after=second(coached, 30))
    turn = turn if turn.reply.closes else coached.say("stop")
    assert turn.record is not None
    return turn.person, (turn.record.left, turn.record.right, turn.record.finished)


def test_what_was_reported_is_in_no_setting_and_no_record() -> None:
    """History holds seconds and days; of a person, that a side or all rests, and never why."""
    person = rolling().person
    side_rests, all_rests = replace(person, stopped=("left",)), replace(person, locked=True, safety_due=True)
    history = (30, 0, False)
    assert after_reporting("pain_too_much") == (person, history)
    for label in ("pain_sharp", "numb_tingling"):
        assert after_reporting(label) == (side_rests, history), label
    for label in ("red_flag", "health_condition"):
        assert after_reporting(label) == (all_rests, history), label

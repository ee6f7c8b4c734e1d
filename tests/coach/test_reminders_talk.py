"""Talking about reminders: nothing is set, changed or cancelled without a yes, nor claimed to be."""

from itertools import product
from typing import Any

import pytest

from skill.coach.effects import WEEK, Reminder
from skill.coach.events import Label
from skill.coach.machine import SIDE_QUESTIONS
from skill.coach.reactions.reminder_setup import FREQUENCIES, TIMES
from skill.coach.session import Session
from tests.support.coached import Coached, everywhere, names, phrases
from tests.support.reminded import FRIDAY, MONDAY, RETURNING, WHOLE, Reminded, at_the_end


def test_what_is_lacking_is_asked_for_and_then_a_yes() -> None:
    """Day, time, consent with both and the recurrence said; then it is set, and said as plainly."""
    told = at_the_end()
    assert told.hear("set_reminder") == "Which days: Mondays and Thursdays, or three times a week?"
    assert told.hear("set_reminder", day="monday_thursday") == (
        "And when: in the morning, at noon, or in the evening?"
    )
    assert told.hear("set_reminder", time="after_work") == (
        "Shall I remind you every Monday and Thursday at six in the evening?"
    )
    assert not told.effects
    assert told.hear("yes").startswith(
        "Done. I'll remind you every Monday and Thursday at six in the evening. Hope that helped."
    )
    assert told.calendar == [Reminder(days=("monday", "thursday"), time="18:00")]


def test_said_in_one_breath_only_the_yes_is_asked_for() -> None:
    """ "Remind me on Friday at six p m"."""
    told = Reminded(RETURNING)
    assert told.hear("set_reminder", day="friday", time="18:00") == (
        "Shall I remind you every Friday at six in the evening?"
    )
    assert told.hear("yes").endswith("When you want to roll, say start.")
    assert told.calendar == [Reminder(days=("friday",), time="18:00")]


@pytest.mark.parametrize("asked", ["yes", "time", "day"])
def test_a_no_is_fine_at_any_point(asked: str) -> None:
    """Nothing is set, and the routine goes on."""
    told = at_the_end()
    told.hear("set_reminder", **{"yes": WHOLE, "time": {"day": "tomorrow"}, "day": {}}[asked])
    assert told.hear("no").startswith("No reminder, then. Hope that helped.")
    assert not told.effects


def test_every_week_too_much_may_be_once() -> None:
    """Monday can mean this Monday: after a no to every week, once is offered, and a no to that is final."""
    told = at_the_end()
    told.hear("set_reminder", day="monday", time="18:00")
    assert told.hear("no") == "Shall I remind you just once, on Monday at six in the evening?"
    beside = at_the_end()
    beside.hear("set_reminder", day="monday", time="18:00")
    beside.hear("no")
    assert beside.hear("no").startswith("No reminder, then.")
    assert told.hear("yes").startswith("Done. I'll remind you once, on Monday at six in the evening.")
    assert told.calendar == [Reminder(days=("monday",), time="18:00", weekly=False)]


@pytest.mark.parametrize(
    ("facts", "heard"),
    [
        ({"day": "tomorrow", "time": "morning"}, "just once, tomorrow at eight in the morning?"),
        ({"day": "day_after_tomorrow", "time": "12:00"}, "just once, in two days at noon?"),
        ({"day": "next_week", "time": "00:00"}, "just once, in a week at midnight?"),
        ({"day": "monday", "time": "18:00", "frequency": "once"}, "just once, on Monday at six in the"),
        ({"day": "weekends", "time": "09:05"}, "every Saturday and Sunday at nine oh five in the morning?"),
        ({"day": "weekdays", "time": "night"}, "every weekday at nine at night?"),
        ({"frequency": "every_day", "time": "06:30"}, "every day at six thirty in the morning?"),
        ({"frequency": "three_a_week", "time": "15:15"},
         "every Monday, Wednesday and Friday at three fifteen in the afternoon?"),
        ({"frequency": "three_a_week", "day": "tuesday", "time": "15:00"}, "every Tuesday at three"),
        ({"frequency": "once_a_week", "day": "sunday", "time": "evening"}, "every Sunday at seven"),
    ],
)  # fmt: skip
def test_days_and_times_are_said_as_people_say_them(facts: dict[str, str], heard: str) -> None:
    """Several days, days ahead, frequencies, the clock and parts of the day."""
    assert heard in Reminded(RETURNING).hear("set_reminder", **facts)


def test_every_frequency_and_part_of_the_day_has_days_and_a_time() -> None:
    """Each leads straight to a yes or no."""
    for frequency, time in product(FREQUENCIES, TIMES):
        told = Reminded(RETURNING)
        told.hear("set_reminder", frequency=frequency, time=time)
        told.hear("yes")
        (reminder,) = told.calendar
        assert set(reminder.days) <= set(WEEK), (frequency, time)
        assert reminder.weekly, (frequency, time)


@pytest.mark.parametrize("facts", [{"day": "blursday"}, {"time": "teatime"}, {"frequency": "often"}])
def test_what_makes_no_sense_counts_as_not_said(facts: dict[str, str]) -> None:
    """It is asked for again."""
    assert Reminded(RETURNING).hear("set_reminder", **facts).startswith("Which days")


def test_another_day_at_the_last_moment_is_asked_about_again() -> None:
    """Instead of a yes: "Tuesday", "at seven"; what was agreed on otherwise stays."""
    told = at_the_end()
    told.hear("set_reminder", **WHOLE)
    assert (
        told.hear("set_reminder", day="tuesday") == "Shall I remind you every Tuesday at six in the evening?"
    )
    assert "every Tuesday at seven in the morning?" in told.hear("change_reminder", time="07:00")
    assert not told.effects


def test_not_understood_once_is_asked_again_and_twice_ends_it() -> None:
    """Nothing loops, and nothing is set by mistake."""
    told = at_the_end()
    told.hear("set_reminder", **WHOLE)
    assert told.hear("not_understood").endswith("every Monday and Thursday at six in the evening?")
    assert told.hear("not_understood").startswith("No reminder, then. Hope that helped.")
    told.hear("yes")
    assert not told.effects


@pytest.mark.slow
def test_no_word_but_yes_sets_changes_or_cancels() -> None:
    """To every question about reminders, every other word leaves the calendar as it was."""
    changed = []
    for asked, label in product(sorted(SIDE_QUESTIONS), Label):
        told = asked_about(asked)
        before = list(told.calendar)
        if label not in (Label.LAUNCH, Label.ENDED, Label.YES):
            told.hear(label, sign="chest")
            changed += [(asked, label)] if told.calendar != before else []
    assert changed == []


def asked_about(asked: str) -> Reminded:
    """Somebody who has just been asked this question beside the routine."""
    several = asked in ("cancel_all", "change_one")
    told = at_the_end(*((MONDAY, FRIDAY) if several else (MONDAY,)))
    ways: dict[str, tuple[str, dict[str, str]]] = {
        "forget": ("forget_me", {}),
        "remind_day": ("set_reminder", {}),
        "remind_time": ("set_reminder", {"day": "friday"}),
        "remind_yes": ("set_reminder", WHOLE),
        "remind_what": ("change_reminder", {}),
        "cancel_all": ("cancel_reminder", {}),
        "cancel_one": ("cancel_reminder", {}),
        "change_one": ("change_reminder", {"time": "07:00"}),
    }
    label, facts = ways[asked]
    told.hear(label, **facts)
    assert told.session.side_question == asked
    return told


def test_pain_and_stop_win_over_a_question_beside_the_routine() -> None:
    """They are answered as ever, and that question is over."""
    for asked, label in product(
        sorted(SIDE_QUESTIONS), ("pain_sharp", "pain_too_much", "numb_tingling", "red_flag", "stop")
    ):
        told, without = asked_about(asked), at_the_end()
        assert told.hear(label, sign="chest") == without.hear(label, sign="chest"), (asked, label)
        assert told.turn is not None
        assert (told.turn.session.side_question, told.turn.session.reminder) == ("", ()), (asked, label)


def test_on_the_roller_it_waits_and_the_clock_goes_on() -> None:
    """No conversation while somebody lies on a roller: one sentence, and the side goes on."""
    tried = 0
    for label in ("set_reminder", "list_reminders", "change_reminder", "cancel_reminder"):
        for coached, at in everywhere(13.0):
            if coached.moment(at).heard(Label(label)).session.busy:
                turn = coached.fork().say(label, after=at, **WHOLE)
                assert turn.effect is None
                assert phrases(turn).count("forget_later") == 1
                assert turn.session.side_question == ""
                tried += 1
    assert tried


def test_a_bare_answer_that_nothing_asked_for_is_not_understood() -> None:
    """A bare "at seven" may be a level of pain: on the roller the first words are about coming off."""
    assert Reminded(RETURNING).hear("set_reminder", time="07:00", how="answer").startswith("Sorry, ")
    rolling = Coached(RETURNING)
    rolling.say("launch")
    rolling.say("ready")
    turn = rolling.say("set_reminder", after=45, time="07:00", how="answer")
    assert phrases(turn)[0] == "missed_rolling"
    told = Reminded(RETURNING)
    told.hear("set_reminder", day="friday")
    assert told.hear("set_reminder", time="07:00", how="answer").endswith("at seven in the morning?")


def test_the_side_that_is_rolled_goes_on() -> None:
    """Its seconds count on from the word."""
    rolling = Coached(RETURNING)
    rolling.say("launch")
    rolling.say("ready")
    turn = rolling.say("set_reminder", after=45)
    assert "roll" in names(turn)
    assert turn.session.credit["left"] > 0


@pytest.mark.parametrize(
    "change",
    [
        {"reminder": ["monday 25:00 weekly"]},
        {"reminder": ["tomorrow 18:00 weekly"]},
        {"reminder": [7]},
        {"reminder": "monday"},
        {"reminder": [], "side_question": "remind_yes"},
        {"reminder": ["monday  weekly"], "side_question": "remind_yes"},
        {"reminder": ["monday 18:00 weekly"], "side_question": "cancel_one"},
        {"reminder": ["  weekly", "monday  weekly"], "side_question": "cancel_one"},
    ],
)
def test_a_talk_that_no_turn_could_have_left_is_no_session(change: dict[str, Any]) -> None:
    """So no reaction has to ask."""
    attributes = at_the_end().session.to_attributes()
    assert Session.from_attributes({**attributes, **change}) is None

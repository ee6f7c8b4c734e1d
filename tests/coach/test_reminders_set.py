"""Reminders that are set are told, changed and cancelled by voice, one or several, each after a yes."""

import pytest

from skill.coach.effects import WEEK, Effect, Reminder
from tests.support.reminded import FRIDAY, MONDAY, TOMORROW, WHOLE, at_the_end


def test_those_that_are_set_are_told() -> None:
    """How many, and when each is; of many, three."""
    assert at_the_end().hear("list_reminders").startswith("I have no reminder set for you. Hope")
    assert (
        at_the_end(MONDAY)
        .hear("list_reminders")
        .startswith("You have one reminder. Every Monday at six in the evening. Hope that helped.")
    )
    heard = at_the_end(MONDAY, FRIDAY, TOMORROW, MONDAY).hear("list_reminders")
    assert "You have four reminders." in heard
    assert "Once, tomorrow at eight in the morning. The others are in your speaker's app." in heard


def test_one_alone_is_cancelled_after_a_yes() -> None:
    """With its days and time said in the question."""
    told = at_the_end(MONDAY)
    assert told.hear("cancel_reminder") == "Cancel the one every Monday at six in the evening?"
    assert told.hear("yes").startswith("Done. One reminder cancelled. Hope")
    assert not told.calendar
    assert at_the_end().hear("cancel_reminder").startswith("I have no reminder set for you.")


def test_of_several_all_or_one_by_one() -> None:
    """All together first; after a no each is asked about, and a yes ends it."""
    told = at_the_end(MONDAY, FRIDAY, TOMORROW)
    assert told.hear("cancel_reminder").endswith("Shall I cancel them all?")
    assert told.hear("no") == "Cancel the one every Monday at six in the evening?"
    assert told.hear("no") == "Cancel the one every Friday at nine thirty in the morning?"
    assert told.hear("yes").startswith("Done. One reminder cancelled.")
    assert told.calendar == [MONDAY, TOMORROW]
    told.hear("cancel_reminder")
    assert told.hear("yes").startswith("Done. Two reminders cancelled.")
    assert not told.calendar


def test_a_no_to_each_cancels_none() -> None:
    """And the routine goes on."""
    told = at_the_end(MONDAY, FRIDAY)
    for label in ("cancel_reminder", "no", "no"):
        told.hear(label)
    assert told.hear("no").startswith("Then it stays.")
    assert told.calendar == [MONDAY, FRIDAY]


def test_the_day_that_is_named_is_the_one_meant() -> None:
    """ "Cancel my Friday reminder"."""
    told = at_the_end(MONDAY, FRIDAY)
    assert told.hear("cancel_reminder", day="friday") == (
        "Cancel the one every Friday at nine thirty in the morning?"
    )


@pytest.mark.parametrize(
    ("facts", "heard", "becomes"),
    [
        ({"day": "friday"}, "every Friday at six in the evening?", Reminder(days=("friday",), time="18:00")),
        ({"time": "07:15"}, "every Monday at seven fifteen", Reminder(days=("monday",), time="07:15")),
        ({"frequency": "every_day"}, "every day at six in the evening?", Reminder(days=WEEK, time="18:00")),
        ({"day": "tomorrow"}, "just once, tomorrow at six",
         Reminder(days=("tomorrow",), time="18:00", weekly=False)),
    ],
)  # fmt: skip
def test_one_alone_is_changed_after_a_yes(facts: dict[str, str], heard: str, becomes: Reminder) -> None:
    """What was not said of it stays."""
    told = at_the_end(MONDAY)
    assert heard in told.hear("change_reminder", **facts)
    assert told.calendar == [MONDAY]
    assert "Done." in told.hear("yes")
    assert told.effects[-1] == Effect(what="change_reminder", reminder=becomes, old=(MONDAY,))


def test_what_it_should_become_is_asked_where_it_was_not_said() -> None:
    """ "Change my reminder" alone."""
    told = at_the_end(MONDAY)
    assert told.hear("change_reminder") == (
        "Every Monday at six in the evening. Which day or time shall it be?"
    )
    assert "every Monday at seven in the evening?" in told.hear("set_reminder", time="evening")
    assert told.hear("yes").startswith("Done. From now on it's every Monday at seven in the evening.")
    assert told.calendar == [Reminder(days=("monday",), time="19:00")]


def test_of_several_the_one_to_change_is_found_by_yes_and_no() -> None:
    """What was wanted of it is kept meanwhile."""
    told = at_the_end(MONDAY, FRIDAY)
    assert told.hear("change_reminder", time="07:00").startswith("Change the one every Monday")
    assert told.hear("no") == "Change the one every Friday at nine thirty in the morning?"
    assert told.hear("yes") == "Shall I remind you every Friday at seven in the morning?"
    told.hear("yes")
    assert told.calendar == [MONDAY, Reminder(days=("friday",), time="07:00")]
    told.hear("change_reminder", time="07:00")
    told.hear("no")
    assert told.hear("no").startswith("Then it stays as it is.")


def test_with_none_to_change_a_new_one_is_offered() -> None:
    """And needs its yes like any other."""
    told = at_the_end()
    assert told.hear("change_reminder", **WHOLE) == (
        "I have no reminder set for you. Shall I remind you every Monday and Thursday at six in the evening?"
    )

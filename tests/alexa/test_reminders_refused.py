"""What could not be done about reminders is said plainly, and permission is asked for once, by Alexa."""

import pytest

from skill.coach.effects import Effect, Reminder
from tests.support.reminded import MONDAY, WHOLE, Reminded, at_the_end


@pytest.mark.parametrize(
    ("how", "heard"),
    [
        ("too_many", "You have as many reminders as there may be."),
        ("unsupported", "This speaker can't do reminders"),
        ("no_zone", "I can't tell this speaker's time zone just now, so nothing is set."),
        ("refused", "That wasn't taken, so nothing was changed."),
        ("away", "The reminders aren't answering."),
        ("gone", "That one isn't there any more"),
        ("something new", "The reminders aren't answering."),
    ],
)
@pytest.mark.parametrize("label", ["set_reminder", "list_reminders", "change_reminder", "cancel_reminder"])
def test_what_could_not_be_done_is_said_and_nothing_else(label: str, how: str, heard: str) -> None:
    """No "Done" without it; the routine goes on."""
    told = at_the_end(MONDAY)
    first = told.hear(label, **WHOLE) if label != "list_reminders" else ""
    told.fails = how
    said = told.hear("yes" if first else label)
    assert (said.startswith(heard), "Done" in said, told.calendar) == (True, False, [MONDAY])
    assert said.endswith(("say done.", "dull ache is fine."))


def test_a_time_that_is_over_is_asked_for_again() -> None:
    """Today at six, said at seven."""
    told = at_the_end(fails="past")
    told.hear("set_reminder", day="today", time="06:00")
    assert told.hear("yes") == (
        "That time is over for today. And when: in the morning, at noon, or in the evening?"
    )
    told.fails = ""
    assert told.hear("set_reminder", time="evening") == (
        "Shall I remind you just once, today at seven in the evening?"
    )


def without_permission() -> Reminded:
    """Somebody who said yes to a reminder, and is asked for permission by Alexa."""
    told = at_the_end(fails="no_permission")
    told.hear("set_reminder", **WHOLE)
    assert told.hear("yes") == "For that I need your permission."
    assert told.turn is not None
    assert told.turn.dialog == Effect(
        what="ask_permission", reminder=Reminder(days=("monday", "thursday"), time="18:00")
    )
    assert not told.turn.reply.closes
    return told


def test_with_permission_given_it_is_set_at_once() -> None:
    """The yes was said before; the coach's own question follows."""
    told = without_permission()
    told.fails = ""
    assert told.hear("permission_answered", how="granted").startswith(
        "Done. I'll remind you every Monday and Thursday at six in the evening. Hope that helped."
    )
    assert len(told.calendar) == 1


@pytest.mark.parametrize(
    ("how", "heard"),
    [("declined", "All right, no reminder."), ("unanswered", "I heard no yes to that, so nothing is set.")],
)
def test_without_it_nothing_is_set_and_the_coach_goes_on(how: str, heard: str) -> None:
    """It is not asked for again."""
    told = without_permission()
    told.fails = ""
    said = told.hear("permission_answered", how=how)
    assert said.startswith(heard)
    assert "Hope that helped." in said
    assert not told.calendar


def test_permission_is_asked_for_once() -> None:
    """If Amazon still refuses after a yes to it, that is said."""
    told = without_permission()
    said = told.hear("permission_answered", how="granted")
    assert said.startswith("I don't have your permission for reminders.")
    assert told.turn is not None
    assert told.turn.dialog is None


def test_a_session_whose_attributes_were_lost_goes_on_all_the_same() -> None:
    """The reminder comes back with Alexa's token, the place in the routine from what was kept."""
    told = without_permission()
    told.fails = ""
    told.lose()
    said = told.hear("permission_answered", how="granted", **WHOLE)
    assert said.startswith("Done. I'll remind you every Monday and Thursday at six in the evening.")
    assert told.calendar == [Reminder(days=("monday", "thursday"), time="18:00")]


def test_permission_without_a_plan_asks_for_one() -> None:
    """Token and attributes lost: nothing is set by guess."""
    told = without_permission()
    told.fails = ""
    told.lose()
    assert told.hear("permission_answered", how="granted").startswith("Which days")
    assert not told.calendar


def test_listing_without_permission_asks_for_nothing() -> None:
    """There can be nothing to tell then."""
    told = at_the_end(fails="no_permission")
    assert told.hear("list_reminders").startswith("I don't have your permission for reminders.")

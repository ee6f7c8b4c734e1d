"""What the coach takes for granted about a speaker is what its channel says."""

from skill.channel import ALEXA, ALEXA_WITH_SCREEN, Channel
from skill.coach import routine, timeline
from skill.coach.session import CAP


def test_the_coach_reckons_with_the_channels_numbers() -> None:
    """Where the coach holds a number of its own, it is the channel's."""
    own = (
        timeline.LISTENING,
        timeline.START_LAG,
        routine.RESPONSE_BUDGET,
        routine.SLOW_BUDGET,
        routine.SLOWEST,
        routine.REPROMPT_REST,
    )
    assert own == (
        ALEXA.listening_seconds,
        ALEXA.start_lag,
        ALEXA.budget,
        ALEXA.slow_budget,
        ALEXA.slowest,
        ALEXA.reprompt_rest,
    )


def test_budgets_leave_room_under_the_limits() -> None:
    """A response stays under what Alexa takes, at the slowest voice too."""
    assert ALEXA.budget < ALEXA.slow_budget < ALEXA.speech_seconds
    assert ALEXA.reprompt_rest < ALEXA.reprompt_seconds
    assert ALEXA.attribute_bytes < ALEXA.response_bytes
    assert routine.MOST + routine.HOLD_SECONDS + routine.TOP_UP <= CAP


def test_a_screen_changes_nothing_about_how_a_device_talks() -> None:
    """The two values differ in the screen alone, so a session is laid out alike on both."""
    differing = [name for name in vars(ALEXA) if getattr(ALEXA, name) != getattr(ALEXA_WITH_SCREEN, name)]
    assert differing == ["screen"]
    assert Channel() == ALEXA

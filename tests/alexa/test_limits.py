"""What the coach and the voice take for granted about the platform is what its limits say."""

from skill.alexa import limits
from skill.coach import routine, timeline
from skill.coach.session import CAP
from skill.voice import ssml


def test_the_coach_listens_as_long_as_the_platform_does() -> None:
    """The pure coach holds the microphone's seconds itself; they are the platform's."""
    assert timeline.LISTENING == limits.MICROPHONE_SECONDS


def test_budgets_leave_room_under_the_limits() -> None:
    """A response at the slowest voice, and a break, stay under what Alexa takes."""
    assert routine.RESPONSE_BUDGET < routine.SLOW_BUDGET < limits.SPEECH_SECONDS
    assert ssml.LONGEST_BREAK <= 1000 * limits.BREAK_SECONDS
    assert routine.MOST + routine.HOLD_SECONDS + routine.TOP_UP <= CAP

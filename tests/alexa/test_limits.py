"""What the coach takes for granted about a speaker is what its channel says."""

from dataclasses import replace

from skill.channel import ALEXA, ALEXA_WITH_SCREEN, Channel
from skill.coach.events import Event, Label
from skill.coach.machine import step
from skill.coach.profile import Profile
from skill.coach.session import CAP, Session
from skill.coach.timeline import Moment, catch_up
from skill.coach.turn import Turn
from tests.support.coached import NOON, TOOLS, names


def ready(channel: Channel) -> Turn:
    """The answer on this channel to somebody who knows the way, and is settled after 100 seconds."""
    tools = replace(TOOLS, channel=channel)
    launch = Event(label=Label.LAUNCH, at=NOON, opens=True)
    opened = step(Moment(Session()), launch, Profile(sessions=2, seconds=60), tools)
    moment = catch_up(opened.session, NOON + 100, channel)
    return step(moment, Event(label=Label.READY, at=NOON + 100), opened.person, tools)


def test_an_answer_is_as_long_as_its_channel_allows() -> None:
    """Both sides where they fit; else it ends before the second one, with a question."""
    assert names(ready(ALEXA))[-1] == "ask_tighter"
    short = ready(Channel(budget=120, slow_budget=130))
    assert names(short)[-1] == "ask_side_two"
    assert short.session.speech.seconds <= 120


def test_the_clock_begins_when_its_channel_begins_to_speak() -> None:
    """A word is placed in the answer by the channel's own lag."""
    session = ready(ALEXA).session
    passed = {lag: catch_up(session, NOON + 150, Channel(start_lag=lag)).passed for lag in (1.0, 4.0)}
    assert passed == {1.0: 49.0, 4.0: 46.0}


def test_budgets_leave_room_under_the_limits() -> None:
    """A response stays under what Alexa takes, at the slowest voice too."""
    assert ALEXA.budget < ALEXA.slow_budget < ALEXA.speech_seconds
    assert TOOLS.routine.seconds.rest_in_reprompt < ALEXA.reprompt_seconds
    assert ALEXA.attribute_bytes < ALEXA.response_bytes
    plan = TOOLS.routine.seconds
    assert plan.most + plan.hold + plan.top_up <= CAP


def test_a_screen_changes_nothing_about_how_a_device_talks() -> None:
    """The two values differ in the screen alone, so a session is laid out alike on both."""
    differing = [name for name in vars(ALEXA) if getattr(ALEXA, name) != getattr(ALEXA_WITH_SCREEN, name)]
    assert differing == ["screen"]
    assert Channel() == ALEXA

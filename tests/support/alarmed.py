"""People in an alarm, and at a launch that is barred after one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from skill.coach.places import Aside
from skill.coach.turn import Turn
from tests.support.coached import Coached
from tests.support.somewhere import LATER, Somewhere, everywhere, launched, puts_on

EMERGENCIES = ("chest", "breathless", "heart", "saddle", "weakness", "injury", "collapse", "emergency")
UNWELL = ("faint", "nausea", "abdominal", "fever", "back_severe", "swelling", "unspecified")
NO_WAY_BACK: tuple[tuple[str, dict[str, Any]], ...] = (
    ("no", {}),
    ("undo", {}),
    ("go_back", {}),
    ("go_back", {"side": "left"}),
    ("ready", {}),
    ("yes", {}),
    ("sound", {}),
    ("resume", {}),
    ("start_over", {}),
    ("switch_sides", {}),
    ("switch_sides", {"side": "right"}),
    ("im_new", {}),
    ("start_session", {}),
    ("none_of_that", {}),
    ("doctor_agrees", {}),
    ("repeat", {}),
    ("skip_step", {}),
    ("next_step", {}),
    ("pause", {}),
    ("wait", {}),
    ("correct", {"side": "left"}),
    ("spot_eased", {}),
    ("feel_looser", {}),
    ("what_is_psoas", {}),
    ("not_understood", {}),
)
"""What leads nobody back out of an alarm."""


def everywhere_but(*places: str) -> Iterator[tuple[str, Somewhere]]:
    """Everybody, but those at these places."""
    yield from ((where, here) for where, here in everywhere().items() if where not in places)


def alarms() -> Iterator[tuple[str, Somewhere]]:
    """People in an alarm, by where they were and what they had said."""
    for where, here in everywhere_but("alarm", "launch", "offer"):
        yield f"faint at {where}", Somewhere(here.hears("red_flag", sign="faint").coached)
    for where in ("rolling", "hold", "right", "extra"):
        yield f"a condition at {where}", Somewhere(everywhere()[where].hears("health_condition").coached)


def barred(*labels: str) -> Coached:
    """Somebody who is back at a launch while the lock holds."""
    return launched(replace(LATER, locked=True), *labels)


def in_alarm(turn: Turn) -> bool:
    """Whether the alarm stands: open, locked, nobody on the roller, no clock."""
    return (
        turn.session.aside == Aside.ALARM
        and turn.person.locked
        and not turn.reply.closes
        and not puts_on(turn)
    )

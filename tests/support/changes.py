"""People who have just changed something that can be taken back."""

from collections.abc import Iterator
from typing import Any

from skill.coach.session import Session
from tests.support.somewhere import Heard, Somewhere, everywhere

CHOSEN = ("seconds", "sides", "tempo", "verbosity", "asks_first", "extra", "short", "chosen")
"""What somebody chooses of a session."""
CHANGES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("settled", "set_first_side", {"side": "right"}),
    ("settled", "set_side_duration", {"seconds": 90}),
    ("settled", "shorter_session", {}),
    ("settled", "one_side_only", {"side": "right"}),
    ("settled", "slower", {}),
    ("settled", "quieter", {}),
    ("settled", "fuller", {}),
    ("rolling", "more_time", {}),
    ("rolling", "switch_sides", {}),
    ("rolling", "skip_step", {}),
    ("rolling", "next_step", {}),
    ("rolling", "one_side_only", {"side": "left"}),
    ("rolling", "slower", {}),
    ("rolling", "faster", {}),
    ("rolling", "quieter", {}),
    ("rolling", "fuller", {}),
    ("change_over", "skip_step", {}),
    ("symmetry", "one_side_tighter", {"side": "left"}),
    ("kneeling", "set_side_duration", {"seconds": 90}),
    ("kneeling", "set_first_side", {"side": "right"}),
    ("kneeling", "switch_sides", {"side": "right"}),
    ("welcome", "start_session", {"side": "right"}),
    ("safety", "start_session", {"seconds": 90}),
    ("setup", "skip_step", {}),
    ("hold", "skip_step", {}),
    ("right", "skip_step", {}),
    ("rest", "skip_step", {}),
    ("paused", "switch_sides", {}),
)
"""Where something is said that may be taken back: order, seconds, more time, a switch, a skip, and so on."""


def changed() -> Iterator[tuple[str, Somewhere, Heard]]:
    """People who changed something: what, where they were, and the answer they heard."""
    for where, label, facts in CHANGES:
        here = everywhere()[where]
        yield f"{label} at {where}", here, here.hears(label, **facts)


def chosen(session: Session) -> dict[str, Any]:
    """What is chosen of a session, with what is still to be rolled and which side is under way."""
    return {name: getattr(session, name) for name in CHOSEN} | {
        "step": session.step,
        "todo": session.todo[session.side],
        "side": session.side,
    }


def planned(session: Session) -> dict[str, int]:
    """Seconds of each side, rolled and still to roll."""
    return {side: session.credit[side] + session.todo[side] for side in session.credit}

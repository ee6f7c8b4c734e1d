"""Who is on the mat, as far as the coach needs to know. Nothing about health is in here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skill.coach.events import Side

if TYPE_CHECKING:
    from skill.coach.session import Session


@dataclass(frozen=True, kw_only=True)
class Person:
    """What is known of a person when a session opens.

    `sessions` is how many were finished; `seconds` is the time they like for each side;
    `first_side` is None for "tighter last time, else left". `going_on` is "by_itself" or "asking".
    `left_off` is the session that dropped, as it stood at its last turn. `this_week` is None where
    no history is kept.
    """

    sessions: int = 0
    seconds: int | None = None
    first_side: Side | None = None
    quiet: bool = False
    going_on: str = "by_itself"
    left_off: "Session | None" = None
    this_week: int | None = None


@dataclass(frozen=True)
class Record:
    """What history keeps of one session: seconds on each side, and whether its rest began.

    `opened_at` is the timestamp of the request that opened it; with the device it names the session,
    so that one that is told of twice counts once.
    """

    opened_at: int
    left: int
    right: int
    finished: bool

"""Who is on the mat, as far as the coach needs to know. Nothing about health is in here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skill.coach.events import Side

if TYPE_CHECKING:
    from skill.coach.session import Session


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What the person's own calendar says of the sessions before this one.

    `week`, `month` and `yesterday` count the finished ones, `partly` those of this week that were only
    begun. `days` is how many days ago the last one of any kind was, None where there was none.
    """

    week: int = 0
    month: int = 0
    yesterday: int = 0
    partly: int = 0
    days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What is known of a person when a session opens.

    `sessions` is how many were finished; `seconds` is the time they like for each side. `first_side`
    is the side that they want first; where they did not say, `next_side` is the one that had extra
    time last. `verbosity` is how much they want to hear, None where they leave it to the coach. `going_on`
    is "by_itself" or "asking". `safety_due` asks for the safety list once more, and `safety_heard` tells
    that its question was answered in this session. `left_off` is the session that dropped, as it stood at
    its last turn. `stopped` are sides that must rest still, `done` those that had their time today.
    `locked` tells that an alarm still holds. `tally` is None where no history could be read.
    """

    sessions: int = 0
    seconds: int | None = None
    first_side: Side | None = None
    next_side: Side | None = None
    verbosity: str | None = None
    going_on: str = "by_itself"
    safety_due: bool = False
    safety_heard: bool = False
    left_off: "Session | None" = None
    stopped: tuple[Side, ...] = ()
    done: tuple[Side, ...] = ()
    locked: bool = False
    tally: Tally | None = None


@dataclass(frozen=True)
class SessionRecord:
    """What history keeps of one session: seconds on each side, and whether its rest began.

    `opened_at` is the timestamp of the request that opened it; with the device it names the session,
    so that one that is told of twice counts once. `extra` is the side that had extra time.
    """

    opened_at: int
    left: int
    right: int
    finished: bool
    extra: Side | None = None

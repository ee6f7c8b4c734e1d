"""Who talks to the skill, and on what: what a transcript and a command line may choose."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Options:
    """Who talks and on what: the fields of a person, and the device's pace and locale."""

    sessions: int = 0
    seconds: int | None = None
    first_side: str | None = None
    going_on: str = "by_itself"
    verbosity: str | None = None
    pace: float = 1.0
    locale: str = "en-US"
    screen: bool = False

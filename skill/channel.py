"""What a speaker can do, and how long it may talk."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Channel:
    """The limits of one kind of speaker, in seconds."""

    speech_seconds: float = 240.0
    reprompt_seconds: float = 90.0
    listening_seconds: float = 8.0
    start_lag: float = 1.0
    budget: float = 225.0
    slow_budget: float = 238.0
    slowest: float = 0.85
    screen: bool = False


ALEXA = Channel()
ALEXA_WITH_SCREEN = Channel(screen=True)

"""The states: each is named after what the person is doing, or what question hangs in the air."""

from enum import StrEnum

from skill.coach.events import Phase


class State(StrEnum):
    """What the person is doing, or what question hangs in the air."""

    LAUNCH = "launch"
    WELCOME = "welcome"
    SAFETY = "safety"
    RESUME_OFFER = "resume_offer"
    SETUP = "setup"
    SETTLED = "settled"
    BREATHING = "breathing"
    ROLLING = "rolling"
    HOLD = "hold"
    EASE = "ease"
    CHANGE_OVER = "change_over"
    SYMMETRY = "symmetry"
    EXTRA = "extra"
    REST = "rest"
    CHECK = "check"
    CLOSE = "close"
    PAUSED = "paused"
    CHOICE = "choice"
    CLOSED = "closed"

    @property
    def phase(self) -> Phase:
        """The phase that decides what an ambiguous word means."""
        return _PHASES[self]


_PHASES = {
    State.LAUNCH: Phase.START,
    State.WELCOME: Phase.START,
    State.SAFETY: Phase.START,
    State.RESUME_OFFER: Phase.START,
    State.SETUP: Phase.SETUP,
    State.SETTLED: Phase.SETUP,
    State.BREATHING: Phase.SETUP,
    State.ROLLING: Phase.ROLLING,
    State.HOLD: Phase.HOLD,
    State.EASE: Phase.PAUSED,
    State.CHANGE_OVER: Phase.SETUP,
    State.SYMMETRY: Phase.SYMMETRY,
    State.EXTRA: Phase.ROLLING,
    State.REST: Phase.DONE,
    State.CHECK: Phase.CHECK,
    State.CLOSE: Phase.DONE,
    State.PAUSED: Phase.PAUSED,
    State.CHOICE: Phase.PAUSED,
    State.CLOSED: Phase.DONE,
}

PLACES = frozenset(State) - {State.CLOSED, State.PAUSED, State.CHOICE, State.EASE, State.RESUME_OFFER}
"""The states that are parts of the routine; the others are asides from one of them."""

"""What can be wrong with a script. Each message says what, where, and how to mend it."""

from collections.abc import Sequence


class VoiceError(Exception):
    """Base of everything the voice raises."""


class BrokenScript(VoiceError):
    """A script file breaks a rule; raised at load with one sentence a fault in `faults`."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class NoSuchPhrase(VoiceError):
    """The coach asked for a phrase id that no script has."""


class NoWordForFact(VoiceError):
    """A phrase names a fact that was not handed in, or whose value the script has no word for."""

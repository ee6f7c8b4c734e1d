"""The store's interface. All that is kept of a person goes through here.

A user is one key: the recognised voice where Alexa gives one, else the account. What dropped is kept
by user and device, so that two speakers in one house do not take each other's place. Nothing about
pain or health is ever handed in.
"""

from typing import Protocol

from skill.coach.person import Person, Record
from skill.coach.session import Session


class UnknownStore(ValueError):
    """A store's URL that this version cannot open; the message says what works."""


class Store(Protocol):
    """What every kind of store does. Each method may be called from several threads at once."""

    def answers(self) -> bool:
        """Whether the store can be read and written now."""
        ...

    def load(self, user: str, device: str) -> Person:
        """The person as known so far, with the session left off on this device; a stranger is new."""
        ...

    def save_checkpoint(self, user: str, device: str, session: Session) -> None:
        """Keep the session as it stands, in place of the one kept before."""
        ...

    def record(self, user: str, key: str, record: Record) -> None:
        """Add a session to the history. A key that was recorded before changes nothing."""
        ...

    def save_settings(self, user: str, person: Person) -> None:
        """Keep what the person wants: seconds, first side, quiet, and how to go on."""
        ...

    def forget(self, user: str) -> None:
        """Remove all that is kept of a user."""
        ...

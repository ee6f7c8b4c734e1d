"""The `memory:` store: everything in this process, gone when it ends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from threading import Lock

from skill.coach.person import Person, Record
from skill.coach.session import Session


@dataclass(frozen=True)
class _Kept:
    person: Person
    history: Mapping[str, Record] = field(default_factory=dict)
    left_off: Mapping[str, Session] = field(default_factory=dict)


class MemoryStore:
    """A `Store` in a dictionary. `newcomer` is who a stranger is taken for."""

    def __init__(self, newcomer: Person | None = None) -> None:
        self._newcomer = newcomer or Person()
        self._people: dict[str, _Kept] = {}
        self._lock = Lock()

    def answers(self) -> bool:
        """Always: there is nothing between the store and its memory."""
        return True

    def load(self, user: str, device: str) -> Person:
        """The person as known so far. No history outlives the process, so `this_week` stays as it was."""
        kept = self._kept(user)
        finished = sum(record.finished for record in kept.history.values())
        return replace(
            kept.person,
            sessions=self._newcomer.sessions + finished,
            left_off=kept.left_off.get(device, kept.person.left_off),
        )

    def save_checkpoint(self, user: str, device: str, session: Session) -> None:
        """Keep the session as it stands on this device."""
        self._change(user, lambda kept: replace(kept, left_off={**kept.left_off, device: session}))

    def record(self, user: str, key: str, record: Record) -> None:
        """Add a session to the history, once for each key."""
        self._change(user, lambda kept: replace(kept, history={key: record} | dict(kept.history)))

    def save_settings(self, user: str, person: Person) -> None:
        """Keep the person's settings."""
        self._change(user, lambda kept: replace(kept, person=replace(person, left_off=kept.person.left_off)))

    def forget(self, user: str) -> None:
        """Remove all that is kept of a user."""
        with self._lock:
            self._people.pop(user, None)

    def _kept(self, user: str) -> _Kept:
        return self._people.get(user) or _Kept(self._newcomer)

    def _change(self, user: str, change: Callable[[_Kept], _Kept]) -> None:
        with self._lock:
            self._people[user] = change(self._kept(user))

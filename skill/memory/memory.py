"""The `memory:` store: everything in this process, gone when it ends."""

from bisect import insort
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, NamedTuple

from skill.memory.documents import exported_checkpoint, exported_person, read_mapping, read_value, written
from skill.memory.keys import NOBODY, account_key, keys
from skill.memory.store import RECENT, Change, Kept, Recorded, Rolled, Who, sent_again

WHERE = "the memory of this process"

Key = tuple[str, str]
"""An account's key, and in it a person's or a speaker's."""


class _Place(NamedTuple):
    person: str
    at: int
    text: str


@dataclass
class _Person:
    """`fields` are (when it was set, JSON text or None where it was removed).

    `sessions` are by (opened_at, device).
    `recent` are the last of these, in order, so that years of them do not make an opening slower.
    """

    fields: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    sessions: dict[tuple[int, str], Recorded] = field(default_factory=dict)
    recent: list[tuple[int, str]] = field(default_factory=list)
    finished: int = 0

    def add(self, device: str, record: Recorded) -> None:
        """Add a session; one that is there already stays as it was, unless it is finished only now."""
        key = (record.opened_at, device)
        before = self.sessions.get(key)
        if before is None:
            insort(self.recent, key)
            del self.recent[:-RECENT]
        if before is None or record.finished > before.finished:
            self.sessions[key] = record
            self.finished += record.finished

    def settings(self) -> dict[str, Any]:
        return {name: read_value(text, WHERE) for name, (_, text) in self.fields.items() if text is not None}

    def in_order(self) -> list[tuple[str, Recorded]]:
        return [
            (device, session) for (_, device), session in sorted(self.sessions.items(), key=lambda of: of[0])
        ]


class MemoryStore:
    """A `Store` in dictionaries. `newcomer` is what is known of somebody who was never here before.

    Their count goes on from its `finished`, and they start with its fields, sessions and checkpoint.
    """

    def __init__(self, newcomer: Kept | None = None) -> None:
        self._newcomer = newcomer or Kept()
        self._people: dict[Key, _Person] = {}
        self._places: dict[Key, _Place] = {}
        self._anew: dict[Key, int] = {}
        self._lock = Lock()

    def answers(self) -> bool:
        """Always: there is nothing between the store and its memory."""
        return True

    def load(self, who: Who) -> Kept:
        """What is known of a person: the newcomer's, and what was kept since."""
        account, device, person = keys(who)
        base = self._newcomer
        with self._lock:
            known = self._people.get((account, person), _Person())
            place = self._places.get((account, device))
            rolled = [Rolled(key[0], known.sessions[key].finished) for key in known.recent]
            removed = [name for name, (_, text) in known.fields.items() if text is None]
            fields = {**base.fields, **known.settings()}
            return Kept(
                checkpoint=read_mapping(place.text, WHERE) if place else base.checkpoint,
                fields={name: value for name, value in fields.items() if name not in removed},
                finished=base.finished + known.finished,
                recent=[*base.recent, *rolled][-RECENT:],
            )

    def keep(self, who: Who, change: Change) -> None:
        """Keep a turn's changes. Raises TypeError or ValueError for what is not JSON, and keeps nothing."""
        account, device, person = keys(who)
        texts = {name: None if value is None else written(value) for name, value in change.fields.items()}
        place = None if change.checkpoint is None else _Place(person, change.at, written(change.checkpoint))
        with self._lock:
            if not sent_again(change.at, self._anew.get((account, person), 0)):
                self._keep_of_person((account, person), device, change, texts)
            before = self._places.get((account, device))
            newest = max(before.at if before else 0, self._anew.get((account, device), 0))
            if place and not sent_again(change.at, newest):
                self._places[account, device] = place
                self._anew.pop((account, device), None)

    def _keep_of_person(
        self, owner: Key, device: str, change: Change, texts: Mapping[str, str | None]
    ) -> None:
        before = self._people.get(owner, _Person())
        new = [name for name in texts if not sent_again(change.at, before.fields.get(name, (0,))[0])]
        if new or change.record:
            known = self._people.setdefault(owner, before)
            known.fields.update({name: (change.at, texts[name]) for name in new})
            if change.record:
                known.add(device, change.record)

    def history(self, who: Who) -> Sequence[Recorded]:
        """Every session kept of a person, oldest first."""
        account, _, person = keys(who)
        with self._lock:
            return [session for _, session in self._people.get((account, person), _Person()).in_order()]

    def export(self, user: str) -> Mapping[str, Any]:
        """All that is kept of an account, as plain JSON; {} where nothing is."""
        account = account_key(user)
        with self._lock:
            people = [
                exported_person(person, known.settings(), known.finished, known.in_order())
                for (owner, person), known in sorted(self._people.items(), key=lambda of: of[0])
                if owner == account
            ]
            places = [
                exported_checkpoint(device, place.person, place.at, read_mapping(place.text, WHERE))
                for (owner, device), place in sorted(self._places.items())
                if owner == account
            ]
        return {"people": people, "checkpoints": places} if people or places else {}

    def forget(self, who: Who, at: int = 0) -> None:
        """Remove a person's settings and history, and the checkpoints that are theirs or of this speaker."""
        account, device, person = keys(who)
        with self._lock:
            places = [
                key
                for key, place in self._places.items()
                if key[0] == account and (key[1] == device or place.person == person)
            ]
            self._erase({(account, person)}, {(account, device), *places}, at)

    def forget_user(self, user: str, at: int = 0) -> None:
        """Remove all that is kept of an account."""
        account = account_key(user)
        with self._lock:
            places = {key for key in self._places if key[0] == account}
            voices = {(account, self._places[key].person) for key in places}
            people = {key for key in (*self._people, *self._anew) if key[0] == account}
            self._erase({(account, NOBODY), *people, *voices}, places, at)

    def _erase(
        self, people: AbstractSet[tuple[str, str]], places: AbstractSet[tuple[str, str]], at: int
    ) -> None:
        for key in people | places:
            self._people.pop(key, None)
            place = self._places.pop(key, None)
            self._anew[key] = max(at + 1, self._anew.get(key, 0), place.at if place else 0)

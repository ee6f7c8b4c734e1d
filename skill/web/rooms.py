"""The conversations of open pages: each has a key, and none outlives its page by much."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, RLock
from typing import Generic, TypeVar

Kept = TypeVar("Kept")

MOST = 64
"""Conversations kept at once; one more, and the one that was silent longest is dropped."""
IDLE_SECONDS = 2 * 60 * 60.0
"""A conversation that was silent for so long is dropped."""


class NoSuchRoom(LookupError):
    """No conversation has this key, or has it any more."""


class Room(Generic[Kept]):
    """One page's conversation, and the lock that lets one request in at a time."""

    def __init__(self, conversation: Kept, now: float) -> None:
        self.conversation, self.used = conversation, now
        self.lock = RLock()


class Rooms(Generic[Kept]):
    """The open conversations. `clock` gives seconds that only go forward."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = MOST) -> None:
        self._clock, self._most, self._lock = clock, most, Lock()
        self._rooms: OrderedDict[str, Room[Kept]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._rooms)

    def open(self, conversation: Kept) -> str:
        """Keep a conversation; gives its key, which nobody can guess."""
        key = secrets.token_urlsafe(16)
        with self._lock:
            self._rooms[key] = Room(conversation, self._clock())
            self._tidy()
        return key

    @contextmanager
    def enter(self, key: str) -> Iterator[Kept]:
        """The conversation of a key, for nobody else until it is left. Raises `NoSuchRoom`."""
        with self._lock:
            self._tidy()
            room = self._rooms.get(key)
            if room is None:
                raise NoSuchRoom(key)
            room.used = self._clock()
            self._rooms.move_to_end(key)
        with room.lock:
            yield room.conversation

    def _tidy(self) -> None:
        while len(self._rooms) > self._most or self._stale():
            self._rooms.popitem(last=False)

    def _stale(self) -> bool:
        """Whether the room that was used longest ago was so too long ago."""
        return any(room.used < self._clock() - IDLE_SECONDS for room in [*self._rooms.values()][:1])

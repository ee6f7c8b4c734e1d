"""Whether the store is well, asked no oftener than strangers may make it write."""

from collections.abc import Callable
from threading import Lock
from time import monotonic

SECONDS = 1.0
"""How long an answer holds. Each asking writes to the store, and anybody may ask for the health."""


class Health:
    """Asks `answers` when the last answer is too old. Safe among threads."""

    def __init__(self, answers: Callable[[], bool], clock: Callable[[], float] = monotonic) -> None:
        self._answers, self._clock, self._lock = answers, clock, Lock()
        self._told, self._until = False, 0.0

    def __call__(self) -> bool:
        """Whether the store could be written and read, now or a moment ago."""
        with self._lock:
            if self._clock() >= self._until:
                self._told = self._answers()
                self._until = self._clock() + SECONDS
            return self._told

"""What stands between a store and a person on the mat: a deadline, and an eye for junk.

Whatever a store does, be it raise, hang, or hand out nonsense, the coach goes on without it. A call
that does not come back keeps its thread, and there is only a handful of them: while all hang, the
store counts as away.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

from skill.memory.memory import MemoryStore
from skill.memory.store import Change, Kept, Rolled, Store, Who

DEADLINE = 0.7
"""Seconds that a store has for a call. A turn makes two at the most, and Alexa waits for 8 s."""
ERASING_SECONDS = 4.0
"""The same to erase: a long history takes many requests, and what was asked for is worth waiting for."""
THREADS = 8

logger = logging.getLogger(__name__)
Result = TypeVar("Result")
_Job = tuple["Future[Any]", Callable[[], Any]]


class GuardedStore:
    """A store that always answers within `deadline` seconds a call, if only by saying that it is away.

    The store in memory is called as it is: there is nothing that it could wait for.
    """

    def __init__(self, store: Store, deadline: float = DEADLINE) -> None:
        self.store = store
        self._deadline = deadline
        self._direct = type(store) is MemoryStore
        self._workers = _Workers(THREADS)

    def answers(self) -> bool:
        """Whether the store can be read and written now."""
        return self._ask("answers", self.store.answers) is True

    def load(self, who: Who) -> Kept | None:
        """What is known of a person; None where the store is away, or has only junk to tell."""
        kept = self._ask("load", lambda: self.store.load(who))
        if kept is None or _sound(kept):
            return kept
        logger.error("The store's answer to load is not what this skill keeps; it is not used.")
        return None

    def keep(self, who: Who, change: Change) -> bool:
        """Keep a turn's changes; whether that was done."""
        return self._done("keep", lambda: self.store.keep(who, change))

    def forget(self, who: Who, at: int) -> bool:
        """Remove what is kept of a person as of a second; whether all of it is gone."""
        return self._done("forget", lambda: self.store.forget(who, at), ERASING_SECONDS)

    def forget_user(self, user: str, at: int) -> bool:
        """Remove what is kept of an account as of a second; whether all of it is gone."""
        return self._done("forget_user", lambda: self.store.forget_user(user, at), ERASING_SECONDS)

    def _done(self, name: str, call: Callable[[], None], seconds: float = 0.0) -> bool:
        def work() -> bool:
            call()
            return True

        return self._ask(name, work, seconds) is True

    def _ask(self, name: str, call: Callable[[], Result], seconds: float = 0.0) -> Result | None:
        """The call's answer, or None: then the log tells why, but never what it was about.

        Such a line is an error, for nothing is kept while it lasts, and alarms look for errors.
        """
        deadline = max(seconds, self._deadline)
        try:
            return call() if self._direct else self._workers.run(call, deadline)
        except TooLate:
            logger.error("The store took over %s s for %s; going on without it.", deadline, name)
        except Exception as error:  # whatever a store's parts raise
            logger.error("The store failed at %s (%s); going on without it.", name, _told(error))
        return None


def _told(error: Exception) -> str:
    """What may be logged of an error: the skill's own words, SQLite's code, else its kind.

    SQLite's words repeat what they are about, as a damaged row.
    """
    kind = type(error).__name__
    if type(error).__module__.startswith("skill."):
        return f"{kind}: {error}"
    code = getattr(error, "sqlite_errorname", "")
    return f"{kind}: {code}" if code else kind


def _sound(kept: Any) -> bool:
    """Whether this has the shape of what is kept; what is inside is looked at by whoever uses it."""
    return (
        isinstance(kept, Kept)
        and type(kept.finished) is int
        and kept.finished >= 0
        and isinstance(kept.fields, dict)
        and isinstance(kept.checkpoint, dict | None)
        and all(isinstance(roll, Rolled) and type(roll.opened_at) is int for roll in kept.recent)
    )


class _Workers:
    """A few threads that die with the process, started one by one as they are needed."""

    def __init__(self, most: int) -> None:
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._lock, self._free, self._left = Lock(), 0, most

    def run(self, call: Callable[[], Result], seconds: float) -> Result:
        """The call's result. Raises TooLate after so many seconds, or what the call raised."""
        future: Future[Result] = Future()
        with self._lock:
            if self._free:
                self._free -= 1
            elif self._left:
                self._left -= 1
                Thread(target=self._work, daemon=True, name="store").start()
            else:
                raise TooLate
        self._jobs.put((future, call))
        return future.result(seconds)

    def _work(self) -> None:
        while True:
            future, call = self._jobs.get()
            try:
                result, error = call(), None
            except BaseException as raised:
                result, error = None, raised
            with self._lock:
                self._free += 1
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)

"""The store's interface. All that is kept of a person goes through here, and it is plain JSON.

A checkpoint is a session as it stood after a turn; it is kept by user and device, so that two
speakers in one house do not take each other's place. Settings and history are kept by the voice
that was recognised, where there is one, else by the user. A user is an account: whatever was kept
under it goes with it. Nothing about pain or health is ever handed in.

A session's opening reads once, and every turn writes once: so one request of a person is one
`load` or one `keep`, and each `keep` holds all that the turn has changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

RECENT = 60
"""How many of the last sessions `load` gives; a week and a month are counted from these."""

CHECKPOINT_DAYS, HISTORY_DAYS = 2, 400
"""Days after which a checkpoint, and what is known of a person who stayed away, may be removed."""


REPEATED_SECONDS = 300
"""How far a request may lie behind one that came before it: the door takes what is 150 s off either way."""

ERASED_SECONDS = 3600
"""How long it is known that something was erased, so that a request from before cannot bring it back."""


def sent_again(at: int, newest: int) -> bool:
    """Whether a request of the second `at` was held up, or sent again, since `newest` was written.

    One from still further back is none: then the clock was wrong when `newest` was written, and what a
    wrong clock has left must not stand in the way of all that comes later.
    """
    return newest - REPEATED_SECONDS <= at < newest


class UnknownStore(ValueError):
    """A store's URL that this version cannot open; the message says what works."""


@dataclass(frozen=True)
class Who:
    """Whose it is: the account, the speaker, and the voice where one was recognised, else ""."""

    user: str
    device: str
    person: str = ""


class Rolled(NamedTuple):
    """One session in short: when it was opened (seconds since 1970), and whether its rest began."""

    opened_at: int
    finished: bool


@dataclass(frozen=True)
class Recorded:
    """One session as history keeps it: `left` and `right` are seconds rolled.

    With the device, `opened_at` names the session, so that one told of twice counts once.
    """

    opened_at: int
    left: int
    right: int
    finished: bool


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is known when a session opens: nothing, of a stranger.

    `fields` are settings and the like, by name. `finished` counts the sessions whose rest began, of
    all time; `recent` are the last `RECENT` of any kind, oldest first. `surplus` is the store's own
    note of what it would like to be rid of; hand it back with the next `keep`.
    """

    checkpoint: Mapping[str, Any] | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    finished: int = 0
    recent: Sequence[Rolled] = ()
    surplus: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Change:
    """What one turn has changed, as at the request's timestamp `at` (seconds since 1970).

    `checkpoint` takes the place of an older one. `fields` are set one by one, and the others stay; None
    removes one. `record` adds a session to the history; a finished one takes the place of an unfinished
    one of the same name. Nothing replaces what is newer by `sent_again`, or brings back what was erased.
    """

    at: int
    checkpoint: Mapping[str, Any] | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    record: Recorded | None = None
    surplus: Sequence[str] = ()


class Store(Protocol):
    """What every kind of store does. Each method may be called from several threads and processes.

    Any of them may raise whatever its parts raise, or take long: `skill.memory.guarded` is what
    stands between that and a person on the mat.
    """

    def answers(self) -> bool:
        """Whether the store can be read and written now."""
        ...

    def load(self, who: Who) -> Kept:
        """What is known of a person, and the checkpoint of their speaker. One read."""
        ...

    def keep(self, who: Who, change: Change) -> None:
        """Keep a turn's changes, all or none of them. One write. Doing it twice changes nothing more."""
        ...

    def history(self, who: Who) -> Sequence[Recorded]:
        """Every session kept of a person, oldest first."""
        ...

    def export(self, user: str) -> Mapping[str, Any]:
        """All that is kept of an account and of the voices in it, as plain JSON; {} where nothing is."""
        ...

    def forget(self, who: Who, at: int = 0) -> None:
        """Remove a person's settings and history, and the checkpoints that are theirs or of this speaker.

        `at` is the request's second: for a while nothing is kept of one that is not later (`sent_again`).
        """
        ...

    def forget_user(self, user: str, at: int = 0) -> None:
        """Remove all that is kept of an account and of the voices in it; `at` as for `forget`."""
        ...

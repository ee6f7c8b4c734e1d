"""A household and its stores."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from skill.memory import Store, open_store
from skill.memory.store import Change, Recorded, Who

KINDS = ("memory", "sqlite", "dynamodb")

KITCHEN, BEDROOM = (
    Who("amzn1.ask.account.ANA", "amzn1.ask.device.KITCHEN"),
    Who("amzn1.ask.account.ANA", "amzn1.ask.device.BEDROOM"),
)
"""An account at its two speakers."""
BEN = Who(KITCHEN.user, KITCHEN.device, "amzn1.ask.person.BEN")
"""A voice that was recognised in the kitchen."""
NEXT_DOOR = Who("amzn1.ask.account.ZOE", KITCHEN.device)
"""Another account; that it names its speaker alike makes it no relation."""

EVERYBODY = (KITCHEN, BEDROOM, BEN, NEXT_DOOR)
RAW_IDS = (KITCHEN.user, KITCHEN.device, BEDROOM.device, BEN.person, NEXT_DOOR.user)

NOON = 1_760_000_000
"""An ordinary moment, in seconds since 1970."""


def done(opened_at: int, *, finished: bool = True) -> Change:
    """A turn that ends a session of a minute a side."""
    return Change(at=opened_at, record=Recorded(opened_at, 60, 60, finished))


def placed(at: int, checkpoint: Mapping[str, Any]) -> Change:
    """A turn that leaves a checkpoint."""
    return Change(at=at, checkpoint=checkpoint)


def finished(store: Store, who: Who) -> int:
    """How many sessions of somebody's are kept as finished."""
    return store.load(who).finished


def new_store(kind: str, folder: Path) -> Store:
    """An empty store of a kind; SQLite's file is in the folder."""
    if kind == "dynamodb":
        from tests.support.dynamo_server import tables

        return tables().new_store()
    return open_store("memory:" if kind == "memory" else f"sqlite:///{folder / 'people.db'}")


def close(store: Store) -> None:
    """Let go of what a store holds; a test's end would warn of it."""
    getattr(store, "close", lambda: None)()


def fill(store: Store) -> None:
    """Keep a session, a setting and a place of everybody."""
    for number, who in enumerate(EVERYBODY):
        store.keep(
            who,
            Change(
                at=NOON + number, fields={"seconds": 90}, checkpoint={"turn": number},
                record=done(NOON + number).record,
            ),
        )  # fmt: skip

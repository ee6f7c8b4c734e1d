"""How a person is laid out in a DynamoDB table, and read back.

All of an account has one partition key `pk`, so that one query finds everything. The sort key `sk`:

    about#PERSON                        the settings, the count of finished sessions, the recent sessions
    session#PERSON#OPENED_AT#DEVICE     one session of the history
    checkpoint#DEVICE                   the place kept on one speaker

Settings and recent sessions are attributes of the about item, `f#NAME` and `r#OPENED_AT#DEVICE`, so
that each is set and removed alone: nothing is read to be written. `t#NAME` is when a setting was set.
`expires` is the table's time to live. Times are seconds since 1970.

Of what was erased a husk stays for a while, an about item or a checkpoint with nothing in it but from
which second on something is kept anew: `anew` of the one, `at` of the other. `erasing` means that the
sessions may not be gone yet.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from skill.memory.documents import read_mapping, read_value, refuse
from skill.memory.store import ERASED_SECONDS, HISTORY_DAYS, RECENT, Kept, Recorded, Rolled

DAY = 24 * 3600
FIELD, SET_AT, ROLLED = "f#", "t#", "r#"
ANEW, ERASING = "anew", "erasing"
ABOUT, SESSION, CHECKPOINT = "about#", "session#", "checkpoint#"

MOST_SURPLUS = 50
"""How many surplus attributes are handed out at a time: an update expression has 4 KB at most."""

Item = Mapping[str, Mapping[str, Any]]
"""An item as the low-level API has it: `{"at": {"N": "17"}}`."""


def key(account: str, sort: str) -> Item:
    """An item's whole key."""
    return {"pk": {"S": account}, "sk": {"S": sort}}


def husk(item: Item, at: int) -> Item:
    """What stays of an about item or a checkpoint that a request of the second `at` has erased."""
    sort = item["sk"]["S"]
    name = ANEW if sort.startswith(ABOUT) else "at"
    before = whole(item, name) if name in item else 0
    anew = max(at + 1, before)
    expires = {"expires": number(anew + ERASED_SECONDS)}
    return {**key(item["pk"]["S"], sort), name: number(anew), **expires, ERASING: {"BOOL": True}}


def is_husk(item: Item) -> bool:
    """Whether an about item or a checkpoint is what an erasure has left."""
    return "finished" not in item and "checkpoint" not in item


def kept(about: Item, place: Item) -> Kept:
    """What the two items that a session opens with say; one that is not there, or a husk, says nothing.

    Raises BrokenDocument for one that cannot be read.
    """
    about, place = ({} if is_husk(item) else item for item in (about, place))
    rolled = sorted(name for name in about if name.startswith(ROLLED))
    names = [name for name in rolled if _opened_at(name) >= _old(about)][-RECENT:]
    return Kept(
        checkpoint=checkpoint(place) if place else None,
        fields=fields(about),
        finished=finished(about),
        recent=[Rolled(_opened_at(name), flag(about, name)) for name in names],
        surplus=(*_past(about), *(name for name in rolled if name not in names))[:MOST_SURPLUS],
    )


def _past(about: Item) -> Sequence[str]:
    """The moment of an erasure that is too long ago to be asked for, as of the item's last change."""
    if ANEW in about and whole(about, "expires") - HISTORY_DAYS * DAY > whole(about, ANEW) + ERASED_SECONDS:
        return (ANEW,)
    return ()


def _old(about: Item) -> int:
    """The `opened_at` before which a session is too old to be counted, as of the item's last change."""
    return whole(about, "expires") - 2 * HISTORY_DAYS * DAY


def _opened_at(name: str) -> int:
    """The time in a session's name, with whatever stands before it."""
    digits = name.split("#")[-2]
    return int(digits) if digits.isdecimal() else refuse(f"the attribute '{ROLLED}…' of a DynamoDB item")


def fields(about: Item) -> dict[str, Any]:
    """The settings in an about item."""
    names = sorted(name for name in about if name.startswith(FIELD))
    return {name.removeprefix(FIELD): read_value(_typed(about, name, "S"), _where(name)) for name in names}


def finished(about: Item) -> int:
    """How many sessions an about item counts."""
    return whole(about, "finished") if about else 0


def checkpoint(place: Item) -> Mapping[str, Any]:
    """The checkpoint in its item."""
    return read_mapping(_typed(place, "checkpoint", "S"), _where("checkpoint"))


def sessions(items: Iterable[Item], person: str) -> list[tuple[str, Recorded]]:
    """A person's sessions among an account's items, in order: (device key, session)."""
    start = f"{SESSION}{person}#"
    return [_told(item) for item in items if item["sk"]["S"].startswith(start)]


def opened_at(session: Item) -> int:
    """When the session in an item was opened."""
    return _opened_at(session["sk"]["S"])


def _told(item: Item) -> tuple[str, Recorded]:
    sort = item["sk"]["S"]
    session = Recorded(_opened_at(sort), whole(item, "left"), whole(item, "right"), flag(item, "finished"))
    return sort.rpartition("#")[2], session


def number(value: int) -> Mapping[str, str]:
    """A whole number as an attribute."""
    return {"N": str(int(value))}


def whole(item: Item, name: str) -> int:
    """A whole number from an item; 0 where the item is {}. Raises BrokenDocument."""
    if not item:
        return 0
    try:
        return int(_typed(item, name, "N"))
    except (TypeError, ValueError):
        refuse(_where(name))


def flag(item: Item, name: str) -> bool:
    """A yes or no from an item. Raises BrokenDocument."""
    value = _typed(item, name, "BOOL")
    return value if isinstance(value, bool) else refuse(_where(name))


def _typed(item: Item, name: str, kind: str) -> Any:
    return item.get(name, {}).get(kind)


def _where(name: str) -> str:
    return f"the attribute '{name.partition('#')[0]}' of a DynamoDB item"

"""How a person is laid out in a DynamoDB table, and read back.

All of an account has one partition key `pk`, so that one query finds everything. The sort key `sk`:

    about#PERSON                        the settings, the count of finished sessions, the recent sessions
    session#PERSON#OPENED_AT#DEVICE     one session of the history
    checkpoint#DEVICE                   the place kept on one speaker

Settings and recent sessions are attributes of the about item, `f#NAME` and `r#OPENED_AT#DEVICE`, so
that each is set and removed alone: nothing is read to be written. `expires` is the table's time to
live, in seconds since 1970.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from skill.memory.documents import read_mapping, read_value, refuse, written
from skill.memory.keys import Keys
from skill.memory.store import CHECKPOINT_DAYS, HISTORY_DAYS, RECENT, Change, Kept, Recorded, Rolled

DAY = 24 * 3600
FIELD, ROLLED = "f#", "r#"
ABOUT, SESSION, CHECKPOINT = "about#", "session#", "checkpoint#"

MOST_SURPLUS = 50
"""How many surplus attributes are handed out at a time: an update expression has 4 KB at most."""

Item = Mapping[str, Mapping[str, Any]]
"""An item as the low-level API has it: `{"at": {"N": "17"}}`."""


class Write(NamedTuple):
    """One item's write: the part of the change it is, the transaction's word for it, and its arguments."""

    part: str
    kind: str
    arguments: Mapping[str, Any]


def key(account: str, sort: str) -> Item:
    """An item's whole key."""
    return {"pk": {"S": account}, "sk": {"S": sort}}


def writes(who: Keys, change: Change) -> list[Write]:
    """The writes that a change needs, at most one for each of about item, session and checkpoint."""
    found = []
    if change.record is not None:
        found.append(Write("record", "Put", _session(who, change.record)))
    if change.fields or change.record or change.surplus:
        found.append(Write("about", "Update", _about(who, change)))
    if change.checkpoint is not None:
        found.append(Write("checkpoint", "Put", _checkpoint(who, change.at, change.checkpoint)))
    return found


def _session(who: Keys, record: Recorded) -> Mapping[str, Any]:
    item = {
        **key(who.account, f"{SESSION}{who.person}#{_name(who, record)}"),
        "left": number(record.left),
        "right": number(record.right),
        "finished": {"BOOL": record.finished},
        "expires": number(record.opened_at + HISTORY_DAYS * DAY),
    }
    return {"Item": item, "ConditionExpression": "attribute_not_exists(pk)"}


def _checkpoint(who: Keys, at: int, checkpoint: Mapping[str, Any]) -> Mapping[str, Any]:
    item = {
        **key(who.account, CHECKPOINT + who.device),
        "person": {"S": who.person},
        "at": number(at),
        "checkpoint": {"S": written(checkpoint)},
        "expires": number(at + CHECKPOINT_DAYS * DAY),
    }
    return {
        "Item": item,
        "ConditionExpression": "attribute_not_exists(pk) OR #at <= :at",
        "ExpressionAttributeNames": {"#at": "at"},
        "ExpressionAttributeValues": {":at": number(at)},
    }


def _about(who: Keys, change: Change) -> Mapping[str, Any]:
    """An update of the about item. The count is added to by the table itself, so that no writer is lost."""
    expires = number(change.at + HISTORY_DAYS * DAY)
    setting: dict[str, Any] = {"expires": expires}
    removing = [name for name in change.surplus if name.startswith(ROLLED)]
    for name, value in change.fields.items():
        if value is None:
            removing.append(FIELD + name)
        else:
            setting[FIELD + name] = {"S": written(value)}
    adding = {"finished": number(0)}
    if change.record is not None:
        setting[ROLLED + _name(who, change.record)] = {"BOOL": change.record.finished}
        adding = {"finished": number(change.record.finished)}
    return {"Key": key(who.account, ABOUT + who.person), **_expression(setting, removing, adding)}


def _expression(
    setting: Mapping[str, Any], removing: Sequence[str], adding: Mapping[str, Any]
) -> Mapping[str, Any]:
    short = {name: f"#{number}" for number, name in enumerate([*setting, *removing, *adding])}
    values = {**setting, **adding}
    parts = [
        "SET " + ", ".join(f"{short[name]} = :{short[name][1:]}" for name in setting),
        "REMOVE " + ", ".join(short[name] for name in removing) if removing else "",
        "ADD " + ", ".join(f"{short[name]} :{short[name][1:]}" for name in adding),
    ]
    return {
        "UpdateExpression": " ".join(filter(None, parts)),
        "ExpressionAttributeNames": {of: name for name, of in short.items()},
        "ExpressionAttributeValues": {f":{short[name][1:]}": value for name, value in values.items()},
    }


def _name(who: Keys, record: Recorded) -> str:
    """A session's name within a person; in the order of names sessions are in the order of time."""
    return f"{record.opened_at:010d}#{who.device}"


def kept(about: Item, place: Item) -> Kept:
    """What the two items that a session opens with say; an item that is not there is {}.

    Raises BrokenDocument for one that cannot be read.
    """
    rolled = sorted(name for name in about if name.startswith(ROLLED))
    names = [name for name in rolled if _opened_at(name) >= _old(about)][-RECENT:]
    return Kept(
        checkpoint=checkpoint(place) if place else None,
        fields=fields(about),
        finished=finished(about),
        recent=[Rolled(_opened_at(name), flag(about, name)) for name in names],
        surplus=tuple(name for name in rolled if name not in names)[:MOST_SURPLUS],
    )


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

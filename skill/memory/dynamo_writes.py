"""What a turn writes into a DynamoDB table, and on which conditions, so that nothing is read for it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from skill.memory.documents import written
from skill.memory.dynamo_items import (
    ABOUT,
    ANEW,
    CHECKPOINT,
    DAY,
    FIELD,
    ROLLED,
    SESSION,
    SET_AT,
    Item,
    key,
    number,
    whole,
)
from skill.memory.keys import Keys
from skill.memory.store import (
    CHECKPOINT_DAYS,
    HISTORY_DAYS,
    REPEATED_SECONDS,
    Change,
    Recorded,
    sent_again,
)


class Write(NamedTuple):
    """One item's write: the part of the change it is, the transaction's word for it, and its arguments."""

    part: str
    kind: str
    arguments: Mapping[str, Any]


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
    if not record.finished:
        return {"Item": item, "ConditionExpression": "attribute_not_exists(pk)"}
    return {
        "Item": item,
        "ConditionExpression": "attribute_not_exists(pk) OR #finished = :no",
        "ExpressionAttributeNames": {"#finished": "finished"},
        "ExpressionAttributeValues": {":no": {"BOOL": False}},
    }


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
        "ConditionExpression": _not_sent_again("#at"),
        "ExpressionAttributeNames": {"#at": "at"},
        "ExpressionAttributeValues": _moments(at),
    }


def _not_sent_again(name: str) -> str:
    """The condition that a request is not `sent_again` since the moment in an attribute."""
    return f"(attribute_not_exists({name}) OR {name} <= :at OR {name} > :far)"


def _moments(at: int) -> Item:
    return {":at": number(at), ":far": number(at + REPEATED_SECONDS)}


def _about(who: Keys, change: Change) -> Mapping[str, Any]:
    """An update of the about item. The count is added to by the table itself, so that no writer is lost."""
    expires = number(change.at + HISTORY_DAYS * DAY)
    setting: dict[str, Any] = {"expires": expires}
    removing = [name for name in change.surplus if name.startswith(ROLLED) or name == ANEW]
    for name, value in change.fields.items():
        setting[SET_AT + name] = number(change.at)
        if value is None:
            removing.append(FIELD + name)
        else:
            setting[FIELD + name] = {"S": written(value)}
    adding = {"finished": number(0)}
    if change.record is not None:
        setting[ROLLED + _name(who, change.record)] = {"BOOL": change.record.finished}
        adding = {"finished": number(change.record.finished)}
    update = _expression(setting, removing, adding, [ANEW, *(SET_AT + name for name in change.fields)])
    update["ExpressionAttributeValues"] |= _moments(change.at)
    return {"Key": key(who.account, ABOUT + who.person), **update}


def _expression(
    setting: Mapping[str, Any], removing: Sequence[str], adding: Mapping[str, Any], ordered: Sequence[str]
) -> dict[str, Any]:
    """The parts of an update that holds where none of the moments in `ordered` was since."""
    named = dict.fromkeys([*setting, *removing, *adding, *ordered])
    short = {name: f"#{number}" for number, name in enumerate(named)}
    values = {**setting, **adding}
    parts = [
        "SET " + ", ".join(f"{short[name]} = :{short[name][1:]}" for name in setting),
        "REMOVE " + ", ".join(short[name] for name in removing) if removing else "",
        "ADD " + ", ".join(f"{short[name]} :{short[name][1:]}" for name in adding),
    ]
    return {
        "UpdateExpression": " ".join(filter(None, parts)),
        "ConditionExpression": " AND ".join(_not_sent_again(short[name]) for name in ordered),
        "ExpressionAttributeNames": {of: name for name, of in short.items()},
        "ExpressionAttributeValues": {f":{short[name][1:]}": value for name, value in values.items()},
    }


def _name(who: Keys, record: Recorded) -> str:
    """A session's name within a person; in the order of names sessions are in the order of time."""
    return f"{record.opened_at:010d}#{who.device}"


def still_new(change: Change, about: Item) -> Change:
    """What of a change is not older than the about item, which was not as it had to be."""
    if sent_again(change.at, whole(about, ANEW) if ANEW in about else 0):
        return replace(change, fields={}, record=None, surplus=())
    set_at = {name: whole(about, SET_AT + name) for name in change.fields if SET_AT + name in about}
    new = {name: it for name, it in change.fields.items() if not sent_again(change.at, set_at.get(name, 0))}
    return replace(change, fields=new)

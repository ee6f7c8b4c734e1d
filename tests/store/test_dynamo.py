"""The DynamoDB table: what a turn costs in requests, how small an item stays, and what is written there."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from skill.memory.documents import BrokenDocument
from skill.memory.dynamo import DynamoStore, create_table
from skill.memory.dynamo_items import MOST_SURPLUS
from skill.memory.store import CHECKPOINT_DAYS, HISTORY_DAYS, RECENT, Change, Rolled
from tests.support.dynamo_server import Sent, tables
from tests.support.household import BEDROOM, BEN, KITCHEN, NEXT_DOOR, NOON, RAW_IDS, done, fill, placed

DAY = 24 * 3600
FULL = Change(
    at=NOON, checkpoint={"turn": 1}, fields={"seconds": 90, "quiet": None}, record=done(NOON).record
)


@pytest.fixture
def store() -> DynamoStore:
    return tables().new_store()


def table_of(store: DynamoStore) -> Sequence[Mapping[str, Any]]:
    """Every item in the table, as it is stored."""
    found: Sequence[Mapping[str, Any]] = store.requests.call("Scan", {"TableName": store.table})["Items"]
    return found


def item(store: DynamoStore, start: str) -> Mapping[str, Any]:
    """The one item whose sort key begins like this."""
    (found,) = [item for item in table_of(store) if item["sk"]["S"].startswith(start)]
    return found


WEIGHTS: Mapping[str, Callable[[Any], int]] = {
    "S": lambda text: len(text.encode()),
    "N": lambda digits: len(digits) // 2 + 2,
    "BOOL": lambda _: 1,
}
"""Bytes of a value, roughly as DynamoDB's developer guide tells to count them (2026-11-22)."""


def size(stored: Mapping[str, Mapping[str, Any]]) -> int:
    """Bytes of an item: its names and its values."""
    return sum(
        len(name.encode()) + WEIGHTS[kind](told)
        for name, value in stored.items()
        for kind, told in value.items()
    )


def test_an_opening_is_one_read(store: DynamoStore) -> None:
    """Of what is true now: whoever was cut off a second ago finds their place."""
    fill(store)
    assert tables().counted(lambda: store.load(BEN)) == ["BatchGetItem"]
    (asked,) = tables().sent[-1].body["RequestItems"].values()
    assert asked["ConsistentRead"] is True


CHANGES = {
    "nothing": (Change(at=NOON), []),
    "a place": (placed(NOON, {"turn": 1}), ["PutItem"]),
    "a setting": (Change(at=NOON, fields={"seconds": 90}), ["UpdateItem"]),
    "what was too much": (Change(at=NOON, surplus=["r#0000000001#device"]), ["UpdateItem"]),
    "a session": (done(NOON), ["TransactWriteItems"]),
    "all of it": (FULL, ["TransactWriteItems"]),
}


@pytest.mark.parametrize(("change", "operations"), CHANGES.values(), ids=CHANGES)
def test_a_turn_is_one_write(store: DynamoStore, change: Change, operations: Sequence[str]) -> None:
    """Nothing is read to be written, and a transaction is made only where several items change."""
    assert tables().counted(lambda: store.keep(KITCHEN, change)) == operations


def test_what_is_there_already_takes_one_request_more(store: DynamoStore) -> None:
    """A session told of twice, or an older place: the rest of the turn is kept at once."""
    store.keep(KITCHEN, FULL)
    again = Change(at=NOON - 1, checkpoint={"turn": 0}, fields={"going_on": "asking"}, record=FULL.record)
    assert tables().counted(lambda: store.keep(KITCHEN, again)) == ["TransactWriteItems", "UpdateItem"]
    late = placed(NOON - 1, {"turn": 0})
    assert tables().counted(lambda: store.keep(KITCHEN, late)) == ["PutItem"]
    kept = store.load(KITCHEN)
    assert (kept.checkpoint, kept.fields) == ({"turn": 1}, {"seconds": 90, "going_on": "asking"})


@pytest.mark.parametrize("sessions", [RECENT + 30, pytest.param(1000, marks=pytest.mark.slow)])
def test_a_persons_item_stays_small_whatever_the_history(store: DynamoStore, sessions: int) -> None:
    """Each session is loaded, then kept: so what is too much is handed back, and goes."""
    fields = {"seconds": 90, "first_side": "right", "quiet": True, "going_on": "asking", "words": "x" * 64}
    largest = 0
    for number in range(sessions):
        at = NOON + number * DAY // 10
        surplus = store.load(KITCHEN).surplus
        store.keep(KITCHEN, Change(at=at, checkpoint={"turn": 1}, surplus=surplus))
        store.keep(KITCHEN, replace(done(at), fields=fields))
        if number > RECENT and number % 20 == 0:
            largest = max(largest, size(item(store, "about#")))
            grow_old(store)
    assert RECENT < largest < 4096
    kept = store.load(KITCHEN)
    assert (kept.finished, len(kept.recent)) == (sessions, RECENT)
    print(f"\nthe person's item after {sessions} sessions: {size(item(store, 'about#'))} bytes")  # noqa: T201  # as above


def grow_old(store: DynamoStore) -> None:
    """Remove the sessions' own items, as their time to live would: moto copies the table at every turn."""
    keys = [
        {"pk": of["pk"], "sk": of["sk"]} for of in table_of(store) if of["sk"]["S"].startswith("session#")
    ]
    for key in keys:
        store.requests.call("DeleteItem", {"TableName": store.table, "Key": key})


@pytest.mark.slow
def test_a_crowd_of_sessions_is_cleared_bit_by_bit(store: DynamoStore) -> None:
    """An update takes 4 KB of names at most, so no more is handed out at a time than fits."""
    for number in range(RECENT + MOST_SURPLUS + 5):
        store.keep(KITCHEN, done(NOON + number))
    for left in (MOST_SURPLUS, 5, 0):
        surplus = store.load(KITCHEN).surplus
        assert len(surplus) == left
        store.keep(KITCHEN, Change(at=NOON, surplus=surplus))


def test_a_session_that_is_too_old_is_not_counted_as_recent(store: DynamoStore) -> None:
    """Its own item is gone by then; the count is of all time."""
    store.keep(KITCHEN, done(NOON))
    late = NOON + HISTORY_DAYS * DAY + 1
    store.keep(KITCHEN, done(late))
    kept = store.load(KITCHEN)
    assert (list(kept.recent), kept.finished, len(kept.surplus)) == ([Rolled(late, finished=True)], 2, 1)


def test_surplus_removes_recent_sessions_and_nothing_else(store: DynamoStore) -> None:
    """It has been out of our hands: a name that was put into it must not reach a setting or the count."""
    store.keep(KITCHEN, FULL)
    store.keep(KITCHEN, Change(at=NOON, surplus=["f#seconds", "finished", "expires", "pk"]))
    kept = store.load(KITCHEN)
    assert (kept.fields, kept.finished) == ({"seconds": 90}, 1)


def cost(store: DynamoStore, sent: Sent) -> tuple[int, int]:
    """Read and write units of a request, by the sizes of what is stored (the pricing page, 2026-11-22)."""
    if sent.operation == "BatchGetItem":
        return sum(max(1, math.ceil(size(found) / 4096)) for found in map(dict, _read(store, sent))), 0
    writes = sent.body.get("TransactItems") or [{"one": sent.body}]
    arguments = [each for write in writes for each in write.values()]
    stored = [of.get("Item") or item(store, of["Key"]["sk"]["S"]) for of in arguments]
    return 0, sum(math.ceil(size(each) / 1024) for each in stored) * (2 if len(writes) > 1 else 1)


def _read(store: DynamoStore, sent: Sent) -> Sequence[Mapping[str, Any]]:
    (asked,) = sent.body["RequestItems"].values()
    stored = {of["sk"]["S"]: of for of in table_of(store)}
    return [stored.get(key["sk"]["S"], {}) for key in asked["Keys"]]


@pytest.mark.slow
def test_a_sessions_requests_are_counted(store: DynamoStore) -> None:
    """One read, and one write a turn. The figures are printed for whoever pays (`pytest -s`)."""
    checkpoint = {"session": {"state": "rolling", "marks": [["roll", "left", 90.5, 2, 3]] * 60}}
    for number in range(RECENT + 1):
        store.keep(
            KITCHEN, Change(at=NOON + number, record=done(NOON + number).record, fields={"seconds": 90})
        )
    tables().sent.clear()
    surplus = store.load(KITCHEN).surplus
    at = NOON + 1000
    store.keep(KITCHEN, Change(at=at, checkpoint=checkpoint, surplus=surplus))
    for turn in range(1, 5):
        store.keep(KITCHEN, placed(at + turn, checkpoint))
    store.keep(KITCHEN, replace(done(at), at=at + 5, checkpoint=checkpoint))
    session = list(tables().sent)
    assert [sent.operation for sent in session] == [
        "BatchGetItem", "TransactWriteItems", *["PutItem"] * 4, "TransactWriteItems"
    ]  # fmt: skip
    reads, writes = map(sum, zip(*(cost(store, sent) for sent in session), strict=True))
    assert reads > 0 < writes
    told = f"{len(session)} requests, {reads} read units, {writes} write units"
    print(f"\na session of {len(session) - 1} turns: {told}")  # noqa: T201  # figures are what it is for


def test_no_id_that_amazon_gave_is_in_the_table(store: DynamoStore) -> None:
    """Nor goes over the wire."""
    fill(store)
    for who in (KITCHEN, BEDROOM, BEN, NEXT_DOOR):
        store.load(who)
        store.history(who)
        store.forget(who)
    text = str(tables().sent)
    assert [raw for raw in RAW_IDS if raw in text] == []


def test_everything_has_a_time_to_live(store: DynamoStore) -> None:
    """A place two days, a session and a person who stays away 400."""
    store.keep(KITCHEN, FULL)
    lives = {of["sk"]["S"].partition("#")[0]: int(of["expires"]["N"]) - NOON for of in table_of(store)}
    long = HISTORY_DAYS * DAY
    assert lives == {"about": long, "session": long, "checkpoint": CHECKPOINT_DAYS * DAY}


def test_a_new_table_is_paid_by_use_and_forgets_by_itself(store: DynamoStore) -> None:
    """What the infrastructure makes in production, for a trial."""
    named = {"TableName": store.table}
    table = store.requests.call("DescribeTable", named)["Table"]
    assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    live = store.requests.call("DescribeTimeToLive", named)["TimeToLiveDescription"]
    assert (live["AttributeName"], live["TimeToLiveStatus"]) == ("expires", "ENABLED")
    with tables().environment(), pytest.raises(Exception, match="ResourceInUse"):
        create_table(store.table)


JUNK = [
    ("about#", "f#seconds", {"S": "{"}),
    ("about#", "f#seconds", {"N": "90"}),
    ("about#", "finished", {"S": "2"}),
    ("about#", "expires", {"N": "1.5"}),
    ("about#", "r#yesterday#kitchen", {"BOOL": True}),
    ("about#", "r#yesterday", {"BOOL": True}),
    ("about#", f"r#{NOON}#kitchen", {"S": "yes"}),
    ("checkpoint#", "checkpoint", {"S": "[]"}),
    ("checkpoint#", "checkpoint", {"M": {}}),
]


@pytest.mark.slow
@pytest.mark.parametrize(("start", "name", "value"), JUNK)
def test_junk_is_not_taken_for_something_kept(
    store: DynamoStore, start: str, name: str, value: Mapping[str, Any]
) -> None:
    """The error says which attribute it is, and the person can be forgotten all the same."""
    store.keep(KITCHEN, FULL)
    store.requests.call("PutItem", {"TableName": store.table, "Item": {**item(store, start), name: value}})
    with pytest.raises(BrokenDocument, match=f"attribute '{name.partition('#')[0]}"):
        store.load(KITCHEN)
    store.forget_user(KITCHEN.user)
    assert store.export(KITCHEN.user) == {}

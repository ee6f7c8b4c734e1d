"""The `dynamodb:` store: one table, for any number of machines.

A session's opening is one BatchGetItem, and a turn one PutItem, UpdateItem or TransactWriteItems. How
items look stands in `dynamo_items`, and what a turn writes in `dynamo_writes`. In production the table
comes with the infrastructure; `create_table` makes one for a trial.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from time import sleep, time
from typing import Any

from skill.memory import dynamo_items as items
from skill.memory.documents import exported_checkpoint, exported_person
from skill.memory.dynamo_items import ABOUT, CHECKPOINT, SESSION, Item, is_husk
from skill.memory.dynamo_requests import RequestFailed, Requests
from skill.memory.dynamo_writes import Write, still_new, writes
from skill.memory.keys import NOBODY, Keys, account_key, keys
from skill.memory.store import Change, Kept, Recorded, Who

logger = logging.getLogger(__name__)

BATCH = 25
"""How many items one BatchWriteItem takes (its reference, 2026-11-22)."""

CONDITION = "ConditionalCheckFailed"
SINGLY: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "Put": ("PutItem", {"ReturnValues": "ALL_OLD"}),
    "Update": ("UpdateItem", {}),
}
"""The operation for a write that is the only one. What it replaced comes back for nothing."""
WITHOUT: Mapping[str, Mapping[str, Any]] = {
    "record": {"record": None},
    "checkpoint": {"checkpoint": None},
    "about": {},
}
"""What a change is without the part that was there already; of the about item that is looked up."""


class DynamoStore:
    """A `Store` in a DynamoDB table. Raises UnknownStore where there is no region, or no credentials.

    Its methods raise RequestFailed, and BrokenDocument for an item that cannot be read.
    """

    def __init__(self, table: str) -> None:
        self.table = table
        self.requests = Requests()

    def answers(self) -> bool:
        """Whether an item can be written now, and read again."""
        item = {**items.key("-", "-"), "expires": items.number(int(time()) + items.DAY)}
        try:
            self.requests.call("PutItem", {"TableName": self.table, "Item": item})
            asked = {"TableName": self.table, "Key": items.key("-", "-"), "ConsistentRead": True}
            return self.requests.call("GetItem", asked).get("Item") == item
        except RequestFailed as failure:
            logger.error("The store in table %s does not answer: %s", self.table, failure)
            return False

    def load(self, who: Who) -> Kept:
        """What is known of a person, as it is now: whoever was cut off may be back within seconds."""
        account, device, person = keys(who)
        wanted = [items.key(account, ABOUT + person), items.key(account, CHECKPOINT + device)]
        asked = {"RequestItems": {self.table: {"Keys": wanted, "ConsistentRead": True}}}
        answer = self.requests.call("BatchGetItem", asked)
        found = {item["sk"]["S"]: item for item in answer["Responses"].get(self.table, ())}
        about, place = (found.get(key["sk"]["S"], {}) for key in wanted)
        if items.ERASING in about:
            self._go_on_erasing(account, person)
        return items.kept(about, place)

    def keep(self, who: Who, change: Change) -> None:
        """Keep a turn's changes: one request, and more where a part of them was there already."""
        key = keys(who)
        wanted = writes(key, change)
        stale, before = self._write(wanted) if wanted else ((), {})
        for part in stale:
            change = replace(change, **WITHOUT[part])
        if "about" in stale:
            change = still_new(change, self._about(key))
        if stale:
            self.keep(who, change)
        if items.ERASING in before:
            self._go_on_erasing(key.account, key.person)

    def history(self, who: Who) -> Sequence[Recorded]:
        """Every session kept of a person, oldest first."""
        account, _, person = keys(who)
        found = self._all(account, f"{SESSION}{person}#")
        return [session for _, session in items.sessions(found, person)]

    def export(self, user: str) -> Mapping[str, Any]:
        """All that is kept of an account, as plain JSON; {} where nothing is."""
        found = {item["sk"]["S"]: item for item in self._all(account_key(user))}
        shown = {sort: item for sort, item in found.items() if sort.startswith(SESSION) or not is_husk(item)}
        voices = sorted({_person_of(sort) for sort in shown if not sort.startswith(CHECKPOINT)})
        people = [_exported(person, shown) for person in voices]
        places = [
            exported_checkpoint(
                sort.removeprefix(CHECKPOINT),
                item["person"]["S"],
                items.whole(item, "at"),
                items.checkpoint(item),
            )
            for sort, item in shown.items()
            if sort.startswith(CHECKPOINT)
        ]
        return {"people": people, "checkpoints": places} if people or places else {}

    def forget(self, who: Who, at: int = 0) -> None:
        """Remove a person's settings and history, and the checkpoints that are theirs or of this speaker."""
        account, device, person = keys(who)

        def is_theirs(item: Item) -> bool:
            sort = item["sk"]["S"]
            if sort.startswith(CHECKPOINT):
                return sort == CHECKPOINT + device or item.get("person") == {"S": person}
            return _person_of(sort) == person

        found = [item for item in self._all(account) if is_theirs(item)]
        self._erase([items.key(account, ABOUT + person), items.key(account, CHECKPOINT + device)], found, at)

    def forget_user(self, user: str, at: int = 0) -> None:
        """Remove all that is kept of an account."""
        account = account_key(user)
        found = list(self._all(account))
        voices = {item["person"]["S"] for item in found if "person" in item}
        voices |= {_person_of(item["sk"]["S"]) for item in found if item["sk"]["S"].startswith(SESSION)}
        self._erase([items.key(account, ABOUT + person) for person in {NOBODY, *voices}], found, at)

    def _erase(self, always: Sequence[Item], found: Sequence[Item], at: int) -> None:
        """Put husks in the place of what was known first, so that even half an erasure shows none of it."""
        others = {item["sk"]["S"]: item for item in (*always, *found)}
        sessions = [others.pop(sort) for sort in list(others) if sort.startswith(SESSION)]
        husks = [items.husk(item, at) for item in others.values()]
        self._batch([{"PutRequest": {"Item": item}} for item in husks] + _deletes(sessions))
        self._is_erased(husks)

    def _go_on_erasing(self, account: str, person: str) -> None:
        """Take up an erasure that broke off, and leave what was kept since then."""
        about = self._about(Keys(account, "", person))
        anew = items.whole(about, items.ANEW) if items.ANEW in about else 0
        found = self._all(account, f"{SESSION}{person}#")
        self._batch(_deletes([item for item in found if items.opened_at(item) < anew]))
        self._is_erased([items.key(account, ABOUT + person)])

    def _is_erased(self, husks: Sequence[Item]) -> None:
        """Nothing is left to erase of these. A checkpoint's mark goes with its husk."""
        for item in husks:
            if item["sk"]["S"].startswith(ABOUT):
                named = {"TableName": self.table, "Key": {name: item[name] for name in ("pk", "sk")}}
                done = {
                    "UpdateExpression": "REMOVE #erasing",
                    "ConditionExpression": "attribute_exists(pk)",
                    "ExpressionAttributeNames": {"#erasing": items.ERASING},
                }
                self.requests.call("UpdateItem", {**named, **done})

    def _about(self, of: Keys) -> Item:
        asked = {"TableName": self.table, "Key": items.key(of.account, ABOUT + of.person)}
        found: Item = self.requests.call("GetItem", {**asked, "ConsistentRead": True}).get("Item", {})
        return found

    def _write(self, wanted: Sequence[Write]) -> tuple[Sequence[str], Item]:
        """Write all or nothing. Where nothing was, because parts of it were there already, name these.

        With it the item that a checkpoint has replaced, where that was all.
        """
        listed = [{of.kind: {"TableName": self.table, **of.arguments}} for of in wanted]
        try:
            if len(wanted) == 1:
                operation, returns = SINGLY[wanted[0].kind]
                answer = self.requests.call(operation, {**listed[0][wanted[0].kind], **returns})
                return (), answer.get("Attributes", {})
            self.requests.call("TransactWriteItems", {"TransactItems": listed})
        except RequestFailed as failure:
            if failure.code == CONDITION + "Exception":
                return [wanted[0].part], {}
            stale = [of.part for of, why in zip(wanted, failure.reasons, strict=False) if why == CONDITION]
            if not stale:
                raise
            return stale, {}
        return (), {}

    def _all(self, account: str, start: str = "") -> Iterator[Item]:
        """An account's items whose sort key begins with `start`, in its order, page by page."""
        asked: dict[str, Any] = {
            "TableName": self.table,
            "ConsistentRead": True,
            "KeyConditionExpression": "pk = :pk" + (" AND begins_with(sk, :start)" if start else ""),
            "ExpressionAttributeValues": {
                ":pk": {"S": account},
                **({":start": {"S": start}} if start else {}),
            },
        }
        while True:
            page = self.requests.call("Query", asked)
            yield from page["Items"]
            if not page.get("LastEvaluatedKey"):
                return
            asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _batch(self, wanted: Sequence[Mapping[str, Any]]) -> None:
        for first in range(0, len(wanted), BATCH):
            self.requests.call(
                "BatchWriteItem", {"RequestItems": {self.table: wanted[first : first + BATCH]}}
            )


def _deletes(found: Sequence[Item]) -> list[Mapping[str, Any]]:
    return [{"DeleteRequest": {"Key": {"pk": item["pk"], "sk": item["sk"]}}} for item in found]


def _person_of(sort: str) -> str:
    """The person's key in the sort key of an about item or a session."""
    return sort.split("#")[1]


def _exported(person: str, found: Mapping[str, Item]) -> Mapping[str, Any]:
    """A person as an export shows them, also one of whom only sessions are left."""
    about = found.get(ABOUT + person, {})
    sessions = items.sessions(found.values(), person)
    return exported_person(person, items.fields(about), items.finished(about), sessions)


def create_table(table: str) -> None:
    """Make the table, on demand and with its time to live, and wait until it is there."""
    requests, named = Requests(), {"TableName": table}
    key = {"pk": "HASH", "sk": "RANGE"}
    requests.call(
        "CreateTable",
        {
            **named,
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in key],
            "KeySchema": [{"AttributeName": name, "KeyType": kind} for name, kind in key.items()],
        },
    )
    while requests.call("DescribeTable", named)["Table"]["TableStatus"] != "ACTIVE":
        sleep(0.5)
    live = {"AttributeName": "expires", "Enabled": True}
    requests.call("UpdateTimeToLive", {**named, "TimeToLiveSpecification": live})

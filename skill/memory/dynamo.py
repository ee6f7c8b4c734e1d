"""The `dynamodb:` store: one table, for any number of machines.

A session's opening is one BatchGetItem, and a turn one PutItem, UpdateItem or TransactWriteItems. How
items look stands in `dynamo_items`. In production the table comes with the infrastructure;
`create_table` makes one for a trial.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from time import sleep
from typing import Any

from skill.memory import dynamo_items as items
from skill.memory.documents import exported_checkpoint, exported_person
from skill.memory.dynamo_items import ABOUT, CHECKPOINT, SESSION, Item, Write
from skill.memory.dynamo_requests import RequestFailed, Requests
from skill.memory.keys import account_key, keys
from skill.memory.store import Change, Kept, Recorded, Who

logger = logging.getLogger(__name__)

BATCH = 25
"""How many items one BatchWriteItem takes (its reference, 2026-11-22)."""

CONDITION = "ConditionalCheckFailed"
SINGLY = {"Put": "PutItem", "Update": "UpdateItem"}
WITHOUT: Mapping[str, Mapping[str, Any]] = {"record": {"record": None}, "checkpoint": {"checkpoint": None}}
"""What a change is without the part that was there already."""


class DynamoStore:
    """A `Store` in a DynamoDB table. Raises UnknownStore where there is no region, or no credentials.

    Its methods raise RequestFailed, and BrokenDocument for an item that cannot be read.
    """

    def __init__(self, table: str) -> None:
        self.table = table
        self.requests = Requests()

    def answers(self) -> bool:
        """Whether the table can be read now. That it can be written is not tried, for a write costs."""
        try:
            self.requests.call("GetItem", {"TableName": self.table, "Key": items.key("-", "-")})
        except RequestFailed as failure:
            logger.warning("The store in table %s does not answer: %s", self.table, failure)
            return False
        return True

    def load(self, who: Who) -> Kept:
        """What is known of a person, as it is now: whoever was cut off may be back within seconds."""
        account, device, person = keys(who)
        wanted = [items.key(account, ABOUT + person), items.key(account, CHECKPOINT + device)]
        asked = {"RequestItems": {self.table: {"Keys": wanted, "ConsistentRead": True}}}
        answer = self.requests.call("BatchGetItem", asked)
        found = {item["sk"]["S"]: item for item in answer["Responses"].get(self.table, ())}
        return items.kept(*(found.get(key["sk"]["S"], {}) for key in wanted))

    def keep(self, who: Who, change: Change) -> None:
        """Keep a turn's changes: one request, and one more where a part of them was there already."""
        wanted = items.writes(keys(who), change)
        stale = self._write(wanted) if wanted else ()
        if stale:
            for part in stale:
                change = replace(change, **WITHOUT[part])
            self.keep(who, change)

    def history(self, who: Who) -> Sequence[Recorded]:
        """Every session kept of a person, oldest first."""
        account, _, person = keys(who)
        found = self._all(account, f"{SESSION}{person}#")
        return [session for _, session in items.sessions(found, person)]

    def export(self, user: str) -> Mapping[str, Any]:
        """All that is kept of an account, as plain JSON; {} where nothing is."""
        found = {item["sk"]["S"]: item for item in self._all(account_key(user))}
        abouts = {sort.removeprefix(ABOUT): item for sort, item in found.items() if sort.startswith(ABOUT)}
        people = [
            exported_person(
                person, items.fields(about), items.finished(about), items.sessions(found.values(), person)
            )
            for person, about in abouts.items()
        ]
        places = [
            exported_checkpoint(
                sort.removeprefix(CHECKPOINT),
                item["person"]["S"],
                items.whole(item, "at"),
                items.checkpoint(item),
            )
            for sort, item in found.items()
            if sort.startswith(CHECKPOINT)
        ]
        return {"people": people, "checkpoints": places} if people or places else {}

    def forget(self, who: Who) -> None:
        """Remove a person's settings and history, and the checkpoints that are theirs or of this speaker."""
        account, device, person = keys(who)
        places = [
            item
            for item in self._all(account, CHECKPOINT)
            if item["sk"]["S"] == CHECKPOINT + device or item.get("person") == {"S": person}
        ]
        self._remove(
            [items.key(account, ABOUT + person), *places, *self._all(account, f"{SESSION}{person}#")]
        )

    def forget_user(self, user: str) -> None:
        """Remove all that is kept of an account."""
        self._remove(list(self._all(account_key(user))))

    def _write(self, wanted: Sequence[Write]) -> Sequence[str]:
        """Write all or nothing. Where nothing was, because parts of it were there already, name these."""
        listed = [{of.kind: {"TableName": self.table, **of.arguments}} for of in wanted]
        try:
            if len(wanted) == 1:
                self.requests.call(SINGLY[wanted[0].kind], listed[0][wanted[0].kind])
            else:
                self.requests.call("TransactWriteItems", {"TransactItems": listed})
        except RequestFailed as failure:
            if failure.code == CONDITION + "Exception":
                return [wanted[0].part]
            stale = [of.part for of, why in zip(wanted, failure.reasons, strict=False) if why == CONDITION]
            if not stale:
                raise
            return stale
        return ()

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

    def _remove(self, found: Sequence[Item]) -> None:
        deletes = [{"DeleteRequest": {"Key": {"pk": item["pk"], "sk": item["sk"]}}} for item in found]
        for first in range(0, len(deletes), BATCH):
            self.requests.call(
                "BatchWriteItem", {"RequestItems": {self.table: deletes[first : first + BATCH]}}
            )


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

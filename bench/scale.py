"""What a session takes, measured on moto's DynamoDB, and what that costs: the tables of docs/scale.md.

`python -m bench.scale` prints them, `python -m bench.scale docs/scale.md` writes them into the page.
"""

import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skill.app import build_skill
from skill.config import Config
from skill.hearing.recogniser import load_model
from skill.memory.store import Change, Recorded, Who
from skill.simulator.device import START, Device
from skill.simulator.envelope import Identity, Json
from skill.simulator.transcript import play
from tests.support.dynamo_server import Sent, tables

TALKED = ("U: (launch)", "U: ready", "U @23: is it normal to hurt", "U @30: how long left",
          "U @20: found a tender spot", "U @10: pause", "U @15: continue", "U @40: switch sides",
          "U @20: lighter", "U: even", "U: looser")  # fmt: skip
SESSIONS: Mapping[str, tuple[int, Sequence[str]]] = {
    "a first one": (0, ("U: (launch)", "U: none", "U: ready", "U: ready", "U: even", "U: looser", "U: done")),
    "a later one, in silence": (150, ("U: (launch)", "U: ready", "U: (silence)")),
    "a later one, with much talk": (150, TALKED),
}
"""Each kind of session: how many went before it, and what is said in it, as in a transcript."""

WRITE_UNIT, READ_UNIT, STORED_BESIDES = 1024, 4096, 100
"""Bytes of an item in a write and in a read request unit, and those that are stored with each item.

Confirmed: docs.aws.amazon.com/amazondynamodb/latest/developerguide (read and write operations, and "item
sizes and formats"), checked 2026-11-22.
"""

PRICES = {
    "Lambda, a million requests": 0.20,
    "Lambda on arm64, a GB-second": 0.0000133334,
    "DynamoDB on demand, a million write request units": 0.625,
    "DynamoDB on demand, a million read request units": 0.125,
    "DynamoDB, a GB kept for a month": 0.25,
    "DynamoDB, a GB that can be restored, for a month": 0.20,
    "data out, a GB": 0.09,
    "one machine: 2 shared cores, 1 GB, 40 GB of disk, 2 TB of traffic, a month": 7.00,
}
"""US dollars in us-east-1, by Amazon's public lists and what is told of them; docs/scale.md says more."""

MEMORY_GB, COLD_SECONDS, TURN_SECONDS, KEPT_MONTHS = 0.5, 1.0, 0.03, 400 / 30.4
"""What is assumed: the function's memory, and the time that is billed for a start and for a turn."""

PATIENCE = 60.0
"""Seconds that moto has for a call: it shares this process."""


@dataclass(frozen=True)
class Session:
    """What one session takes. Bytes are of JSON in the open, without the headers of HTTP or TLS.

    `reads` and `writes` are requests to the table, the units what Amazon bills for them; `kept` are the
    bytes that stay in the table for 400 days, `person` those of the largest item that a session opens with.
    """

    requests: int
    received: int
    sent: int
    reads: int
    writes: int
    read_units: int
    write_units: int
    kept: int
    person: int


def measured() -> dict[str, Session]:
    """Play each kind of session against DynamoDB, and count."""
    return {kind: _measure(before, lines) for kind, (before, lines) in SESSIONS.items()}


def _measure(before: int, lines: Sequence[str]) -> Session:
    moto = tables()
    store = moto.new_store()
    device = Device(lambda request: skill.handle(request), model=load_model("en-US"))
    with moto.environment():
        skill = build_skill(Config(), store)
    skill.store._deadline = PATIENCE
    for number in range(before):
        store.keep(_who(device.identity), _earlier(before - number))
    moto.sent.clear()
    for line in lines:
        play(line, device)
    asked = list(moto.sent)
    account = asked[0].body["RequestItems"][store.table]["Keys"][0]["pk"]["S"]
    items = {item["sk"]["S"]: item for item in store._all(account)}
    return _counted(device.exchanges, asked, items)


def _who(identity: Identity) -> Who:
    return Who(identity.user, identity.device)


def _earlier(sessions_ago: int) -> Change:
    """A session two days apart from the next one, which leaves settings as well."""
    at = int(START) - 2 * 24 * 3600 * sessions_ago
    return Change(at=at, fields={"seconds": 90}, record=Recorded(at, 90, 90, finished=True))


def _counted(
    exchanges: Sequence[tuple[Json, Json | None]], asked: Sequence[Sent], items: Mapping[str, Any]
) -> Session:
    sizes = {sort: size(item) for sort, item in items.items()}
    opening = [named for named in sizes if named.startswith(("about", "checkpoint"))]
    reads = [each for each in asked if each.operation == "BatchGetItem"]
    written = [parts for each in asked if (parts := _parts(each))]
    recent = max(sort for sort in sizes if sort.startswith("session"))
    return Session(
        requests=len(exchanges),
        received=sum(len(_json(request)) for request, _ in exchanges),
        sent=sum(len(_json(response)) for _, response in exchanges if response),
        reads=len(reads),
        writes=len(written),
        read_units=len(reads) * sum(math.ceil(sizes[named] / READ_UNIT) for named in opening),
        write_units=sum(_units(parts, sizes) for parts in written),
        kept=sizes[recent] + STORED_BESIDES,
        person=max(sizes[named] for named in opening),
    )


def _parts(asked: Sent) -> list[Mapping[str, Any]]:
    """The writes that one request holds."""
    if asked.operation == "TransactWriteItems":
        return [each for row in asked.body["TransactItems"] for each in row.values()]
    return [asked.body] if asked.operation in ("PutItem", "UpdateItem") else []


def _units(parts: Sequence[Mapping[str, Any]], sizes: Mapping[str, int]) -> int:
    """Billed units: those of each item, which an update counts in whole; twice in a transaction."""
    each = [size(part["Item"]) if "Item" in part else sizes[part["Key"]["sk"]["S"]] for part in parts]
    return sum(math.ceil(length / WRITE_UNIT) for length in each) * (2 if len(parts) > 1 else 1)


def size(item: Mapping[str, Mapping[str, Any]]) -> int:
    """An item's bytes as DynamoDB counts them: names and values; a number has half a byte a digit."""
    return sum(len(name.encode()) + _value(*next(iter(value.items()))) for name, value in item.items())


def _value(kind: str, value: Any) -> int:
    if kind == "N":
        return math.ceil(len(value.lstrip("-")) / 2) + 1
    return 1 if kind == "BOOL" else len(value.encode())


def _json(document: object) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode()


def cost(session: Session, sessions: int) -> dict[str, float]:
    """US dollars of so many sessions on Lambda and DynamoDB, by line of the bill."""
    seconds = COLD_SECONDS + session.requests * TURN_SECONDS
    lines = {
        "Lambda, requests": session.requests * _million("Lambda, a million requests"),
        "Lambda, time": seconds * MEMORY_GB * PRICES["Lambda on arm64, a GB-second"],
        "table, writes": session.write_units * _million("DynamoDB on demand, a million write request units"),
        "table, reads": session.read_units * _million("DynamoDB on demand, a million read request units"),
        "table, history for 400 days": session.kept / 1e9 * KEPT_MONTHS * _stored(),
        "data out": session.sent / 1e9 * PRICES["data out, a GB"],
    }
    return {name: each * sessions for name, each in lines.items()}


def _million(price: str) -> float:
    return PRICES[price] / 1e6


def _stored() -> float:
    return (
        PRICES["DynamoDB, a GB kept for a month"] + PRICES["DynamoDB, a GB that can be restored, for a month"]
    )


ROWS = {
    "requests from Alexa": "requests",
    "bytes that came in": "received",
    "bytes that went out": "sent",
    "read requests to the table": "reads",
    "write requests to the table": "writes",
    "read request units billed": "read_units",
    "write request units billed": "write_units",
    "bytes kept for 400 days": "kept",
    "bytes of the largest item read": "person",
}


def takes(found: Mapping[str, Session]) -> Iterator[str]:
    """The table of what a session takes, in Markdown."""
    yield from _head("a session", found)
    for name, field in ROWS.items():
        yield _row(name, (f"{getattr(session, field):,}" for session in found.values()))


def costs(found: Mapping[str, Session]) -> Iterator[str]:
    """The table of what a million sessions cost, line by line, and a thousand in all."""
    yield from _head("a million sessions", found)
    bills = [cost(session, 1_000_000) for session in found.values()]
    for name in bills[0]:
        yield _row(name, (f"${bill[name]:.2f}" for bill in bills))
    yield _row("**in all**", (f"**${sum(bill.values()):.2f}**" for bill in bills))
    yield _row("**a thousand sessions**", (f"**${sum(bill.values()) / 1000:.4f}**" for bill in bills))


def prices() -> Iterator[str]:
    """The table of prices."""
    yield from _head("price in us-east-1", ["US dollars"])
    yield from (_row(name, [f"{price:.10f}".rstrip("0").rstrip(".")]) for name, price in PRICES.items())


def _head(corner: str, columns: Mapping[str, Session] | Sequence[str]) -> Iterator[str]:
    yield _row(corner, columns)
    yield "|---|" + "---:|" * len(columns)


def _row(name: str, cells: Any) -> str:
    return "| " + " | ".join([name, *cells]) + " |"


def written_into(page: str, found: Mapping[str, Session]) -> str:
    """The page with its tables made anew, each between its marks."""
    for name, rows in {"takes": takes(found), "costs": costs(found), "prices": prices()}.items():
        start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, _, rest = page.partition(start)
        page = "".join([before, start, *(f"{row}\n" for row in rows), end, rest.partition(end)[2]])
    return page


def main(arguments: Sequence[str]) -> None:
    """Measure, and print the tables or write them into the page that is named."""
    found = measured()
    if arguments:
        page = Path(arguments[0])
        page.write_text(written_into(page.read_text("utf-8"), found), "utf-8")
    else:
        print("\n".join([*takes(found), "", *costs(found), "", *prices()]))


if __name__ == "__main__":
    main(sys.argv[1:])

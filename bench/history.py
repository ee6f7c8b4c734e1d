"""A turn against the size of the history, in each kind of store: its time, and its requests to the table."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from time import process_time, time
from typing import NamedTuple

from bench.session import session
from skill.app import Skill, build_skill
from skill.config import Config
from skill.memory import MemoryStore, Store
from skill.memory.dynamo import BATCH, DynamoStore
from skill.memory.dynamo_writes import writes
from skill.memory.keys import keys
from skill.memory.sqlite import SqliteStore
from skill.memory.store import RECENT, Change, Recorded, Who
from tests.support.dynamo_server import tables
from tests.support.envelopes import MAT, Json

SIZES = (0, 60, 1000)
APART = 9 * 3600
"""Seconds between two sessions: a thousand of them lie within the 400 days that are kept."""

RUNS = 15
PATIENCE = 60.0
"""Seconds that moto has for a call: it shares this process."""

WHO = Who(MAT.user, MAT.device)


class Timed(NamedTuple):
    """Milliseconds of a session's first turn, which reads, and of the turns after it, with so much kept."""

    store: str
    sessions: int
    first: float
    later: float


class Asked(NamedTuple):
    """Requests to the table in a session: in its first turn, and the most in a turn after it."""

    sessions: int
    first: Sequence[str]
    later: int


def timed() -> Iterator[Timed]:
    """Processor time with each history, the store's own thread included: the best of runs taken in turns."""
    requests = session()
    with tempfile.TemporaryDirectory() as folder:
        stores: dict[tuple[str, int], Store] = {}
        for sessions in SIZES:
            stores["memory", sessions] = MemoryStore()
            stores["SQLite", sessions] = SqliteStore(Path(folder) / f"{sessions}.db")
        for (_, sessions), store in stores.items():
            fill(store, sessions)
        runs = [{of: _run(store, requests) for of, store in stores.items()} for _ in range(RUNS)]
    for of in stores:
        first, later = min(run[of][0] for run in runs), min(median(run[of][1:]) for run in runs)
        yield Timed(*of, first, later)


def asked() -> Iterator[Asked]:
    """Requests to moto's DynamoDB with each history."""
    requests = session()
    for sessions in SIZES:
        store = tables().new_store()
        fill(store, sessions)
        skill = build_skill(Config(), store)
        skill.store._deadline = PATIENCE
        turns = [_counted(skill, request) for request in requests]
        yield Asked(sessions, turns[0], max(map(len, turns[1:])))


def _counted(skill: Skill, request: Json) -> list[str]:
    return tables().counted(lambda: skill.handle(request))


def _run(store: Store, requests: Sequence[Json]) -> list[float]:
    skill, times = build_skill(Config(), store), []
    for request in requests:
        began = process_time()
        skill.handle(request)
        times.append((process_time() - began) * 1000)
    return times


def fill(store: Store, sessions: int) -> None:
    """Keep so many sessions of one person, each as it is kept by the skill, the last one hours ago."""
    now = int(time())
    changes = [_earlier(now - APART * ago) for ago in range(sessions, 0, -1)]
    if isinstance(store, DynamoStore):
        _put(store, changes[:-RECENT])
        changes = changes[-RECENT:]
    for change in changes:
        store.keep(WHO, change)


def _earlier(at: int) -> Change:
    return Change(at=at, fields={"seconds": 90}, record=Recorded(at, 90, 90, finished=True))


def _put(store: DynamoStore, changes: Sequence[Change]) -> None:
    """Put sessions that are no longer among the recent ones straight into the table.

    moto copies all tables for each transaction, so it would take minutes to keep them one by one.
    """
    puts = [
        {"PutRequest": {"Item": write.arguments["Item"]}}
        for change in changes
        for write in writes(keys(WHO), change)
        if write.part == "record"
    ]
    for first in range(0, len(puts), BATCH):
        store.requests.call("BatchWriteItem", {"RequestItems": {store.table: puts[first : first + BATCH]}})

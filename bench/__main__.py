"""The whole benchmark, in one run: `make bench`. One table beside hello world, and what is in the zips."""

import os
import platform
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version

from bench.bundles import make_both, weights
from bench.cold import Entry, Start, best, cold
from bench.ear import heard
from bench.history import asked, timed
from bench.signed import app_rate, through_gunicorn
from bench.tables import cold_with_a_table
from bench.turns import growth, turns
from tests.support.envelopes import MAT, SPEAKER

RUNS = 5
PEERS = ("ask-sdk-core", "flask-ask-sdk", "ask-sdk-dynamodb-persistence-adapter")
Row = tuple[str, str, str, str]


def main() -> None:
    """Measure, and print the tables in Markdown."""
    print(f"Measured {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} cores, {platform.system()}")
    print(f"{platform.machine()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}, with")
    print(", ".join(f"{name} {version(name)}" for name in PEERS) + ".\n")
    _print("", "psoas rolling", "hello world", "ratio")
    print("|---|---|---|---|", flush=True)
    bundles = make_both()
    for row in rows(bundles):
        _print(*row)
    print(f"\nThe load at the end was {os.getloadavg()[0]:.1f}. All times are processor time: what else the")
    print("machine does is not counted in. Where no store is named, ours keeps people in `memory:`.\n")
    _print("in the zip of (h)", "psoas rolling", "hello world")
    print("|---|---:|---:|")
    for name, *sizes in weights(bundles):
        _print(name, *(f"{size / 1000:,.0f} KB" if size else "" for size in sizes))


def _print(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


def rows(bundles: Mapping[str, Entry]) -> Iterator[Row]:
    """The table's rows: what, ours, theirs, and ours to theirs."""
    for device, who in (("a speaker", SPEAKER), ("a device with a screen", MAT)):
        turn = turns(who)
        what = f"(a) a turn of {device}, median of {turn['turns']:.0f}, requests of {turn['bytes']:.0f} bytes"
        yield what, *_beside(turn["ours"], turn["theirs"], "ms", 3)
    first = cold()
    yield _started("(b) import and first turn of the Lambda entry", first)
    yield from _app_rates()
    runs = [[through_gunicorn(who) for who in ("ours", "theirs")] for _ in range(RUNS)]
    ours, theirs = (max(found) for found in zip(*runs, strict=True))
    yield "(c) the same through gunicorn, one worker", *_beside(ours[0], theirs[0], "/s")
    memory = (first["ours"].megabytes, first["theirs"].megabytes)
    yield "(d) memory of the Lambda entry", *_beside(*memory, "MB")
    yield "(d) memory of a gunicorn worker", *_beside(ours[1], theirs[1], "MB")
    yield from _long_session()
    yield _started("(f) as (b), in a DynamoDB table, by the SDK's adapter", cold_with_a_table())
    yield from _histories()
    yield _started("(h) as (b), from the zip and nothing else", best(bundles))
    ear = heard()
    what = "(i) first and later unknown phrases of the simulator's ear"
    yield what, f"{ear.first:.0f} and {ear.later:.1f} ms", "", ""


def _started(what: str, found: Mapping[str, Start]) -> Row:
    return what, *_beside(found["ours"].milliseconds, found["theirs"].milliseconds, "ms")


def _app_rates() -> Iterator[Row]:
    """The best of some runs of each, taken in turns: all meet the same machine."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"sqlite:///{folder}/people.db"
        runs = [(app_rate("ours"), app_rate("theirs"), app_rate("ours", file)) for _ in range(RUNS)]
    ours, theirs, kept = (max(found) for found in zip(*runs, strict=True))
    yield "(c) signed requests a second, WSGI app", *_beside(ours, theirs, "/s")
    yield "(c) the same, ours kept in SQLite", *_beside(kept, theirs, "/s")


def _long_session() -> Iterator[Row]:
    start: float | None = None
    for place, took in growth():
        start = start or took
        yield f"(e) turn {place} of one session", f"{took:.3f} ms", "", f"{took / start:.2f} of turn 10"


def _histories() -> Iterator[Row]:
    for each in timed():
        what = f"(g) first and later turns after {each.sessions:,} sessions, {each.store}"
        yield what, f"{each.first:.2f} and {each.later:.2f} ms", "", ""
    for told in asked():
        what = f"(g) requests after {told.sessions:,} sessions, DynamoDB"
        yield what, f"{' and '.join(told.first)}; then {told.later} a turn", "", ""


def _beside(ours: float, theirs: float, unit: str, digits: int = 0) -> tuple[str, str, str]:
    return f"{ours:.{digits}f} {unit}", f"{theirs:.{digits}f} {unit}", f"{ours / theirs:.2f}"


if __name__ == "__main__":
    main()

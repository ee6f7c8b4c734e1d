"""The whole benchmark, in one run, as one table: `make bench`."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from bench.cold import cold
from bench.signed import through_gunicorn
from bench.turns import growth, turns

ROOT = Path(__file__).parents[1]
RUNS = 5
T = TypeVar("T", float, tuple[float, float])


def main() -> None:
    """Measure, and print the table in Markdown."""
    print(
        f"Measured {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} cores, Python {sys.version.split()[0]},"
    )
    print(
        f"{platform.system()} {platform.machine()}, load {os.getloadavg()[0]:.1f} at the start; ask-sdk-core",
        end=" ",
    )
    print(f"{version('ask-sdk-core')}, flask-ask-sdk {version('flask-ask-sdk')}.\n")
    print("| | psoas rolling | hello world | ratio |\n|---|---|---|---|", flush=True)
    for row in rows():
        print("| " + " | ".join(row) + " |", flush=True)
    print("\nAll times are processor time: what else the machine does is not counted in.")


def rows() -> Iterator[tuple[str, str, str, str]]:
    """The table's rows: what, ours, theirs, and ours to theirs."""
    turn = turns()
    what = f"(a) a turn in process, median of {turn['turns']:.0f}, requests of {turn['bytes']:.0f} bytes"
    yield what, *_beside(turn["ours"], turn["theirs"], "ms", 3)
    first = cold()
    yield (
        "(b) import and first turn of the Lambda entry",
        *_beside(first["ours"][0], first["theirs"][0], "ms"),
    )
    yield "(c) signed requests a second, WSGI app", *_beside(*_best(_app_rate), "/s")
    served = _best(through_gunicorn)
    yield "(c) the same through gunicorn, one worker", *_beside(served[0][0], served[1][0], "/s")
    yield "(d) memory of the Lambda entry", *_beside(first["ours"][1], first["theirs"][1], "MB")
    yield "(d) memory of a gunicorn worker", *_beside(served[0][1], served[1][1], "MB")
    yield from _grown()


def _grown() -> Iterator[tuple[str, str, str, str]]:
    start: float | None = None
    for place, took in growth():
        start = start or took
        yield f"(e) turn {place} of one session", f"{took:.3f} ms", "", f"{took / start:.2f} of the first row"


def _best(measure: Callable[[str], T]) -> tuple[T, T]:
    """The best of some runs of ours, and of theirs, taken in turns: both meet the same machine."""
    runs = [(measure("ours"), measure("theirs")) for _ in range(RUNS)]
    ours, theirs = zip(*runs, strict=True)
    return max(ours), max(theirs)


def _app_rate(who: str) -> float:
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "bench.signed", who], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(json.loads(done.stdout))


def _beside(ours: float, theirs: float, unit: str, digits: int = 0) -> tuple[str, str, str]:
    return f"{ours:.{digits}f} {unit}", f"{theirs:.{digits}f} {unit}", f"{ours / theirs:.2f}"


if __name__ == "__main__":
    main()

"""What a screen costs, beside the same device without one: `python -m bench.screens` prints a table."""

import json
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from bench.bundles import make_both
from bench.cold import best
from bench.turns import turns
from skill.simulator.device import Device
from tests.support.envelopes import MAT, SPEAKER
from tests.support.speaker import speaker

DEVICES = {"without": SPEAKER, "with": MAT}
FIRST = ("none of that", "ready", "ready", "about even", "looser", "done")
LATER = ("ready", "about even", "looser")
SESSIONS: tuple[tuple[str, dict[str, Any], Sequence[str]], ...] = (
    ("first", {}, FIRST),
    ("later", {"sessions": 3, "seconds": 90}, LATER),
)
"""Each session by its name, with who speaks, and what is said after the launch."""


def main() -> None:
    """Measure, and print the table in Markdown."""
    print(f"Measured {datetime.now(UTC):%Y-%m-%d}, load {os.getloadavg()[0]:.1f}.\n")
    print("| | without a screen | with a screen |\n|---|---:|---:|", flush=True)
    for row in rows():
        print("| " + " | ".join(row) + " |", flush=True)


def rows() -> Iterator[tuple[str, ...]]:
    """What, without a screen, and with one."""
    for name, person, said in SESSIONS:
        without, with_one = (largest(whole(screen, person, said)) for screen in (False, True))
        yield f"largest answer of a whole {name} session", f"{without:,} bytes", f"{with_one:,} bytes"
    timed = [turns(who) for who in DEVICES.values()]
    what = f"a turn in process, median of {timed[0]['turns']:.0f}"
    yield what, f"{timed[0]['ours']:.2f} ms", f"{timed[1]['ours']:.2f} ms"
    entry = make_both()["ours"]
    started = best({name: entry._replace(who=who) for name, who in DEVICES.items()})
    what = "import and first turn of the Lambda entry, from the zip and nothing else"
    yield what, *(f"{started[name].milliseconds:.0f} ms" for name in DEVICES)
    yield "memory of it then", *(f"{started[name].megabytes:.0f} MB" for name in DEVICES)


def whole(screen: bool, person: dict[str, Any], said: Sequence[str]) -> Device:
    """A whole session on the virtual speaker, until it is closed."""
    device = speaker(screen=screen, **person)
    device.launch()
    for words in said:
        device.say(words)
    if device.session is not None:
        raise RuntimeError(f"the session is open after {said[-1]!r}: its sizes would tell too little")
    return device


def largest(device: Device) -> int:
    """Bytes of the largest answer of a session, written as Lambda's runtime writes it: with spaces."""
    return max(len(json.dumps(answer.response, ensure_ascii=False).encode()) for answer in device.answers)


if __name__ == "__main__":
    main()

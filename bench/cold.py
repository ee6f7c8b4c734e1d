"""The first turn of a new process: what a Lambda function pays after it has slept, in processor time."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from skill.simulator.envelope import Identity
from skill.voice.script import keep
from tests.support.envelopes import SPEAKER, launch

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "build" / "bench" / "package"
RUNS = 9

CODE = """
import json, re, sys, time
sys.path.insert(0, sys.argv[1])
event = json.loads(sys.stdin.read())
began = time.process_time()
import {module} as entry
entry.lambda_handler(event, None)
took = time.process_time() - began
print(took * 1000, int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024)
"""

COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bench" / "compiled")}
"""All are compiled once, as a package for Lambda should be: no process pays for it again."""


class Entry(NamedTuple):
    """A Lambda entry: its module, its folder, what it is told, options of Python's, and who asks."""

    module: str
    folder: Path
    settings: Mapping[str, str] = {}
    options: Sequence[str] = ()
    who: Identity = SPEAKER


class Start(NamedTuple):
    """Milliseconds from the entry's import to its first answer, and the process's MB after it."""

    milliseconds: float
    megabytes: float


def cold() -> dict[str, Start]:
    """Ours and hello world's, neither of which keeps anything."""
    return best({"ours": ours("memory:"), "theirs": Entry("bench.hello", ROOT)})


def ours(store: str) -> Entry:
    """Ours as it lies in its Lambda bundle, with its scripts checked and kept."""
    shutil.rmtree(PACKAGE, ignore_errors=True)
    shutil.copytree(ROOT / "skill", PACKAGE / "skill", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "lambda" / "lambda_function.py", PACKAGE)
    keep(PACKAGE / "skill" / "languages")
    return Entry("lambda_function", PACKAGE, {"PSOAS_STORE": store})


def best(entries: Mapping[str, Entry]) -> dict[str, Start]:
    """The fastest of nine starts of each, taken in turns: all meet the same machine."""
    runs: dict[str, list[Start]] = {who: [] for who in entries}
    for _ in range(RUNS + 1):  # the first compiles
        for who, entry in entries.items():
            runs[who].append(_start(entry))
    return {who: min(found[1:]) for who, found in runs.items()}


def _start(entry: Entry) -> Start:
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, *entry.options, "-c", CODE.format(module=entry.module), str(entry.folder)],
        cwd=entry.folder,
        env={**os.environ, **COMPILED, **entry.settings},
        input=json.dumps(launch(who=entry.who)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{entry.module} did not start: {done.stderr}")
    return Start(*map(float, done.stdout.split()))

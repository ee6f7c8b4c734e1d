"""The first turn of a new process: what a Lambda function pays after it has slept, in processor time."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.envelopes import launch

ROOT = Path(__file__).parents[1]
RUNS = 5
ENTRIES = {"ours": "lambda_function", "theirs": "bench.hello"}
CODE = """
import json, re, sys, time
event = json.loads(sys.stdin.read())
began = time.process_time()
import {entry} as entry
entry.lambda_handler(event, None)
took = time.process_time() - began
print(took * 1000, int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024)
"""


def cold() -> dict[str, tuple[float, float]]:
    """Milliseconds from the entry's import to its first answer, the best of five, and the process's MB."""
    runs: dict[str, list[tuple[float, float]]] = {who: [] for who in ENTRIES}
    for _ in range(RUNS + 1):  # the first compiles
        for who, entry in ENTRIES.items():
            runs[who].append(_one(entry))
    return {who: min(found[1:]) for who, found in runs.items()}


COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bench" / "compiled")}
"""Both are compiled once, as a package for Lambda should be: no process pays for it again."""


def _one(entry: str) -> tuple[float, float]:
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", CODE.format(entry=entry)],
        cwd=ROOT,
        env={**os.environ, **COMPILED, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "lambda")])},
        input=json.dumps(launch()),
        capture_output=True,
        text=True,
        check=True,
    )
    took, memory = map(float, done.stdout.split())
    return took, memory

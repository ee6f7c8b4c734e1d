"""The first turn of a new process: what a Lambda function pays after it has slept, in processor time."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from skill.voice.script import keep
from tests.envelopes import launch

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "build" / "bench" / "package"
RUNS = 9
ENTRIES = {"ours": ("lambda_function", PACKAGE), "theirs": ("bench.hello", ROOT)}
"""The module of each entry, and the folder that it starts in."""

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
    """Milliseconds from the entry's import to its first answer, the best of nine, and the process's MB."""
    _make_package()
    runs: dict[str, list[tuple[float, float]]] = {who: [] for who in ENTRIES}
    for _ in range(RUNS + 1):  # the first compiles
        for who, (entry, folder) in ENTRIES.items():
            runs[who].append(_one(entry, folder))
    return {who: min(found[1:]) for who, found in runs.items()}


def _make_package() -> None:
    """Ours as it lies in its Lambda bundle: with its scripts checked and kept."""
    shutil.rmtree(PACKAGE, ignore_errors=True)
    shutil.copytree(ROOT / "skill", PACKAGE / "skill", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "lambda" / "lambda_function.py", PACKAGE)
    keep(PACKAGE / "skill" / "voice" / "scripts")


COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bench" / "compiled")}
"""Both are compiled once, as a package for Lambda should be: no process pays for it again."""


def _one(entry: str, folder: Path) -> tuple[float, float]:
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", CODE.format(entry=entry)],
        cwd=folder,
        env={**os.environ, **COMPILED},
        input=json.dumps(launch()),
        capture_output=True,
        text=True,
        check=True,
    )
    took, memory = map(float, done.stdout.split())
    return took, memory

"""Which Python a bundle is compiled for, and the one on this machine that can compile it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from skill.config import BadSetting

LAMBDA_PYTHONS = ("3.14", "3.13", "3.12", "3.11")
"""Lambda's own Pythons that this skill runs on, the newest first.

Checked 2026-11-22: the newest is 3.14 (generally available since November 2025; 3.15 is a preview), by
cfn-lint 1.58.0 and aws/aws-lambda-roadmap#55; Amazon stops 3.11 on 2027-06-30.
"""

_VERSION = "import sys; print('{}.{}'.format(*sys.version_info))"


@dataclass(frozen=True)
class Python:
    """An interpreter on this machine, and its version, such as "3.14"."""

    path: str
    version: str

    @property
    def runtime(self) -> str:
        """What Lambda calls it."""
        return f"python{self.version}"


def find_python(wanted: str | None = None) -> Python:
    """The interpreter to compile with: the version or path that is wanted, else the newest of Lambda's.

    Compiled files are read by their own version only, so the function's runtime must be the same.
    Raises BadSetting where it is not here, or Lambda does not have it.
    """
    found = next(_found(wanted), None)
    if found and found.version in LAMBDA_PYTHONS:
        return found
    asked = f"'{wanted}' is" if wanted else "There is"
    here = f"Python {found.version}, which Lambda does not have" if found else "no Python here that runs"
    raise BadSetting(
        f"{asked} {here}. Install python{LAMBDA_PYTHONS[0]}, or give --python (PSOAS_LAMBDA_PYTHON) the path "
        f"of one that Lambda has: {', '.join(LAMBDA_PYTHONS)}."
    )


def _found(wanted: str | None) -> Iterator[Python]:
    for each in (wanted,) if wanted else LAMBDA_PYTHONS:
        for path in _named(each):
            if version := _version(path):
                yield Python(path, version)


def _named(wanted: str) -> Iterator[str]:
    """Interpreters that a version or a path may mean; several, as a shim may lead nowhere."""
    if wanted == "{}.{}".format(*sys.version_info):
        yield sys.executable
    if Path(wanted).is_file():
        yield wanted
    for folder in os.get_exec_path():
        if path := shutil.which(f"python{wanted}", path=folder):
            yield path


def _version(path: str) -> str | None:
    try:
        done = subprocess.run([path, "-I", "-c", _VERSION], capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()

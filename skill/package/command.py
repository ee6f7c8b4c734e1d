"""The command `psoas package`: asks for what only the owner knows, writes the package, and checks it."""

import argparse
import os
import sys
from pathlib import Path

from skill.package import ROOT
from skill.package.bundle import BundleFailed
from skill.package.checks import PUBLISHING, RULES, check
from skill.package.layout import CODE, write_package
from skill.package.owner import SETTINGS, Owner, owner_from
from skill.package.pythons import LAMBDA_PYTHONS, Python, find_python

PYTHON = "PSOAS_LAMBDA_PYTHON"
BROKEN, CANNOT = 1, 2
"""Exit codes: the package breaks a rule; it could not be written."""


def add_options(command: argparse.ArgumentParser) -> None:
    """Give the command its options. Each may also be said in the environment."""
    for setting in SETTINGS:
        command.add_argument(setting.option, help=f"{setting.what} ({setting.variable})")
    newest = LAMBDA_PYTHONS[0]
    command.add_argument(
        "--python",
        help=f"version or path of the Python to compile the bundle with, at best {newest} ({PYTHON})",
    )
    command.add_argument(
        "--publish", action="store_true", help="fail where the store would want more than a device does"
    )
    command.add_argument(
        "--to", type=Path, default=ROOT / "build", help="the folder to write (default: build)"
    )


def package(chosen: argparse.Namespace) -> int:
    """Write the package, check it, and say what is next; gives the exit code.

    Raises BadSetting for what the owner has not said, or said wrongly.
    """
    owner = owner_from(vars(chosen))
    python = find_python(chosen.python or os.environ.get(PYTHON)) if owner.on_lambda else None
    try:
        write_package(chosen.to, owner, python)
        faults, unready = check(chosen.to), check(chosen.to, PUBLISHING)
    except BundleFailed as failure:
        sys.stderr.write(f"{failure}\n")
        return CANNOT
    except ModuleNotFoundError as lacking:
        sys.stderr.write(f"{lacking.name} is not installed. Run make package, or pip install '.[package]'.\n")
        return CANNOT
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    sys.stderr.writelines(f"Good for your own devices, not for the store: {fault}\n" for fault in unready)
    if chosen.publish:
        faults += unready
    if not faults:
        sys.stdout.write(_told(chosen.to, owner, python))
    return BROKEN if faults else 0


def _told(folder: Path, owner: Owner, python: Python | None) -> str:
    """What was written, and the step that follows."""
    said = [f"{folder} keeps the {len(RULES)} rules that can be checked here."]
    if python is not None:
        size = (folder / f"{CODE}.zip").stat().st_size / 1e6
        said.append(f"{CODE}.zip has {size:.1f} MB, for the runtime {python.runtime}.")
        if python.version != LAMBDA_PYTHONS[0]:
            said.append(f"Lambda's newest is python{LAMBDA_PYTHONS[0]}; --python takes the path of one.")
    what = (
        "the skill and its function" if owner.endpoint is None else f"the skill, which asks {owner.endpoint}"
    )
    said.append(f"Next: cd {folder} && ask deploy. It makes or updates {what}.")
    return "\n".join(said) + "\n"

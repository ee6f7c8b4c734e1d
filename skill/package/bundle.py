"""Makes the bundle that runs on Lambda: the skill, its pinned dependencies, all of it compiled.

The same sources, lock file, pip and Python give the same bytes. Only wheels of pure Python are taken,
so the bundle runs on arm64 and x86-64 alike; sources go with the compiled files, so another
Python than the one it was compiled for runs it too, only slower at its start.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from skill import routines
from skill.package import ROOT
from skill.package.pythons import Python
from skill.voice import screen_words
from skill.voice.script import keep

LOCK = ROOT / "lambda" / "requirements.txt"
ENTRY = ROOT / "lambda" / "lambda_function.py"

PARTS = (
    *("__init__.py", "app.py", "channel.py", "config.py", "turns.py"),
    *("alexa", "coach", "languages", "memory", "routines", "screen", "voice"),
)
"""What of the skill is in the bundle. Not the doors, the simulator and the commands."""

UNUSED = (
    *("__pycache__", "drawing", "intents", "listing.toml", "speech.toml"),
    *("lint.py", "speech.py", "typed.py", "__main__.py"),
)
"""Of these parts a bundle does without what Python makes, and what nothing that runs on Lambda reads."""

UNTOLD = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
"""Files that pip writes about an installation. They tell of this machine, and nothing reads them."""

WHERE = "/var/task"
"""Where Lambda unpacks a bundle; the log names files by it."""

_PIP = (
    *("-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-compile", "--no-deps"),
    *("--require-hashes", "--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none"),
)


class BundleFailed(Exception):
    """The bundle could not be made; the message says at which step, and what the tool said."""


def make_bundle(folder: Path, python: Python) -> Path:
    """Fill a folder, emptied first, with the bundle; gives the zip of it, beside the folder.

    Raises BundleFailed where pip or the compiler fails.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _install(folder, python)
    _copy_skill(folder)
    keep(folder / "skill" / "languages")
    screen_words.keep(folder / "skill" / "languages")
    routines.keep(folder / "skill" / "routines")
    _compile(folder, python)
    packed = folder.with_suffix(".zip")
    pack(folder, packed)
    return packed


def pack(folder: Path, to: Path) -> None:
    """Zip all files of a folder: in order, and without their times."""
    with ZipFile(to, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = ZipInfo(path.relative_to(folder).as_posix())
            entry.external_attr, entry.compress_type = 0o100644 << 16, ZIP_DEFLATED
            packed.writestr(entry, path.read_bytes())


def _install(folder: Path, python: Python) -> None:
    """pip, told to install for another Python, takes wheels only, and runs nothing of them."""
    version = f"--python-version={python.version}"
    _run(
        [sys.executable, *_PIP, version, f"--target={folder}", f"--requirement={LOCK}"],
        "install what it needs",
    )
    shutil.rmtree(folder / "bin", ignore_errors=True)  # commands, which name this machine's Python
    for known in folder.glob("*.dist-info"):
        for name in UNTOLD:
            (known / name).unlink(missing_ok=True)


def _copy_skill(folder: Path) -> None:
    shutil.copy(ENTRY, folder)
    (folder / "skill").mkdir()
    for name in PARTS:
        source = ROOT / "skill" / name
        if source.is_dir():
            shutil.copytree(source, folder / "skill" / name, ignore=shutil.ignore_patterns(*UNUSED))
        else:
            shutil.copy(source, folder / "skill")


def _compile(folder: Path, python: Python) -> None:
    """Compiled files that are never compared with their sources: Lambda unpacks those with other times.

    One process and one hash seed, because what is interned when shows in the bytes.
    """
    command = [python.path, "-m", "compileall", "-q", "-f", "-s", str(folder), "-p", WHERE]
    command += ["--invalidation-mode", "unchecked-hash", str(folder)]
    outside = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    _run(command, "compile it", {**outside, "PYTHONHASHSEED": "0"})


def _run(command: list[str], doing: str, environ: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, capture_output=True, text=True, env=environ, check=False)  # noqa: S603
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-10:])
        raise BundleFailed(f"The bundle is not made, as {command[0]} could not {doing}:\n{said}")

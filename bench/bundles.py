"""The zip that Lambda takes, ours beside hello world's: what is in it, and how it starts by itself."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import version

from bench.cold import ROOT, Entry
from skill.package.bundle import make_bundle, pack
from skill.package.pythons import find_python
from skill.package.sizes import Size, sizes

FOLDER = ROOT / "build" / "bench" / "bundles"
ALONE = ("-I", "-S")
"""Python's options to import from the bundle only, and to take no notice of what is around it."""


def make_both() -> dict[str, Entry]:
    """Make ours as `psoas package` does, and hello world's as its guide says: the SDK beside the handler."""
    mine, other = FOLDER / "ours", FOLDER / "theirs"
    make_bundle(mine, find_python("{}.{}".format(*sys.version_info)))
    shutil.rmtree(other, ignore_errors=True)
    sdk = f"ask-sdk-core=={version('ask-sdk-core')}"
    _python("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(other), sdk)
    shutil.copy(ROOT / "bench" / "hello.py", other)
    _python("-m", "compileall", "-q", "-f", "--invalidation-mode", "unchecked-hash", str(other))
    pack(other, other.with_suffix(".zip"))
    return {
        "ours": Entry("lambda_function", mine, {"PSOAS_STORE": "memory:"}, ALONE),
        "theirs": Entry("hello", other, {}, ALONE),
    }


def weights(entries: Mapping[str, Entry]) -> list[tuple[str, int, int]]:
    """Each part of the zips with its bytes in ours and in hello world's; last the whole files."""
    zips = [entry.folder.with_suffix(".zip") for entry in entries.values()]
    ours, theirs = ({row.name: row for row in sizes(path)} for path in zips)
    nothing = Size("", 0, 0)
    names = [*ours, *(name for name in theirs if name not in ours)]
    rows = [(name, ours.get(name, nothing).packed, theirs.get(name, nothing).packed) for name in names]
    whole = [path.stat().st_size for path in zips]
    return [*rows, ("all of it", whole[0], whole[1])]


def _python(*words: str) -> None:
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} failed: {done.stderr}")

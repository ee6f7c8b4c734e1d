"""What weighs how much in a bundle: `python -m skill.package.sizes build/lambda.zip`."""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

META = "(licences and metadata)"
"""The row of what comes with every dependency."""


class Size(NamedTuple):
    """One dependency: the name it is imported by, and its bytes in the zip and unpacked."""

    name: str
    packed: int
    unpacked: int


def sizes(bundle: Path) -> list[Size]:
    """Each dependency's share of a bundle's zip, the heaviest first; `skill` is the skill itself."""
    packed: dict[str, int] = defaultdict(int)
    unpacked: dict[str, int] = defaultdict(int)
    with ZipFile(bundle) as opened:
        for entry in opened.infolist():
            name = _owner(entry.filename)
            packed[name] += entry.compress_size
            unpacked[name] += entry.file_size
    rows = (Size(name, packed[name], unpacked[name]) for name in packed)
    return sorted(rows, key=lambda row: (-row.packed, row.name))


def size_table(bundle: Path) -> Iterator[str]:
    """The same as lines of a Markdown table, in KB, with the whole zip last."""
    yield "| in the bundle | zipped | unpacked |"
    yield "|---|---|---|"
    rows = sizes(bundle)
    whole = Size("all of it", bundle.stat().st_size, sum(row.unpacked for row in rows))
    for row in (*rows, whole):
        yield f"| {row.name} | {row.packed / 1000:.0f} KB | {row.unpacked / 1000:.0f} KB |"


def _owner(path: str) -> str:
    """A file's top-level package or module; a module's compiled file lies in `__pycache__`."""
    top, _, rest = path.partition("/")
    if top.endswith(".dist-info"):
        return META
    return (rest if top == "__pycache__" else top).partition(".")[0]


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in size_table(Path(sys.argv[1])))

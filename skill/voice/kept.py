"""A script that was read and checked before, kept as JSON beside its files.

To read TOML, to look at every wording and to ask num2words takes half as long as the whole SDK's
import, and on Lambda somebody waits for it. So a package carries what came of it. It counts for as
long as all that the check looked at is as it was; otherwise the files are read and checked as ever.
"""

import json
import zlib
from pathlib import Path

from skill.languages import layers
from skill.voice.source import Source


def stamp(directory: Path, name: str, part: str, looked_at: object) -> int:
    """A checksum of a part's files, and of what else its check looks at, by its `repr`."""
    files = b"".join(file.read_bytes() for file in layers(directory, name, part) if file.exists())
    return zlib.crc32(files, zlib.crc32(repr(looked_at).encode()))


def read(directory: Path, name: str, part: str, wanted: int) -> Source | None:
    """The script as it was kept under this stamp; None where there is none, or it is damaged."""
    try:
        kept = json.loads(_file(directory, name, part).read_bytes())
        return Source(**kept["source"]) if kept["stamp"] == wanted else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def write(directory: Path, found: Source, seen: int) -> None:
    """Keep a script that was checked, under the stamp of what was looked at."""
    kept = {"stamp": seen, "source": found._asdict()}
    _file(directory, found.name, found.part).write_text(json.dumps(kept), encoding="utf-8")


def _file(directory: Path, name: str, part: str) -> Path:
    return directory / name / f"{part}.json"

"""The routines that are shipped. Each is a file of data, read once; the coach is handed one as a value.

A package carries each as JSON too, which is read faster where somebody waits for the start.
"""

import json
import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from skill.coach.layout import Cue
from skill.coach.phrases import Phrase
from skill.coach.routine import Clocked, Rest, Routine, Seconds, Setup, Sides

ROUTINES = Path(__file__).parent


def keep(directory: Path) -> None:
    """Write each routine of a folder as JSON beside its file, for as long as the file is as it is."""
    for file in directory.glob("*.toml"):
        kept = {"stamp": zlib.crc32(file.read_bytes()), "routine": _parsed(file)}
        file.with_suffix(".json").write_text(json.dumps(kept), encoding="utf-8")


def _raw(file: Path) -> Any:
    try:
        kept = json.loads(file.with_suffix(".json").read_bytes())
        if kept["stamp"] == zlib.crc32(file.read_bytes()):
            return kept["routine"]
    except (OSError, ValueError, LookupError, TypeError):
        pass
    return _parsed(file)


def _parsed(file: Path) -> Any:
    import tomllib  # here, as a routine that was kept does without

    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def load(name: str = "psoas") -> Routine:
    """The routine of this name. Raises FileNotFoundError for another, ValueError for an unknown phrase."""
    raw = _raw(ROUTINES / f"{name}.toml")
    return Routine(
        name=raw["name"],
        seconds=Seconds(**raw["seconds"]),
        holds=raw["counts"]["holds"],
        experienced=raw["counts"]["experienced"],
        brief_from=raw["counts"]["brief_from"],
        away_days=raw["counts"]["away_days"],
        long_gap=float(raw["gaps"]["long"]),
        dead_gap=float(raw["gaps"]["dead"]),
        ten=raw["gaps"]["ten"],
        welcome=_paced(raw["welcome"]["new"]),
        hello={name: _paced(rows) for name, rows in raw["hello"].items()},
        safety=_paced(raw["welcome"]["safety"]),
        kneeling=_paced(raw["welcome"]["kneeling"]),
        setup=_setup(raw["setup"]),
        sides={name: Sides(one=_by_seconds(each["one"]), two=_by_seconds(each["two"]))
               for name, each in raw["sides"].items()},
        light={Phrase(phrase): Phrase(instead) for phrase, instead in raw["light"].items()},
        hold=_clocked(raw["held"]["hold"]),
        extra=_clocked(raw["held"]["extra"]),
        rest=_rest(raw["rest"]),
    )  # fmt: skip


def _setup(raw: Any) -> Setup:
    return Setup(
        cues={name: _paced(rows) for name, rows in raw["cues"].items()},
        asks={name: Phrase(phrase) for name, phrase in raw["asks"].items()},
        tender=_paced([raw["tender"]])[0],
        ready=_paced(raw["ready"]),
    )


def _rest(raw: Any) -> Rest:
    seconds = {int(key): value for key, value in raw["seconds"].items()}
    (why,) = _paced([raw["why"]])
    return Rest(_paced(raw["full"]), why, _clocked(raw["usual"]), _clocked(raw["short"]), seconds)


def _paced(rows: Sequence[Sequence[Any]]) -> tuple[Cue, ...]:
    return tuple(
        Cue(Phrase(phrase) if phrase else None, float(after), teaches=teaches[0] if teaches else "")
        for phrase, after, *teaches in rows
    )


def _clocked(rows: Sequence[Sequence[Any]]) -> Clocked:
    return tuple((int(at), Phrase(phrase)) for at, phrase in rows)


def _by_seconds(raw: Any) -> dict[int, Clocked]:
    return {int(seconds): _clocked(rows) for seconds, rows in raw.items()}

"""Session attributes of older versions, brought into the form of version 4.

Version 1 lacked `week`, `taken_up` and `reminder`. Versions 1 and 2 had one `state`, in which a pause
took the place's place, one `over` for sides that were stopped or had their time, and other names.
Versions 1 to 3 had `quiet`, yes or no, where `verbosity` has three steps.
"""

from collections.abc import Mapping
from typing import Any

_RENAMED: Mapping[str, str] = {
    "turn": "side_index", "left": "remaining", "over": "stopped", "gentle": "light", "asked": "side_question",
    "asking": "asks_first",
}  # fmt: skip
_ASIDES = frozenset({"paused", "choice", "resume_offer"})
_STANDING = frozenset({"launch", "welcome", "safety"})
_LYING = frozenset({"setup", "settled", "breathing", "rolling", "hold", "change_over", "extra"})


def current(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Attributes in the form of version 4. Raises KeyError or TypeError where they are no session's."""
    if raw["version"] in (1, 2):
        raw = _from_two(raw)
    return _from_three(raw) if raw["version"] == 3 else raw


def _from_three(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        **raw,
        "version": 4,
        "cut": 0,
        "lying_since": None,
        "verbosity": "brief" if raw["quiet"] else "ordinary" if raw["taught"] else "full",
        # The cues of a set-up were others, and some phrases are gone.
        "step": 0 if raw["place"] == "setup" else raw["step"],
        "used": {},
        "answer": "",
        "undo": {},
    }


def _from_two(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    state, place = raw["state"], raw["place"]
    if state not in _ASIDES and state != "ease":
        place = state
    standing = place in _STANDING
    return {
        **{_RENAMED.get(name, name): value for name, value in raw.items()},
        "version": 3,
        "place": place,
        "aside": state if state in _ASIDES else "",
        "pending": [],
        # The cues of a set-up were others: what was heard of them is said again.
        "step": 0,
        "on_roller": place in _LYING and state not in _ASIDES,
        "cleared": not standing or raw["sessions"] > 0,
        "listed": not standing or place == "safety",
        "doubt": False,
        "taught": raw["sessions"] > 0,
        "chosen": False,
        "done": [],
        "tries": 0,
        "waited": False,
        "undo": {},
        "week": raw.get("week"),
        "taken_up": raw.get("taken_up", False),
        "reminder": raw.get("reminder", []),
        "used": {},
        "answer": "",
    }

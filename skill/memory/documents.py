"""How what is kept is written down: as JSON text, which is read again with suspicion."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from skill.memory.store import Recorded


class BrokenDocument(ValueError):
    """Something kept that cannot be read; the message says where it is and how to be rid of it."""


def written(value: Any) -> str:
    """A value as JSON text. Raises TypeError or ValueError for what JSON cannot hold."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def read_value(text: object, where: str) -> Any:
    """A value from its JSON text. Raises BrokenDocument, with `where` the text was kept."""
    if not isinstance(text, str):
        refuse(where)
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        refuse(where)


def read_mapping(text: object, where: str) -> Mapping[str, Any]:
    """A JSON object from its text. Raises BrokenDocument, with `where` the text was kept."""
    value = read_value(text, where)
    if not isinstance(value, dict):
        refuse(where)
    return value


def refuse(where: str) -> NoReturn:
    """Raise BrokenDocument for something kept that is not what this skill writes."""
    raise BrokenDocument(
        f"What is kept in {where} is not what this skill writes there, so it is not used. "
        "Mend it by hand or remove it; `psoas forget` removes all that is kept of a user."
    )


def exported_person(
    person: str, fields: Mapping[str, Any], finished: int, sessions: Sequence[tuple[str, Recorded]]
) -> Mapping[str, Any]:
    """What an export shows of one voice, or of the account itself; `sessions` are (device key, session)."""
    told = [{"device": device, **vars(session)} for device, session in sessions]
    return {"person": person, "fields": fields, "finished": finished, "sessions": told}


def exported_checkpoint(
    device: str, person: str, at: int, checkpoint: Mapping[str, Any]
) -> Mapping[str, Any]:
    """What an export shows of the place kept on one speaker."""
    return {"device": device, "person": person, "at": at, "checkpoint": checkpoint}


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)

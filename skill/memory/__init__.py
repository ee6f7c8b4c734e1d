"""What is kept of a person between sessions: the store's interface, its kinds, and the one way in."""

import re
from pathlib import Path

from skill.memory.memory import MemoryStore
from skill.memory.store import Store, UnknownStore

__all__ = ["MemoryStore", "Store", "UnknownStore", "open_store"]

_SQLITE, _DYNAMODB = "sqlite:///", "dynamodb://"
_TABLE = re.compile(r"[A-Za-z0-9_.-]{3,255}")
"""A table's name as DynamoDB takes it (its Naming Rules, 2026-11-22)."""


def open_store(url: str, *, make_folder: bool = False) -> Store:
    """Open the store that a `PSOAS_STORE` names. Only the kind that is named is imported.

    `sqlite:///people.db` is a file in the working folder, `sqlite:////var/lib/psoas/people.db` one by
    its whole path, and `~` the home folder. `dynamodb://people` is a table. `memory:` keeps everything
    in the process. The folder of a file is made only with `make_folder`. Raises UnknownStore for another
    store, and for one that cannot be opened.
    """
    if url == "memory:":
        return MemoryStore()
    if url.startswith(_SQLITE) and (path := url.removeprefix(_SQLITE)):
        from skill.memory.sqlite import SqliteStore

        return SqliteStore(Path(path), make_folder=make_folder)
    if url.startswith(_DYNAMODB) and _TABLE.fullmatch(table := url.removeprefix(_DYNAMODB)):
        return _dynamo(table)
    raise UnknownStore(
        f"PSOAS_STORE is '{url}', which is not a store that this version has. Set it to "
        "'sqlite:///people.db' for a file in the working folder ('sqlite:////' and a whole path for one "
        "elsewhere), to 'dynamodb://TABLE' for a table, or to 'memory:', which keeps everything in the "
        "process and forgets it when the process ends."
    )


def _dynamo(table: str) -> Store:
    try:
        from skill.memory.dynamo import DynamoStore
    except ImportError as error:
        raise UnknownStore(
            f"PSOAS_STORE is 'dynamodb://{table}', and {error.name} is not installed. Install the skill "
            "with its extra: pip install 'psoas-rolling[dynamodb]'."
        ) from error
    return DynamoStore(table)

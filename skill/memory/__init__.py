"""What is kept of a person between sessions: the store's interface, its kinds, and the one way in."""

from skill.memory.memory import MemoryStore
from skill.memory.store import Store, UnknownStore

__all__ = ["MemoryStore", "Store", "UnknownStore", "open_store"]


def open_store(url: str) -> Store:
    """Open the store that a `PSOAS_STORE` names. Raises UnknownStore for any but `memory:`."""
    if url == "memory:":
        return MemoryStore()
    raise UnknownStore(
        f"PSOAS_STORE is '{url}', which is not a store that this version has. "
        "Set it to 'memory:', which keeps everything in the process and forgets it when the process ends."
    )

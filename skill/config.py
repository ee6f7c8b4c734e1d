"""Settings, read from the environment once. Nothing else reads it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

PORT = 5000


class BadSetting(ValueError):
    """A setting has a value that cannot be used; the message names it and says what works."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """How the skill is run.

    `skill_id` is the one skill whose requests are taken, None for any. `store` is a store's URL.
    `local` opens the door to unsigned requests from this machine, and only from there.
    """

    skill_id: str | None = None
    store: str = "memory:"
    local: bool = False

    @classmethod
    def from_environment(cls, *, local: bool = False, environ: Mapping[str, str] = os.environ) -> "Config":
        """Read PSOAS_SKILL_ID and PSOAS_STORE; an empty one counts as not set."""
        return cls(
            skill_id=environ.get("PSOAS_SKILL_ID") or None,
            store=environ.get("PSOAS_STORE") or "memory:",
            local=local,
        )


def port_from(environ: Mapping[str, str] = os.environ) -> int:
    """The port to serve on, from PORT, else 5000. Raises BadSetting where PORT is not a port."""
    text = environ.get("PORT") or str(PORT)
    if not (text.isascii() and text.isdecimal() and int(text) <= 65535):
        raise BadSetting(f"PORT is '{text}'. Set it to a whole number from 0 to 65535.")
    return int(text)

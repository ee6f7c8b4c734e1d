"""Settings, read from the environment once. Nothing else reads it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

PORT, MOST_WORKERS = 5000, 64
LOG_FORMS = ("json", "text")

_SKILL_ID = re.compile(r"amzn1\.(ask\.skill|echo-sdk-ams\.app)\.[A-Za-z0-9-]+")
_HOST = re.compile(r"[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]")


class BadSetting(ValueError):
    """A setting has a value that cannot be used; the message names it and says what works."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """How the skill is run.

    `skill_id` is the one skill whose requests are taken, None for any. `store` is a store's URL, and
    `make_folder` tells whether its folder is made where it is not there. `local` opens the door to
    unsigned requests from this machine, and only from there.
    """

    skill_id: str | None = None
    store: str = "memory:"
    make_folder: bool = False
    local: bool = False

    @classmethod
    def from_environment(
        cls, *, local: bool = False, make_folder: bool = False, environ: Mapping[str, str] = os.environ
    ) -> "Config":
        """Read PSOAS_SKILL_ID and PSOAS_STORE; an empty one counts as not set.

        Where no store is named it is the usual one, whose folder nobody typed: it is made.

        Raises BadSetting for a skill id that is none.
        """
        skill_id = environ.get("PSOAS_SKILL_ID") or None
        if skill_id and not _SKILL_ID.fullmatch(skill_id):
            raise BadSetting(
                f"PSOAS_SKILL_ID is '{skill_id}'. Set it to the skill's id as the developer console shows "
                "it, such as amzn1.ask.skill.00000000-0000-4000-8000-000000000000."
            )
        named = environ.get("PSOAS_STORE")
        return cls(
            skill_id=skill_id,
            store=named or usual_store(),
            make_folder=make_folder or not named,
            local=local,
        )


def usual_store() -> str:
    """The store of a machine that names none: a SQLite file in the user's data folder."""
    from platformdirs import user_data_path  # here, as whoever names a store needs no folder

    return f"sqlite:///{user_data_path('psoas-rolling') / 'people.db'}"


@dataclass(frozen=True, kw_only=True)
class Serving:
    """How the server for the internet listens: address, worker processes, and the form of its log.

    `has_socket` tells that whoever started it listens already and hands the socket over: systemd, or the
    server before this one.
    """

    host: str = "127.0.0.1"
    port: int = PORT
    workers: int = 1
    log: str = "json"
    has_socket: bool = False

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Serving":
        """Read PSOAS_HOST, PORT, PSOAS_WORKERS and PSOAS_LOG. Raises BadSetting for one that cannot work."""
        host = environ.get("PSOAS_HOST") or cls.host
        if not _HOST.fullmatch(host):
            raise BadSetting(f"PSOAS_HOST is '{host}'. Set it to an address to listen on, such as 0.0.0.0.")
        return cls(
            host=host,
            port=port_from(environ),
            workers=_whole("PSOAS_WORKERS", cls.workers, 1, MOST_WORKERS, environ),
            log=log_from(cls.log, environ),
            has_socket=bool(environ.get("LISTEN_FDS") or environ.get("GUNICORN_FD")),
        )


def port_from(environ: Mapping[str, str] = os.environ) -> int:
    """The port to serve on, from PORT, else 5000. Raises BadSetting where PORT is not a port."""
    return _whole("PORT", PORT, 0, 65535, environ)


def log_from(otherwise: str, environ: Mapping[str, str] = os.environ) -> str:
    """The form of the log, from PSOAS_LOG. Raises BadSetting for one that is not known."""
    form = environ.get("PSOAS_LOG") or otherwise
    if form not in LOG_FORMS:
        raise BadSetting(f"PSOAS_LOG is '{form}'. Set it to {' or '.join(LOG_FORMS)}.")
    return form


def _whole(name: str, otherwise: int, least: int, most: int, environ: Mapping[str, str]) -> int:
    text = environ.get(name) or str(otherwise)
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
        raise BadSetting(f"{name} is '{text}'. Set it to a whole number from {least} to {most}.")
    return int(text)

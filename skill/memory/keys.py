"""What ids become before they are kept. No store sees an id that Amazon gave.

A key is the beginning of a SHA-256, in hexadecimal. An account's has 128 bits, so that no two of
any number of accounts share one. Voices and speakers are told apart within their account only: 64
bits are plenty for these, and the account goes into them, so that the same voice in two accounts
cannot be traced from one to the other.
"""

from hashlib import sha256
from typing import NamedTuple

from skill.memory.store import Who

ACCOUNT_LENGTH, WITHIN_LENGTH = 32, 16
"""Hexadecimal digits of an account's key, and of a voice's or a speaker's."""

NOBODY = "-"
"""The key of no voice in particular: what is the account's own."""


class Keys(NamedTuple):
    """The keys of a `Who`."""

    account: str
    device: str
    person: str


def keys(who: Who) -> Keys:
    """The keys under which a person and their speaker are kept."""
    person = _within(who.user, "person", who.person) if who.person else NOBODY
    return Keys(account_key(who.user), _within(who.user, "device", who.device), person)


def account_key(user: str) -> str:
    """The key under which all of an account is kept."""
    return _digest(user, ACCOUNT_LENGTH)


def _within(user: str, kind: str, name: str) -> str:
    return _digest(f"{user}\n{kind}\n{name}", WITHIN_LENGTH)


def _digest(text: str, length: int) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]

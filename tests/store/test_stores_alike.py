"""The stores do the same as each other, and are opened by their URL."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.memory import MemoryStore, Store, UnknownStore, open_store
from skill.memory.store import REPEATED_SECONDS, Change, Recorded, Who
from tests.support.household import EVERYBODY, KINDS, KITCHEN, NOON, close, fill, new_store

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
NAMES = st.sampled_from(["seconds", "quiet", "first_side", "Ä #"])
MOMENTS = st.integers(NOON, NOON + 5) | st.sampled_from([NOON - 2 * REPEATED_SECONDS, NOON + 1000])
"""Seconds of requests: out of order, and two by clocks that are wrong."""
CHANGES = st.builds(
    Change,
    at=MOMENTS,
    checkpoint=st.none() | st.dictionaries(st.text(), JSON, max_size=3),
    fields=st.dictionaries(NAMES, JSON, max_size=2),
    record=st.none()
    | st.builds(
        Recorded,
        opened_at=st.integers(NOON, NOON + 3),
        left=st.integers(0, 180),
        right=st.integers(0, 180),
        finished=st.booleans(),
    ),
)
Erasure = tuple[str, int]
Turn = Change | Erasure
Turned = tuple[Who, Turn]
ERASURES = st.tuples(st.sampled_from(["forget", "forget_user"]), MOMENTS)
TURNS = st.lists(st.tuples(st.sampled_from(EVERYBODY), CHANGES | ERASURES), max_size=12)


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("dynamodb", marks=pytest.mark.slow)])
@settings(max_examples=25)
@given(turns=TURNS)
def test_every_store_does_what_the_one_in_memory_does(kind: str, turns: Sequence[Turned]) -> None:
    """Whatever is kept and forgotten in whatever order, the same is known afterwards."""
    with TemporaryDirectory() as folder:
        store, model = new_store(kind, Path(folder)), MemoryStore()
        for who, turn in turns:
            apply(store, who, turn)
            apply(model, who, turn)
        for who in EVERYBODY:
            assert replace(store.load(who), surplus=()) == model.load(who)
            assert list(store.history(who)) == list(model.history(who))
            assert store.export(who.user) == model.export(who.user)
        close(store)


def apply(store: Store, who: Who, turn: Turn) -> None:
    if isinstance(turn, Change):
        store.keep(who, turn)
    elif turn[0] == "forget":
        store.forget(who, turn[1])
    else:
        store.forget_user(who.user, turn[1])


def test_an_export_says_the_same_from_every_store(tmp_path: Path) -> None:
    """Whoever moves from one to another sees nothing change."""
    exports = []
    for kind in KINDS:
        store = new_store(kind, tmp_path)
        fill(store)
        exports.append(store.export(KITCHEN.user))
        close(store)
    assert exports[0] == exports[1] == exports[2]


WRONG = [
    "memory", "memory:x", "", "sqlite:people.db", "sqlite://people.db", "sqlite:///", "dynamodb://",
    "dynamodb://a", "dynamodb://people/more", "postgres://people",
]  # fmt: skip


@pytest.mark.parametrize("url", WRONG)
def test_another_store_is_refused_and_told_what_works(url: str) -> None:
    """The sentence names the setting, its value and the cures."""
    with pytest.raises(
        UnknownStore, match=r"PSOAS_STORE is '.*sqlite:///.*dynamodb://TABLE.*memory:"
    ) as refusal:
        open_store(url)
    assert f"'{url}'" in str(refusal.value)


def test_a_store_that_was_not_chosen_is_not_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that is missing is named, with the extra that brings it; nobody else needs it."""
    monkeypatch.delitem(sys.modules, "skill.memory.dynamo", raising=False)
    monkeypatch.delitem(sys.modules, "skill.memory.dynamo_requests", raising=False)
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(UnknownStore, match=r"boto3.* is not installed.*psoas-rolling\[dynamodb\]"):
        open_store("dynamodb://people")
    assert open_store("memory:").answers()

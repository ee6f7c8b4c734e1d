"""Our serializer gives what the shipped one gives, wherever that one works: reading and writing.

The one exception, a property that would shadow a known one, stands in test_serializer.py.
"""

import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

import ask_sdk_model
import pytest
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.request_envelope import RequestEnvelope
from ask_sdk_model.response_envelope import ResponseEnvelope
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.alexa.readers import UNFIT
from skill.alexa.serializer import TolerantSerializer
from skill.app import build_skill
from skill.config import Config
from tests.support.envelopes import launch, rolling

SHIPPED, OURS = DefaultSerializer(), TolerantSerializer()
FAILS = (SerializationException, *UNFIT)


@cache
def models() -> tuple[Any, ...]:
    """Every class of ask-sdk's model that can be read."""
    return tuple(dict.fromkeys(_models()))


def _models() -> Iterator[Any]:
    for module in pkgutil.walk_packages(ask_sdk_model.__path__, "ask_sdk_model."):
        for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if hasattr(found, "deserialized_types"):
                yield found


SCALARS = (
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | st.sampled_from(["", "a", "left"])
)
STAMPS = st.sampled_from(
    ["2026-11-22T12:00:00Z", "2026-11-22T12:00:00.5Z", "2026-11-22", "0000-00-00T00:00:00Z", "10", "teatime"]
)
JUNK = st.recursive(
    SCALARS | STAMPS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
    max_leaves=4,
)


def fitting(kind: str, depth: int) -> st.SearchStrategy[Any]:
    """Values of a type as the models write it, mostly of the right shape."""
    if kind.startswith("list["):
        return st.lists(fitting(kind[5:-1], depth) | st.none(), max_size=2)
    if kind.startswith("dict("):
        return st.dictionaries(
            st.sampled_from("xyz"), fitting(kind.partition(", ")[2][:-1], depth), max_size=2
        )
    plain = {"str": st.text(max_size=3), "int": st.integers(), "float": st.floats(-1e9, 1e9)}
    plain |= {"bool": st.booleans(), "datetime": STAMPS, "date": STAMPS, "object": JUNK}
    return plain[kind] if kind in plain else of_model(_class(kind), depth - 1)


def _class(name: str) -> Any:
    """A class by its full name; None for the one that the models name and do not have."""
    module, _, found = name.rpartition(".")
    try:
        return getattr(importlib.import_module(module), found)
    except ModuleNotFoundError:
        return None


def of_model(model: Any, depth: int) -> st.SearchStrategy[Any]:
    """Objects for a model: some of its properties, now and then one that is unknown or does not fit."""
    if model is None:
        return JUNK
    if issubclass(model, Enum):
        return st.sampled_from([member.value for member in model]) | st.just("NEW")
    if depth < 0:
        return st.just({})
    kinds = getattr(model, "discriminator_value_class_map", None)
    if kinds and hasattr(model, "get_real_child_model") and None not in kinds:
        tag = model.json_discriminator_key
        return st.sampled_from(sorted(kinds.items())).flatmap(
            lambda kind: _object(_class(kind[1]), depth).map(lambda found: {**found, tag: kind[0]})
        )
    return _object(model, depth)


def _object(model: Any, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    names = getattr(model, "attribute_map", {})
    known = {names.get(name, name): fitting(kind, depth) for name, kind in model.deserialized_types.items()}
    some = st.fixed_dictionaries({}, optional=known)
    odd = st.dictionaries(st.sampled_from(["mood", "new_property", *known]), JUNK, max_size=1)
    return st.builds(lambda *parts: {k: v for part in parts for k, v in part.items()}, some, odd)


def same(payload: Any, kind: Any) -> None:
    """Read by both, and written again; nothing is asked where the shipped one raises."""
    text = json.dumps(payload)
    try:
        expected = SHIPPED.deserialize(text, kind)
    except FAILS:
        return
    found = OURS.deserialize(text, kind)
    assert found == expected
    assert type(found) is type(expected)
    assert OURS.serialize(found) == SHIPPED.serialize(expected)


@pytest.mark.slow
@given(of_model(RequestEnvelope, 5))
def test_envelopes_are_read_alike(payload: Any) -> None:
    """Whole requests of every type, with properties missing, unknown and of the wrong shape."""
    same(payload, RequestEnvelope)


@pytest.mark.slow
@settings(max_examples=300)
@given(st.data())
def test_every_model_is_read_alike(data: st.DataObject) -> None:
    """Requests, responses, and what the services of Alexa send."""
    model = data.draw(st.sampled_from(models()))
    same(data.draw(of_model(model, 2) | JUNK), model)


KINDS = ["str", "int", "float", "bool", "datetime", "date", "object"]


@given(JUNK, st.sampled_from([*KINDS, *(f"list[{kind}]" for kind in KINDS), "dict(str, int)"]))
def test_plain_types_are_read_alike(payload: Any, kind: str) -> None:
    """With all the conversions that the shipped one makes on the way."""
    same(payload, kind)


@given(STAMPS | st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ")))
def test_times_are_read_alike(stamp: str) -> None:
    """The fast way for Alexa's own form comes to the same moment."""
    same(stamp, "datetime")


WRITTEN = [
    None,
    Decimal("2"),
    Decimal("2.5"),
    (1, Decimal("3")),
    [date(2026, 11, 22), datetime(2026, 11, 22, tzinfo=UTC)],
    {"a": {"b": [None, True, 1.5, "x", Decimal("1")]}},
]


@pytest.mark.parametrize("value", WRITTEN, ids=str)
def test_values_are_written_alike(value: Any) -> None:
    assert OURS.serialize(value) == SHIPPED.serialize(value)


def test_a_whole_answer_is_written_alike() -> None:
    """Models, enums, nested session attributes and what is left out."""
    skill = build_skill(Config())
    rolling(skill)
    answer = skill.handle(launch())
    envelope = SHIPPED.deserialize(json.dumps(answer), ResponseEnvelope)
    assert OURS.serialize(envelope) == SHIPPED.serialize(envelope) == answer

"""How each type that ask-sdk's model names is read from JSON and written to it, found out once.

The shipped serializer works this out for each value anew. A reader takes a parsed value and gives
what the shipped one would give; it raises one of UNFIT where that would raise. What stands around
the value then does without it: a property becomes None, an item of a list is left out.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer

Reader = Callable[[Any], Any]

SHIPPED: Any = DefaultSerializer
UNFIT = (
    SerializationException,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""All that the shipped serializer is known to raise on a value that does not fit its model."""

_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def reader(kind: Any) -> Reader:
    """The reader of a class, or of a type as ask-sdk's models write it, such as "list[str]"."""
    return _reader(kind)


@cache
def _reader(kind: Any) -> Reader:
    if isinstance(kind, str):
        if found := re.match(r"list\[([^,]*)\]", kind):
            return _list(reader(found[1].strip()))
        if found := re.match(r"dict\([^,]*, (.*)\)", kind):
            return _dict(reader(found[1]))
        return reader(SHIPPED.NATIVE_TYPES_MAPPING.get(kind) or _class(kind))
    if kind in SHIPPED.PRIMITIVE_TYPES:
        return _primitive(kind)
    if kind in (date, datetime):
        return lambda value: _moment(value, kind)
    if issubclass(kind, Enum):
        return lambda value: _member(value, kind)
    return _model(kind) if hasattr(kind, "deserialized_types") else lambda value: value


@cache
def _class(name: str) -> type:
    found: type = SHIPPED._DefaultSerializer__load_class_from_name(None, name)
    return found


def _list(item: Reader) -> Reader:
    def read(value: Any) -> list[Any]:
        items = []
        for each in value:
            try:
                items.append(None if each is None else item(each))
            except UNFIT:
                continue
        return items

    return read


def _dict(item: Reader) -> Reader:
    def read(value: Any) -> dict[str, Any]:
        return {name: _or_none(item, each) for name, each in value.items()}

    return read


def _or_none(item: Reader, value: Any) -> Any:
    try:
        return None if value is None else item(value)
    except UNFIT:
        return None


def _primitive(kind: Any) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is kind:
            return value
        try:
            return kind(value)
        except TypeError:
            return value

    return read


def _moment(value: Any, kind: type) -> Any:
    """Alexa's own form by the fast way, any other by the shipped one."""
    if kind is datetime and isinstance(value, str) and _STAMP.fullmatch(value):
        return datetime.fromisoformat(value)
    return SHIPPED._DefaultSerializer__deserialize_datetime(None, value, kind)


def _member(value: object, kind: type[Enum]) -> Enum | str:
    """A member, or the raw text of one that is not known yet."""
    try:
        return kind(value)
    except ValueError:
        if isinstance(value, str):
            return value
        raise


def _model(kind: Any) -> Reader:
    """The reader of a model: of the class that its discriminator names, where it has one."""

    def read(value: Any) -> Any:
        properties = {} if value in ("", []) else value  # as the shipped one takes them
        if not isinstance(properties, dict):
            raise TypeError("not an object")
        return _plan(_child(kind, properties)).read(properties)

    return read


def _child(kind: Any, properties: Mapping[str, Any]) -> Any:
    if not hasattr(kind, "get_real_child_model"):
        return kind
    try:
        return _class(kind.get_real_child_model(properties))
    except UNFIT:
        return kind


class _Plan:
    """What is known of one model class: its properties, what must not be shadowed, and a blank one."""

    def __init__(self, model: Any) -> None:
        names = {**{name: name for name in model.deserialized_types}, **getattr(model, "attribute_map", {})}
        types = model.deserialized_types
        self.model = model
        self.properties = {names[name]: _property(name, types[name]) for name in names if name in types}
        self.own = frozenset(types) | frozenset(dir(model))
        self.blank = vars(model())

    def read(self, properties: Mapping[str, Any]) -> Any:
        """A model with these properties. An unknown one is carried along, unless it would shadow."""
        model = self.model.__new__(self.model)
        values = model.__dict__
        values.update(self.blank)
        for name, value in properties.items():
            known = self.properties.get(name)
            if known is not None:
                attribute, plain, read = known
                values[attribute] = value if type(value) is plain else _or_none(read, value)
            elif name not in self.own:
                values[name] = value
        return model


@cache
def _plan(model: Any) -> _Plan:
    return _Plan(model)


def _property(name: str, kind: str) -> tuple[str, Any, Reader]:
    """An attribute, the type that it takes as it is, and the reader of any other value.

    A model's reader is found when it is first used: a model may contain itself.
    """
    native = SHIPPED.NATIVE_TYPES_MAPPING.get(kind)
    plain = native if native in SHIPPED.PRIMITIVE_TYPES else None
    return name, plain, reader(kind) if native else lambda value: reader(kind)(value)


@cache
def written(kind: Any) -> tuple[tuple[str, str], ...] | None:
    """The attributes of a model class and their names in JSON; None for a class that is no model."""
    types = getattr(kind, "deserialized_types", None)
    if types is None:
        return None
    names = getattr(kind, "attribute_map", {})
    return tuple((name, names.get(name, name)) for name in types)

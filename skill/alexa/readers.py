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

_LATE = re.compile(r"ask_sdk_model\.interfaces\.(?!system\.)")
"""Types of late properties: they tell of screens and players, and most turns never look at them. To read
them for the first time imports a hundred modules of the model's, a tenth of a cold start."""

_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@cache
def reader(kind: Any) -> Reader:
    """The reader of a class, or of a type as ask-sdk's models write it, such as "list[str]"."""
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
    if not hasattr(kind, "get_real_child_model"):
        return lambda value: _plan(kind).read(_properties(value))

    def read(value: Any) -> Any:
        properties = _properties(value)
        return _plan(_child(kind, properties)).read(properties)

    return read


def _properties(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    if value in ("", []):  # as the shipped one takes them
        return {}
    raise TypeError("not an object")


def _child(kind: Any, properties: Mapping[str, Any]) -> Any:
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
        self.late = {name for name in self.properties if _LATE.search(types[self.properties[name][0]])}
        self.waiting: Any = type(model.__name__, (_Waiting, model), {}) if self.late else model

    def read(self, properties: Mapping[str, Any]) -> Any:
        """A model with these properties. The late ones are read when they are first looked at."""
        late = {name: properties[name] for name in self.late if name in properties}
        kind = self.waiting if late else self.model
        model = kind.__new__(kind)
        model.__dict__.update(self.blank)
        if late:
            properties = {name: value for name, value in properties.items() if name not in late}
            for name in late:
                model.__dict__.pop(self.properties[name][0], None)
            model.__dict__["_late"] = self, late
        return self.fill(model, properties)

    def fill(self, model: Any, properties: Mapping[str, Any]) -> Any:
        """Give a model these properties. An unknown one is carried along, unless it would shadow."""
        values = model.__dict__
        for name, value in properties.items():
            known = self.properties.get(name)
            if known is not None:
                attribute, plain, read = known
                values[attribute] = value if type(value) is plain else _or_none(read, value)
            elif name not in self.own:
                values[name] = value
        return model


class _Waiting:
    """Mixed into a model that waits with its late properties; once they are wanted, it is just the model."""

    def __getattr__(self, name: str) -> Any:
        """An attribute that is not there yet, or nowhere."""
        if "_late" not in self.__dict__:  # while it is being copied
            raise AttributeError(name)
        return getattr(_whole(self), name)

    def __eq__(self, other: object) -> bool:
        """Whether the model with all its properties equals another."""
        return bool(_whole(self) == other)

    __hash__ = None  # type: ignore[assignment]  # as the models have it


def came_with(model: Any, name: str) -> bool:
    """Whether a model came with an object of this name in JSON. A late property is not read for it."""
    if model is None:
        return False
    late = vars(model).get("_late")
    if late is not None:
        return isinstance(late[1].get(name), dict)
    kind: Any = type(model)
    known = _plan(kind).properties.get(name)
    return known is not None and getattr(model, known[0]) is not None


def _whole(waiting: Any) -> Any:
    plan, late = waiting.__dict__.pop("_late")
    waiting.__class__ = plan.model
    return plan.fill(waiting, late)


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

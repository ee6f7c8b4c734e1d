"""Tables of TOML as named tuples: what is missing, unknown or of another kind is told, all of it at once.

Named tuples are made in half the time of dataclasses, which the first words that a person types wait for.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin, get_type_hints

from skill.languages import Tables

KINDS = {str: "text", int: "whole number", list: "list", dict: "table", re.Pattern: "pattern"}
"""How a kind of value is called in a fault."""


def typed(kind: Any, tables: Tables, faults: list[str]) -> Any:
    """Tables as a named tuple of named tuples, each of the table with its name.

    What is wrong is put into `faults`, and is None in what comes back. A field's name ends in "_" where its
    key is a word of Python's.
    """
    found = {}
    for name, part in get_type_hints(kind).items():
        own = tables.get(name)
        if not isinstance(own, Mapping):
            faults.append(f"[{name}] is missing; copy it from English.")
        else:
            found[name] = _table(name, part, own, faults)
    faults += [f"nothing reads [{name}]; delete it." for name in sorted(tables.keys() - _keys(kind).keys())]
    return kind(**{name: found.get(name) for name in get_type_hints(kind)})


def _table(name: str, kind: Any, own: Tables, faults: list[str]) -> Any:
    hints, values = get_type_hints(kind), {}
    for key, field in _keys(kind).items():
        try:
            values[field] = _as(hints[field], own[key])
        except KeyError:
            faults.append(f"[{name}] lacks {key}; write a {_told(hints[field])}.")
        except (TypeError, ValueError, re.error) as error:
            faults.append(f"{key} in [{name}] is no {_told(hints[field])}: {error}. Mend it.")
    faults += [
        f"nothing reads {key} in [{name}]; delete it." for key in sorted(own.keys() - _keys(kind).keys())
    ]
    return kind(**{field: values.get(field) for field in hints})


def _keys(kind: Any) -> Mapping[str, str]:
    return {field.rstrip("_"): field for field in kind._fields}


def _as(hint: Any, value: Any) -> Any:
    """A value as a type says. Raises TypeError, ValueError or re.error for one that is not of it."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is re.Pattern:
        return re.compile(_is(value, str))
    if origin in (tuple, frozenset):
        return origin(_as(inner[0], each) for each in _is(value, list))
    if origin is not None:
        return {key: _as(inner[1], each) for key, each in _is(value, dict).items()}
    return hint(*_row(hint, value)) if issubclass(hint, tuple) else _is(value, hint)


def _row(kind: Any, value: Any) -> Iterator[Any]:
    """The values of a row, as a NamedTuple has them."""
    for each, wanted in zip(_is(value, list), get_type_hints(kind).values(), strict=True):
        yield _as(wanted, each)


def _is(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {KINDS[kind]}")
    return value


def _told(hint: Any) -> str:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (tuple, frozenset):
        return f"list of {_several(inner[0])}"
    if origin not in (None, re.Pattern):
        return f"table of {_several(inner[1])}"
    return KINDS[origin or hint]


def _several(hint: Any) -> str:
    if get_origin(hint) is None and issubclass(hint, tuple):
        return f"rows [{', '.join(get_type_hints(hint))}]"
    return {int: "whole numbers"}.get(hint) or re.sub(r"^\w+", r"\g<0>s", _told(hint))

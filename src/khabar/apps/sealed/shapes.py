"""Values of the rules as plain maps for a sealed column, and back: nothing is guessed, and nothing is dropped.

A frozen dataclass becomes a map of its fields, a named tuple a list, an enum its value, a day or a moment its ISO form.
A map of another shape than the class has is refused: it was written by another version, or by somebody else.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from khabar.vault.errors import Malformed

T = TypeVar("T")


def plain(value: object) -> Any:  # noqa: ANN401, PLR0911 - what canonical encoding takes; a line for each kind
    """Give a value as maps, lists, texts and numbers."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(plain(one) for one in value)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(plain(key)): plain(one) for key, one in value.items()}
    return value


def shaped(kind: type[T], value: object) -> T:
    """Make a value of this class from its plain form; Malformed where it has another shape."""
    try:
        made: T = _shaped(kind, value)
    except (TypeError, ValueError, KeyError) as problem:
        raise Malformed(f"not a {kind.__name__}") from problem
    return made


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _shaped(kind: Any, value: Any) -> Any:  # noqa: ANN401, PLR0911 - known only while running; a line for each kind
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType or origin is typing.Union:
        return None if value is None else _shaped(next(one for one in inside if one is not types.NoneType), value)
    if origin is tuple:
        return tuple(_shaped(inside[0], one) for one in value)
    if origin is frozenset:
        return frozenset(_shaped(inside[0], one) for one in value)
    if origin is not None:  # a mapping
        return {_shaped(inside[0], key): _shaped(inside[1], one) for key, one in value.items()}
    if dataclasses.is_dataclass(kind):
        return _of_fields(kind, value)
    if isinstance(kind, type) and issubclass(kind, tuple):  # a named one
        return kind(*(_shaped(one, value[at]) for at, one in enumerate(_hints(kind).values())))
    if kind is date or kind is datetime:
        return kind.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return _of_kind(getattr(kind, "__supertype__", kind), value)


def _of_fields(kind: Any, value: dict[str, Any]) -> Any:  # noqa: ANN401 - as above
    hints = _hints(kind)
    if set(value) - set(hints):
        raise TypeError("a field that the class does not have")
    return kind(**{name: _shaped(hints[name], one) for name, one in value.items()})


def _of_kind(kind: type, value: object) -> object:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError("a value of another kind")
    return value

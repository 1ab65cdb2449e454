"""A mapping as a file a person can read and set right (TOML), and as plain values for a sealed column.

What is written comes back the same. A file with anything else in it is refused with the line's word, never half used.
"""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Final, TypeVar

from khabar.domain.calendars import Calendar
from khabar.domain.errors import Invalid
from khabar.domain.lists.columns import ListKind, Meaning, meanings_of
from khabar.domain.lists.mapping import Column, DayOrder, Mapping, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from enum import StrEnum

E = TypeVar("E", bound="StrEnum")

LEFT_OUT: Final = ""
"""What stands beside a column that is not taken in."""
_FIELDS: Final = frozenset({"kind", "header", "calendar", "day_order", "age_on", "columns"})
_TEXT_OF: Final = "a text in quotation marks"


def toml_of(mapping: Mapping, kind: ListKind) -> str:
    """Write a mapping as TOML with a word on each choice."""
    plain = plain_of(mapping, kind)
    lines = [
        f"kind = {_quoted(kind.value)}",
        f"header = {'true' if mapping.has_header else 'false'}",
        f"calendar = {_quoted(str(plain['calendar']))} # of dates: {', '.join(Calendar)}, or empty: each is weighed",
        f"day_order = {_quoted(mapping.day_order.value)} # of 3/4/1986: {' or '.join(DayOrder)}",
        f"age_on = {_quoted(mapping.age_on)} # the day or year at which ages hold",
        "",
        "# What each column means; empty: it is left out. There are:",
        f"# {', '.join(meanings_of(kind))}",
        "[columns]",
        *(f"{_quoted(one.header)} = {_quoted(one.meaning or LEFT_OUT)}" for one in mapping.columns),
    ]
    return "\n".join(lines) + "\n"


def mapping_in(text: str, kind: ListKind) -> Mapping:
    """Read a mapping from TOML; Invalid (field `mapping`) for what is none, or one of another kind of list."""
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Invalid("mapping", f"not readable as TOML: {fault}.") from fault
    return mapping_of(plain, kind)


def plain_of(mapping: Mapping, kind: ListKind) -> dict[str, object]:
    """Give a mapping as plain values; the columns in their order."""
    return {
        "kind": kind.value,
        "header": mapping.has_header,
        "calendar": mapping.calendar.value if mapping.calendar else "",
        "day_order": mapping.day_order.value,
        "age_on": mapping.age_on,
        "columns": {one.header: one.meaning.value if one.meaning else LEFT_OUT for one in mapping.columns},
    }


def mapping_of(plain: Map[str, object], kind: ListKind) -> Mapping:
    """Read a mapping from plain values; Invalid (field `mapping`) for what is none."""
    if unknown := sorted(set(plain) - _FIELDS):
        raise Invalid("mapping", f"there is no {quoted(unknown[0])}; there are {', '.join(sorted(_FIELDS))}.")
    said, columns, header = plain.get("kind", kind.value), plain.get("columns"), plain.get("header", True)
    if said != kind.value:
        raise Invalid("mapping", f"it is of a list of another kind, not of {kind}.")
    if not isinstance(columns, dict) or not columns:
        raise Invalid("mapping", "it names no columns.")
    if not isinstance(header, bool):
        raise Invalid("mapping", "header is neither true nor false.")
    calendar = _text(plain, "calendar")
    made = Mapping(
        columns=tuple(Column(name, _meaning(name, word)) for name, word in columns.items()),
        calendar=_one_of(Calendar, calendar, "calendar") if calendar else None,
        day_order=_one_of(DayOrder, _text(plain, "day_order") or DayOrder.DAY_FIRST.value, "day_order"),
        age_on=_text(plain, "age_on"),
        has_header=header,
    )
    for problem in made.validate(kind):
        raise Invalid("mapping", problem.message)
    return made


def _meaning(name: str, word: object) -> Meaning | None:
    if not isinstance(word, str):
        raise Invalid("mapping", f"the column {quoted(name)} needs {_TEXT_OF}.")
    return _one_of(Meaning, word, name) if word != LEFT_OUT else None


def _one_of(kind: type[E], word: str, name: str) -> E:
    try:
        return kind(word)
    except ValueError:
        raise Invalid("mapping", f"{quoted(name)} cannot be {quoted(word)}; there are {', '.join(kind)}.") from None


def _text(plain: Map[str, object], name: str) -> str:
    value = plain.get(name, "")
    if not isinstance(value, str):
        raise Invalid("mapping", f"{name} needs {_TEXT_OF}.")
    return value


def _quoted(text: str) -> str:
    """Quote a text as TOML does: JSON's escapes, but for what JSON writes plainly and TOML may not."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

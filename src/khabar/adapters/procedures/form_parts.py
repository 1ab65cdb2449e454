"""The parts a filled form is made of: a section of labelled facts, or a table; labels are keys, facts are as given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """A label, by its key, and what was given for it: none, one or several texts."""

    label: str
    given: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows under labelled columns; where there is none, the text of the key `instead`, with `reason` in its gap."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    reason: str
    instead: str


@dataclass(frozen=True)
class Section:
    """A heading, by its key, and its facts; or a table under it."""

    heading: str
    facts: tuple[Named, ...] = ()
    table: Table | None = None

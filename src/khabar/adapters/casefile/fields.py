"""What the fields of a case are, read from the case itself: names, other names, kinds, and what belongs there.

Reading and the schema both follow this, so that neither can know a field the other does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Final, get_args, get_origin, get_type_hints

from khabar.domain.procedures.facts import Agreed
from khabar.domain.procedures.values import Days, StateCode

AHEAD: Final = frozenset({"last_day"})
"""Dates that may lie ahead of the day of the check."""


class Kind(Enum):
    """What a field takes."""

    TEXT = "text"
    YES_NO = "yes or no"
    DATE = "date"
    STATE = "state"
    STATES = "states"
    CHOICE = "choice"
    AGREED = "agreed"
    GROUP = "group"
    TEXTS = "texts"
    GROUPS = "groups"


@dataclass(frozen=True)
class Field:
    """One field: `of` is the choice or the group it holds; `also` are other names for it."""

    name: str
    kind: Kind
    says: str
    also: tuple[str, ...]
    of: type | None = None

    @property
    def may_lie_ahead(self) -> bool:
        """Whether its date may be later than the day of the check."""
        return self.name in AHEAD


@cache
def fields_of(group: type) -> tuple[Field, ...]:
    """List the fields of a group, in the order in which they are told."""
    hints = get_type_hints(group)
    told = [one for one in fields(group) if one.metadata]
    return tuple(_field(one.name, hints[one.name], one.metadata["says"], one.metadata["also"]) for one in told)


def _field(name: str, hint: object, says: str, also: tuple[str, ...]) -> Field:
    inner = next((one for one in get_args(hint) if one is not type(None)), hint) if _is_union(hint) else hint
    if get_origin(inner) is tuple:
        item = get_args(inner)[0]
        kind = {StateCode: Kind.STATES, str: Kind.TEXTS}.get(item, Kind.GROUPS)
        return Field(name, kind, says, also, item)
    if not isinstance(inner, type):
        raise TypeError(f"{name} has a kind no case file can hold")
    return Field(name, _kind(inner), says, also, inner)


def _is_union(hint: object) -> bool:
    return isinstance(hint, UnionType)


def _kind(inner: type) -> Kind:
    plain = {str: Kind.TEXT, bool: Kind.YES_NO, Days: Kind.DATE, StateCode: Kind.STATE, Agreed: Kind.AGREED}
    if inner in plain:
        return plain[inner]
    return Kind.GROUP if is_dataclass(inner) else Kind.CHOICE


def key(name: str) -> str:
    """Reduce a field's name to what counts: “Held in”, “held-in” and “held_in” are one."""
    return re.sub(r"[^\w]+", "_", name.strip().casefold()).strip("_")


@cache
def by_key(group: type) -> dict[str, Field]:
    """Give each field of a group under all its names."""
    return {key(name): one for one in fields_of(group) for name in (one.name, *one.also)}


def short_of(group: type) -> Field | None:
    """Give the field that a bare yes or no, or a text, fills in a group; None where a group is always written out."""
    short = getattr(group, "SHORT", None)
    return next((one for one in fields_of(group) if one.name == short), None)

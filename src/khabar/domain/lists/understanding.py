"""A row as it would be understood, for a person to look at before anything is taken: values, the birth in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.domain.dates import parse_partial_date
from khabar.domain.errors import Invalid
from khabar.domain.lists.columns import ListKind, Meaning
from khabar.domain.lists.rows import birth_of, presence_form, request_form, values_of

if TYPE_CHECKING:
    from datetime import date

    from khabar.domain.lists.mapping import Bound
    from khabar.domain.lists.tables import Line

_OF_BIRTH = frozenset(
    {Meaning.BIRTH_DATE, Meaning.BIRTH_YEAR, Meaning.BIRTH_MONTH, Meaning.BIRTH_DAY, Meaning.AGE, Meaning.AGE_ON}
)


@dataclass(frozen=True)
class Value:
    """One value as it was understood; `meaning` is that of the field, births among it as one."""

    meaning: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Understood:
    """A row in the preview. `of_birth` explains each reading of the date; `to_mend` is empty where it can be taken.

    `wrong` is the same as `to_mend`, for doors that speak other languages; `birth` is the date as it is read.
    """

    number: int
    values: tuple[Value, ...]
    of_birth: tuple[str, ...] = field(default=(), repr=False)
    wrong: Invalid | None = None
    birth: str = field(default="", repr=False)

    @property
    def to_mend(self) -> str:
        """Say what to mend; empty where the row can be taken."""
        return str(self.wrong) if self.wrong else ""


def understood(line: Line, bound: Bound, kind: ListKind, *, today: date) -> Understood:
    """Read a row as it would be taken in on this day, and say what would have to be mended."""
    try:
        values = values_of(line.cells, bound)
    except Invalid as problem:
        return Understood(line.number, (), wrong=problem)
    shown = [Value(one.value, text) for one, text in values.items() if one not in _OF_BIRTH]
    birth = birth_of(values, bound)
    if birth:
        shown.append(Value(Meaning.BIRTH_DATE.value, birth))
    at = f"{today.isoformat()}T00:00:00+00:00"
    try:
        if kind is ListKind.PRESENCES:
            presence_form(values, bound, filed_at=at, list_id="", row=str(line.number))
        else:
            request_form(values, bound, filed_at=at)
    except Invalid as problem:
        return Understood(line.number, tuple(shown), wrong=problem)
    told = parse_partial_date(birth, today=today).explanation() if birth else ()
    return Understood(line.number, tuple(shown), told, birth=birth)

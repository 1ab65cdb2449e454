"""One row of a list as it is understood: its cells by what they mean, and the form that comes of it.

Dates are put into words that say which calendar and order the mapping meant. Nothing is guessed beyond that, and what
cannot be understood is told in a sentence with its column; no sentence may hold a cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from khabar.domain.before_asking import Purpose
from khabar.domain.calendars import Calendar
from khabar.domain.errors import Invalid
from khabar.domain.form_fields import listed
from khabar.domain.forms import FiledBy, PresenceForm, RequestForm
from khabar.domain.lists.columns import LONGEST, OF_NAMES, SEVERAL, ListKind, Meaning
from khabar.domain.lists.mapping import DayOrder
from khabar.text import to_latin_digits, without_bidi_controls

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from khabar.domain.lists.mapping import Bound

F = TypeVar("F", RequestForm, PresenceForm)
Values = dict[Meaning, str]
"""What a row says, by meaning: texts as they stood there, empty ones left out."""

EMPTY = "is empty."
NO_NUL = "holds a character that no list should have (NUL)."
MOST_OF_ROW: Final = 100_000
"""Bytes of all cells of a row that mean something: they are kept twice, as its form and as they stood."""
ROW_TOO_LARGE: Final = f"the cells of this row hold more than {MOST_OF_ROW // 1000} kB together."
_MARKS: Final[Mapping[Calendar, str]] = MappingProxyType(
    {Calendar.SOLAR_HIJRI: "shamsi", Calendar.HIJRI: "qamari", Calendar.GREGORIAN: "miladi"}
)
"""Words by which our reading of dates knows a calendar."""
_SERIAL: Final = re.compile(r"[1-6][0-9]{4}")
"""A day as workbooks count it, where a cell was not marked as a date: from 1927 to 2091."""
_SERIAL_FROM: Final = date(1899, 12, 30)
_MIDNIGHT: Final = re.compile(r"(?<=\d)[ T]00:00(?::00(?:\.0+)?)?$")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4})")
_IN_PARTS: Final = (Meaning.BIRTH_YEAR, Meaning.BIRTH_MONTH, Meaning.BIRTH_DAY)
_APOSTROPHE: Final = re.compile(r"'(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r])")
_COLUMN_OF: Final = MappingProxyType({"birth": "birth_date", "two_things": "two_things_1"})


@dataclass(frozen=True)
class Given:
    """One value as the list has it: under which header, and the cell before anything was done to it."""

    meaning: Meaning
    header: str = field(repr=False)
    cell: str = field(repr=False)


def values_of(cells: Sequence[str], bound: Bound) -> Values:
    """Read the cells of a row by what their columns mean; Invalid for the first thing wrong, with its column."""
    cells = fitted(cells, len(bound.meanings))
    found: Values = {}
    for meaning, cell in zip(bound.meanings, cells, strict=True):
        if meaning is None:
            continue
        if "\x00" in cell:
            raise Invalid(meaning.value, NO_NUL)
        if len(cell) > LONGEST[meaning]:
            raise Invalid(meaning.value, f"has {len(cell):,} characters; at most {LONGEST[meaning]:,} are read.")
        text = without_bidi_controls(_without_apostrophe(cell) if bound.is_report else cell).strip()
        if text:
            found[meaning] = f"{found[meaning]}; {text}" if meaning in SEVERAL and meaning in found else text
    if sum(len(one.cell.encode()) for one in given_of(cells, bound)) > MOST_OF_ROW:
        raise Invalid("", ROW_TOO_LARGE)
    if Meaning.ID in bound.meanings and Meaning.ID not in found:
        raise Invalid("id", EMPTY)
    _require_name(found, bound)
    return found


def fitted(cells: Sequence[str], width: int) -> Sequence[str]:
    """Give exactly the cells of the header: empty ones too many are dropped; Invalid for any other difference."""
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        return cells[:width]
    if len(cells) != width:
        raise Invalid("", f"{len(cells)} cells, but the header has {width} columns.")
    return cells


def given_of(cells: Sequence[str], bound: Bound) -> tuple[Given, ...]:
    """Give each value with its header as it stood in the list, for its provenance; columns left out are not kept."""
    return tuple(
        Given(meaning, header, cell)
        for meaning, header, cell in zip(bound.meanings, bound.header, cells, strict=False)
        if meaning is not None and cell.strip()
    )


def birth_of(values: Values, bound: Bound) -> str:
    """Write the birth as our reading of dates takes it: a date with its calendar, its parts, or an age at a day."""
    if written := values.get(Meaning.BIRTH_DATE, ""):
        return dated(written, bound)
    parts = [values[one] for one in _IN_PARTS if one in values]
    if Meaning.BIRTH_YEAR in values and parts == [values[one] for one in _IN_PARTS[: len(parts)] if one in values]:
        return dated("-".join(parts), bound)
    if age := values.get(Meaning.AGE, ""):
        on = values.get(Meaning.AGE_ON, "") or bound.mapping.age_on
        return f"age {age} in {dated(on, bound)}" if on else f"age {age}" if age.isdecimal() else age
    return ""


def dated(written: str, bound: Bound) -> str:
    """Write a date so that it says its order and calendar; a day as workbooks count it becomes that day."""
    plain = _MIDNIGHT.sub("", to_latin_digits(written))
    if _SERIAL.fullmatch(plain):
        return (_SERIAL_FROM + timedelta(days=int(plain))).isoformat()
    if bound.mapping.day_order is DayOrder.MONTH_FIRST and (found := _YEAR_LAST.fullmatch(plain)):
        plain = f"{found[3]}-{found[1]}-{found[2]}"
    calendar = bound.mapping.calendar
    if calendar is None or not plain or any(char.isalpha() for char in plain):
        return plain if plain != to_latin_digits(written) else written
    return f"{plain} {_MARKS[calendar]}"


def request_form(values: Values, bound: Bound, *, filed_at: str) -> RequestForm:
    """Make the request of a row; Invalid for the first thing that has to be mended."""
    purpose = values.get(Meaning.PURPOSE, "") or Purpose.NOT_TOLD.value
    if purpose not in set(Purpose):
        raise Invalid("purpose", f"is none of {', '.join(Purpose)}.")
    enquirer: dict[str, Any] = {
        one.value: values.get(one, "")
        for one in (
            *(Meaning.ENQUIRER_NAME, Meaning.ENQUIRER_GIVEN, Meaning.KINSHIP, Meaning.EMAIL, Meaning.PHONE),
            *(Meaning.POST_ADDRESS, Meaning.LAST_NEWS),
        )
    }
    news = dated(values.get(Meaning.LAST_NEWS_DATE, ""), bound)
    form = RequestForm(
        **_person(values, bound), **enquirer, purpose=Purpose(purpose), last_news_date=news, filed_at=filed_at
    )
    return _valid(form)


def presence_form(values: Values, bound: Bound, *, filed_at: str, list_id: str, row: str) -> PresenceForm:
    """Make the presence of a row, which is never the person's own word; Invalid for the first thing to be mended."""
    form = PresenceForm(
        **_person(values, bound),
        filed_by=FiledBy.LIST,
        list_id=list_id,
        list_row=values.get(Meaning.ID, row),
        filed_at=filed_at,
    )
    return _valid(form)


def content_of(values: Values, kind: ListKind, made_by: str) -> list[object]:
    """Give what makes a row the same row when it comes again: its kind, who made the list, and what it says."""
    return [kind.value, made_by, sorted((meaning.value, text) for meaning, text in values.items())]


def _require_name(found: Values, bound: Bound) -> None:
    if OF_NAMES.isdisjoint(found):
        raise Invalid(next(one.value for one in bound.meanings if one in OF_NAMES), EMPTY)


def _without_apostrophe(cell: str) -> str:
    """Take away the apostrophe that a report puts before what a spreadsheet would run."""
    return cell[1:] if _APOSTROPHE.match(cell) else cell


def _person(values: Values, bound: Bound) -> dict[str, Any]:
    in_parts = (values.get(Meaning.GIVEN_NAME, ""), values.get(Meaning.FAMILY_NAME, ""))
    same = (
        *(Meaning.FATHER, Meaning.GRANDFATHER, Meaning.MOTHER, Meaning.SEX),
        *(Meaning.BIRTH_PLACE, Meaning.NATIONALITY, Meaning.LAST_PLACE),
    )
    things = (values.get(Meaning.TWO_THINGS_1, ""), values.get(Meaning.TWO_THINGS_2, ""))
    return {
        **{one.value: values.get(one, "") for one in same},
        "name": values.get(Meaning.NAME, "") or " ".join(part for part in in_parts if part),
        "other_names": listed(values.get(Meaning.OTHER_NAMES, "").replace("|", ";")),
        "birth": birth_of(values, bound),
        "two_things": tuple(thing for thing in things if thing),
    }


def _valid(form: F) -> F:
    """Give a form back; Invalid for the first thing that it objects to."""
    for problem in form.validate():
        raise Invalid(_COLUMN_OF.get(problem.field, problem.field), problem.message)
    return form

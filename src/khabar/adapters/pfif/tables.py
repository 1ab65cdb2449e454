"""A PFIF document seen as a table of people, one for those who are sought and one for those who wrote, to be looked at.

It has the shape of every other list, so that whoever looks at lists can look at this one. Taking in does not go this
way: a record has an end, which a row of a table has not (khabar.apps.copies).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from khabar.adapters.pfif.reading import read_pfif
from khabar.domain.errors import Invalid
from khabar.domain.lists.columns import ListKind, Meaning
from khabar.domain.lists.tables import Form, Line, Table, Told
from khabar.domain.pfif.fields import ID, RecordKind, Version
from khabar.domain.pfif.records import Record, Start
from khabar.domain.pfif.taking import Becomes, becomes, presence_of, request_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from khabar.domain.forms import PresenceForm, RequestForm

M = Meaning
_OF_BOTH: Final = (M.ID, M.NAME, M.OTHER_NAMES, M.SEX, M.BIRTH_DATE, M.LAST_PLACE)
_OF_REQUESTS: Final = (M.ENQUIRER_NAME, M.EMAIL, M.PHONE, M.LAST_NEWS, M.LAST_NEWS_DATE)
_BECOMES: Final = {ListKind.REQUESTS: Becomes.REQUEST, ListKind.PRESENCES: Becomes.PRESENCE}


def pfif_table(path: Path, kind: ListKind, *, now: datetime) -> Table:
    """Open a document as a table of one kind: a header, then a line for each person that would become one.

    Who has expired, and who was only seen, has no line. Raises DocumentFault when its line is reached.
    """
    header = _OF_BOTH + (_OF_REQUESTS if kind is ListKind.REQUESTS else ())
    told = Told(Form.PFIF, sheet=kind.value, sheets=tuple(one.value for one in ListKind))
    return Table(told, _lines(path, kind, header, now))


def _lines(path: Path, kind: ListKind, header: tuple[Meaning, ...], now: datetime) -> Iterator[Line]:
    yield Line(1, tuple(one.value for one in header))
    outside: dict[str, list[Record]] = {}
    for event in read_pfif(path):
        if isinstance(event, Record) and event.kind is RecordKind.NOTE:
            outside.setdefault(event.text(ID), []).append(event)
    version = Version.V1_4
    for event in read_pfif(path):
        if isinstance(event, Start):
            version = event.version
        elif isinstance(event, Record) and event.kind is RecordKind.PERSON:
            notes = (*event.notes, *outside.pop(event.id, ()))
            if _BECOMES[kind] in becomes(event, notes, version, now=now):
                yield Line(event.line, _cells(event, notes, version, kind, now))


def _cells(
    person: Record, notes: tuple[Record, ...], version: Version, kind: ListKind, now: datetime
) -> tuple[str, ...]:
    more: tuple[str, ...] = ()
    try:
        form: RequestForm | PresenceForm
        if kind is ListKind.PRESENCES:
            form = presence_of(person, notes, version, now=now, list_id="")
        else:
            form = request_of(person, notes, version, now=now)
            more = (form.enquirer_name, form.email, form.phone, form.last_news, form.last_news_date)
    except Invalid:
        return (person.id, *[""] * (len(_OF_BOTH) - 1 + (len(_OF_REQUESTS) if kind is ListKind.REQUESTS else 0)))
    return (person.id, form.name, "; ".join(form.other_names), form.sex, form.birth, form.last_place, *more)

"""Reading lists at a desk: those that were brought, one as it would be understood, its report, the kept mappings.

A page is given what its desk brought and no more. That rows were shown is in the ledger before they are.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from khabar.apps.ledger.actions import record
from khabar.apps.lists.desks import DESK_OF, own_list
from khabar.apps.lists.filing import Done
from khabar.apps.lists.keeping import card_in, file_of, portion_in, record_of
from khabar.apps.lists.models import Brought, KeptMapping, Portion
from khabar.domain.actors import require_account
from khabar.domain.errors import Invalid
from khabar.domain.lists.columns import OF_REPORTS, ListKind
from khabar.domain.lists.mapping import Heading, proposed
from khabar.domain.lists.mapping_files import mapping_of
from khabar.domain.lists.reports import report_header, report_row
from khabar.vault import canonical
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from khabar.apps.lists.keeping import Card
    from khabar.domain.actors import Actor
    from khabar.domain.lists.mapping import Mapping
    from khabar.domain.lists.tables import Line
    from khabar.ports import Parts

OF_DOCUMENTS = ("person_record_id",)
"""The columns of the report of a PFIF document: its records are mended there, and the whole of it brought again."""
SHOWN = 10
"""Rows of a list that are shown before it is taken in."""


@dataclass(frozen=True)
class ListView:
    """A list as its desk sees it: what is known of it, where it stands, how many portions of how many are filed."""

    id: str
    kind: ListKind
    state: str
    brought_by: str
    brought_at: datetime
    parts_done: int
    parts_of: int
    card: Card = field(repr=False)

    @property
    def mapping(self) -> Mapping:
        """What its columns mean: as somebody said, or as their headers propose."""
        heading = Heading(self.card.header, self.card.heading_lines, has_header=self.card.heading_lines > 0)
        return self.card.mapping or proposed(heading, self.kind)


@dataclass(frozen=True)
class MappingView:
    """A mapping that was kept, with its name."""

    id: str
    name: str = field(repr=False)
    mapping: Mapping = field(repr=False)


def lists_of(kind: ListKind, actor: Actor, *, parts: Parts) -> list[ListView]:
    """List what the desk has brought, newest first."""
    require_account(actor, DESK_OF[kind])
    rows = Brought.objects.filter(kind=kind.value).order_by("-brought_at", "id")
    return [_view(row, parts) for row in rows]


def list_view(list_id: str, actor: Actor, *, parts: Parts) -> ListView:
    """Open one list of the actor's desk; Refused for any other."""
    return _view(own_list(list_id, actor), parts)


def first_lines(list_id: str, actor: Actor, *, now: datetime, parts: Parts) -> list[Line]:
    """Give the first rows below the header, for a page; that they were shown is in the ledger."""
    row = own_list(list_id, actor)
    if not row.blobs:
        return []
    inner = record_of(row, parts=parts)
    card = card_in(inner, bytes(row.card), ListKind(row.kind))
    record(actor=actor, now=now, parts=parts, act="list looked at", subject=list_id)
    if card.is_document:
        return []
    data = file_of(row, inner, parts=parts)
    lines = parts.tables.open(io.BytesIO(data), card.wishes).lines
    return list(islice(lines, card.heading_lines, card.heading_lines + SHOWN))


@dataclass(frozen=True)
class ReportWords:
    """The words of a report beside those of its list: its own three columns, “refused”, and what is wrong with a row.

    `said` is given the sentence and the field it is about, which may be empty.
    """

    columns: tuple[str, ...] = OF_REPORTS
    refused: str = Done.REFUSED.value
    said: Callable[[str, str], str] = lambda sentence, field: f"{field}: {sentence}" if field else sentence


def report_of(
    list_id: str, actor: Actor, *, now: datetime, parts: Parts, words: ReportWords = ReportWords()
) -> Iterator[list[str]]:
    """Give the report of a list: a header, then the rows that were not taken; that it was given is in the ledger."""
    row = own_list(list_id, actor)
    inner = record_of(row, parts=parts)
    card = card_in(inner, bytes(row.card), ListKind(row.kind))
    if row.state != "done":
        raise Invalid("list", "There is no report yet.")
    header = card.mapping.of(card.header, ListKind(row.kind)).header if card.mapping else OF_DOCUMENTS
    record(actor=actor, now=now, parts=parts, act="list report given", subject=list_id)
    portions = Portion.objects.filter(list_id=list_id).order_by("number")
    return _report(header, (portion_in(inner, one) for one in portions.iterator()), words)


def mappings_of(kind: ListKind, actor: Actor, *, parts: Parts) -> list[MappingView]:
    """List the mappings kept for this kind of list, by name."""
    require_account(actor, DESK_OF[kind])
    views = [_mapping(row, kind, parts) for row in KeptMapping.objects.filter(kind=kind.value)]
    return sorted(views, key=lambda one: (one.name, one.id))


def _view(row: Brought, parts: Parts) -> ListView:
    kind = ListKind(row.kind)
    card = card_in(record_of(row, parts=parts), bytes(row.card), kind)
    return ListView(row.id, kind, row.state, row.brought_by, row.brought_at, row.parts_done, row.parts_of, card)


def _mapping(row: KeptMapping, kind: ListKind, parts: Parts) -> MappingView:
    sealed = bytes(row.sealed)
    private = parts.keys.key(KeyClass.REGISTER, key_id_in(sealed)).private
    inside: Any = canonical.decode(unseal_with(private, sealed))
    mapping = mapping_of(inside["mapping"] | {"columns": dict(inside["columns"])}, kind)
    return MappingView(row.id, inside["name"], mapping)


def _report(header: tuple[str, ...], portions: Iterator[dict[str, Any]], words: ReportWords) -> Iterator[list[str]]:
    yield report_header(header, words.columns)
    for inside in portions:
        for number, cells, column, sentence in inside["refused"]:
            yield report_row(header, cells, number, words.refused, words.said(sentence, column))

"""Opening requests and presences, one at a time for a person who may, or all cards for the matcher."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from khabar.apps.registry.cases import PRESENCES, REQUESTS, STRETCH, for_a_stretch, person_of, record_of
from khabar.apps.registry.models import Arrival, Presence, PresenceList, Request
from khabar.domain.before_asking import Purpose, Verification
from khabar.domain.bodies import text_of, whole_number_of
from khabar.domain.errors import Refused
from khabar.domain.forms import PresenceForm, RequestForm
from khabar.domain.ids import PresenceId, RequestId
from khabar.linkage import Person, person_from_card
from khabar.vault import canonical
from khabar.vault.keys import KeyClass
from khabar.vault.records import Record
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from khabar.domain.bodies import Body
    from khabar.domain.forms import PersonForm
    from khabar.ports import Parts

Row = TypeVar("Row", Request, Presence)

ORIGIN = "origin"
"""Where the body of a row says which list it came from."""
_AT_ONCE = 500
"""Requests that are opened for one query, where many are read."""


@dataclass(frozen=True)
class FiledFrom:
    """Where a request comes from that did not come through the porch: the paper, and the colleague who typed it up."""

    scan: str = ""
    by: str = ""


@dataclass(frozen=True)
class FromList:
    """Where a request or presence from a list has each value from: which list, which line, each cell by its header."""

    list_id: str
    line: int
    cells: tuple[tuple[str, str, str], ...] = field(repr=False)


@dataclass(frozen=True)
class ListFile:
    """A list that was taken in, opened: who made it and how, who brought it, when. Lists of older schemas say less."""

    id: str
    taken_in_at: datetime
    made_by: str
    people_knew: str
    how: str
    made_on: str
    purpose: str
    brought_by: str
    file_name: str


@dataclass(frozen=True)
class RequestFile:
    """An opened request: the form as filed, and what the family desk has established since.

    `is_closed`: it was passed on when its enquirer had died, to the request `passed_to`; that one names it in
    `came_from`.
    """

    id: RequestId
    form: RequestForm
    filed_at: datetime
    locator: str
    verification: Verification
    purpose: Purpose
    reported_dead: bool
    objection: bool
    is_closed: bool = False
    passed_to: str = ""
    came_from: str = ""
    filed_from: FiledFrom = FiledFrom()
    from_list: FromList | None = None

    @property
    def needs_slip(self) -> bool:
        """Whether the form names a slip that opens no page: the number belongs to none, or was used before."""
        return bool(self.form.slip_number) and not self.locator


@dataclass(frozen=True)
class PresenceFile:
    """An opened presence: the form as filed, and where it came from."""

    id: PresenceId
    form: PresenceForm
    filed_at: datetime
    locator: str
    list_id: str
    from_list: FromList | None = None


def list_file(list_id: str, *, parts: Parts) -> ListFile | None:
    """Open what is known of a list that was taken in; None where there is no such list."""
    row = PresenceList.objects.filter(id=list_id).first()
    if row is None:
        return None
    sealed = bytes(row.sealed)
    private = parts.keys.key(KeyClass.REGISTER, key_id_in(sealed)).private
    inside = _map(canonical.decode(unseal_with(private, sealed)))
    names = ("made_by", "people_knew", "how", "made_on", "purpose", "brought_by", "file_name")
    return ListFile(id=row.id, taken_in_at=row.taken_in_at, **{name: text_of(inside, name) for name in names})


def request_file(request_id: RequestId, *, parts: Parts) -> RequestFile:
    """Open one request; Refused where there is none."""
    row = Request.objects.filter(id=request_id).first()
    if row is None:
        raise Refused("no such case")
    return opened_request(row, parts=parts)


def opened_request(row: Request, *, parts: Parts) -> RequestFile:
    """Open the row of a request; Refused when it has been erased."""
    body = record_of(row, parts=parts).open("body", bytes(row.body))
    return RequestFile(
        id=RequestId(row.id),
        form=RequestForm.from_body(_map(body["form"])),
        filed_at=row.filed_at,
        locator=row.locator,
        verification=Verification(whole_number_of(body, "verification")),
        purpose=Purpose(text_of(body, "purpose")),
        reported_dead=bool(body["reported_dead"]),
        objection=bool(body["objection"]),
        is_closed=row.is_closed,
        passed_to=text_of(body, "passed_to"),
        came_from=text_of(body, "came_from"),
        filed_from=FiledFrom(text_of(body, "scan"), text_of(body, "typed_by")),
        from_list=_from_list(body),
    )


def presence_file(presence_id: PresenceId, *, parts: Parts) -> PresenceFile:
    """Open one presence; Refused where there is none."""
    row = Presence.objects.filter(id=presence_id).first()
    if row is None:
        raise Refused("no such case")
    body = record_of(row, parts=parts).open("body", bytes(row.body))
    return PresenceFile(
        id=PresenceId(row.id),
        form=PresenceForm.from_body(_map(body["form"])),
        filed_at=row.filed_at,
        locator=row.locator,
        list_id=row.list_id or "",
        from_list=_from_list(body),
    )


def open_requests(*, parts: Parts) -> list[RequestFile]:
    """Open every request that is neither erased nor closed, oldest first, for the family desk."""
    rows = Request.objects.filter(wrapped_key__isnull=False, is_closed=False).order_by("filed_at", "id")
    return [opened_request(row, parts=parts) for row in rows.iterator()]


def request_cards(*, parts: Parts, unmatched_by: str = "", matched_by: str = "") -> Iterator[Person]:
    """Give the matching card of each open request: all, or those this model has not seen, or those it has."""
    return _cards(_chosen(Request.objects.filter(is_closed=False), unmatched_by, matched_by), parts)


def presence_cards(*, parts: Parts, unmatched_by: str = "", matched_by: str = "") -> Iterator[Person]:
    """Give the matching card of each presence: all, or those this model has not seen, or those it has."""
    return _cards(_chosen(Presence.objects.all(), unmatched_by, matched_by), parts)


def person_of_request(request_id: RequestId, *, parts: Parts) -> Person:
    """Give the sought person's card of one request."""
    return _card(Request.objects.get(id=request_id), parts)


def person_of_presence(presence_id: PresenceId, *, parts: Parts) -> Person:
    """Give the card of one presence."""
    return _card(Presence.objects.get(id=presence_id), parts)


def person_described(form: PersonForm, row_id: str, *, today: date) -> Person:
    """Give the matching attributes of a description that is neither request nor presence, under an id of its own."""
    return person_of(form, row_id, today=today)


def record_under(holder: RequestId | PresenceId, table: str, row: str, *, parts: Parts) -> Record:
    """Give the key under which a row of another table is sealed because it belongs to this request or presence.

    Erasing the request or presence empties that row too. Refused where there is no such holder.
    """
    found = Request.objects.filter(id=holder).first() or Presence.objects.filter(id=holder).first()
    if found is None:
        raise Refused("no such case")
    return Record(table, row, record_of(found, parts=parts).key)


def is_request(holder: str) -> bool:
    """Tell whether an id is that of a request (and not of a presence)."""
    return Request.objects.filter(id=holder).exists()


def request_ids() -> frozenset[str]:
    """Give the ids of all requests, erased ones too, where one query is to tell many holders apart."""
    return frozenset(Request.objects.values_list("id", flat=True))


def is_presence(holder: str) -> bool:
    """Say whether an id is that of a presence."""
    return Presence.objects.filter(id=holder).exists()


def erased_ids() -> frozenset[str]:
    """Give the ids of all cases that have been erased: whoever remembers them forgets them."""
    return frozenset(
        one
        for table in (Request, Presence)
        for one in table.objects.filter(wrapped_key=None).values_list("id", flat=True)
    )


def open_request_ids() -> frozenset[RequestId]:
    """Give the ids of all requests that are neither erased nor closed; opens none."""
    rows = Request.objects.filter(wrapped_key__isnull=False, is_closed=False)
    return frozenset(map(RequestId, rows.values_list("id", flat=True)))


def called_in(ids: Collection[RequestId], *, parts: Parts) -> Iterator[tuple[RequestId, tuple[str, ...]]]:
    """Open these requests, some at a time, and give each name in them: who is sought, and who seeks."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        for row in Request.objects.filter(id__in=wanted[start : start + _AT_ONCE], wrapped_key__isnull=False):
            form = opened_request(row, parts=parts).form
            called = (form.name, *form.other_names, form.enquirer_name, form.enquirer_given)
            yield RequestId(row.id), tuple(dict.fromkeys(name for name in called if name.strip()))


def is_closed(holder: str) -> bool:
    """Tell whether this is a request that was passed on: nothing is told, asked or written under it."""
    return Request.objects.filter(id=holder, is_closed=True).exists()


def closed_ids() -> frozenset[str]:
    """Give the ids of all requests that were passed on."""
    return frozenset(Request.objects.filter(is_closed=True).values_list("id", flat=True))


@dataclass(frozen=True)
class Opened:
    """An arrival opened for filing, with the row as it is kept."""

    key: bytes
    sealed: bytes
    content: bytes


def arrivals(*, parts: Parts) -> list[Opened]:
    """Open all that arrived and is not filed yet, oldest first."""
    found = []
    for row in Arrival.objects.order_by("id"):
        sealed = bytes(row.sealed)
        private = parts.keys.key(KeyClass.REGISTER, key_id_in(sealed)).private
        found.append(Opened(bytes(row.key), sealed, unseal_with(private, sealed)))
    parts.keys.key(KeyClass.REGISTER)
    return found


def something_arrived() -> bool:
    """Say whether anything that was taken in waits to be filed."""
    return Arrival.objects.exists()


def has_register_key(*, parts: Parts) -> bool:
    """Tell whether the register can be opened now."""
    return KeyClass.REGISTER not in parts.keys.locked()


def counts() -> dict[str, int]:
    """Count the rows of each table, for the house's own commands; no surface outside the house may show them."""
    return {REQUESTS: Request.objects.count(), PRESENCES: Presence.objects.count()}


def _chosen(rows: QuerySet[Row], unmatched_by: str, matched_by: str) -> Iterator[Row]:
    """Choose rows, ordered by id; those a model has seen as they lie, for a register may read all of them at once."""
    rows = rows.filter(wrapped_key__isnull=False).only("id", "wrapped_key", "card")
    if matched_by:
        return rows.filter(matched_by=matched_by).iterator()
    return (rows.exclude(matched_by=unmatched_by) if unmatched_by else rows).order_by("id").iterator()


def _cards(rows: Iterator[Row], parts: Parts) -> Iterator[Person]:
    while stretch := list(islice(rows, STRETCH)):
        yield from _opened_cards(stretch, for_a_stretch(parts))


def _opened_cards(rows: Sequence[Row], asked: Parts) -> list[Person]:
    return [_card(row, asked) for row in rows]


def _card(row: Request | Presence, parts: Parts) -> Person:
    return person_from_card(record_of(row, parts=parts).open("card", bytes(row.card)))


def _from_list(body: Body) -> FromList | None:
    """Read where the values came from; None for what did not come on a list, or came before this was kept."""
    if ORIGIN not in body:
        return None
    origin = _map(body[ORIGIN])
    cells = origin.get("cells")
    if not isinstance(cells, list):
        raise TypeError("an origin lists its cells")
    triples = tuple((str(meaning), str(header), str(cell)) for meaning, header, cell in cells)
    return FromList(text_of(origin, "list"), whole_number_of(origin, "line"), triples)


def _map(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("a form is kept as a map")
    return value

"""What the worker does with lists that were handed over: cuts the file into sealed portions, then files one at a time.

Each portion is filed in one transaction with the note of what came of it, so a killed worker goes on where it was, and
no row is filed twice or told twice. The clear file is never on a disk.
"""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from khabar.apps.ledger.actions import record
from khabar.apps.lists.filing import Checked, Done, Filing, Source, Sum, accepted, checked, note_filed
from khabar.apps.lists.keeping import card_in, file_in, portion_in, record_of, sealed_card, sealed_portion
from khabar.apps.lists.models import Brought, Portion
from khabar.domain.errors import Invalid
from khabar.domain.lists.columns import LONGEST, ListKind
from khabar.domain.lists.tables import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from khabar.apps.lists.filing import Outcome
    from khabar.apps.lists.keeping import Card
    from khabar.domain.actors import Actor
    from khabar.ports import Parts
    from khabar.vault.records import Record

ROWS_IN_PORTION: Final = 200
PORTIONS_AT_ONCE: Final = 5
"""Of one errand, so that a round and a family on the telephone do not wait long."""
_CUT_AT: Final = max(LONGEST.values()) + 1
"""A cell longer than any field may be is kept so long, which is enough to say that it is too long."""


def something_waits(now: datetime) -> bool:
    """Say whether a list is to be cut up or filed; needs no key."""
    del now
    return Brought.objects.filter(state__in=("waiting", "filing")).exists()


def do_one_piece(*, actor: Actor, now: datetime, parts: Parts) -> bool:
    """Cut up one list, or file some portions of one; False where nothing waited. The oldest list goes first."""
    row = Brought.objects.filter(state__in=("waiting", "filing")).order_by("brought_at", "id").first()
    if row is None:
        return False
    kind, inner = ListKind(row.kind), record_of(row, parts=parts)
    card = card_in(inner, bytes(row.card), kind)
    if row.state == "waiting":
        try:
            _cut_up(row, inner, card, actor=actor, now=now, parts=parts)
        except Invalid as problem:
            _unread(row, inner, replace(card, why=str(problem)), actor=actor, now=now, parts=parts)
    else:
        _file_some(row, inner, card, actor=actor, now=now, parts=parts)
    return True


def do_all(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Do all that waits; in the round's own step of filing."""
    while do_one_piece(actor=actor, now=now, parts=parts):
        pass


def source_of(card: Card, kind: ListKind) -> Source:
    """Give a list that was handed over as what is filed; its columns bound, its answers at hand."""
    if card.mapping is None or card.origin is None:
        raise Invalid("list", "nobody has said what its columns mean and who made it.")
    return Source(kind, card.mapping.of(card.header, kind), card.origin, card.list_id)


def _cut_up(row: Brought, inner: Record, card: Card, *, actor: Actor, now: datetime, parts: Parts) -> None:
    """Accept the list in the register, put its rows into portions, and let the file go."""
    kind = ListKind(row.kind)
    source = source_of(card, kind)
    data = file_in(inner, parts.blobs.fetch(row.blobs))
    list_id = accepted(
        actor=actor,
        now=now,
        parts=parts,
        kind=kind,
        origin=source.origin,
        file_hash=card.file_hash,
        file_name=card.file_name,
        brought_by=row.brought_by,
    )
    table = parts.tables.open(io.BytesIO(data), card.wishes)
    rows = checked(islice(table.lines, card.heading_lines, None), source.bound)
    portions = [
        Portion(list_id=row.id, number=number, sealed=sealed_portion(inner, number, inside, parts=parts))
        for number, inside in enumerate(_portions(rows))
    ]
    blob = sealed_card(inner, replace(card, list_id=list_id), kind, parts=parts)
    with transaction.atomic():
        claimed = Brought.objects.filter(id=row.id, state="waiting")
        if claimed.update(state="filing", card=blob, parts_of=len(portions), blobs="") != 1:
            return
        Portion.objects.bulk_create(portions, batch_size=50)
        transaction.on_commit(lambda: parts.blobs.drop(row.blobs))
        record(actor=actor, now=now, parts=parts, act="list cut up", subject=row.id)


def _portions(rows: Iterator[Checked]) -> Iterator[dict[str, object]]:
    while some := list(islice(rows, ROWS_IN_PORTION)):
        yield {"rows": [[one.line.number, [_cut(cell) for cell in one.line.cells], one.same_id_in] for one in some]}


def _cut(cell: str) -> str:
    return cell[:_CUT_AT]


def _file_some(row: Brought, inner: Record, card: Card, *, actor: Actor, now: datetime, parts: Parts) -> None:
    source = source_of(card, ListKind(row.kind))
    filing = Filing(source, actor=actor, now=now, parts=parts)
    waiting = Portion.objects.filter(list_id=row.id, is_filed=False).order_by("number")
    for portion in waiting[:PORTIONS_AT_ONCE]:
        _file_portion(row, portion, inner, filing, now=now, parts=parts)
    if not waiting.exists():
        _finish(row, inner, card, source, actor=actor, now=now, parts=parts)


def _file_portion(
    row: Brought, portion: Portion, inner: Record, filing: Filing, *, now: datetime, parts: Parts
) -> None:
    """File the rows of one portion and keep what came of them in their place, in one transaction."""
    rows = [Checked(Line(number, tuple(cells)), same) for number, cells, same in portion_in(inner, portion)["rows"]]
    with transaction.atomic():
        outcomes = filing.file(rows, now=now, parts=parts)
        sealed = sealed_portion(inner, portion.number, _told(outcomes), parts=parts)
        filed = Portion.objects.filter(id=portion.id, is_filed=False).update(is_filed=True, sealed=sealed)
        if filed == 1:
            Brought.objects.filter(id=row.id).update(parts_done=portion.number + 1)


def _told(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Give what came of some rows: how many of each, the keys of those that are here, and the rows to mend whole."""
    total = Sum()
    total.add(outcomes)
    refused = [
        [one.line.number, list(one.line.cells), one.column, one.sentence]
        for one in outcomes
        if one.done is Done.REFUSED
    ]
    return {"counts": [total.counts[done] for done in Done], "keys": b"".join(total.keys), "refused": refused}


def _finish(  # noqa: PLR0913 - one list, and who acts when with what
    row: Brought, inner: Record, card: Card, source: Source, *, actor: Actor, now: datetime, parts: Parts
) -> None:
    """Sum up, and put the whole filing into the ledger as one entry."""
    total = Sum()
    for portion in Portion.objects.filter(list_id=row.id).order_by("number").iterator():
        _add(total, portion_in(inner, portion))
    counts = total.counts
    summed = replace(card, taken=counts[Done.TAKEN], known=counts[Done.KNOWN], refused=counts[Done.REFUSED])
    blob = sealed_card(inner, summed, ListKind(row.kind), parts=parts)
    with transaction.atomic():
        if Brought.objects.filter(id=row.id, state="filing").update(state="done", card=blob) == 1:
            note_filed(actor=actor, now=now, parts=parts, source=source, total=total)


def _add(total: Sum, inside: dict[str, Any]) -> None:
    for done, count in zip(Done, inside["counts"], strict=True):
        total.counts[done] += count
    keys: bytes = inside["keys"]
    total.keys += [keys[at : at + 32] for at in range(0, len(keys), 32)]


def _unread(row: Brought, inner: Record, card: Card, *, actor: Actor, now: datetime, parts: Parts) -> None:
    """Keep why a list could not be read to its end; nothing of it is filed, and its file goes."""
    blob = sealed_card(inner, card, ListKind(row.kind), parts=parts)
    with transaction.atomic():
        if Brought.objects.filter(id=row.id, state="waiting").update(state="unread", card=blob, blobs="") == 1:
            transaction.on_commit(lambda: parts.blobs.drop(row.blobs))
            record(actor=actor, now=now, parts=parts, act="list not read", subject=row.id)

"""The count: one job, no key, done again without harm. It alone writes the numbers that pages show.

A signature is one insert and one update in the request; everything that all signatures share is touched here only, so
that signers never wait for one another. The chain of batches is the record: each batch is one entry of the ledger too.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Sum
from django.db.models.functions import Length

from khabar.apps.ledger.actions import record
from khabar.apps.petitions.models import Batch, Petition, Signature, Threshold
from khabar.domain.errors import Conflict
from khabar.domain.petitions.cells import shown_cells
from khabar.domain.petitions.counting import (
    LEAF_BYTES,
    MOST_IN_A_BATCH,
    head_after,
    leaf_of,
    newly_crossed,
)
from khabar.domain.petitions.counting import Batch as Leaves
from khabar.domain.petitions.plans import Plan
from khabar.domain.petitions.states import SignatureState
from khabar.vault.chains import Head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

PORCH = "porch"
BETWEEN_COUNTS = timedelta(seconds=3)
"""While many sign, a batch gathers so long: pages are at most a few seconds behind, and the chain stays short."""
IDLE = timedelta(minutes=5)
"""Pages say up to when it was counted, so the count looks again also where nobody signs."""
CELLS_EVERY = timedelta(days=1)
"""Groups are counted once a day: whoever watches a page cannot tell from where the last signature came."""
_GONE = (SignatureState.WITHDRAWN, SignatureState.INVALIDATED)


def something_to_count(now: datetime) -> bool:
    """Say whether a count would change a number, or the time up to which it was counted."""
    for petition in Petition.objects.filter(counted_at__lte=now - BETWEEN_COUNTS).values("id", "counted_at", "is_open"):
        if petition["is_open"] and petition["counted_at"] <= now - IDLE:
            return True
        if _to_add(petition["id"]).exists() or _to_remove(petition["id"]).exists():
            return True
    return False


def count(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Bring every petition's numbers up to date; return how many signatures came in or went out."""
    return sum(
        _count_one(petition_id, actor=actor, now=now, parts=parts)
        for petition_id in list(Petition.objects.order_by("id").values_list("id", flat=True))
    )


def recount(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Hold rows, number and chain of each petition against one another, mend what differs; return how many differed.

    The chain is what was published, so it is never rewritten: rows are set to what it says, and the next batch puts
    right what is then missing in it.
    """
    mended = 0
    for petition in Petition.objects.order_by("id").values("id", "confirmed"):
        with transaction.atomic(using=PORCH):
            there = Signature.objects.filter(petition=petition["id"], counted=True).count()
            if there == petition["confirmed"] == _length_of_chain(petition["id"]):
                continue
            _follow_chain(petition["id"])
            record(actor=actor, now=now, parts=parts, act="count mended", subject=petition["id"], chain="porch")
        mended += 1
    return mended


def _count_one(petition_id: str, *, actor: Actor, now: datetime, parts: Parts) -> int:
    changed = 0
    while True:
        with transaction.atomic(using=PORCH):
            leaves = _one_batch(petition_id, now)
            if leaves:
                record(
                    actor=actor,
                    now=now,
                    parts=parts,
                    act="signatures counted",
                    subject=petition_id,
                    details={"added": len(leaves.added), "removed": len(leaves.removed)},
                    chain="porch",
                )
        changed += len(leaves.added) + len(leaves.removed) if leaves else 0
        if leaves is None or max(len(leaves.added), len(leaves.removed)) < MOST_IN_A_BATCH:
            return changed


def _one_batch(petition_id: str, now: datetime) -> Leaves | None:
    """Append what came in and went out since the last batch; None where there is nothing, or another count was first.

    1. claim the number of the next batch by a conditional update; 2. mark the rows; 3. keep the batch; 4. thresholds.
    """
    petition = Petition.objects.get(id=petition_id)
    added = list(_to_add(petition_id).values_list("id", flat=True)[:MOST_IN_A_BATCH])
    removed = list(_to_remove(petition_id).values_list("id", flat=True)[:MOST_IN_A_BATCH])
    leaves = Leaves.of(map(leaf_of, added), map(leaf_of, removed))
    confirmed = petition.confirmed + len(added) - len(removed)
    head = Head(petition.batches, bytes(petition.head))
    after = head_after(head, leaves) if added or removed else head
    numbers = {
        "batches": after.sequence,
        "head": after.hash,
        "confirmed": confirmed,
        "counted_at": now,
        "days": _days_with(petition.days, now, confirmed),
        **_cells_if_due(petition, now),
    }
    if Petition.objects.filter(id=petition_id, batches=petition.batches).update(**numbers) != 1:
        return None
    if not (added or removed):
        return None
    _mark(added, counted=True)
    _mark(removed, counted=False)
    Batch.objects.create(
        petition_id=petition_id,
        number=after.sequence,
        previous=head.hash,
        hash=after.hash,
        added=b"".join(leaves.added),
        removed=b"".join(leaves.removed),
    )
    _cross(petition, confirmed, now)
    return leaves


def _to_add(petition_id: str) -> QuerySet[Signature]:
    return Signature.objects.filter(petition=petition_id, state=SignatureState.CONFIRMED, counted=False)


def _to_remove(petition_id: str) -> QuerySet[Signature]:
    return Signature.objects.filter(petition=petition_id, state__in=_GONE, counted=True)


def _mark(ids: list[str], *, counted: bool) -> None:
    if ids and Signature.objects.filter(id__in=ids, counted=not counted).update(counted=counted) != len(ids):
        raise Conflict("another count was first")


def _cross(petition: Petition, confirmed: int, now: datetime) -> None:
    crossed = set(Threshold.objects.filter(petition=petition).values_list("number", flat=True))
    for number in newly_crossed(Plan.from_plain(petition.plan).thresholds, crossed, confirmed):
        Threshold.objects.get_or_create(petition=petition, number=number, defaults={"crossed_at": now})


def _days_with(days: list[list[object]], now: datetime, confirmed: int) -> list[list[object]]:
    """Give the counts by day with that of today: what it was at the end of each day, never changed afterwards."""
    today = now.date().isoformat()
    before = days[:-1] if days and days[-1][0] == today else days
    return [*before, [today, confirmed]]


def _cells_if_due(petition: Petition, now: datetime) -> dict[str, object]:
    if petition.cells_at is not None and petition.cells_at > now - CELLS_EVERY:
        return {}
    least = Plan.from_plain(petition.plan).least_cell
    return {"cells": {column: _cells(petition.id, column, least) for column in ("place", "language")}, "cells_at": now}


def _cells(petition_id: str, column: str, least: int) -> dict[str, object]:
    rows = Signature.objects.filter(petition=petition_id, counted=True).values_list(column).annotate(Count("id"))
    shown = shown_cells(dict(rows), least=least)
    return {"cells": [list(one) for one in shown.cells], "elsewhere": shown.elsewhere}


def _length_of_chain(petition_id: str) -> int:
    sums = Batch.objects.filter(petition=petition_id).aggregate(
        added=Sum(Length("added")), removed=Sum(Length("removed"))
    )
    return ((sums["added"] or 0) - (sums["removed"] or 0)) // LEAF_BYTES


def _follow_chain(petition_id: str) -> None:
    counted: set[bytes] = set()
    for batch in batches_of(petition_id):
        counted.update(batch.added)
        counted.difference_update(batch.removed)
    for signature_id, was in Signature.objects.filter(petition=petition_id).values_list("id", "counted"):
        if (leaf_of(signature_id) in counted) != was:
            Signature.objects.filter(id=signature_id).update(counted=not was)
    Petition.objects.filter(id=petition_id).update(confirmed=len(counted))


def batches_of(petition_id: str, up_to: int | None = None) -> Iterator[Leaves]:
    """Give the batches of a petition's chain in their order, up to a number; one at a time."""
    rows = Batch.objects.filter(petition=petition_id).order_by("number")
    chosen = rows if up_to is None else rows.filter(number__lte=up_to)
    for added, removed in chosen.values_list("added", "removed").iterator():
        yield Leaves(_leaves(bytes(added)), _leaves(bytes(removed)))


def _leaves(joined: bytes) -> tuple[bytes, ...]:
    return tuple(joined[at : at + LEAF_BYTES] for at in range(0, len(joined), LEAF_BYTES))

"""Correcting what a machine read: a paragraph in other words, another of two readings, and back to how it was read.

The raw text and the first edits stay as they are. Proposals of the paragraph that nobody has decided on are made anew.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import F

from khabar.apps.archive.keeping import card_of, claim_in, leaf_blobs, opened_shelf, paragraphs_in, record_of
from khabar.apps.archive.models import Claim, Leaf
from khabar.apps.archive.proposals import Gone
from khabar.apps.archive.taking_in import require_version
from khabar.apps.ledger.actions import record
from khabar.domain.actors import require_account
from khabar.domain.archive_corrections import corrected
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.repair.edits import switched

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from khabar.apps.archive.keeping import Kept
    from khabar.apps.archive.queries import Passage
    from khabar.domain.actors import Actor
    from khabar.domain.repair.edits import Edit
    from khabar.domain.search_queries import Hidden
    from khabar.ports import Parts

SOMEBODY_CHANGED: Final = "Somebody changed this while you were looking. Please look again."
NO_CHOICE: Final = "There is no other reading here any more. Please look again."
NOT_CORRECTED: Final = "Nobody has corrected this paragraph."


def correct(*, actor: Actor, now: datetime, parts: Parts, seen: Passage, text: str) -> None:
    """Let a paragraph read as somebody wrote it; Invalid (field `text`) where that cannot be."""

    def change(kept: Kept, hidden: Hidden) -> Sequence[Edit]:
        return corrected(kept.paragraph.raw, kept.paragraph.edits, text, hidden)

    _change(seen, change, "paragraph corrected", actor=actor, now=now, parts=parts)


def switch(*, actor: Actor, now: datetime, parts: Parts, seen: Passage, number: int) -> None:
    """Take the other reading of one place; doing it twice changes nothing."""

    def change(kept: Kept, _hidden: Hidden) -> Sequence[Edit]:
        if number not in {one.number for one in seen.choices}:
            raise Conflict(NO_CHOICE)
        return switched(kept.paragraph.edits, number)

    _change(seen, change, "paragraph corrected", actor=actor, now=now, parts=parts)


def as_the_machine_read_it(*, actor: Actor, now: datetime, parts: Parts, seen: Passage) -> None:
    """Let a paragraph read again as the machine read it."""
    if seen.kept.as_read is None:
        raise Invalid("text", NOT_CORRECTED)

    def change(kept: Kept, _hidden: Hidden) -> Sequence[Edit]:
        return kept.paragraph.edits if kept.as_read is None else kept.as_read

    _change(seen, change, "correction taken back", actor=actor, now=now, parts=parts)


def _change(
    seen: Passage,
    change: Callable[[Kept, Hidden], Sequence[Edit]],
    act: str,
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
) -> None:
    """Change the edits of one paragraph as it was seen; Conflict where somebody was faster."""
    account, shelf = require_account(actor, Duty.EDITOR), opened_shelf(parts=parts)
    row = Leaf.objects.select_related("document").filter(id=seen.leaf).first()
    if shelf is None or row is None:
        raise Refused("no such leaf")
    if row.version != seen.version:
        raise Conflict(SOMEBODY_CHANGED)
    inner = record_of(row.document, parts=parts)
    every = list(paragraphs_in(row, inner))
    edits = tuple(change(every[seen.at], shelf.hidden))
    if edits == every[seen.at].paragraph.edits:
        return
    one = every[seen.at] = _edited(every[seen.at], edits, account, now)
    blobs = leaf_blobs(inner, row.id, every, shelf.hidden, parts=parts)
    gone = Gone(inner, card_of(row.document, inner), shelf.hidden, now)
    made = gone.proposals(row.number, seen.at, one, parts=parts)
    with transaction.atomic():
        require_version(shelf)
        same = Leaf.objects.filter(id=row.id, version=seen.version)
        if same.update(**blobs, version=F("version") + 1) != 1:
            raise Conflict(SOMEBODY_CHANGED)
        if row.document.proposed > row.number:
            undecided = Claim.objects.filter(document=row.document, is_decided=False)
            opened = ((claim.id, claim_in(claim, inner)) for claim in undecided)
            Claim.objects.filter(
                id__in=[id_ for id_, each in opened if (each.leaf, each.at) == (row.number, seen.at)]
            ).delete()
            Claim.objects.bulk_create(made)
        record(actor=actor, now=now, parts=parts, act=act, subject=row.document_id)


def _edited(kept: Kept, edits: tuple[Edit, ...], account: str, now: datetime) -> Kept:
    as_read = kept.paragraph.edits if kept.as_read is None else kept.as_read
    paragraph = replace(kept.paragraph, edits=edits)
    if edits == as_read:
        return replace(kept, paragraph=paragraph, as_read=None, corrected_by="", corrected_at=None)
    return replace(kept, paragraph=paragraph, as_read=as_read, corrected_by=account, corrected_at=now)

"""Reading the queue, for the rounds; the porch process may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import BinaryField
from django.db.models.functions import Cast, Substr

from khabar.apps.intake.models import Submission

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 1 << 20
"""Bytes of one row that are ever read: thirty times what the porch seals. Beyond this nothing is ours."""


@dataclass(frozen=True)
class Queued:
    """One submission as it lies on the porch."""

    sequence: int
    key: bytes
    sealed: bytes


def queued() -> Iterator[Queued]:
    """Give everything that waits, oldest first, one at a time.

    Whoever has captured the porch may have written anything into a row: what is read is bytes, whatever was written,
    and never more than LONGEST.
    """
    for sequence in list(Submission.objects.order_by("sequence").values_list("sequence", flat=True)):
        row = (
            Submission.objects.filter(sequence=sequence)
            .annotate(key_read=Cast(Substr("key", 1, 32), BinaryField()))
            .annotate(sealed_read=Cast(Substr("sealed", 1, LONGEST), BinaryField()))
            .values_list("key_read", "sealed_read")
            .first()
        )
        if row is not None:
            yield Queued(sequence, bytes(row[0] or b""), bytes(row[1] or b""))


def something_waits() -> bool:
    """Say whether anything lies on the porch that no round has taken in."""
    return Submission.objects.exists()

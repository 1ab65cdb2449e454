"""Reading what lies on the porch, for the rounds; of the porch process only how much there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import BinaryField
from django.db.models.functions import Cast, Substr

from khabar.apps.deliveries.models import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_WAITING = 40
"""Bundles that the porch keeps until a round comes: a flood of them fills no disk, and every partner sends again."""


@dataclass(frozen=True)
class Laid:
    """One bundle as it lies on the porch."""

    sequence: int
    blob: bytes = field(repr=False)


def is_full() -> bool:
    """Say whether as many bundles wait as the porch keeps."""
    return len(Delivery.objects.values_list("sequence", flat=True)[:MOST_WAITING]) >= MOST_WAITING


def waiting(longest: int) -> Iterator[Laid]:
    """Give what waits, oldest first, one at a time; of each no more than one byte beyond `longest` is read.

    Whoever has captured the porch may have written anything into a row: what is read is bytes.
    """
    for sequence in list(Delivery.objects.order_by("sequence").values_list("sequence", flat=True)):
        blob = (
            Delivery.objects.filter(sequence=sequence)
            .annotate(read=Cast(Substr("blob", 1, longest + 1), BinaryField()))
            .values_list("read", flat=True)
            .first()
        )
        if blob is not None:
            yield Laid(sequence, bytes(blob))

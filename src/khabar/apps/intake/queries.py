"""Reading the queue, for the rounds; the porch process may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.intake.models import Submission

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Queued:
    """One submission as it lies on the porch."""

    sequence: int
    key: bytes
    sealed: bytes


def queued() -> Iterator[Queued]:
    """Give everything that waits, oldest first."""
    for row in list(Submission.objects.order_by("sequence")):
        yield Queued(row.sequence, bytes(row.key), bytes(row.sealed))

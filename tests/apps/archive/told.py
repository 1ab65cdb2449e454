"""What tests of the archive ask of a refusal, of what is kept, and of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from khabar.adapters.blobs.memory import MemoryBlobs
from khabar.apps.archive.memory import Words
from khabar.apps.ledger.models import Entry
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.archive.conftest import Stacks


def refused(problem: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(Invalid) as found:
        problem()
    return found.value.field, found.value.message


def blobs(stacks: Stacks) -> dict[str, bytes]:
    assert isinstance(stacks.parts.blobs, MemoryBlobs)
    return stacks.parts.blobs.kept


def remembers() -> bool:
    return Words._kept is not None


def acts() -> list[str]:
    return list(Entry.objects.order_by("sequence").values_list("act", flat=True))

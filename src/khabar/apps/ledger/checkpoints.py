"""Signing where the ledgers stand, and holding a checkpoint that was kept elsewhere against them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from khabar.apps.ledger.links import DATABASE_OF_CHAIN
from khabar.apps.ledger.models import Chain, Entry
from khabar.apps.ledger.queries import Flaw
from khabar.domain.checkpoints import Checkpoint, Noted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from khabar.ports import Parts


def checkpoint_now(now: datetime, *, parts: Parts) -> Checkpoint:
    """Sign the heads of both chains; ValueError in a process that has nothing to sign with."""
    if parts.second_place is None:
        raise ValueError("this process has nothing to sign with")
    heads = {
        chain: Noted.of(row.sequence, bytes(row.head))
        for chain, database in DATABASE_OF_CHAIN.items()
        for row in Chain.objects.using(database).filter(name=chain)
    }
    unsigned = Checkpoint(now.astimezone(UTC), heads, parts.second_place.verify_key)
    return replace(unsigned, signature=parts.second_place.sign(unsigned.statement()))


def flaws_against_checkpoint(kept: Checkpoint) -> Iterator[Flaw]:
    """Name each chain that no longer has the entry that was noted: it was cut, rewritten, or is older than the note."""
    for chain, noted in kept.heads.items():
        if noted.sequence == 0:
            continue
        entries = Entry.objects.using(DATABASE_OF_CHAIN[chain]).filter(chain=chain)
        entry = entries.filter(sequence=noted.sequence).first()
        if entry is not None and noted.is_of(bytes(entry.hash)):
            continue
        last = entries.order_by("-sequence").values_list("sequence", flat=True).first() or 0
        if last < noted.sequence:
            missing = f"It ends at entry {last}; {noted.sequence - last} that were noted are missing."
            yield Flaw(chain, noted.sequence, missing)
        else:
            yield Flaw(chain, noted.sequence, f"Entry {noted.sequence} is not the one the checkpoint noted.")

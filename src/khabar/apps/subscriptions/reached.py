"""Every reader opened, one after the other: for the list of those to warn after a breach, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.apps.subscriptions.mails import reachable
from khabar.apps.subscriptions.models import Reader
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from khabar.ports import Parts


@dataclass(frozen=True)
class Reads:
    """One reader: the address, in which language the newsletter comes, since which day it was asked for."""

    id: str
    address: str = field(repr=False)
    language: str
    on: date


def readers_to_warn(*, parts: Parts) -> Iterator[Reads]:
    """Open each reader of whom an address is left; raises Locked while the mail key is not at hand."""
    parts.keys.key(KeyClass.MAIL)
    rows = Reader.objects.exclude(sealed=b"").order_by("asked_at", "id")
    for row in rows.only("id", "sealed", "language", "asked_at").iterator():
        yield Reads(row.id, reachable(bytes(row.sealed), parts=parts).address, row.language, row.asked_at.date())

"""What an entry's hash speaks for, and in which database each chain lies.

Shared by the app's queries and actions: who writes a chain and who checks it must reckon alike.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from khabar.vault import canonical
from khabar.vault.chains import Link

if TYPE_CHECKING:
    from khabar.apps.ledger.models import Entry

DATABASE_OF_CHAIN = {"house": "default", "porch": "porch"}


def link_of(entry: Entry) -> Link:
    """Give the link that an entry is in its chain: everything in clear and the commitment, hashed."""
    columns = [entry.at.isoformat(), entry.actor, entry.act, entry.subject, entry.event, bytes(entry.commitment)]
    return Link(entry.sequence, bytes(entry.previous), hashlib.sha256(canonical.encode(columns)).digest())

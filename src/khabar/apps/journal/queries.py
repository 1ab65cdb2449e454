"""Which journal is the one of now, by its name in the second place.

It must never name one that a ledger of before a restore was written down in: that one is read, not gone on with.
"""

from __future__ import annotations

from khabar.apps.quarantine.queries import ended_count


def journal_name() -> str:
    """Name the journal of now: after each quarantine the ledger took another way, so another journal begins."""
    return f"withdrawals-{ended_count():04}.journal"

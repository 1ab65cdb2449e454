"""Which journal is the one of now."""

from __future__ import annotations

from khabar.apps.quarantine.queries import ended_count


def journal_name() -> str:
    """Name the journal of now: after each quarantine the ledger took another way, so another journal begins."""
    return f"withdrawals-{ended_count():04}.journal"

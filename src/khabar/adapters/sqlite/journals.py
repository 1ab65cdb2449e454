"""Which journal mode is safe with which SQLite. Plain, so that settings can ask before any database is opened."""

from __future__ import annotations

import sqlite3

SAFE_WAL = (3, 51, 3)


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """Name the journal mode that is safe with this SQLite."""
    return "WAL" if version >= SAFE_WAL else "DELETE"


def durable_pragmas(journal: str) -> tuple[str, ...]:
    """Say how a connection is opened so that a power cut takes nothing that was acknowledged.

    With the rollback journal a commit is the journal's disappearance. FULL does not flush the directory after it: a
    journal that comes back with the power undoes the last commit. EXTRA flushes it; with WAL both are the same.
    """
    return (
        "synchronous = EXTRA",
        f"journal_mode = {journal}",
        "secure_delete = ON",
        "temp_store = MEMORY",
    )

"""Which journal mode is safe with which SQLite. Plain, so that settings can ask before any database is opened."""

from __future__ import annotations

import sqlite3

SAFE_WAL = (3, 51, 3)


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """Name the journal mode that is safe with this SQLite."""
    return "WAL" if version >= SAFE_WAL else "DELETE"

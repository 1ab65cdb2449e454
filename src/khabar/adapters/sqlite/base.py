"""The database engine: Django's SQLite backend with our durability settings and a guard on every statement.

Write-ahead logging is used from SQLite 3.51.3 on only: below it, two connections writing at one instant can corrupt the
file (the WAL-reset bug, sqlite.org, fixed 2026-03-13). `synchronous` is always EXTRA, or an acknowledged row can be
lost: docs/reliability.md shows how, and what FULL alone loses with the rollback journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.backends.sqlite3 import base

from khabar.adapters.sqlite.guard import guard
from khabar.adapters.sqlite.journals import SAFE_WAL, durable_pragmas, journal_mode

if TYPE_CHECKING:
    import sqlite3

    from khabar.adapters.sqlite.guard import Allowed

__all__ = ["SAFE_WAL", "DatabaseWrapper", "journal_mode"]


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite connection, opened durable and guarded."""

    allowed: Allowed | None = None
    journal: str = ""

    def get_connection_params(self) -> dict[str, Any]:
        """Take our own options `allowed` and `journal` out before SQLite sees the rest."""
        parameters = super().get_connection_params()
        self.allowed = parameters.pop("allowed", None)
        self.journal = parameters.pop("journal", "") or journal_mode()
        return parameters

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open the file with full durability; then, if this process has an allow-list, put the guard on."""
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        for pragma in durable_pragmas(self.journal):
            connection.execute(f"PRAGMA {pragma}")
        if self.allowed is not None:
            connection.set_authorizer(guard(self.allowed))
        return connection

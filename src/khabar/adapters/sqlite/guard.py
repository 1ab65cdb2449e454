"""An allow-list for one database connection, enforced by SQLite itself while a statement is prepared.

What is not named is refused: other tables, other verbs, schema changes, attaching files. It is the second line behind
the separation into two databases, and it must never be the first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import TypeAlias

Allowed: TypeAlias = Mapping[str, frozenset[str]]
"""Table name -> verbs out of select, insert, update, delete. `select:column` allows one column only.

Counting rows reads no column, so it needs the whole `select`.
"""

_VERBS = {sqlite3.SQLITE_INSERT: "insert", sqlite3.SQLITE_UPDATE: "update", sqlite3.SQLITE_DELETE: "delete"}
_ALWAYS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_SAVEPOINT})
_SHOWN_PRAGMAS = frozenset({"foreign_keys", "foreign_key_check"})
"""Pragmas that may be read; with a value given they would change something, and are refused."""
_REFUSED_FUNCTIONS = frozenset({"load_extension"})
Authorizer: TypeAlias = Callable[[int, str | None, str | None, str | None, str | None], int]


def guard(allowed: Allowed) -> Authorizer:
    """Make the function SQLite asks for every table and column a statement touches."""

    def may(action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
        return sqlite3.SQLITE_OK if _is_allowed(allowed, action, first or "", second or "") else sqlite3.SQLITE_DENY

    return may


def _is_allowed(allowed: Allowed, action: int, first: str, second: str) -> bool:
    if action in _ALWAYS:
        return True
    if action == sqlite3.SQLITE_READ:
        verbs = allowed.get(first, frozenset())
        return "select" in verbs or f"select:{second}" in verbs
    if action in _VERBS:
        return _VERBS[action] in allowed.get(first, frozenset())
    if action == sqlite3.SQLITE_FUNCTION:
        return second not in _REFUSED_FUNCTIONS
    return action == sqlite3.SQLITE_PRAGMA and first in _SHOWN_PRAGMAS and not second

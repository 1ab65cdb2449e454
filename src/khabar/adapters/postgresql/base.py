"""The database engine: Django's PostgreSQL backend, durable, in which whoever writes has had its turn.

On SQLite every transaction of ours begins with BEGIN IMMEDIATE: nobody else writes until it ends, so what it has read
still holds when it writes. Limits that count, chains and every "look, then save" rely on that. Here the same is
promised by one lock of the database, taken before anything is read: by each transaction, and by each single statement
that writes. READ COMMITTED is then enough, there is nothing to retry, and no two transactions of one database can wait
for each other. Readers wait for nobody.

Rejected: SERIALIZABLE, which asks every action to be done again when it loses; row locks at each place that reads
before it writes, because one that is forgotten shows only under load.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import psycopg
from django.db import transaction
from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS_TO_WAIT: Final = 20
"""How long a writer waits for its turn before it is refused, as on SQLite."""
SECONDS_IDLE: Final = 300
"""After so long without a word in the middle of a transaction, its process is taken for dead and its turn ends."""
WRITERS: Final = 0x6B686162
"""The number of the lock that writers take: "khab" in ASCII. Locks of different databases are different locks."""
TURN: Final = f"SELECT pg_advisory_xact_lock({WRITERS})"
DURABLE: Final = {
    "synchronous_commit": "on",
    "lock_timeout": f"{SECONDS_TO_WAIT}s",
    "idle_in_transaction_session_timeout": f"{SECONDS_IDLE}s",
    "default_transaction_isolation": r"read\ committed",
}
"""What every connection asks for at its start, whatever the server or the role would give it."""
_WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


class _InTurn(CursorWrapper):
    """A cursor that waits for its turn before a single statement that writes; inside a transaction it has it."""

    def execute(self, sql: Any, params: Any = None) -> Any:  # noqa: ANN401 - Django's own signature
        """Run a statement."""
        if self.db.get_autocommit() and _WRITES.match(str(sql)):
            with transaction.atomic(using=self.db.alias):
                return super().execute(sql, params)
        return super().execute(sql, params)

    def executemany(self, sql: Any, param_list: Sequence[Any]) -> Any:  # noqa: ANN401 - Django's own signature
        """Run a statement for each set of values, all or none."""
        if self.db.get_autocommit() and _WRITES.match(str(sql)):
            with transaction.atomic(using=self.db.alias):
                return super().executemany(sql, param_list)
        return super().executemany(sql, param_list)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL connection, opened durable; its transactions write one after another."""

    def get_connection_params(self) -> dict[str, Any]:
        """Ask for durability at the start of each connection."""
        parameters: dict[str, Any] = super().get_connection_params()
        parameters["options"] = " ".join(f"-c {name}={value}" for name, value in DURABLE.items())
        return parameters

    def make_cursor(self, cursor: Any) -> CursorWrapper:  # noqa: ANN401 - Django's own signature
        """Wrap a cursor so that it writes in turn."""
        return _InTurn(cursor, self)

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001 - Django's own signature
        """Begin a transaction by waiting for the turn to write; refused after SECONDS_TO_WAIT, with nothing begun."""
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # the stubs leave it out
        if autocommit:
            return
        try:
            with self.wrap_database_errors:
                self.connection.execute(TURN)
        except BaseException:
            self._give_up()
            raise

    def _give_up(self) -> None:
        """Leave the transaction that never had its turn; a connection that is gone is closed by Django later."""
        with suppress(psycopg.Error):
            self.connection.rollback()
            self.connection.autocommit = True

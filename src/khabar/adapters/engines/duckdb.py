"""The engine DuckDB with Splink: joins in memory on the processors of this machine; nothing is written to a disk.

Both are extras, imported when the engine is opened. It must never be given a text, nor reach for a network.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from khabar.adapters.engines.arrow_tables import arrow_table
from khabar.adapters.engines.extras import part
from khabar.adapters.engines.proposing import Proposed
from khabar.adapters.engines.rough_model import BEST, least_match_weight, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.adapters.engines.rough_model import Rough
    from khabar.linkage.ragged import Ints
    from khabar.linkage.rough_columns import Columns

PARTS: Final = ("duckdb", "splink", "pyarrow")
CHUNK: Final = 20_000
"""People asked for at once. Judged: their pairs and what Splink makes of them stay within a few gigabytes."""
_CONFIG: Final = {
    "temp_directory": "",  # no place to write what does not fit into memory
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


@contextmanager
def opened(register: Columns, rough: Rough) -> Iterator[_Tables]:
    """Open a database in memory with the columns of a register."""
    with closing(part("duckdb").connect(":memory:", config=_CONFIG)) as connection:
        connection.execute("SET enable_external_access = false")
        connection.register("given", arrow_table(register))
        connection.execute("CREATE TABLE registrations AS SELECT * FROM given")
        connection.unregister("given")
        yield _Tables(connection, rough)


@dataclass(frozen=True)
class _Tables:
    """The register in a database; Splink makes and drops its own tables there."""

    connection: Any  # the library gives no types
    rough: Rough

    def propose(self, asked: Columns, people: Ints, *, most: int) -> Proposed:
        """Give the pairs of the highest weight, at most so many for each of the people."""
        splink = part("splink")
        database = splink.DuckDBAPI(self.connection)
        table = arrow_table(asked, people)
        tables = [
            database.register(table, dataset_display_name="a_requests"),
            database.register("registrations", dataset_display_name="b_registrations"),
        ]
        linker = splink.Linker(tables, settings_of(self.rough, overlap="list_has_any"), log_level="ERROR")
        pairs = linker.inference.predict(threshold_match_weight=least_match_weight(self.rough), warning_mode="never")
        found = self.connection.sql(BEST.format(pairs=pairs.physical_name, most=most)).fetchnumpy()
        linker.table_management.delete_tables_created_by_splink_from_db()
        return Proposed(found["unique_id_l"], found["unique_id_r"])

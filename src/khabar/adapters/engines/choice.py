"""The engine of a name: the one place that knows which engines there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from khabar.adapters.engines import duckdb, spark
from khabar.adapters.engines.extras import refuse_without
from khabar.adapters.engines.memory import MemoryEngine
from khabar.adapters.engines.proposing import ProposingEngine

if TYPE_CHECKING:
    from khabar.linkage import Model
    from khabar.ports import LinkageEngine

ENGINES: Final = ("memory", "duckdb", "spark")


def engine_named(name: str, model: Model) -> LinkageEngine:
    """Give an engine. Raises `domain.errors.Outside`, one line, where something it needs is not installed."""
    match name:
        case "memory":
            return MemoryEngine(model)
        case "duckdb":
            refuse_without(name, duckdb.PARTS)
            return ProposingEngine(duckdb.opened, duckdb.CHUNK, model)
        case "spark":
            refuse_without(name, spark.PARTS)
            spark.refuse_without_java()
            return ProposingEngine(spark.opened, spark.CHUNK, model)
    raise ValueError(f"no engine is called {name}")

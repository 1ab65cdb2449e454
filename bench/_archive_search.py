"""How fast a hundred thousand paragraphs are searched, and how often a word is found that another hand wrote.

Khabar folds text and query; beside it SQLite's own tokenizers as they come. The same queries for all; a query's time is
from the words typed to the numbers of the paragraphs found.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from random import Random
from statistics import quantiles
from time import perf_counter
from typing import TYPE_CHECKING, Final

from khabar.adapters.full_text import Fts5Index
from khabar.domain.archive_index import indexed_paragraph
from khabar.domain.repair.found import Block
from khabar.domain.repair.repairing import repaired_blocks
from khabar.domain.search_queries import wanted, without

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench._archive_texts import Variant

Find = Callable[[str], list[int]]
MOST: Final = 100


@dataclass(frozen=True)
class Engine:
    """A filled index: how long filling took, how large it is, and how it is asked."""

    name: str
    seconds: float
    megabytes: float
    find: Find


def ours(folder: Path, texts: Sequence[str]) -> Engine:
    """Index as the program does."""
    path = folder / "khabar.db"
    connection = sqlite3.connect(path, isolation_level=None)
    cursor = connection.cursor()
    index, nothing = Fts5Index(cursor, "?"), without(())
    begun = perf_counter()
    index.create()
    cursor.execute("BEGIN")
    listed = repaired_blocks(Block(text) for text in texts)
    index.put(indexed_paragraph(number, paragraph, nothing) for number, paragraph in enumerate(listed))
    cursor.execute("COMMIT")
    index.purge()
    seconds = perf_counter() - begun
    return Engine("khabar", seconds, _megabytes(path), lambda query: index.find(wanted(query), most=MOST))


def plain(folder: Path, texts: Sequence[str], tokenizer: str) -> Engine:
    """Index by one of SQLite's own tokenizers."""
    path = folder / f"{tokenizer.partition(' ')[0]}.db"
    connection = sqlite3.connect(path, isolation_level=None)
    cursor = connection.cursor()
    begun = perf_counter()
    cursor.execute(f"CREATE VIRTUAL TABLE paragraphs USING fts5(text, tokenize='{tokenizer}')")
    cursor.execute("BEGIN")
    cursor.executemany("INSERT INTO paragraphs(rowid, text) VALUES (?, ?)", enumerate(texts))
    cursor.execute("COMMIT")
    cursor.execute("INSERT INTO paragraphs(paragraphs) VALUES ('optimize')")
    seconds = perf_counter() - begun

    def find(query: str) -> list[int]:
        match = " AND ".join(f'"{word}"' for word in query.split())
        select = "SELECT rowid FROM paragraphs WHERE paragraphs MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in cursor.execute(select, (match, MOST))]

    return Engine(f"FTS5 {tokenizer}", seconds, _megabytes(path), find)


def _megabytes(path: Path) -> float:
    return path.stat().st_size / 1e6


def times(engine: Engine, queries: Sequence[str]) -> tuple[float, float]:
    """Ask all queries; give the median and the 95th percentile in milliseconds."""
    taken = []
    for query in queries:
        begun = perf_counter()
        engine.find(query)
        taken.append(1000 * (perf_counter() - begun))
    cuts = quantiles(taken, n=20)
    return cuts[9], cuts[18]


def common_and_rare(texts: Sequence[str], count: int, seed: int = 3) -> list[str]:
    """Draw queries of one to three words as they come in paragraphs: common ones are asked for most."""
    chance = Random(seed)  # noqa: S311 - words for a measurement, from a seed
    found = []
    for _ in range(count):
        words = chance.choice(texts).split(" ")
        at = chance.randrange(len(words) - 3)
        found.append(" ".join(words[at : at + chance.randrange(1, 4)]))
    return found


def found_rates(engine: Engine, asked: Sequence[Variant]) -> dict[str, float]:
    """Give, for each kind of variant, the share whose paragraph was among the first hundred found."""
    rates = {}
    for kind, group in groupby(asked, key=lambda one: one.kind):
        listed = list(group)
        rates[kind] = sum(one.paragraph in engine.find(one.query) for one in listed) / len(listed)
    return rates

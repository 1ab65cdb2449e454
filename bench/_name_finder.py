"""One way of finding names in a register, in a process of its own, so that its time and memory are its own.

Reads {"method", "register": file, "sought": [names], "limit"} as JSON and answers with JSON: for each sought name the
places found, best first, and its milliseconds of the processor; seconds to build; most memory held, in MB.
It must import nothing before it is asked for.
"""

import importlib
import json
import os
import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from math import log
from pathlib import Path
from time import process_time
from typing import Any

from bench._name_worker import most_held, unknowing

Finder = Callable[[str, int], list[int]]


def ours(register: Sequence[str]) -> Finder:
    """Find by khabar's own index, by what was learned alone."""
    entries = ((str(at), name) for at, name in enumerate(register))
    index = importlib.import_module("khabar.names").NameIndex(entries, tables=unknowing())
    return lambda name, limit: [int(found.id) for found in index.search(name, limit=limit)]


def trigrams(register: Sequence[str]) -> Finder:
    """Find by the trigrams of romanised names in SQLite's full text search, ranked by its bm25."""
    connection = importlib.import_module("sqlite3").connect(":memory:")
    connection.execute("create virtual table names using fts5(name, tokenize='trigram', content='', columnsize=1)")
    connection.executemany(
        "insert into names (rowid, name) values (?, ?)", ((at + 1, plain(name)) for at, name in enumerate(register))
    )

    def find(name: str, limit: int) -> list[int]:
        text = plain(name)
        pieces = sorted({text[at : at + 3] for at in range(len(text) - 2)})
        wanted = " OR ".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
        asked = "select rowid from names where names match ? order by rank, rowid limit ?"
        return [at - 1 for (at,) in connection.execute(asked, (wanted, limit))] if wanted else []

    return find


def scan(register: Sequence[str]) -> Finder:
    """Compare with every romanised name by rapidfuzz, words in alphabetical order."""
    process, fuzz = importlib.import_module("rapidfuzz.process"), importlib.import_module("rapidfuzz.fuzz")
    known = [_in_order(name) for name in register]

    def find(name: str, limit: int) -> list[int]:
        return [at for _, _, at in process.extract(_in_order(name), known, scorer=fuzz.ratio, limit=limit)]

    return find


def skeletons(register: Sequence[str]) -> Finder:
    """Find by the bare consonants of romanised words, rare ones first (tf-idf), as a simple way of one's own."""
    numpy = importlib.import_module("numpy")
    places: dict[str, array[int]] = defaultdict(lambda: array("i"))
    for at, name in enumerate(register):
        for key in set(_skeletons(name)):
            places[key].append(at)
    worth = {key: log(len(register) / len(found)) for key, found in places.items()}
    norms = numpy.zeros(len(register))
    for key, found in places.items():
        norms[numpy.frombuffer(found, numpy.int32)] += worth[key] ** 2
    norms = numpy.sqrt(norms) + 1e-9

    def find(name: str, limit: int) -> list[int]:
        keys = [key for key in set(_skeletons(name)) if key in places]
        if not keys:
            return []
        every = numpy.concatenate([numpy.frombuffer(places[key], numpy.int32) for key in keys])
        weights = numpy.repeat([worth[key] ** 2 for key in keys], [len(places[key]) for key in keys])
        found, back = numpy.unique(every, return_inverse=True)
        likeness = numpy.bincount(back, weights) / norms[found]
        return [int(at) for at in found[numpy.lexsort((found, -likeness))[:limit]]]

    return find


def plain(name: str) -> str:
    """Give a name in plain Latin letters."""
    return " ".join(str(importlib.import_module("anyascii").anyascii(name)).lower().split())


def _in_order(name: str) -> str:
    return " ".join(sorted(plain(name).split()))


_ONE_SOUND = [
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"dzh|dsch|dj|zh|j", "g"),
        (r"tch|tsch|ch|sch|sh|s|z", "s"),
        (r"kh|ck|q|c|k|x", "k"),
        (r"ph|p|b|f|v", "b"),
        (r"[^a-z]|[aeiouwyh]", ""),
        (r"(.)\1+", r"\1"),
    )
]


def _skeletons(name: str) -> list[str]:
    found = []
    for word in plain(name).split():
        bare = word
        for pattern, letter in _ONE_SOUND:
            bare = pattern.sub(letter, bare)
        found.append(bare or word)
    return found


METHODS: dict[str, Callable[[Sequence[str]], Finder]] = {
    "khabar": ours,
    "SQLite FTS5 trigram": trigrams,
    "rapidfuzz scan": scan,
    "skeleton keys, tf-idf": skeletons,
}


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Build, then find each sought name."""
    register = Path(asked["register"]).read_text(encoding="utf-8").splitlines()
    begun = process_time()
    find = METHODS[asked["method"]](register)
    built = process_time() - begun
    found, milliseconds = [], []
    for name in asked["sought"]:
        begun = process_time()
        found.append(find(name, asked["limit"]))
        milliseconds.append(1000 * (process_time() - begun))
    return {"found": found, "milliseconds": milliseconds, "built": built, "megabytes": most_held()}


def main() -> None:
    """Answer once; what libraries print goes to the error output."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)
        json.dump(answer(json.load(sys.stdin)), out)


if __name__ == "__main__":
    main()

"""How well columns are put right, beside other readers of PDFs; how fast and how surely words are found.

1. Newsletters written anew from seeds, in four languages, one to three columns, also in rows across the columns: pairs
of paragraphs in order, paragraphs right, letters wrong. 2. A hundred thousand paragraphs: time of a query, words found
that another hand wrote. The peers need an environment of their own: requirements/bench.in.

    ./run bench archive [--only text|search] [--files N] [--paragraphs N] [--peers PYTHON] [--write]
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import click
from bench._archive_figures import Figures, figures, mean
from bench._archive_files import Written, written
from bench._archive_search import Engine, common_and_rare, found_rates, ours, plain, times
from bench._archive_texts import paragraphs, variants
from bench._archive_worker import READERS
from bench._name_tables import Table, write

ROOT: Final = Path(__file__).parents[1]
DOCUMENT: Final = ROOT / "docs" / "archive.md"
TOKENIZERS: Final = ("unicode61 remove_diacritics 2", "trigram")
QUERIES: Final = 2_000
EACH_VARIANT: Final = 50
HOW: Final = (
    "{reader} is not measured: it is not installed. In an environment of its own: python3 -m venv FOLDER; "
    "FOLDER/bin/pip install -r requirements/bench.in; then add --peers FOLDER/bin/python"
)


@dataclass(frozen=True)
class Asked:
    """What is to be measured."""

    files: int
    paragraphs: int
    peers: Path | None
    write: bool

    def tell(self, name: str, tables: Sequence[Table]) -> None:
        """Print tables, and put them into the document if asked."""
        click.echo("\n\n".join(map(str, tables)) + "\n")
        if self.write:
            write(DOCUMENT, name, tables)


@click.command()
@click.option("--only", type=click.Choice(["text", "search"]), multiple=True)
@click.option("--files", type=int, default=5, show_default=True, help="Newsletters of each kind and language.")
@click.option("--paragraphs", "count", type=int, default=100_000, show_default=True)
@click.option("--peers", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Python with the peers.")
@click.option("--write", "into_document", is_flag=True, help="Put the tables into docs/archive.md.")
def main(*, only: Sequence[str], files: int, count: int, peers: Path | None, into_document: bool) -> None:
    """Measure, and print one table after another."""
    todo = Asked(files, count, peers, into_document)
    for name, measure in MEASURES.items():
        if not only or name in only:
            measure(todo)


def of_text(todo: Asked) -> None:
    """Let every reader read the same files."""
    with tempfile.TemporaryDirectory() as place:
        files = list(written(Path(place), range(1, todo.files + 1)))
        told = {reader: found for reader in READERS if (found := _told(reader, files, todo.peers)) is not None}
    readers = list(told)
    order = [
        [f"{direction}, {kind}", *(f"{mean(told[reader][at] for at in group).in_order:.3f}" for reader in readers)]
        for (direction, kind), group in _groups(files)
    ]
    kinds = len(files)
    title = (
        f"Pairs of paragraphs in the right order, {kinds} invented newsletters of 18 paragraphs (16 where indented):"
    )
    todo.tell("columns", [Table(title, ["pages", *readers], order)])
    todo.tell("columns in all", [_in_all(files, told)])


def _groups(files: Sequence[Written]) -> list[tuple[tuple[str, str], list[int]]]:
    placed = sorted(enumerate(files), key=lambda one: one[1].direction)
    kinds = list(dict.fromkeys((one.direction, one.kind) for _, one in placed))
    return [(kind, [at for at, one in placed if (one.direction, one.kind) == kind]) for kind in kinds]


def _in_all(files: Sequence[Written], told: Mapping[str, Sequence[Figures]]) -> Table:
    rows = []
    for direction, group in groupby(sorted(range(len(files)), key=lambda at: files[at].direction), _direction(files)):
        places = list(group)
        for reader, found in told.items():
            one = mean(found[at] for at in places)
            seconds = f"{1000 * one.seconds:,.0f}"
            rows.append(
                [direction, reader, f"{one.in_order:.3f}", f"{one.right:.3f}", f"{one.wrong_letters:.4f}", seconds]
            )
    head = ["pages", "reader", "pairs in order", "paragraphs right", "letters wrong", "ms a page"]
    return Table(
        "The same in all; right: 98 of 100 letters where they belong; on one core, other work on the machine:",
        head,
        rows,
    )


def _direction(files: Sequence[Written]) -> Callable[[int], str]:
    return lambda at: files[at].direction


def _told(reader: str, files: Sequence[Written], peers: Path | None) -> list[Figures] | None:
    """Let one reader read; None where it is not installed."""
    click.echo(f"… {reader}", err=True)
    package = READERS[reader][0]
    python = str(peers) if peers and package in {"pdfplumber", "pypdf"} else sys.executable
    answer = _answer({"reader": reader, "files": [str(one.path) for one in files]}, python)
    if "missing" in answer:
        click.echo(HOW.format(reader=reader), err=True)
        return None
    found = []
    for one, text, seconds in zip(files, answer["texts"], answer["seconds"], strict=True):
        got = figures(one.truth.paragraphs, text)
        found.append(Figures(got.in_order, got.right, got.wrong_letters, seconds / one.truth.pages))
    return found


def _answer(question: dict[str, Any], python: str) -> dict[str, Any]:
    done = subprocess.run(
        [python, "-P", "-m", "bench._archive_worker"],
        input=json.dumps(question),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])},
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def of_search(todo: Asked) -> None:
    """Fill three indexes with the same paragraphs, and ask them the same."""
    texts = paragraphs(todo.paragraphs)
    queries, asked = common_and_rare(texts, QUERIES), list(variants(texts, EACH_VARIANT))
    with tempfile.TemporaryDirectory() as place:
        engines = [ours(Path(place), texts), *(plain(Path(place), texts, tokenizer) for tokenizer in TOKENIZERS)]
        todo.tell("speed of search", [_speeds(engines, queries, todo.paragraphs)])
        todo.tell("spellings", [_spellings(engines, asked)])


def _speeds(engines: Sequence[Engine], queries: Sequence[str], count: int) -> Table:
    rows = []
    for engine in engines:
        middle, most = times(engine, queries)
        filling = [f"{engine.seconds:.0f}", f"{engine.megabytes:.0f}"]
        rows.append([engine.name, f"{middle:.1f}", f"{most:.1f}", *filling])
    head = ["index", "ms, median", "ms, 95 %", "s to fill", "MB"]
    title = f"{len(queries):,} queries of one to three words, at most 100 paragraphs each, in {count:,} paragraphs:"
    return Table(title, head, rows)


def _spellings(engines: Sequence[Engine], asked: Sequence[Any]) -> Table:
    rates = [found_rates(engine, asked) for engine in engines]
    rows = [[kind, *(f"{rate[kind]:.2f}" for rate in rates)] for kind in rates[0]]
    return Table(
        f"Found although another hand wrote the word ({EACH_VARIANT} of each kind):",
        ["spelling of the query", *(engine.name for engine in engines)],
        rows,
    )


MEASURES: Final[Mapping[str, Callable[[Asked], None]]] = {"text": of_text, "search": of_search}


if __name__ == "__main__":
    main()

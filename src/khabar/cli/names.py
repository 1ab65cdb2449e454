"""Shell doors for names: compare two, score a list, search a register.

They read tab-separated files without quoting, call the names library and write beside, then rename: never half a file.
A refusal is one line that names file, line and field; it must never print the names it stumbled over.
"""

import gc
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import IO, Final, TypeVar

import click
from rich.console import Console
from rich.progress import Progress

from khabar.cli.probabilities import a_number
from khabar.names import DEFAULT_PRIOR, Comparison, Lexicon, NameIndex, compare, probability_of, score_pairs

SHOWN_AFTER_SECONDS: Final = 1.0
SCORED_AT_ONCE: Final = 20_000
"""Rows scored together."""
NAMES_REMEMBERED: Final = 500_000
"""So many different names and their words are remembered, some 300 MB; then it begins anew."""
_SCORED: Final = ("probability", "score")
_FOUND: Final = ("query_id", "rank", "id", "probability")

Row = tuple[str, ...]
T = TypeVar("T")


_input: Final = click.Path(path_type=Path)
_prior: Final = click.option(
    "--prior",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=DEFAULT_PRIOR,
    show_default=True,
    callback=a_number,
    help="Share of same persons before the names were looked at.",
)
_out: Final = click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write.")


@dataclass(frozen=True, slots=True)
class Table:
    """A tab-separated file as read: its path, its header, and its rows, each as long as the header."""

    path: Path
    header: Row
    rows: tuple[Row, ...]

    def column(self, name: str) -> int:
        """Find a column by name; refuses a table without it."""
        if name not in self.header:
            raise click.ClickException(f"{self.path}: line 1: there is no column “{name}”.")
        return self.header.index(name)

    def unique(self, name: str) -> int:
        """Find a column of ids; refuses an empty or repeated one."""
        at = self.column(name)
        seen: set[str] = set()
        for line, row in enumerate(self.rows, start=2):
            if not row[at]:
                raise click.ClickException(f"{self.path}: line {line}: “{name}” is empty.")
            if row[at] in seen:
                raise click.ClickException(f"{self.path}: line {line}: this “{name}” has been used in a line before.")
            seen.add(row[at])
        return at


@click.group()
def names() -> None:
    """Compare personal names across scripts and spellings."""


@names.command("compare")
@click.argument("a")
@click.argument("b")
@_prior
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def compare_command(a: str, b: str, *, prior: float, as_json: bool) -> None:
    """Say how likely two names are one person's, and why."""
    found = compare(a, b, prior=prior)
    if as_json:
        click.echo(json.dumps(_document(a, b, found), ensure_ascii=False, indent=2))
        return
    click.echo(f"probability {_number(found.probability)} (prior {_number(prior)}, model {found.model})")
    click.echo(f"score {_number(found.score)}")
    if not found.evidence:
        click.echo("Nothing in these two could be compared: the probability is the prior.")
    for reason in found.evidence:
        click.echo(f"{reason.weight:+.2f}  {reason.left or '–'} | {reason.right or '–'}  {reason.sentence}")


@names.command("score")
@click.argument("pairs", metavar="IN.tsv", type=_input)
@_out
@_prior
def score_command(pairs: Path, *, out: Path, prior: float) -> None:
    """Add probability and score to a table with the columns a and b."""
    table = _read(pairs)
    a, b = table.column("a"), table.column("b")
    for name in _SCORED:
        if name in table.header:
            raise click.ClickException(f"{pairs}: line 1: there is a column “{name}” already.")
    with _nothing_to_clear_away(), _replacing(out) as target:
        _write(target, (*table.header, *_SCORED))
        for row, score in _scored(table.rows, a, b):
            _write(target, (*row, _number(probability_of(score, prior)), _number(score)))


def _scored(rows: Sequence[Row], a: int, b: int) -> Iterator[tuple[Row, float]]:
    """Give each row with the score of its two names."""
    lexicon = Lexicon()
    for start in _watched(range(0, len(rows), SCORED_AT_ONCE), "Scoring"):
        chunk = rows[start : start + SCORED_AT_ONCE]
        lexicon = lexicon if len(lexicon) < NAMES_REMEMBERED else Lexicon()
        scores = score_pairs([row[a] for row in chunk], [row[b] for row in chunk], lexicon=lexicon)
        yield from zip(chunk, scores.tolist(), strict=True)


@names.command("search")
@click.argument("registry", metavar="REGISTRY.tsv", type=_input)
@click.argument("queries", metavar="QUERIES.tsv", type=_input)
@_out
@click.option("--top", type=click.IntRange(min=1), default=10, show_default=True, help="Entries per query.")
@_prior
def search_command(registry: Path, queries: Path, *, out: Path, top: int, prior: float) -> None:
    """Find the entries of a register (id, name) most like each query (query_id, query)."""
    if out.resolve() in {registry.resolve(), queries.resolve()}:
        raise click.ClickException(f"{out}: is read here, and is not written over.")
    register, asked = _read(registry), _read(queries)
    id_, name = register.unique("id"), register.column("name")
    query_id, query = asked.unique("query_id"), asked.column("query")
    with _nothing_to_clear_away(), _replacing(out) as target:
        index = NameIndex((row[id_], row[name]) for row in _watched(register.rows, "Reading the register"))
        search = lru_cache(maxsize=1024)(lambda text: index.search(text, limit=top))
        _write(target, _FOUND)
        for row in _watched(asked.rows, "Searching"):
            for rank, found in enumerate(search(row[query]), start=1):
                _write(target, (row[query_id], str(rank), found.id, _number(probability_of(found.score, prior))))


def _document(a: str, b: str, found: Comparison) -> dict[str, object]:
    return {
        "a": a,
        "b": b,
        "probability": float(_number(found.probability)),
        "score": float(_number(found.score)),
        "prior": found.prior,
        "model": found.model,
        "evidence": [
            {
                "left": reason.left,
                "right": reason.right,
                "weight": float(_number(reason.weight)),
                "sentence": reason.sentence,
            }
            for reason in found.evidence
        ],
    }


def _number(value: float) -> str:
    return f"{value:.9g}"


def _read(path: Path) -> Table:
    """Read a tab-separated UTF-8 file without quoting; every row must be as long as the header."""
    lines = _decoded(path).removeprefix("\ufeff").split("\n")
    while lines and not lines[-1].rstrip("\r"):
        lines.pop()
    if not lines:
        raise click.ClickException(f"{path}: the file is empty.")
    header, *rows = (tuple(line.removesuffix("\r").split("\t")) for line in lines)
    for name in header:
        if header.count(name) > 1:
            raise click.ClickException(f"{path}: line 1: the column “{name}” is there twice.")
    for line, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise click.ClickException(f"{path}: line {line}: {len(row)} fields, but the header has {len(header)}.")
    return Table(path, header, tuple(rows))


def _decoded(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise click.ClickException(f"{path}: cannot be read: {problem.strerror}.") from problem
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise click.ClickException(f"{path}: line {line}: this is not UTF-8 text.") from problem


@contextmanager
def _nothing_to_clear_away() -> Iterator[None]:
    """Keep what was read out of Python's search for garbage, which takes a third of the time and finds nothing."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _replacing(path: Path) -> Iterator[IO[str]]:
    """Open a file beside `path` to write to; it takes the place of `path` only when everything is written."""
    try:
        descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as problem:
        raise click.ClickException(f"{path}: cannot be written: {problem.strerror}.") from problem
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        Path(beside).replace(path)
    except OSError as problem:
        raise click.ClickException(f"{path}: cannot be written: {problem.strerror}.") from problem
    finally:
        Path(beside).unlink(missing_ok=True)


def _write(target: IO[str], row: Sequence[str]) -> None:
    target.write("\t".join(row) + "\n")


def _watched(rows: Sequence[T], doing: str) -> Iterator[T]:
    """Hand out one after another; after the first second, show on standard error how far along they are."""
    begun = monotonic()
    with ExitStack() as shown:
        progress: Progress | None = None
        for done, row in enumerate(rows):
            if progress is None and monotonic() - begun > SHOWN_AFTER_SECONDS:
                progress = shown.enter_context(Progress(console=Console(stderr=True)))
                task = progress.add_task(doing, total=len(rows), completed=done)
            yield row
            if progress is not None:
                progress.advance(task)

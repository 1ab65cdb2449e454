"""Shell door to lists: takes in requests or presences from CSV or a workbook, and reports what was not taken.

Rows are filed in batches, each whole or not at all; taking the same list in twice changes nothing. The mapping is what
the header says, or a file that a person looked at; nothing is taken before it is plain what every column means.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khabar.adapters.keyagent.job import KeysForOneJob
from khabar.apps.lists.filing import BATCH, Done, Filing, Source, Sum, accepted, checked, note_filed
from khabar.cli.list_looks import looked_at, shown_id
from khabar.cli.match_output import whole_or_not_at_all
from khabar.cli.plain_texts import text_of
from khabar.cli.progress import Progress
from khabar.cli.whole_files import require_not_read
from khabar.domain.actors import system
from khabar.domain.errors import Invalid
from khabar.domain.lists.columns import ListKind
from khabar.domain.lists.mapping import heading_of, proposed, unknown_columns
from khabar.domain.lists.mapping_files import mapping_in, toml_of
from khabar.domain.lists.origin import HowMade, Knew, ListOrigin, require_taken
from khabar.domain.lists.reports import report_header, report_row
from khabar.domain.lists.tables import Wishes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from khabar.apps.lists.filing import Outcome
    from khabar.domain.lists.mapping import Bound, Heading, Mapping
    from khabar.domain.lists.tables import Table
    from khabar.ports import Parts

ACTOR = system("import")
_OPTION_OF = {"made_by": "--made-by", "how": "--how", "people_knew": "--people-knew", "made_on": "--made-on"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the command line says of a list."""

    file: Path
    wishes: Wishes
    mapping: Path | None
    report: Path | None
    preview: bool
    write_mapping: Path | None
    origin: ListOrigin = field(repr=False)


@click.group("import")
def import_() -> None:
    """Take in a list: CSV of any separator and encoding, or a workbook (.xlsx)."""


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that both kinds of list have."""
    path = click.Path(path_type=Path, dir_okay=False)
    for option in (
        click.option("--mapping", type=path, help="What the columns mean: a file that --write-mapping has written."),
        click.option("--write-mapping", type=path, help="Write what the columns seem to mean there; take nothing in."),
        click.option("--preview", is_flag=True, help="Show the first rows as they would be understood; take nothing."),
        click.option("--encoding", default="", help="How the letters are written: utf-8, utf-16, cp1256, cp1251 …"),
        click.option("--separator", default="", help="What stands between cells: a character, or tab."),
        click.option("--sheet", default="", help="Which sheet of a workbook."),
        click.option("--how", type=click.Choice([one.value for one in HowMade]), help="How the list was made."),
        click.option("--made-on", default="", help="From when the list is, as written on it."),
        click.option("--purpose", default="", help="What its people were told that it is for."),
        click.option("--report", type=path, help="Write the rows that were not taken there, as CSV to mend and bring."),
        click.argument("file", type=click.Path(path_type=Path)),
    ):
        command = option(command)
    return command


@import_.command()
@_options
@click.option("--made-by", required=True, help="Who made this list.")
@click.option(
    "--people-knew",
    type=click.Choice(["yes", "partly", "no"]),
    required=True,
    help="Whether the people on it knew that they were put on it, and for what.",
)
@click.pass_obj
def presences(parts: Parts, /, **said: Any) -> None:  # noqa: ANN401 - the words of the command line, by their options
    """Take in a list of people who are here. Never one that was leaked, filmed or copied without its people."""
    _import(parts, ListKind.PRESENCES, _asked(said))


@import_.command()
@_options
@click.option("--made-by", default="", help="Who made this list.")
@click.option(
    "--people-knew",
    type=click.Choice(["yes", "partly", "no"]),
    help="Whether the families wished their people to be sought through us.",
)
@click.pass_obj
def requests(parts: Parts, /, **said: Any) -> None:  # noqa: ANN401 - as above
    """Take in a list of requests that families have filed on paper or elsewhere."""
    _import(parts, ListKind.REQUESTS, _asked(said))


def _asked(said: dict[str, Any]) -> Asked:
    origin = ListOrigin(
        made_by=said["made_by"],
        how=HowMade(said["how"] or HowMade.NOT_SAID),
        knew=Knew(said["people_knew"] or Knew.NOT_SAID),
        made_on=said["made_on"],
        purpose=said["purpose"],
    )
    wishes = Wishes(said["encoding"], said["separator"], said["sheet"])
    same = ("file", "mapping", "report", "preview", "write_mapping")
    return Asked(wishes=wishes, origin=origin, **{name: said[name] for name in same})


def _import(parts: Parts, kind: ListKind, asked: Asked) -> None:
    """Do what was asked with one list; what a person can mend comes as one line that names the file."""
    try:
        require_taken(asked.origin, kind)
    except Invalid as problem:
        raise click.ClickException(f"{_OPTION_OF.get(problem.field, problem.field)}: {problem.message}") from problem
    try:
        for option, written in (("--report", asked.report), ("--write-mapping", asked.write_mapping)):
            require_not_read(option, written, (asked.file, asked.mapping))
        with asked.file.open("rb") as source:
            _with_file(parts, kind, asked, source)
    except Invalid as problem:
        told = problem.message if problem.field == "list" else str(problem)
        raise click.ClickException(f"{asked.file}: {told}") from problem
    except OSError as problem:
        if problem.filename is None or str(problem.filename) != str(asked.file):
            raise
        raise click.ClickException(f"{asked.file}: cannot be read: {problem.strerror}.") from problem


def _with_file(parts: Parts, kind: ListKind, asked: Asked, source: BinaryIO) -> None:
    """Look at the header, settle what the columns mean, then show, write or file."""
    given = asked.mapping and mapping_in(text_of(asked.mapping, "--mapping"), kind)
    heading = heading_of(parts.tables.open(source, asked.wishes).lines, kind)
    if given and not given.has_header:
        heading = type(heading)(tuple(one.header for one in given.columns), 0, has_header=False)
    mapping = given or proposed(heading, kind)
    if asked.write_mapping:
        _write_mapping(asked.write_mapping, toml_of(mapping, kind))
        return
    if not given and not asked.preview and (problem := unknown_columns(heading, kind)):
        raise _at_header(problem, heading)
    table = parts.tables.open(source, asked.wishes)
    if asked.preview:
        click.echo(looked_at(table, heading, mapping, kind, today=parts.clock.now().date()))
        return
    source.seek(0)
    file_hash = hashlib.sha256(source.read()).digest()
    _file(parts, kind, asked, _Opened(table, heading, mapping, file_hash))


@dataclass(frozen=True)
class _Opened:
    """A list about to be filed."""

    table: Table
    heading: Heading
    mapping: Mapping
    file_hash: bytes


def _file(parts: Parts, kind: ListKind, asked: Asked, opened: _Opened) -> None:
    bound, now = opened.mapping.of(opened.heading.cells, kind), parts.clock.now()
    list_id = accepted(
        actor=ACTOR,
        now=now,
        parts=parts,
        kind=kind,
        origin=asked.origin,
        file_hash=opened.file_hash,
        file_name=asked.file.name,
    )
    source, total = Source(kind, bound, asked.origin, list_id), Sum()
    refused = []
    for one in _filed(parts, source, opened, total):
        if asked.report is None:
            words = [str(one.line.number), shown_id(one.line, bound), one.done.value, one.to_mend]
            click.echo("\t".join(words).rstrip())
        elif one.done is Done.REFUSED:
            refused.append(one)
    note_filed(actor=ACTOR, now=parts.clock.now(), parts=parts, source=source, total=total)
    if asked.report is not None:
        _write_report(asked.report, refused, bound, total)
    click.echo(_sum(total), err=True)
    if total.counts[Done.REFUSED]:
        sys.exit(1)


def _filed(parts: Parts, source: Source, opened: _Opened, total: Sum) -> Iterator[Outcome]:
    """File batch by batch and give what came of each row, with progress on stderr for anything over a second.

    The agent is asked once for each batch, so a house that is locked meanwhile files no further one.
    """
    filing = Filing(source, actor=ACTOR, now=parts.clock.now(), parts=parts)
    rows = checked(islice(opened.table.lines, opened.heading.lines, None), source.bound)
    with Progress("Taking in") as progress:
        while some := list(islice(rows, BATCH)):
            job = replace(parts, keys=KeysForOneJob(parts.keys))
            outcomes = filing.file(some, now=parts.clock.now(), parts=job)
            total.add(outcomes)
            progress.show(f"{sum(total.counts.values()):,} rows")
            yield from outcomes


def _write_report(path: Path, refused: Sequence[Outcome], bound: Bound, total: Sum) -> None:
    """Write the rows to mend as they stood; a report that cannot be written undoes nothing, and the line says so."""
    try:
        with whole_or_not_at_all(path) as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(report_header(bound.header))
            for one in refused:
                writer.writerow(report_row(bound.header, one.line.cells, one.line.number, one.done.value, one.to_mend))
    except OSError as fault:
        raise click.ClickException(f"{path}: the report cannot be written: {fault.strerror}. {_sum(total)}") from fault


def _sum(total: Sum) -> str:
    return ", ".join(f"{total.counts[done]:,} {done.value}" for done in Done) + "."


def _write_mapping(path: Path, text: str) -> None:
    with whole_or_not_at_all(path) as file:
        file.write(text)
    click.echo(f"{path}: look at it, set right what is wrong, and give it back with --mapping.", err=True)


def _at_header(problem: Invalid, heading: Heading) -> Invalid:
    """Name the line of the header, and how a list whose columns have other names comes in."""
    line = f"line {heading.lines}: " if heading.lines else ""
    words = f"{line}{problem.message} Try --preview, or --write-mapping and --mapping."
    return Invalid("list", words)

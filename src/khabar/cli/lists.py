"""Shell door to lists: takes in requests or presences from a CSV file, with one line of report for each row.

Rows are filed in batches, each whole or not at all; taking the same list in twice changes nothing.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import track

from khabar.apps.registry.actions import Provenance, file_batch, row_keys, take_list
from khabar.apps.registry.rows import Keyed
from khabar.cli.csv_lists import CellFault, Columns, read_records
from khabar.cli.match_lists import LONGEST, OTHER_NAMES_SEPARATORS
from khabar.cli.match_output import harmless
from khabar.domain.actors import system
from khabar.domain.before_asking import Purpose
from khabar.domain.forms import FiledBy, PresenceForm, RequestForm
from khabar.text import without_bidi_controls
from khabar.vault import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from khabar.apps.registry.cases import RowKeys
    from khabar.cli.csv_lists import Record
    from khabar.ports import Parts

BATCH = 200
LONGEST_ID_SHOWN = 200
SHOW_FROM = 5
"""Batches from which on progress is shown: a second's work or more."""
_PERSON = LONGEST | {"two_things_1": 2000, "two_things_2": 2000}
_ENQUIRER = {"enquirer_name": 300, "enquirer_given": 300, "kinship": 200, "email": 254, "purpose": 40}
PRESENCES = Columns(_PERSON, ("id", "name"))
REQUESTS = Columns(_PERSON | _ENQUIRER, ("id", "name"))
"""The person columns of `khabar match`, and what a request may say of its enquirer."""

TAKEN, KNOWN, REFUSED = "taken in", "here already", "refused"


@dataclass(frozen=True)
class Line:
    """One line of the report."""

    row: int
    id: str
    outcome: str
    sentence: str = ""


@dataclass(frozen=True)
class _Kind:
    """One kind of list while it is taken in: its columns, what its row keys start with, how a form is made of a row."""

    columns: Columns
    salt: str
    form: Callable[[dict[str, str]], RequestForm | PresenceForm]
    list_id: str | None = None


@dataclass(frozen=True)
class _Ready:
    record: Record
    row: dict[str, str]
    keyed: Keyed


@click.group("import")
def import_() -> None:
    """Take in a list."""


@import_.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--made-by", required=True, help="Who made this list.")
@click.option(
    "--people-knew",
    type=click.Choice(["yes", "partly", "no"]),
    required=True,
    help="Whether the people on it knew that they were put on it, and for what.",
)
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write the report there, as CSV.")
@click.pass_obj
def presences(parts: Parts, file: Path, made_by: str, people_knew: str, report: Path | None) -> None:
    """Take in a list of people who are here. Never one that was leaked, filmed or copied without its people."""
    if people_knew == "no":
        raise click.ClickException("A list whose people did not know of it is not taken in.")
    if not made_by.strip():
        raise click.ClickException("--made-by: please name who made this list.")
    records = read_records(file, PRESENCES)
    now = parts.clock.now()
    provenance = Provenance(made_by.strip(), people_knew, hashlib.sha256(file.read_bytes()).digest())
    list_id = take_list(actor=system("import"), now=now, parts=parts, provenance=provenance)

    def form(row: dict[str, str]) -> PresenceForm:
        return PresenceForm(
            **_person(row), filed_by=FiledBy.LIST, list_id=list_id, list_row=row["id"], filed_at=now.isoformat()
        )

    kind = _Kind(PRESENCES, f"presence\x00{made_by.strip()}", form, list_id)
    _tell(_take_in(records, kind, now, parts), report)


@import_.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write the report there, as CSV.")
@click.pass_obj
def requests(parts: Parts, file: Path, report: Path | None) -> None:
    """Take in a list of requests that families have filed on paper or elsewhere."""
    records = read_records(file, REQUESTS)
    now = parts.clock.now()

    def form(row: dict[str, str]) -> RequestForm:
        purpose = row.get("purpose", "") or Purpose.NOT_TOLD.value
        if purpose not in set(Purpose):
            raise CellFault("purpose", f"is none of {', '.join(Purpose)}.")
        enquirer: dict[str, Any] = {name: row.get(name, "") for name in _ENQUIRER if name != "purpose"}
        return RequestForm(**_person(row), **enquirer, purpose=Purpose(purpose), filed_at=now.isoformat())

    _tell(_take_in(records, _Kind(REQUESTS, "request", form), now, parts), report)


def _person(row: dict[str, str]) -> dict[str, Any]:
    others = row.get("other_names", "")
    for separator in OTHER_NAMES_SEPARATORS:
        others = others.replace(separator, "\n")
    things = (row.get("two_things_1", ""), row.get("two_things_2", ""))
    same = ("name", "father", "grandfather", "mother", "sex", "birth_place", "nationality", "last_place")
    return {
        **{column: row.get(column, "") for column in same},
        "other_names": tuple(name.strip() for name in others.split("\n") if name.strip()),
        "birth": row.get("birth_date", ""),
        "two_things": tuple(thing for thing in things if thing),
    }


def _take_in(records: Sequence[Record], kind: _Kind, now: datetime, parts: Parts) -> Iterator[Line]:
    ids: dict[str, int] = {}
    keys = row_keys(actor=system("import"), now=now, parts=parts)
    batches = [records[start : start + BATCH] for start in range(0, len(records), BATCH)]
    console = Console(stderr=True)
    for batch in track(batches, "Taking in", console=console, disable=len(batches) < SHOW_FROM, transient=True):
        ready, lines = [], []
        for record in batch:
            try:
                ready.append(_ready(record, kind, keys, ids))
            except CellFault as fault:
                told = f"{fault.column}: {fault.sentence}" if fault.column else fault.sentence
                lines.append(Line(record.line, _shown_id(record), REFUSED, told))
        forms = [one.keyed for one in ready]
        filed = file_batch(actor=system("import"), now=now, parts=parts, forms=forms, list_id=kind.list_id)
        lines += [
            Line(one.record.line, _shown_id(one.record), TAKEN if filed_id else KNOWN)
            for one, filed_id in zip(ready, filed, strict=True)
        ]
        yield from sorted(lines, key=lambda line: line.row)


def _ready(record: Record, kind: _Kind, keys: RowKeys, ids: dict[str, int]) -> _Ready:
    row = record.row(kind.columns)
    if before := ids.get(row["id"]):
        raise CellFault("id", f"the same id stands in line {before}.")
    ids[row["id"]] = record.line
    made = kind.form(row)
    for problem in made.validate():
        raise CellFault({"birth": "birth_date"}.get(problem.field, problem.field), problem.message)
    key = keys.of(canonical.encode([kind.salt, sorted(row.items())]))
    return _Ready(record, row, Keyed(key, made))


def _shown_id(record: Record) -> str:
    """Give a record's id for one line of a terminal: never another cell, no control characters, not for ever long."""
    at = record.columns.index("id")
    cell = record.cells[at] if at < len(record.cells) else ""
    shown = "".join(char if char.isprintable() else "?" for char in without_bidi_controls(cell).strip())
    return shown if len(shown) <= LONGEST_ID_SHOWN else shown[: LONGEST_ID_SHOWN - 1] + "…"


def _tell(lines: Iterator[Line], report: Path | None) -> None:
    counts = dict.fromkeys((TAKEN, KNOWN, REFUSED), 0)
    kept = []
    for line in lines:
        counts[line.outcome] += 1
        kept.append(line)
    told = ", ".join(f"{count:,} {outcome}" for outcome, count in counts.items()) + "."
    if report is not None:
        try:
            _write_report(kept, report)
        except OSError as fault:
            raise click.ClickException(f"{report}: the report cannot be written: {fault.strerror}. {told}") from fault
    else:
        for line in kept:
            click.echo("\t".join([str(line.row), line.id, line.outcome, line.sentence]).rstrip())
    click.echo(told, err=True)
    if counts[REFUSED]:
        sys.exit(1)


def _write_report(lines: Sequence[Line], report: Path) -> None:
    with report.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["line", "id", "outcome", "why"])
        writer.writerows([line.row, harmless(line.id), line.outcome, harmless(line.sentence)] for line in lines)

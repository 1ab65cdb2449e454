"""The shell door to PFIF lists in an installation: records in, after the questions about who made the list.

A document is read twice: once whole, so that a broken one brings in nothing and every note is with its person, and
then for taking in. No value of a record is ever printed.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict, Unpack

import click

from khabar.adapters.pfif import read_pfif
from khabar.adapters.pfif.tables import pfif_table
from khabar.apps.copies.actions import Outcome, note_taken_in, take_in_batch
from khabar.apps.copies.becoming import Brought, Done, Source
from khabar.apps.guarantor.actions import require_countersigned
from khabar.apps.registry.actions import RECORDS, Provenance, take_list
from khabar.cli.list_looks import looked_at
from khabar.cli.pfif import printed
from khabar.cli.streams import shown_while_working
from khabar.cli.whole_files import require_not_read
from khabar.domain.actors import system
from khabar.domain.errors import Invalid
from khabar.domain.guaranteeing.acts import ActKind, act_of_file
from khabar.domain.lists.columns import ListKind
from khabar.domain.lists.mapping import heading_of, proposed
from khabar.domain.lists.origin import HowMade, Knew, ListOrigin, require_taken
from khabar.domain.lists.reports import harmless
from khabar.domain.pfif import DocumentFault
from khabar.domain.pfif.looking import Looked, looked, persons_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from khabar.domain.pfif import Event
    from khabar.ports import Parts

BATCH: Final = 100


class Asked(TypedDict):
    """The words of the command line."""

    made_by: str
    people_knew: str
    how: str
    made_on: str
    purpose: str
    report: Path | None
    preview: bool
    as_json: bool


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--made-by", required=True, help="Who made this list.")
@click.option(
    "--people-knew",
    type=click.Choice([one.value for one in (Knew.YES, Knew.PARTLY, Knew.NO)]),
    required=True,
    help="Whether the people on it knew that they were put on it, and for what.",
)
@click.option(
    "--how", type=click.Choice([one.value for one in HowMade]), default="not-said", help="How they came on it."
)
@click.option("--made-on", default="", help="From when it is.")
@click.option("--purpose", default="", help="What its people were told it is for.")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write the report there, as CSV.")
@click.option("--preview", is_flag=True, help="Show how the first records would be understood; take nothing in.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def import_(parts: Parts, file: Path, **asked: Unpack[Asked]) -> None:
    """Take in a PFIF document: who is sought as request, who wrote as presence; who was seen or expired not at all."""
    origin = ListOrigin(
        made_by=asked["made_by"],
        how=HowMade(asked["how"]),
        knew=Knew(asked["people_knew"]),
        made_on=asked["made_on"],
        purpose=asked["purpose"],
    )
    for kind in ListKind:
        require_taken(origin, kind)
    require_not_read("--report", asked["report"], [file])
    known = looked(_events(file), now=parts.clock.now())
    if asked["preview"]:
        click.echo("\n".join(_looks(file, parts.clock.now())))
        return
    outcomes = _taken_in(file, known, origin, parts)
    _tell(outcomes, known, asked)
    if any(Done.REFUSED in one.done for one in outcomes):
        sys.exit(1)


def _looks(file: Path, now: datetime) -> Iterator[str]:
    """Say for each kind how the first records would be understood."""
    for kind in ListKind:
        heading = heading_of(pfif_table(file, kind, now=now).lines, kind)
        yield looked_at(pfif_table(file, kind, now=now), heading, proposed(heading, kind), kind, today=now.date())


def _events(file: Path) -> Iterator[Event]:
    try:
        yield from read_pfif(file)
    except DocumentFault as fault:
        raise Invalid(str(file), f"{fault} Nothing was taken in.") from None


def _taken_in(file: Path, known: Looked, origin: ListOrigin, parts: Parts) -> list[Outcome]:
    actor, now = system("import"), parts.clock.now()
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").digest()
    act = act_of_file(ActKind.IMPORT, digest.hex(), origin.made_by, origin.knew.value)
    require_countersigned(actor=actor, now=now, parts=parts, act=act)
    provenance = Provenance(
        made_by=origin.made_by,
        people_knew=origin.knew.value,
        file_hash=digest,
        kind=RECORDS,
        how=origin.how.value,
        made_on=origin.made_on,
        purpose=origin.purpose,
        brought_by=actor.name,
        file_name=file.name,
    )
    list_id = take_list(actor=actor, now=now, parts=parts, provenance=provenance)
    source, outcomes = Source(known.version, list_id), list[Outcome]()
    with shown_while_working(_checked(file, known), parts.clock, "Taking in") as records:
        while batch := list(islice(records, BATCH)):
            good = [one for one, sentence in batch if not sentence]
            done = iter(take_in_batch(actor=actor, now=now, parts=parts, batch=good, source=source))
            outcomes += [Outcome(one, (Done.REFUSED,), sentence) if sentence else next(done) for one, sentence in batch]
    taken = [one.brought.person.id for one in outcomes if {Done.REQUEST, Done.PRESENCE} & set(one.done)]
    if taken:
        counts = {kind.name.lower(): count for kind, count in _counted(outcomes).items()}
        note_taken_in(actor=actor, now=now, parts=parts, list_id=list_id, record_ids=taken, counts=counts)
    return outcomes


def _checked(file: Path, known: Looked) -> Iterator[tuple[Brought, str]]:
    """Give each person with all notes, and what is wrong with the record; empty where nothing is."""
    for person, notes, wrong in persons_of(_events(file), known):
        yield Brought(person, notes), f"line {wrong.line}: {wrong.text}" if wrong else ""


def _counted(outcomes: Iterable[Outcome]) -> Counter[Done]:
    return Counter(done for one in outcomes for done in one.done)


def _tell(outcomes: Sequence[Outcome], known: Looked, asked: Asked) -> None:
    counts = _counted(outcomes)
    rows = [_row(one) for one in outcomes]
    if asked["report"]:
        _write(rows, asked["report"])
    if asked["as_json"]:
        lines = [dict(zip(("line", "record", "done", "text"), row, strict=True)) for row in rows]
        told = {"version": known.version.value, "persons": known.persons, "lines": lines}
        click.echo(json.dumps(told | {"counts": {one.name.lower(): counts[one] for one in Done}}, indent=2))
    elif not asked["report"]:
        for row in rows:
            click.echo("\t".join(map(str, row)).rstrip())
    click.echo(", ".join(f"{counts[one]:,} {one.value}" for one in Done if counts[one]) + ".", err=True)


def _row(one: Outcome) -> tuple[int, str, str, str]:
    done = ", ".join(done.value for done in one.done)
    return one.brought.person.line, printed(one.brought.person.id), done, one.sentence


def _write(rows: Iterable[tuple[int, str, str, str]], report: Path) -> None:
    with report.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["line", "id", "outcome", "why"])
        writer.writerows([line, harmless(name), done, harmless(why)] for line, name, done, why in rows)

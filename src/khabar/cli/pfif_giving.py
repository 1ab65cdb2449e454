"""The shell door by which one PFIF document leaves an installation: under a Permit, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khabar.adapters.pfif import pfif_bytes
from khabar.apps.copies.giving import give_out
from khabar.cli.whole_files import require_new, write_whole
from khabar.domain.actors import system
from khabar.domain.errors import Refused
from khabar.domain.ids import PermitId, is_id
from khabar.domain.pfif import Version
from khabar.domain.pfif.giving import NOTHING_LEAVES

if TYPE_CHECKING:
    from khabar.ports import Parts


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--permit", default="", help="The Permit under which it leaves.")
@click.option("--version", type=click.Choice([one.value for one in Version]), default="1.4", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Say what was written as one JSON document.")
@click.pass_obj
def export(parts: Parts, file: Path, permit: str, version: str, *, as_json: bool) -> None:
    """Write what one Permit allows, and nothing else, into FILE. Without a Permit in force nothing leaves."""
    require_new(file)
    if not is_id(permit):
        raise Refused(NOTHING_LEAVES)
    now = parts.clock.now()
    given = give_out(actor=system("export"), now=now, parts=parts, permit_id=PermitId(permit), version=Version(version))
    write_whole(file, pfif_bytes(given.document))
    lost = [{"field": one.field, "text": one.why} for one in given.lost]
    if as_json:
        notes = sum(len(one.notes) for one in given.document.persons)
        told = {"version": version, "persons": len(given.document.persons), "notes": notes, "lost": lost}
        click.echo(json.dumps(told, indent=2))
    for one in lost:
        click.echo(f"{one['field']}: {one['text']}.", err=True)

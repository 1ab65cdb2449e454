"""`khabar petition names`: the names of those who ticked that theirs may be handed over, as a PDF to be printed.

It needs the unlocked signatures key and a reason; the ledger keeps who, why and how many, and no name. What is printed
is delivered by hand; delete the file afterwards.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from khabar.apps.campaigns.names import signers_list
from khabar.cli.whole_files import require_new, write_whole
from khabar.domain.actors import system
from khabar.domain.documents import Look

if TYPE_CHECKING:
    from khabar.ports import Parts


@click.command()
@click.argument("slug")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
@click.option("--reason", required=True, help="Why, and to whom it goes. It stands in the ledger.")
@click.option("--language", default="en", help="One language, or two: en,fa.", show_default=True)
@click.pass_obj
def names(parts: Parts, slug: str, out: Path, reason: str, language: str) -> None:
    """Print the names of signers who wished to be named, once, on paper."""
    require_new(out)
    made = signers_list(actor=system("shell"), now=parts.clock.now(), parts=parts, slug=slug, reason=reason)
    write_whole(out, parts.printer.print(made, Look(tuple(language.split(",")))))
    click.echo(f"{len(made.names)} of {made.confirmed} signers wished to be named. Delete the file once it is printed.")

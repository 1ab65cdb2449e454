"""`khabar guarantor`, the house's side: its card, what waits as a file, the guarantor's word taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from khabar.apps.guarantor.actions import NO_GUARANTOR, ask_again, take_in
from khabar.apps.guarantor.queries import licence_standing, number_waiting
from khabar.apps.guarantor.terms import guarantor_of, house_card
from khabar.apps.rounds.guaranteeing import put_what_waits
from khabar.cli.whole_files import require_new, write_whole
from khabar.domain.actors import system
from khabar.domain.bridge.bundles import Coming
from khabar.domain.errors import Refused
from khabar.domain.guaranteeing.bundles import WORD_SIZE
from khabar.domain.guaranteeing.cards import card_text, spoken

if TYPE_CHECKING:
    from khabar.ports import Parts

SHELL = system("shell: guarantor")
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("card")
@click.argument("file", type=_FILE)
@click.pass_obj
def card(parts: Parts, file: Path) -> None:
    """Write this house's card into FILE, for the guarantor; its fingerprint is read aloud, never sent with it."""
    require_new(file)
    made = house_card(parts=parts)
    write_whole(file, card_text(made).encode())
    click.echo(f"Read this to your guarantor over the telephone: {spoken(made)}", err=True)


@click.command("waiting")
@click.argument("file", type=_FILE)
@click.option("--again", is_flag=True, help="Ask once more for what the guarantor has refused.")
@click.pass_obj
def waiting(parts: Parts, file: Path, *, again: bool) -> None:
    """Write what waits for the guarantor into FILE: of one size, whatever waits. Nothing leaves by this."""
    if guarantor_of(parts) is None:
        raise Refused(NO_GUARANTOR)
    require_new(file)
    now = parts.clock.now()
    if again:
        ask_again(actor=SHELL, now=now)
    bundle = put_what_waits(actor=SHELL, now=now, parts=parts)
    write_whole(file, bundle)
    click.echo(f"{len(bundle)} bytes are in {file}; they are as many whatever waits. {number_waiting():,} wait now.")


@click.command("take-in")
@click.argument("file", type=_FILE)
@click.pass_obj
def take_in_word(parts: Parts, file: Path) -> None:
    """Take in the guarantor's word in FILE, whole or not at all; what it has signed leaves with the next round."""
    with file.open("rb") as source:
        blob = source.read(WORD_SIZE + 1)
    now = parts.clock.now()
    taken = take_in(actor=SHELL, now=now, parts=parts, blob=blob)
    if taken.how is Coming.THE_SAME:
        click.echo("This was taken in before; nothing was written.")
        return
    click.echo(f"{taken.countersigned:,} countersigned, {taken.refused:,} refused.")
    standing = licence_standing(now.date(), parts=parts)
    told = f"until {standing.ends}" if standing.ends else "not now: the licence has run out or was withdrawn"
    click.echo(f"Somebody may be asked by name {told}.")

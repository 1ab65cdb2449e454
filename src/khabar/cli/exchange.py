"""`khabar exchange`: this installation's card, its partners, and bundles as files, for those who have no network.

What is printed about a partner is what its card says; nothing here opens what stands inside a bundle.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.conf import settings

from khabar.apps.exchange.actions import add_partner, remove_partner, renew_partner
from khabar.apps.exchange.queries import bundle_for, own_card, partners
from khabar.apps.exchange.taking_in import take_in
from khabar.cli.whole_files import require_new, write_whole
from khabar.domain.actors import system
from khabar.domain.bridge.bundles import Coming
from khabar.domain.bridge.cards import card_text, fingerprint, read_card, spoken
from khabar.domain.errors import Invalid
from khabar.domain.key_cards import LONGEST
from khabar.text import only_digits

if TYPE_CHECKING:
    from khabar.apps.exchange.queries import KnownPartner
    from khabar.apps.exchange.sides import Side
    from khabar.domain.bridge.cards import Card
    from khabar.ports import Parts

NO_SUCH = "No partner has this fingerprint. `khabar exchange partner list` shows them all."
NO_BUNDLE = "No round has made a bundle for this partner yet."
TAKEN = {
    Coming.NEW: "The bundle was taken in.",
    Coming.THE_SAME: "This bundle was taken in before; nothing was written.",
}
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def exchange() -> None:
    """Exchange bundles with partners: cards, and bundles as files."""


@exchange.command()
@click.option("--state", required=True, help="The State under whose law this installation works: three letters.")
@click.option("--files-only", is_flag=True, help="Leave the address out: bundles travel as files.")
@click.pass_obj
def card(parts: Parts, state: str, *, files_only: bool) -> None:
    """Print this installation's card, for a partner; its fingerprint is read aloud, never sent with it."""
    made = own_card(parts=parts, state=state, address="" if files_only else parts.options.porch_address)
    click.echo(card_text(made), nl=False)
    click.echo(f"Read this to your partner over the telephone: {spoken(made)}", err=True)


@exchange.group()
def partner() -> None:
    """Take on, list and let go those with whom bundles are exchanged."""


@partner.command("add")
@click.argument("file", type=_FILE)
@click.option("--fingerprint", "typed", help="The digits your partner read to you; asked for when left out.")
@click.option("--instead-of", help="The fingerprint of a known partner whose new card this is.")
@click.pass_obj
def add(parts: Parts, file: Path, typed: str | None, instead_of: str | None) -> None:
    """Take on the partner whose card FILE is, once its fingerprint was read to you and typed here."""
    theirs = _card_in(file)
    click.echo(f"{theirs.name} ({theirs.kind}, {theirs.state}), {theirs.address or 'by files'}", err=True)
    digits = typed or click.prompt("Fingerprint as your partner read it to you", err=True)
    shell, now = system("shell: exchange"), parts.clock.now()
    if instead_of:
        known = _partner_with(instead_of, parts)
        renew_partner(actor=shell, now=now, parts=parts, partner_id=known.id, card=theirs, typed=digits)
    else:
        add_partner(actor=shell, now=now, parts=parts, card=theirs, typed=digits)
    click.echo("This partner gets a bundle with every round from now on.")


@partner.command("list")
@click.pass_obj
def list_(parts: Parts) -> None:
    """List the partners: fingerprint, name, State, address, and when a bundle of theirs was last taken in."""
    for one in partners(parts=parts):
        last = f"last bundle taken in {one.taken_on}" if one.taken_on else "no bundle taken in yet"
        refused = f", one refused {one.refused_on}" if one.refused_on else ""
        where = one.card.address or "by files"
        click.echo(f"{spoken(one.card)}  {one.card.name} ({one.card.state}), {where}, {last}{refused}")


@partner.command("remove")
@click.argument("printed", metavar="FINGERPRINT")
@click.pass_obj
def remove(parts: Parts, printed: str) -> None:
    """Let a partner go at once: nothing goes to it or is believed of it from now on."""
    known = _partner_with(printed, parts)
    remove_partner(actor=system("shell: exchange"), now=parts.clock.now(), parts=parts, partner_id=known.id)
    click.echo(f"{known.card.name} is no partner any more.")


@exchange.command()
@click.argument("printed", metavar="FINGERPRINT")
@click.argument("file", type=_FILE)
@click.pass_obj
def write(parts: Parts, printed: str, file: Path) -> None:
    """Write the newest bundle for a partner into FILE. Give the file a name that says nothing."""
    bundle = bundle_for(_partner_with(printed, parts).id)
    if bundle is None:
        raise Invalid("", NO_BUNDLE)
    require_new(file)
    write_whole(file, bundle)
    click.echo(f"{len(bundle)} bytes are in {file}; they are as many whatever is inside.")


@exchange.command("read")
@click.argument("file", type=_FILE)
@click.pass_obj
def read_(parts: Parts, file: Path) -> None:
    """Take in the bundle in FILE, whole or not at all; the next round does the rest."""
    side: Side = import_module(settings.BRIDGE).SIDE
    with file.open("rb") as source:
        blob = source.read(max(side.sizes) + 1)
    how = take_in(actor=system("shell: exchange"), now=parts.clock.now(), parts=parts, side=side, blob=blob)
    click.echo(TAKEN[how])


def _card_in(file: Path) -> Card:
    with file.open("rb") as source:
        raw = source.read(LONGEST + 1)
    return read_card(raw.decode("utf-8", errors="replace"))


def _partner_with(printed: str, parts: Parts) -> KnownPartner:
    digits = only_digits(printed) if len(printed) <= LONGEST else ""
    for one in partners(parts=parts):
        if fingerprint(one.card) == digits:
            return one
    raise Invalid("fingerprint", NO_SUCH)

"""`khabar guarantor`, the guarantor's own tool: it needs a folder with its key, and no installation.

What it prints are counts, days and words about kinds; it knows no name, and nothing it could look one up in.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from khabar.adapters.entropy import SystemEntropy
from khabar.cli.guarantor_folder import CARD, KEY, Folder, passphrase_from
from khabar.cli.slips import asked_slip
from khabar.cli.whole_files import require_new, write_whole
from khabar.domain.alarms import CANARY_SETTLES
from khabar.domain.bridge.bundles import next_number
from khabar.domain.errors import Invalid
from khabar.domain.guaranteeing import patterns
from khabar.domain.guaranteeing.acts import MEANINGS, ActKind, counted, countersign
from khabar.domain.guaranteeing.bundles import LONGEST_SETTLING, Invented, Word, sealed_word
from khabar.domain.guaranteeing.cards import Card, Role, card_text, spoken
from khabar.domain.guaranteeing.licences import LONGEST_DAYS, given_for, withdrawn
from khabar.vault.guarantor_keys import new_guarantor_key, wrapped_key
from khabar.vault.passphrases import SHORTEST_PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from khabar.domain.guaranteeing.bundles import Waiting
    from khabar.ports import Clock

CHOICES = [one.value for one in ActKind if one is not ActKind.DECISION]
"""Steps that ask somebody and steps that ask nobody are signed or refused together: which of them was signed would tell
the house's operator which is which."""

SHORT = f"At least {SHORTEST_PASSPHRASE} characters, please: a sentence is best."
NOTHING_CHOSEN = "Choose one: --only says which kinds you sign, --refuse signs none."
_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


class _Bare(Protocol):
    """What commands get that need no installation: the time."""

    @property
    def clock(self) -> Clock:
        """The clock of this machine."""
        ...


def _with_folder(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options by which every command but the first finds the key and the house."""
    for option in (
        click.option("--key", "folder", type=_FOLDER, required=True, help="The folder that `guarantor key` has made."),
        click.option("--house", type=_FILE, required=True, help="The house's card, whose fingerprint was read to you."),
    ):
        command = option(command)
    return command


@click.command("key")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--name", required=True, help="The body that countersigns, as the house is to show it.")
def key(folder: Path, name: str) -> None:
    """Make a key in DIR, which must not be there yet, under a passphrase; and a card for the house."""
    if folder.exists():
        raise Invalid("DIR", f"{folder} is there already; nothing was written.")
    made = new_guarantor_key(SystemEntropy().bytes)
    ours = Card(of=Role.GUARANTOR, name=name, house="", public=made.public, verify_key=made.verify_key)
    passphrase = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Invalid("passphrase", SHORT)
    folder.mkdir(mode=0o700, parents=True)
    write_whole(folder / KEY, wrapped_key(made, passphrase, random=SystemEntropy().bytes))
    write_whole(folder / CARD, card_text(ours).encode())
    os.sync()
    click.echo(f"Give the house {folder / CARD}, and read it this over the telephone: {spoken(ours)}")
    click.echo(f"{folder / KEY} opens with your passphrase alone. Keep a copy of it on another machine.")


@click.command("look")
@click.argument("file", type=_FILE)
@_with_folder
def look(file: Path, folder: Path, house: Path) -> None:
    """Say what waits in the house whose bundle FILE is: counts by day and kind, patterns, how the licence stands."""
    with Folder(folder, house, passphrase_from()) as ours:
        told = ours.waiting(file)
        for line in (*_alarms(told), *_counts(told)):
            click.echo(line)
        ours.note_seen(told)


@click.command("sign")
@click.argument("file", type=_FILE)
@_with_folder
@click.option("--only", type=click.Choice(CHOICES), multiple=True, help="Sign these kinds alone.")
@click.option("--refuse", is_flag=True, help="Sign nothing, and say so.")
@click.option("--out", type=_FILE, required=True, help="The word for the house.")
@click.pass_obj
def sign(bare: _Bare, /, file: Path, folder: Path, **chosen: object) -> None:
    """Countersign what waits in FILE, all of it or some kinds, and write the word for the house."""
    house, only, refuse, out = (chosen[name] for name in ("house", "only", "refuse", "out"))
    if only and refuse:
        raise Invalid("--only", NOTHING_CHOSEN)
    require_new(Path(str(out)))
    with Folder(folder, Path(str(house)), passphrase_from()) as ours:
        told = ours.waiting(file)
        kinds = _kinds(() if refuse else only or CHOICES)
        signed = {
            one.blind: countersign(told.house, one.kind, one.blind, signing=ours.key.signing)
            for one in told.acts
            if one.kind in kinds
        }
        refused = frozenset(one.blind for one in told.acts) - set(signed)
        number = next_number(ours.last_word, bare.clock.now())
        word = Word(house=told.house, number=number, countersigned=signed, refused=refused)
        write_whole(Path(str(out)), sealed_word(word, signing=ours.key.signing, to=told.reply_to))
        ours.note_seen(told)
        ours.note_word(number)
    click.echo(f"{len(signed):,} countersigned, {len(refused):,} refused; the word is in {out}.")


@click.command("licence")
@_with_folder
@click.option("--days", type=int, default=LONGEST_DAYS, show_default=True, help="How long it lasts, from today.")
@click.option("--withdraw", is_flag=True, help="End what was licensed, at once.")
@click.option("--by", required=True, help="Who decided it: a person or a board.")
@click.option("--out", type=_FILE, required=True, help="The word for the house.")
@click.pass_obj
def licence(bare: _Bare, /, folder: Path, house: Path, **chosen: object) -> None:
    """License asking by name for up to 90 days from today, or withdraw it; write the word for the house."""
    out, by, now = Path(str(chosen["out"])), str(chosen["by"]), bare.clock.now()
    require_new(out)
    with Folder(folder, house, passphrase_from()) as ours:
        number = next_number(ours.last_word, now)
        given = (
            withdrawn(on=now.date(), by=by, number=number)
            if chosen["withdraw"]
            else given_for(int(str(chosen["days"])), on=now.date(), by=by, number=number)
        )
        signature = given.signed(ours.house.house, signing=ours.key.signing)
        word = Word(house=ours.house.house, number=number, licence=given, licence_signature=signature)
        write_whole(out, sealed_word(word, signing=ours.key.signing, to=ours.house.public))
        ours.note_word(number)
    told = "Nobody is asked by name any more, once" if given.is_withdrawn else f"Licensed until {given.ends}, once"
    click.echo(f"{told} the house has taken in {out}.")


@click.command("canary")
@_with_folder
@click.option(
    "--settles",
    type=click.IntRange(0, LONGEST_SETTLING),
    default=CANARY_SETTLES.days,
    show_default=True,
    metavar="DAYS",
    help="So long the desk may open it like anybody new.",
)
@click.option("--out", type=_FILE, required=True, help="The word for the house.")
@click.pass_obj
def canary(bare: _Bare, /, folder: Path, house: Path, *, settles: int, out: Path) -> None:
    """Say which slip is an invented person's whom you have filed there, so that an opening rings. It asks for it."""
    require_new(out)
    with Folder(folder, house, passphrase_from()) as ours:
        planted = Invented(asked_slip(), settles)
        number = next_number(ours.last_word, bare.clock.now())
        word = Word(house=ours.house.house, number=number, canaries=(planted,))
        write_whole(out, sealed_word(word, signing=ours.key.signing, to=ours.house.public))
        ours.note_word(number)
    click.echo(f"It is planted once the house has taken in {out}.")
    click.echo("Keep the slip until the house says that it was taken in; then destroy it.")


def _kinds(chosen: object) -> frozenset[ActKind]:
    """Give the kinds that are signed; with asking by name go the steps with which nobody is asked."""
    kinds = {ActKind(str(one)) for one in chosen} if isinstance(chosen, tuple | list) else set()
    return frozenset(kinds | {ActKind.DECISION} if ActKind.ASKING in kinds else kinds)


def _alarms(told: Waiting) -> Iterator[str]:
    for one in told.patterns:
        signs = "; ".join(patterns.MEANINGS[sign] for sign in one.signs)
        yield f"Look here: {one.requests:,} requests of one hand, {one.first} to {one.last}: {signs}."
    if told.licence_ends is None:
        yield "The house may ask nobody by name now: your licence has run out, was withdrawn, or never came."


def _counts(told: Waiting) -> Iterator[str]:
    yield f"Made on {told.made_on}. {len(told.acts) + told.more:,} wait, {told.more:,} of them not in this bundle."
    if told.licence_ends is not None:
        yield f"Your licence to ask lasts until {told.licence_ends}."
    for (day, kind), count in counted(told.acts).items():
        yield f"{day}  {count:>6,}  {kind}: {MEANINGS[kind]}"
    for day, count in told.filed:
        yield f"{day}  {count:>6,}  requests filed"

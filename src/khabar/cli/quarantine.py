"""Shell doors to the quarantine: how it stands, doing a journal again, and two people who end it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from khabar.adapters.keyagent.keyring_files import read_keyring
from khabar.apps.journal.actions import replay as replay_journal
from khabar.apps.quarantine.actions import PEOPLE, end_on_the_porch
from khabar.apps.quarantine.actions import confirm as confirm_until
from khabar.apps.quarantine.queries import is_quarantined, standing
from khabar.cli.keyring import Opener
from khabar.cli.keys import asked_lines, asked_passphrase, keyring_path
from khabar.cli.staff import shell_actor
from khabar.domain.errors import Invalid, Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from khabar.cli.keys import KeyParts
    from khabar.ports import Parts

_NONE = "This installation is not in quarantine."
_STILL = (
    "This house is in no quarantine, but its porch keeps still. Where the house has ended one, "
    "khabar quarantine confirm --until DAY tells the porch."
)
_HOLDERS = ("holder of a recovery line 1", "holder of a recovery line 2")
MAX_JOURNAL = 1 << 30


@click.group()
def quarantine() -> None:
    """See and end a quarantine: the house may remember less than people have said since."""


@quarantine.command()
def show() -> None:
    """Say whether this installation keeps still, since when, and what is missing until it goes on."""
    stands = standing()
    if stands is None:
        click.echo(_STILL if is_quarantined("porch") else _NONE)
        return
    why = "It was restored from a backup" if stands.reason == "restored" else "An older database was put back"
    click.echo(f"In quarantine since {stands.began_at:%Y-%m-%d %H:%M} UTC. {why}.")
    click.echo(
        f"It remembers what was until {stands.as_of:%Y-%m-%d %H:%M} UTC. It takes in, and tells and sends nothing."
    )
    replayed = f"until {stands.replayed_until:%Y-%m-%d %H:%M} UTC" if stands.replayed_until else "not yet"
    click.echo(f"Journal of withdrawals and erasures done again: {replayed}.")
    for name, until in stands.confirmed.items():
        click.echo(f"{name} confirmed that it is complete until {until}.")
    click.echo(f"It ends when {PEOPLE} unlockers confirm the same day: khabar quarantine confirm NAME --until DAY")


@quarantine.command()
@click.argument("journals", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def replay(parts: Parts, journals: tuple[Path, ...]) -> None:
    """Do again every withdrawal and erasure in JOURNALS that is not remembered here. Needs the house unlocked.

    Exit code 1, and nothing done, for a journal that is damaged or another house's.
    """
    if standing() is None:
        raise Refused(_NONE)
    for path in journals:
        found = replay_journal(actor=shell_actor(), now=parts.clock.now(), parts=parts, text=_read(path))
        click.echo(f"{path}: {found.done} done again, {found.known} were known, {found.nobody} of nobody who is here.")
        click.echo(f"It goes until {found.until:%Y-%m-%d %H:%M} UTC.")
        if found.unopened:
            click.echo(f"{found.unopened} lines could not be opened: this keyring does not hold their key.")
        for chain, count in (found.lost or {}).items():
            click.echo(f"{chain}: at most {count} entries of the ledger were written after what is remembered here.")
        for one in found.to_look_at:
            click.echo(f"Look at this before anything is told or sent: {one}")


@quarantine.command()
@click.argument("name", required=False)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The last day that is complete.")
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="Read the passphrase from a file of yours.")
@click.option("--shares", is_flag=True, help="Two holders of recovery lines confirm together.")
@click.option("--without-journal", is_flag=True, help="There is no journal: what was withdrawn is known by other ways.")
@click.pass_obj
def confirm(
    parts: Parts,
    name: str | None,
    until: datetime,
    passphrase_file: Path | None,
    *,
    shares: bool,
    without_journal: bool,
) -> None:
    """Confirm, as the unlocker NAME, that no withdrawal or erasure up to a day is missing. Two people end it."""
    stands = standing()
    if stands is None:
        end_on_the_porch(actor=shell_actor(), now=parts.clock.now())
        click.echo("The house had ended its quarantine before, and the porch goes on too from now on.")
        return
    if stands.replayed_until is None and not without_journal:
        raise Refused("No journal was replayed yet: khabar quarantine replay JOURNAL. None left: --without-journal.")
    names = _people(parts, name, passphrase_file, shares=shares)
    has_ended = confirm_until(actor=shell_actor(), now=parts.clock.now(), parts=parts, names=names, until=_day(until))
    click.echo("The quarantine has ended." if has_ended else "Noted. One more person has to confirm the same day.")


def _people(parts: Parts, name: str | None, passphrase_file: Path | None, *, shares: bool) -> tuple[str, ...]:
    """Give who confirms, once the keyring has opened for them."""
    ours: KeyParts = parts  # type: ignore[assignment]  # the shell's parts hold the whole settings
    keyring = read_keyring(keyring_path(ours.options.home))
    if shares:
        Opener(lines=tuple(asked_lines()) or ("",)).open(keyring)
        return _HOLDERS
    who = name or str(click.prompt("Unlocker", err=True))
    Opener(who, asked_passphrase(passphrase_file)).open(keyring)
    return (who,)


def _day(moment: datetime) -> date:
    return moment.date()


def _read(path: Path) -> str:
    if path.stat().st_size > MAX_JOURNAL:
        raise Invalid("journal", f"{path} is too large for a journal of ours.")
    try:
        return path.read_text(encoding="ascii")
    except UnicodeDecodeError as problem:
        raise Invalid("journal", f"{path} is no journal of ours.") from problem

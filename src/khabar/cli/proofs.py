"""Shell doors to what can be proven: that ledgers and events are whole, and that projections follow from events."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khabar.apps.accounts.entered import factors_that_differ
from khabar.apps.installed import modules
from khabar.apps.ledger.checkpoints import checkpoint_now, flaws_against_checkpoint
from khabar.apps.ledger.queries import (
    chain_lengths,
    flaws_against,
    flaws_in_chain,
    flaws_in_details,
    flaws_in_events,
    heads,
)
from khabar.apps.rounds.comparing import differences
from khabar.cli.checkpoints import read_checkpoint
from khabar.cli.slots import NOT_SAID_YET, are_slots_said, slots_now, slots_that_differ
from khabar.domain.actors import system
from khabar.domain.checkpoints import TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.apps.ledger.queries import Flaw
    from khabar.ports import Parts

PROOFS = "proofs"
"""The module in which an app says how its projections are held against the events."""
LOCKED = (
    "The house is locked: sealed details and projections were not compared; of accounts and duties only whether an "
    "entry was written when they were made, of licences and unlockers nothing."
)


@click.command()
@click.option(
    "--checkpoint",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Heads noted before: each must still be in its chain. Where the file is not there, today's are written to it.",
)
@click.pass_obj
def verify(parts: Parts, checkpoint: Path | None) -> None:
    """Walk both chains and every event, and name each place where something is not as it was written.

    Accounts, duties, unlockers, licences and alarms are held against the entries that made them.

    A chain that was rewritten or cut whole is found only with heads that were noted elsewhere: keep the checkpoint off
    this machine.

    Exit code 1 when anything is found. Needs no key, except for sealed details and projections: those wait.
    """
    flaws = [flaw for chain in ("house", "porch") for flaw in flaws_in_chain(chain)]
    flaws += flaws_in_events(parts.public.verify_keys(parts.public.of_record))
    is_locked = parts.public.of_record in parts.keys.locked()
    if not is_locked:
        flaws += [flaw for chain in ("house", "porch") for flaw in flaws_in_details(chain, parts=parts)]
    if checkpoint is not None and checkpoint.exists():
        flaws += list(_flaws_against(checkpoint, parts))
    found = [f"{flaw.chain}: {flaw.sentence}" for flaw in flaws]
    found += [*differences(parts), *factors_that_differ(parts)]
    if is_locked:
        click.echo(LOCKED, err=True)
    else:
        found += [*slots_that_differ(parts), *(line for kept in modules(PROOFS) for line in kept.differences(parts))]
        if slots_now(parts) and not are_slots_said(parts):
            click.echo(NOT_SAID_YET, err=True)
    for line in found:
        click.echo(line)
    for chain, length in chain_lengths().items():
        click.echo(f"{chain}: {length} entries", err=True)
    if found:
        sys.exit(1)
    if checkpoint is not None and not checkpoint.exists():
        _write(checkpoint, parts)
    click.echo("Nothing was altered, nothing is missing.")


def _flaws_against(kept: Path, parts: Parts) -> Iterator[Flaw]:
    """Compare with a signed checkpoint, or with heads as earlier versions wrote them."""
    with kept.open("rb") as file:
        begins = file.read(len(TITLE))
    if begins == TITLE.encode("ascii"):
        return flaws_against_checkpoint(read_checkpoint(kept, parts))
    return flaws_against(_read(kept))


def _write(checkpoint: Path, parts: Parts) -> None:
    if parts.second_place is None:  # nothing to sign with: a process that is not the shell's
        checkpoint.write_text(json.dumps(heads(), indent=1) + "\n", encoding="utf-8")
    else:
        checkpoint.write_text(checkpoint_now(parts.clock.now(), parts=parts).to_text(), encoding="ascii")


def _read(checkpoint: Path) -> dict[str, tuple[int, str]]:
    try:
        noted = json.loads(checkpoint.read_text(encoding="utf-8"))
        return {str(chain): (int(sequence), str(head)) for chain, (sequence, head) in noted.items()}
    except (ValueError, AttributeError, TypeError) as problem:
        raise click.ClickException(f"{checkpoint}: this is not a checkpoint of ours.") from problem


@click.command()
@click.pass_obj
def rebuild(parts: Parts) -> None:
    """Make the projections anew from the signed events. Needs the house unlocked."""
    actor, now = system("rebuild"), parts.clock.now()
    made = [kept.rebuild(actor=actor, now=now, parts=parts) for kept in modules(PROOFS)]
    click.echo(f"Made anew from the events: {', '.join(made) or 'nothing needed it'}.")

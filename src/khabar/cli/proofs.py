"""Shell doors to what can be proven: that ledgers and events are whole, and that projections follow from events."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khabar.apps.consent.actions import rebuild as rebuild_stances
from khabar.apps.consent.queries import stances_that_differ
from khabar.apps.ledger.queries import (
    chain_lengths,
    flaws_against,
    flaws_in_chain,
    flaws_in_details,
    flaws_in_events,
    heads,
)
from khabar.apps.post.stations import messages_that_differ
from khabar.apps.post.stations import rebuild as rebuild_states
from khabar.apps.trips.projections import rebuild as rebuild_trips
from khabar.apps.trips.projections import trips_that_differ
from khabar.domain.actors import system
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from khabar.ports import Parts


@click.command()
@click.option(
    "--checkpoint",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Heads noted before: each must still be in its chain. Where the file is not there, today's are written to it.",
)
@click.pass_obj
def verify(parts: Parts, checkpoint: Path | None) -> None:
    """Walk both chains and every event, and name each place where something is not as it was written.

    A chain that was rewritten or cut whole is found only with heads that were noted elsewhere: keep the checkpoint off
    this machine.

    Exit code 1 when anything is found. Needs no key, except for sealed details and projections: those wait.
    """
    flaws = [flaw for chain in ("house", "porch") for flaw in flaws_in_chain(chain)]
    flaws += flaws_in_events(parts.public.verify_keys(KeyClass.REGISTER))
    is_locked = KeyClass.REGISTER in parts.keys.locked()
    if not is_locked:
        flaws += [flaw for chain in ("house", "porch") for flaw in flaws_in_details(chain, parts=parts)]
    if checkpoint is not None and checkpoint.exists():
        flaws += list(flaws_against(_read(checkpoint)))
    found = [f"{flaw.chain}: {flaw.sentence}" for flaw in flaws]
    if is_locked:
        click.echo("The house is locked: sealed details and projections were not compared.", err=True)
    else:
        found += [
            f"consent: the stance of {subject} is not what the events say; `khabar rebuild` mends it."
            for subject in stances_that_differ(parts=parts)
        ]
        found += [
            f"post: the state of message {message} is not what its stations say; `khabar rebuild` mends it."
            for message in messages_that_differ(parts=parts)
        ]
        found += [
            f"trips: the account of trip {trip} is not what its marks say; `khabar rebuild` mends it."
            for trip in trips_that_differ(parts=parts)
        ]
    for line in found:
        click.echo(line)
    for chain, length in chain_lengths().items():
        click.echo(f"{chain}: {length} entries", err=True)
    if found:
        sys.exit(1)
    if checkpoint is not None and not checkpoint.exists():
        checkpoint.write_text(json.dumps(heads(), indent=1) + "\n", encoding="utf-8")
    click.echo("Nothing was altered, nothing is missing.")


def _read(checkpoint: Path) -> dict[str, tuple[int, str]]:
    try:
        noted = json.loads(checkpoint.read_text(encoding="utf-8"))
        return {str(chain): (int(sequence), str(head)) for chain, (sequence, head) in noted.items()}
    except (ValueError, AttributeError, TypeError) as problem:
        raise click.ClickException(f"{checkpoint}: this is not a checkpoint of ours.") from problem


@click.command()
@click.pass_obj
def rebuild(parts: Parts) -> None:
    """Make the projections anew from the signed events. Needs the register unlocked."""
    actor, now = system("rebuild"), parts.clock.now()
    made = rebuild_stances(actor=actor, now=now, parts=parts)
    mended = rebuild_states(actor=actor, now=now, parts=parts)
    trips = rebuild_trips(actor=actor, now=now, parts=parts)
    click.echo(
        f"Made anew from the events: the stances of {made} persons, the states of {mended} messages, "
        f"the accounts of {trips} trips."
    )

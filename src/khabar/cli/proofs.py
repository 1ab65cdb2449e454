"""Shell doors to what can be proven: that ledgers and events are whole, and that projections follow from events."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from khabar.apps.consent.actions import rebuild as rebuild_stances
from khabar.apps.consent.queries import stances_that_differ
from khabar.apps.ledger.queries import chain_lengths, flaws_in_chain, flaws_in_details, flaws_in_events
from khabar.apps.post.stations import messages_that_differ
from khabar.apps.post.stations import rebuild as rebuild_states
from khabar.domain.actors import system
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from khabar.ports import Parts


@click.command()
@click.pass_obj
def verify(parts: Parts) -> None:
    """Walk both chains and every event, and name each place where something is not as it was written.

    Exit code 1 when anything is found. Needs no key, except for sealed details and projections: those wait.
    """
    flaws = [flaw for chain in ("house", "porch") for flaw in flaws_in_chain(chain)]
    flaws += flaws_in_events(parts.public.verify_keys(KeyClass.REGISTER))
    is_locked = KeyClass.REGISTER in parts.keys.locked()
    if not is_locked:
        flaws += [flaw for chain in ("house", "porch") for flaw in flaws_in_details(chain, parts=parts)]
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
    for line in found:
        click.echo(line)
    for chain, length in chain_lengths().items():
        click.echo(f"{chain}: {length} entries", err=True)
    if found:
        sys.exit(1)
    click.echo("Nothing was altered, nothing is missing.")


@click.command()
@click.pass_obj
def rebuild(parts: Parts) -> None:
    """Make the projections anew from the signed events. Needs the register unlocked."""
    actor, now = system("rebuild"), parts.clock.now()
    made = rebuild_stances(actor=actor, now=now, parts=parts)
    mended = rebuild_states(actor=actor, now=now, parts=parts)
    click.echo(f"Made anew from the events: the stances of {made} persons, the states of {mended} messages.")

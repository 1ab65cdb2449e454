"""The shell door for the worst day: after it no passphrase opens this house, whoever knows one and whoever asks.

What is left are the recovery lines, which lie with other people in other places. Receiving goes on, sealed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from khabar.adapters.keyagent import AgentControl, Role, socket_path
from khabar.cli.keyring import change_noted, opened_ring, opens, ways_in
from khabar.cli.keys import sockets_path
from khabar.domain.errors import Outside
from khabar.vault.slots import PassphraseSlot

if TYPE_CHECKING:
    from pathlib import Path

    from khabar.cli.keyring import Opener
    from khabar.ports import Parts


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask whether you are sure.")
@opens
def close(parts: Parts, *, opener: Opener, yes: bool) -> None:
    """Lock the house, and take every passphrase's way into it away. Only recovery lines open it again.

    One unlocker is enough. Older copies of the keyring still open with a passphrase: destroy them.
    """
    with opened_ring(opener) as ring:
        lost = [slot.name for slot in ring.keyring.slots if isinstance(slot, PassphraseSlot)]
        if len(lost) == len(ring.keyring.slots):
            raise click.ClickException("There are no recovery lines, so nobody could ever open this house again.")
        if not yes:
            click.confirm(f"{len(lost)} passphrases will open nothing any more. Are you sure?", abort=True, err=True)
        _lock(ring.home)
        keyring, unlocked = ring.keyring, ring.unlocked
        for name in lost:
            keyring, unlocked = keyring.remove_slot(name, unlocked, random=parts.entropy.bytes)
        details = {"passphrases": len(lost), **ways_in(keyring)}
        change_noted(parts, "house closed", details, lambda: ring.write(keyring))
        _lock(ring.home)  # once more: somebody may have unlocked it in between
    click.echo("The house is closed. Two recovery lines open it: khabar unlock --shares", err=True)
    click.echo("Destroy other copies of the keyring: upgrades/, backups with their keys, old disks.", err=True)


def _lock(home: Path) -> None:
    """Let a running agent forget first: from here on nothing is readable, even if the next step breaks."""
    control = AgentControl(socket_path(sockets_path(home), Role.CONTROL))
    if not control.is_there():
        return
    try:
        control.lock()
    except Outside as error:
        raise click.ClickException(f"The key agent does not answer: {error}. Stop it, then try again.") from error

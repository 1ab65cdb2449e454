"""The shell door to keys for backups: a pair of age, the secret half of which goes off this machine."""

from __future__ import annotations

import os
from pathlib import Path

import click

from khabar.adapters.entropy import SystemEntropy
from khabar.domain.errors import Invalid
from khabar.vault.archives import new_offline_key


@click.group()
def recipient() -> None:
    """Keys for backups: the public half goes into the settings, the secret one off this machine."""


@recipient.command("new")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def new_recipient(file: Path) -> None:
    """Draw a key pair; write the secret half to FILE, which must not be there yet, and show the public one."""
    made = new_offline_key(SystemEntropy().bytes)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Invalid("file", f"{file} is there already; nothing was written.") from None
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(f"# opens backups made for {made.recipient}\n{made.identity}\n")
    click.echo(made.recipient)

"""Shell doors to checkpoints: where the ledgers stand, to be kept outside; and one that was kept, compared."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khabar.apps.ledger.checkpoints import checkpoint_now, flaws_against_checkpoint
from khabar.domain.checkpoints import LONGEST, parse_checkpoint
from khabar.domain.errors import Invalid
from khabar.domain.short_forms import short_form
from khabar.vault.errors import Tampered
from khabar.vault.witnessing import require_signature

if TYPE_CHECKING:
    from khabar.domain.checkpoints import Checkpoint
    from khabar.ports import Parts


@click.group()
def checkpoint() -> None:
    """Where the ledgers stand, signed: small enough to print, for somebody outside to keep."""


@checkpoint.command()
@click.pass_obj
def show(parts: Parts) -> None:
    """Show where the ledgers stand now, in nine lines: print it, or give it to a partner."""
    click.echo(checkpoint_now(parts.clock.now(), parts=parts).to_text(), nl=False)


@checkpoint.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def check(parts: Parts, file: Path) -> None:
    """Hold a checkpoint that was kept against the ledgers; exit code 1 where they are not what it says.

    One that is typed from paper needs the first line, the day, and for each chain its number and its forty digits.
    """
    kept = read_checkpoint(file, parts)
    found = [f"{flaw.chain}: {flaw.sentence}" for flaw in flaws_against_checkpoint(kept)]
    for line in found:
        click.echo(line)
    if found:
        sys.exit(1)
    click.echo(f"The ledgers still hold everything that was there at {kept.at:%Y-%m-%d %H:%M} UTC.")


def read_checkpoint(file: Path, parts: Parts) -> Checkpoint:
    """Read a checkpoint and see that this house has signed it; Invalid for any other."""
    with file.open("rb") as opened:
        text = opened.read(LONGEST + 1).decode("utf-8", errors="replace")
    kept = parse_checkpoint(text)
    ours = parts.second_place
    if not kept.signature:
        click.echo("It bears no signature: typed from paper.", err=True)
        return kept
    try:
        require_signature(kept.verify_key, kept.statement(), kept.signature)
    except Tampered as problem:
        raise Invalid("checkpoint", "Its signature does not hold: it was changed after it was signed.") from problem
    if ours is not None and kept.verify_key != ours.verify_key:
        raise Invalid("checkpoint", f"Another house has signed it: {short_form(kept.verify_key)}.")
    return kept

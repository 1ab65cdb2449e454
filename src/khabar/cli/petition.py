"""`khabar petition check`: anybody checks a count, and whether the own signature is in it.

Checking needs no installation, no network and nothing of ours but two files and, if you have one, a printed key.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from khabar.domain.errors import Invalid
from khabar.domain.petitions.proofs import prove, read_chain
from khabar.domain.petitions.snapshots import read_snapshot

if TYPE_CHECKING:
    from khabar.domain.petitions.proofs import Proof

MOST_BYTES = 2**30
"""A chain of ten million signatures has about this size."""


@click.command()
@click.argument("snapshot", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("chain", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--receipt", default="", help="The digits of a signer's receipt: is that signature counted?")
@click.option("--key", default="", help="The public key as you have it on paper; without it, that of the file.")
def check(snapshot: Path, chain: Path, receipt: str, key: str) -> None:
    """Check that a signed count is the number of signatures in its chain."""
    proof = prove(
        read_snapshot(_text(snapshot, "snapshot")), read_chain(_text(chain, "chain")), receipt=receipt, key=key
    )
    for line in _told(proof, key_given=bool(key)):
        click.echo(line)


def _told(proof: Proof, *, key_given: bool) -> list[str]:
    lines = [
        f"The count holds: {proof.confirmed} confirmed signatures as of {proof.as_of}.",
        f"On paper, apart: {proof.on_paper}. The chain does not speak of these.",
        f"The chain ends in {proof.head}.",
    ]
    if proof.receipt_counted:
        lines.append("The signature of this receipt is among them.")
    if key_given:
        return [*lines, "It is signed with the key you gave."]
    return [*lines, f"It is signed with the key {proof.key}.", "Compare that key with one you have on paper."]


def _text(path: Path, field: str) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise Invalid(field, "This file is larger than any chain we publish.")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Invalid(field, "This file is no text.") from None

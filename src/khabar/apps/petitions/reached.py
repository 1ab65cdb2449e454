"""Every signer opened, one after the other: for the list of those to warn after a breach, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.apps.petitions.models import Signature
from khabar.vault import canonical
from khabar.vault.errors import Malformed
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from khabar.ports import Parts


@dataclass(frozen=True)
class Signed:
    """One signer: the name and the address that were written, in which language, on which day."""

    id: str
    name: str = field(repr=False)
    address: str = field(repr=False)
    language: str
    on: date


def signers_to_warn(*, parts: Parts) -> Iterator[Signed]:
    """Open each signature of which anything is left; raises Locked while the signatures key is not at hand."""
    parts.keys.key(KeyClass.SIGNATURES)
    rows = Signature.objects.exclude(sealed=b"").order_by("signed_at", "id")
    for row in rows.only("id", "sealed", "language", "signed_at").iterator():
        blob = bytes(row.sealed)
        inside = canonical.decode(unseal_with(parts.keys.key(KeyClass.SIGNATURES, key_id_in(blob)).private, blob))
        match inside:
            case {"name": str(name), "address": str(address)}:
                yield Signed(row.id, name, address, row.language, row.signed_at.date())
            case _:
                raise Malformed("a signature holds a name and an address")

"""A draft, sealed to the files key: a text that nobody has approved may name somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.domain.petitions.plans import Plan
from khabar.vault import canonical
from khabar.vault.errors import Malformed
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, seal_to, unseal_with

if TYPE_CHECKING:
    from khabar.ports import Parts

SIZES = (32768, 131072)


def sealed_draft(plan: Plan, *, parts: Parts) -> bytes:
    """Seal a draft."""
    return seal_to(parts.public[KeyClass.FILES].public, canonical.encode(plan.to_plain()), pad_to=SIZES)


def opened_draft(blob: bytes, *, parts: Parts) -> Plan:
    """Open a draft; raises Locked while the files key is not at hand."""
    plain = canonical.decode(unseal_with(parts.keys.key(KeyClass.FILES, key_id_in(blob)).private, blob))
    if not isinstance(plain, dict):
        raise Malformed("a draft is a map")
    return Plan.from_plain(plain)

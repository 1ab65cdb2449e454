"""One line of the journal: where the ledgers stood, and the acts since the line before, sealed; signed, and chained.

Every round writes one, whether or not anything was withdrawn. Its form: base64 of a canonical map, a dot, base64 of
the signature over that map.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from khabar.vault import canonical
from khabar.vault.errors import Malformed, Tampered
from khabar.vault.seals import key_id_in, seal_to, unseal_with
from khabar.vault.witnessing import require_signature

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from khabar.ports import Parts, SecondPlace

SIZES = (4096, 65536, 1 << 20)
ACTS_IN_A_BLOCK = 2000
_SCHEMA = 1
_SIGNED = b"khabar/1/journal\x00"
_FIELDS = {"schema": int, "at": str, "heads": dict, "previous": bytes, "acts": list}


@dataclass(frozen=True)
class Line:
    """A line that was read: `heads` are numbers and hashes of both chains, `acts` sealed blocks."""

    at: datetime
    heads: Mapping[str, tuple[int, str]]
    previous: bytes
    acts: Sequence[bytes] = field(repr=False)


def written(
    *, now: datetime, heads: Mapping[str, tuple[int, str]], previous: str | None, acts: Sequence[Any], parts: Parts
) -> str:
    """Write a line; `previous` is the one before it. Needs no key: acts are sealed to a public one."""
    place = require_place(parts)
    public = parts.public[parts.public.of_record].public
    blocks = [acts[at : at + ACTS_IN_A_BLOCK] for at in range(0, len(acts), ACTS_IN_A_BLOCK)] or [[]]
    body = canonical.encode(
        {
            "schema": _SCHEMA,
            "at": now.isoformat(),
            "heads": {chain: [sequence, head] for chain, (sequence, head) in heads.items()},
            "previous": fingerprint(previous),
            "acts": [seal_to(public, canonical.encode(list(block)), pad_to=SIZES) for block in blocks],
        }
    )
    signature = place.sign(_SIGNED + body)
    return f"{base64.b64encode(body).decode()}.{base64.b64encode(signature).decode()}"


def read(text: str, verify_key: bytes) -> Line:
    """Read a line; Tampered where this house has not signed it, Malformed where it is none."""
    encoded, _, signature = text.partition(".")
    try:
        body, signed = base64.b64decode(encoded, validate=True), base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise Malformed("not a line of a journal") from problem
    require_signature(verify_key, _SIGNED + body, signed)
    said = canonical.decode_map(body, dict(_FIELDS))
    if said["schema"] != _SCHEMA:
        raise Malformed("a journal of another version")
    heads = {str(chain): (int(sequence), str(head)) for chain, (sequence, head) in said["heads"].items()}
    return Line(datetime.fromisoformat(said["at"]), heads, said["previous"], said["acts"])


def opened(line: Line, *, parts: Parts) -> list[list[Any]]:
    """Open the acts of a line; Locked while the house is locked, Tampered where a block is none of ours.

    UnknownKey where the key it is sealed to was destroyed, or is younger than this keyring.
    """
    found: list[list[Any]] = []
    for block in line.acts:
        key = parts.keys.key(parts.public.of_record, key_id_in(block))
        acts = canonical.decode(unseal_with(key.private, block))
        if not isinstance(acts, list):
            raise Tampered("a block of the journal holds something else")
        found += acts
    return found


def is_under_current_key(line: Line, *, parts: Parts) -> bool:
    """Say whether a line is sealed to the record key of now, and not to one that may be destroyed."""
    current = parts.public[parts.public.of_record].key_id
    return all(key_id_in(block) == current for block in line.acts)


def fingerprint(line: str | None) -> bytes:
    """Give what the next line says of this one; nothing before the first."""
    return hashlib.sha256(line.encode("ascii")).digest() if line else b""


def require_place(parts: Parts) -> SecondPlace:
    """Give what signs and keeps; ValueError in a process that has none, which is a mistake of ours."""
    if parts.second_place is None:
        raise ValueError("this process has nothing to sign with")
    return parts.second_place

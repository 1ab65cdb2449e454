"""Slow hashes for what people remember or carry on a slip: Argon2id (RFC 9106), one run, fixed cost.

The cost is the only thing between a seized disk and a guessed code; it is stored beside what it protects.
Costs read from a file are bounded, so that a forged file cannot make us work for ever.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw

SHORTEST_PASSPHRASE = 14
"""Characters that an unlocker's passphrase has at least."""

MIN_SALT_BYTES = 16
_MAX_MEMORY_KIB = 1 << 20
_MAX_PASSES = 32
_MAX_LANES = 4
_KIB_PER_LANE = 8


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int = 1

    def __post_init__(self) -> None:
        if not (
            1 <= self.lanes <= _MAX_LANES
            and 1 <= self.passes <= _MAX_PASSES
            and _KIB_PER_LANE * self.lanes <= self.memory_kib <= _MAX_MEMORY_KIB
        ):
            raise ValueError("a cost beyond its bounds")


DEFAULT_COST = Cost(memory_kib=65536, passes=3, lanes=1)
"""64 MiB, 3 passes: 0.1 to 0.4 s a guess (reference SAFETY section 5.1)."""


def stretched(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    """Return 32 bytes from one Argon2id run; the salt has at least 16 bytes."""
    if len(salt) < MIN_SALT_BYTES:
        raise ValueError("a salt has at least 16 bytes")
    return hash_secret_raw(
        secret,
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=32,
        type=Type.ID,
    )


def passphrase_bytes(passphrase: str) -> bytes:
    """Return the bytes that are hashed: NFKC and single spaces, so that keyboards and line ends do not matter."""
    folded = " ".join(unicodedata.normalize("NFKC", passphrase).split())
    if not folded:
        raise ValueError("an empty passphrase protects nothing")
    return folded.encode()

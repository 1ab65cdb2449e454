"""Chains and trees of hashes: any edit, deletion, swap or cut in a ledger is found by whoever knows its head.

Each kind of hash has its own prefix, so that a leaf is never a node, a link never a commitment, and the chain of the
porch never that of the house. The chain holds commitments, never personal words: erasure leaves it whole.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from khabar.vault.canonical import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HASH_BYTES = 32
MIN_SALT_BYTES = 16
_LEAF = b"\x00"
_NODE = b"\x01"


def genesis(chain: str) -> bytes:
    """Return what the first link of the named chain (porch, house, signatures) points back to."""
    return hashlib.sha256(b"khabar/1/genesis\x00" + chain.encode()).digest()


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a chain: its place (from 1), the hash before it, the hash of what it records (32 bytes each)."""

    sequence: int
    previous: bytes
    payload_hash: bytes

    def hash(self) -> bytes:
        """Return this link's own hash, to which the next one points back."""
        return hashlib.sha256(b"khabar/1/link\x00" + encode([self.sequence, self.previous, self.payload_hash])).digest()


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends: how many links, and the hash of the last. Kept locked in the database and in checkpoints."""

    sequence: int
    hash: bytes

    @classmethod
    def of_empty(cls, chain: str) -> Head:
        """Return the head of a chain without links."""
        return cls(0, genesis(chain))

    def next_link(self, payload_hash: bytes) -> Link:
        """Return the link that follows."""
        return Link(self.sequence + 1, self.hash, payload_hash)

    def after(self, link: Link) -> Head:
        """Return the head once the link is appended."""
        return Head(link.sequence, link.hash())


class Fault(StrEnum):
    """What is wrong with a chain at one place."""

    SEQUENCE = "another number than the next"
    PREVIOUS = "does not point back to the link before it"
    SHORT = "the chain ends before its head"
    LONG = "the chain goes on after its head"
    HEAD = "the last link is not the one the head names"


@dataclass(frozen=True, slots=True)
class FaultFound:
    """One fault and the place (expected sequence number) where it shows."""

    sequence: int
    fault: Fault


def first_fault(chain: str, links: Iterable[Link], head: Head) -> FaultFound | None:
    """Walk the links in order and return the first fault, or None when they end exactly in `head`.

    Payload hashes are taken as given: the caller recomputes them from the rows. Memory use is constant.
    """
    at = Head.of_empty(chain)
    for link in links:
        expected = at.next_link(link.payload_hash)
        if expected.sequence > head.sequence:
            return FaultFound(expected.sequence, Fault.LONG)
        if link.sequence != expected.sequence:
            return FaultFound(expected.sequence, Fault.SEQUENCE)
        if link.previous != expected.previous:
            return FaultFound(expected.sequence, Fault.PREVIOUS)
        at = at.after(link)
    if at.sequence < head.sequence:
        return FaultFound(at.sequence + 1, Fault.SHORT)
    return None if at == head else FaultFound(at.sequence, Fault.HEAD)


def commitment(salt: bytes, payload: bytes) -> bytes:
    """Return 32 bytes that bind to a payload and tell nothing once the salt (at least 16 random bytes) is destroyed."""
    if len(salt) < MIN_SALT_BYTES:
        raise ValueError("a salt has at least 16 bytes")
    return hmac.digest(salt, b"khabar/1/commitment\x00" + payload, "sha256")


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Return the tree hash of RFC 9162, section 2.1.1: SHA-256, leaves and nodes told apart by a first byte."""
    level = [hashlib.sha256(_LEAF + leaf).digest() for leaf in leaves]
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        level = [_joined(level[at : at + 2]) for at in range(0, len(level), 2)]
    return level[0]


def _joined(pair: Sequence[bytes]) -> bytes:
    return pair[0] if len(pair) == 1 else hashlib.sha256(_NODE + pair[0] + pair[1]).digest()

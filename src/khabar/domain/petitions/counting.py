"""The count: batches in a chain of hashes, and thresholds that are crossed once.

A batch holds hashes of signatures that came in and that went out, in no order that tells who came first. Whoever has
the chain can count it; whoever has signed can find one hash in it; nobody else can tell whose any of them is.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from khabar.domain.errors import Invalid
from khabar.vault.canonical import encode
from khabar.vault.chains import Head

LEAF_BYTES = 32
MOST_IN_A_BATCH = 4000
"""Signatures in one batch: a transaction stays short."""

COUNTED_ALREADY = "Batch %(number)s counts a signature that is counted already."
NOT_COUNTED = "Batch %(number)s takes out a signature that is not counted."
TWICE = "Batch %(number)s names a signature twice."


@dataclass(frozen=True)
class Batch:
    """One step of the count: hashes that came in and that went out, each in rising order."""

    added: tuple[bytes, ...]
    removed: tuple[bytes, ...]

    @classmethod
    def of(cls, added: Iterable[bytes], removed: Iterable[bytes]) -> "Batch":
        """Put hashes into their order, which is that of their digits and tells nothing."""
        return cls(tuple(sorted(added)), tuple(sorted(removed)))

    def payload_hash(self) -> bytes:
        """Give the hash of what this batch records, for its link in the chain."""
        return hashlib.sha256(b"khabar/1/batch\x00" + encode([list(self.added), list(self.removed)])).digest()


def leaf_of(signature_id: str) -> bytes:
    """Give the hash that stands for one signature in the chain; its id has 128 random bits and is never published."""
    return hashlib.sha256(b"khabar/1/signature\x00" + bytes.fromhex(signature_id)).digest()


def empty_head(petition_id: str) -> Head:
    """Give the head of the chain of a petition that nobody has signed."""
    return Head.of_empty(f"signatures/{petition_id}")


def head_after(head: Head, batch: Batch) -> Head:
    """Give the head of the chain once this batch is appended."""
    return head.after(head.next_link(batch.payload_hash()))


def counted_in(batches: Iterable[Batch]) -> frozenset[bytes]:
    """Walk the batches and give the hashes that are counted at their end.

    Invalid (field `chain`) where a batch adds what is there, removes what is not, or names something twice.
    """
    counted: set[bytes] = set()
    for number, batch in enumerate(batches, start=1):
        _refuse_twice(number, batch)
        if not counted.isdisjoint(batch.added):
            raise Invalid("chain", COUNTED_ALREADY % {"number": number})
        counted.update(batch.added)
        if not counted.issuperset(batch.removed):
            raise Invalid("chain", NOT_COUNTED % {"number": number})
        counted.difference_update(batch.removed)
    return frozenset(counted)


def _refuse_twice(number: int, batch: Batch) -> None:
    if len(set(batch.added)) != len(batch.added) or len(set(batch.removed)) != len(batch.removed):
        raise Invalid("chain", TWICE % {"number": number})


def newly_crossed(thresholds: Sequence[int], crossed: Collection[int], confirmed: int) -> tuple[int, ...]:
    """Give the thresholds this count reaches for the first time, in rising order.

    A threshold that was crossed stays so, however many withdraw afterwards: it was told, and is never told again.
    """
    return tuple(number for number in sorted(set(thresholds)) if number <= confirmed and number not in crossed)

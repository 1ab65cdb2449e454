"""Checking a count from outside: a snapshot, the chain behind it, and, if somebody has one, a receipt.

It needs the two published files and nothing of ours. What it proves: that the signed number is the number of hashes in
the chain the snapshot names. What it cannot prove: that behind each hash stands another person; for that there are the
confirmed mailboxes, which only we see.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from khabar.domain.errors import Invalid
from khabar.domain.petitions.counting import LEAF_BYTES, Batch, counted_in, empty_head, head_after
from khabar.domain.petitions.receipts import leaf_of_receipt
from khabar.domain.petitions.snapshots import SCHEMA, SignedSnapshot, require_signature

NOT_A_CHAIN = "This is no chain of signatures as a petition publishes it."
OTHER_PETITION = "The chain is that of another petition."
OTHER_LENGTH = "The snapshot speaks of %(said)s batches; the chain has %(there)s."
OTHER_HEAD = "The chain ends in another hash than the snapshot names: one of the two was altered."
OTHER_COUNT = "The snapshot says %(said)s signatures; the chain holds %(there)s."
OTHER_KEY = "The snapshot is signed with another key than the one you gave."
NOT_COUNTED = "This receipt's signature is not counted in this chain."


@dataclass(frozen=True)
class Chain:
    """The published chain of one petition."""

    petition: str
    batches: tuple[Batch, ...]


@dataclass(frozen=True)
class Proof:
    """What was found to hold: the count, the head of the chain, the key, and whether a receipt was among them."""

    confirmed: int
    on_paper: int
    as_of: str
    head: str
    key: str
    receipt_counted: bool


def chain_lines(petition_id: str, batches: Iterator[Batch]) -> Iterator[str]:
    """Write the published file piece by piece, one batch to a line: it may be larger than memory."""
    yield f'{{"schema":{SCHEMA},"petition":{json.dumps(petition_id)},"batches":[\n'
    before = ""
    for batch in batches:
        plain = {"added": [one.hex() for one in batch.added], "removed": [one.hex() for one in batch.removed]}
        yield before + json.dumps(plain, separators=(",", ":"))
        before = ",\n"
    yield "\n]}\n"


def read_chain(text: str) -> Chain:
    """Read the published file; Invalid (field `chain`) for anything else."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid("chain", NOT_A_CHAIN) from None
    match plain:
        case {"schema": 1, "petition": str(petition), "batches": list(batches), **rest} if not rest:
            return Chain(petition, tuple(map(_batch, batches)))
        case _:
            raise Invalid("chain", NOT_A_CHAIN)


def prove(signed: SignedSnapshot, chain: Chain, *, receipt: str = "", key: str = "") -> Proof:
    """Hold the snapshot against the chain, and a receipt against both; Invalid, naming what does not hold.

    1. the signature, and that it is by the key given; 2. the petition; 3. every link up to the head;
    4. the number of signatures; 5. the receipt.
    """
    require_signature(signed)
    said = signed.snapshot
    if key and key.strip().lower() != signed.key.lower():
        raise Invalid("key", OTHER_KEY)
    if chain.petition != said.petition:
        raise Invalid("chain", OTHER_PETITION)
    if len(chain.batches) != said.batches:
        raise Invalid("chain", OTHER_LENGTH % {"said": said.batches, "there": len(chain.batches)})
    head = empty_head(chain.petition)
    for batch in chain.batches:
        head = head_after(head, batch)
    if head.hash.hex() != said.head:
        raise Invalid("chain", OTHER_HEAD)
    counted = counted_in(chain.batches)
    if len(counted) != said.confirmed:
        raise Invalid("chain", OTHER_COUNT % {"said": said.confirmed, "there": len(counted)})
    if receipt and leaf_of_receipt(receipt) not in counted:
        raise Invalid("receipt", NOT_COUNTED)
    return Proof(said.confirmed, said.on_paper, said.as_of, said.head, signed.key, bool(receipt))


def _batch(plain: object) -> Batch:
    match plain:
        case {"added": list(added), "removed": list(removed), **rest} if not rest:
            batch = Batch(tuple(map(_leaf, added)), tuple(map(_leaf, removed)))
            if batch != Batch.of(batch.added, batch.removed):
                raise Invalid("chain", NOT_A_CHAIN)
            return batch
        case _:
            raise Invalid("chain", NOT_A_CHAIN)


def _leaf(plain: object) -> bytes:
    try:
        leaf = bytes.fromhex(plain) if isinstance(plain, str) else b""
    except ValueError:
        leaf = b""
    if len(leaf) != LEAF_BYTES:
        raise Invalid("chain", NOT_A_CHAIN)
    return leaf

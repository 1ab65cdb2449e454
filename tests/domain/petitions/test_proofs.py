"""Checking a count from outside: every lie that a house could tell is found."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.errors import Invalid
from khabar.domain.petitions.counting import Batch, counted_in, empty_head, head_after, leaf_of
from khabar.domain.petitions.proofs import Chain, chain_lines, prove, read_chain
from khabar.domain.petitions.receipts import leaf_of_receipt, receipt_of
from khabar.domain.petitions.snapshots import (
    SignedSnapshot,
    Snapshot,
    read_snapshot,
    require_signature,
    sign,
    written_moment,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = bytes(range(32))
PETITION = "ab" * 16
IDS = [f"{at:032x}" for at in range(1, 6)]
BATCHES = (Batch.of(map(leaf_of, IDS[:3]), ()), Batch.of(map(leaf_of, IDS[3:]), [leaf_of(IDS[0])]))


def head_of(batches: tuple[Batch, ...]) -> str:
    head = empty_head(PETITION)
    for batch in batches:
        head = head_after(head, batch)
    return head.hash.hex()


SNAPSHOT = Snapshot(
    petition=PETITION,
    slug="tell-us",
    number=2,
    as_of="2026-03-02T09:00:00Z",
    confirmed=4,
    on_paper=31,
    batches=2,
    head=head_of(BATCHES),
    previous="cd" * 32,
)
SIGNED = sign(SNAPSHOT, signing=SEED)
CHAIN = Chain(PETITION, BATCHES)


def written(batches: tuple[Batch, ...] = BATCHES) -> str:
    return "".join(chain_lines(PETITION, iter(batches)))


def refused(what: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(Invalid) as problem:
        what()
    return problem.value.field, problem.value.message


def test_a_true_count_is_proved_with_the_files_alone() -> None:
    proof = prove(read_snapshot(SIGNED.to_json()), read_chain(written()), key=SIGNED.key.upper())
    assert (proof.confirmed, proof.on_paper, proof.receipt_counted) == (4, 31, False)


def test_a_petition_nobody_signed_is_proved_too() -> None:
    nobody = replace(SNAPSHOT, confirmed=0, batches=0, head=head_of(()))
    assert prove(sign(nobody, signing=SEED), read_chain(written(()))).confirmed == 0


def test_a_signer_finds_the_own_signature_and_nobody_elses_receipt_serves() -> None:
    assert prove(SIGNED, CHAIN, receipt=receipt_of(IDS[1])).receipt_counted
    assert refused(lambda: prove(SIGNED, CHAIN, receipt=receipt_of("ff" * 16)))[0] == "receipt"
    assert refused(lambda: prove(SIGNED, CHAIN, receipt=receipt_of(IDS[0])))[0] == "receipt"  # it was withdrawn


@pytest.mark.parametrize(
    "lie",
    [
        {"confirmed": 5},
        {"batches": 1},
        {"head": "00" * 32},
        {"petition": "ba" * 16},
    ],
)
def test_a_snapshot_that_lies_is_found_even_when_it_is_signed(lie: dict[str, Any]) -> None:
    assert refused(lambda: prove(sign(replace(SNAPSHOT, **lie), signing=SEED), CHAIN))[0] == "chain"


@pytest.mark.parametrize("name", ["confirmed", "on_paper", "as_of", "slug", "number", "previous", "head"])
def test_a_number_that_was_altered_after_signing_is_found(name: str) -> None:
    plain = json.loads(SIGNED.to_json())
    was = plain["document"][name]
    plain["document"][name] = was + 1 if isinstance(was, int) else "0" * len(was)
    assert refused(lambda: require_signature(read_snapshot(json.dumps(plain))))[0] == "snapshot"


def test_another_key_is_found() -> None:
    other = sign(SNAPSHOT, signing=bytes(32))
    assert refused(lambda: prove(other, CHAIN, key=SIGNED.key))[0] == "key"
    assert refused(lambda: require_signature(SignedSnapshot(SNAPSHOT, SIGNED.key, other.signature)))[0] == "snapshot"


@pytest.mark.parametrize("bad", ["", "zz", "ab", "00" * 31])
def test_a_key_or_signature_that_is_none_is_found(bad: str) -> None:
    assert refused(lambda: require_signature(replace(SIGNED, key=bad)))[0] == "snapshot"
    assert refused(lambda: require_signature(replace(SIGNED, signature=bad)))[0] == "snapshot"


def test_a_leaf_taken_away_added_or_exchanged_is_found() -> None:
    for batches in (
        (BATCHES[0],),
        (BATCHES[1], BATCHES[0]),
        (Batch.of([*BATCHES[0].added, leaf_of("ff" * 16)], ()), BATCHES[1]),
        (Batch.of([leaf_of("ff" * 16), *BATCHES[0].added[1:]], ()), BATCHES[1]),
    ):
        assert refused(lambda batches=batches: prove(SIGNED, Chain(PETITION, batches)))[0] == "chain"  # type: ignore[misc]  # bound at once


@pytest.mark.parametrize(
    "batches",
    [
        (BATCHES[0], BATCHES[0]),
        (Batch((leaf_of(IDS[0]), leaf_of(IDS[0])), ()),),
        (Batch((), (leaf_of(IDS[0]),)),),
        (Batch((leaf_of(IDS[0]),), (leaf_of(IDS[0]), leaf_of(IDS[0]))),),
    ],
)
def test_a_chain_that_counts_twice_is_found(batches: tuple[Batch, ...]) -> None:
    assert refused(lambda: counted_in(batches))[0] == "chain"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema":2,"petition":"x","batches":[]}',
        '{"schema":1,"petition":"x","batches":[],"more":1}',
        '{"schema":1,"petition":"x","batches":[1]}',
        '{"schema":1,"petition":"x","batches":[{"added":[1],"removed":[]}]}',
        '{"schema":1,"petition":"x","batches":[{"added":["zz"],"removed":[]}]}',
        '{"schema":1,"petition":"x","batches":[{"added":["abcd"],"removed":[]}]}',
        '{"schema":1,"petition":"x","batches":[{"added":[],"removed":[],"x":1}]}',
        f'{{"schema":1,"petition":"x","batches":[{{"added":["{"ff" * 32}","{"aa" * 32}"],"removed":[]}}]}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_chain_is_refused_in_one_sentence(text: str) -> None:
    assert refused(lambda: read_chain(text))[0] == "chain"


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain.pop("key"),
        lambda plain: plain.update(more=1),
        lambda plain: plain["document"].update(schema=2),
        lambda plain: plain["document"].pop("head"),
        lambda plain: plain["document"].update(confirmed="4"),
        lambda plain: plain["document"].update(confirmed=True),
        lambda plain: plain["document"].update(confirmed=-1),
        lambda plain: plain["document"].update(head="ab"),
    ],
)
def test_what_is_no_snapshot_is_refused_in_one_sentence(change: Callable[[dict[str, Any]], object]) -> None:
    plain = json.loads(SIGNED.to_json())
    change(plain)
    assert refused(lambda: read_snapshot(json.dumps(plain)))[0] == "snapshot"
    assert refused(lambda: read_snapshot("{"))[0] == "snapshot"


def test_snapshots_point_back_to_one_another() -> None:
    later = replace(SNAPSHOT, number=3, previous=SNAPSHOT.hash())
    assert later.hash() != SNAPSHOT.hash()
    assert replace(SNAPSHOT).hash() == SNAPSHOT.hash()


def test_a_moment_is_written_in_utc() -> None:
    assert written_moment(datetime(2026, 3, 2, 9, 0, 59, 123, tzinfo=UTC)) == "2026-03-02T09:00:59Z"


@given(st.binary(min_size=16, max_size=16))
def test_a_receipt_leads_to_its_own_signature_in_any_digits(drawn: bytes) -> None:
    receipt = receipt_of(drawn.hex())
    persian = receipt.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert leaf_of_receipt(receipt) == leaf_of_receipt(persian) == leaf_of(drawn.hex())


@given(st.binary(min_size=16, max_size=16), st.integers(0, 40), st.integers(1, 9))
def test_a_mistyped_digit_of_a_receipt_is_seen(drawn: bytes, at: int, by: int) -> None:
    digits = receipt_of(drawn.hex()).replace(" ", "")
    wrong = f"{digits[:at]}{(int(digits[at]) + by) % 10}{digits[at + 1 :]}"
    assert refused(lambda: leaf_of_receipt(wrong))[0] == "receipt"


@pytest.mark.parametrize("typed", ["", "12", "9" * 41, "1" * 400])
def test_what_is_no_receipt_is_refused(typed: str) -> None:
    assert refused(lambda: leaf_of_receipt(typed))[0] == "receipt"


def test_the_order_in_a_batch_tells_nothing_about_who_came_first() -> None:
    leaves = [leaf_of(one) for one in IDS]
    assert Batch.of(leaves, ()) == Batch.of(reversed(leaves), ())

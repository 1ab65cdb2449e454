import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.vault import Fault, Head, Link, commitment, first_fault, genesis, merkle_root

PAYLOADS = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=12, unique=True)


def chain_of(payloads: list[bytes], name: str = "house") -> tuple[list[Link], Head]:
    head, links = Head.of_empty(name), []
    for payload in payloads:
        link = head.next_link(payload)
        links.append(link)
        head = head.after(link)
    return links, head


@given(PAYLOADS)
def test_an_untouched_chain_has_no_fault(payloads: list[bytes]) -> None:
    links, head = chain_of(payloads)
    assert first_fault("house", links, head) is None
    assert head.sequence == len(payloads)


def test_an_empty_chain_has_no_fault_and_ends_in_its_genesis() -> None:
    assert first_fault("house", [], Head.of_empty("house")) is None
    assert Head.of_empty("house").hash == genesis("house")


@given(PAYLOADS, st.data())
def test_every_single_edit_of_a_link_is_found(payloads: list[bytes], data: st.DataObject) -> None:
    links, head = chain_of(payloads)
    at = data.draw(st.integers(0, len(links) - 1))
    link = links[at]
    other = data.draw(st.binary(min_size=32, max_size=32))
    edited = data.draw(
        st.sampled_from(
            [
                replace(link, payload_hash=other),
                replace(link, previous=other),
                replace(link, sequence=link.sequence + 1),
                replace(link, sequence=link.sequence - 1),
            ]
        ).filter(lambda candidate: candidate != link)
    )
    found = first_fault("house", [*links[:at], edited, *links[at + 1 :]], head)
    assert found is not None
    assert at + 1 <= found.sequence <= at + 2


@given(PAYLOADS, st.data())
def test_every_single_deletion_is_found(payloads: list[bytes], data: st.DataObject) -> None:
    links, head = chain_of(payloads)
    at = data.draw(st.integers(0, len(links) - 1))
    assert first_fault("house", links[:at] + links[at + 1 :], head) is not None


@given(PAYLOADS.filter(lambda payloads: len(payloads) > 1), st.data())
def test_every_swap_is_found(payloads: list[bytes], data: st.DataObject) -> None:
    links, head = chain_of(payloads)
    one, other = data.draw(st.lists(st.integers(0, len(links) - 1), min_size=2, max_size=2, unique=True))
    links[one], links[other] = links[other], links[one]
    assert first_fault("house", links, head) is not None


@given(PAYLOADS, st.data())
def test_every_truncation_is_found(payloads: list[bytes], data: st.DataObject) -> None:
    links, head = chain_of(payloads)
    kept = data.draw(st.integers(0, len(links) - 1))
    found = first_fault("house", links[:kept], head)
    assert found is not None
    assert (found.sequence, found.fault) == (kept + 1, Fault.SHORT)


@given(PAYLOADS, st.data())
def test_a_chain_rewritten_whole_from_some_link_on_is_found_by_the_head(
    payloads: list[bytes], data: st.DataObject
) -> None:
    _links, head = chain_of(payloads)
    at = data.draw(st.integers(0, len(payloads) - 1))
    forged = data.draw(st.binary(min_size=32, max_size=32).filter(lambda payload: payload != payloads[at]))
    rewritten, _forged_head = chain_of([*payloads[:at], forged, *payloads[at + 1 :]])
    found = first_fault("house", rewritten, head)
    assert found is not None
    assert found.fault is Fault.HEAD


def test_a_link_too_many_is_found() -> None:
    links, head = chain_of([bytes([n]) * 32 for n in range(4)])
    found = first_fault("house", links, Head(3, links[2].hash()))
    assert found is not None
    assert (found.sequence, found.fault) == (4, Fault.LONG)
    assert first_fault("house", links, head) is None


def test_the_chain_of_the_porch_is_not_that_of_the_house() -> None:
    links, head = chain_of([bytes(32)], "porch")
    found = first_fault("house", links, head)
    assert found is not None
    assert found.fault is Fault.PREVIOUS


def test_a_commitment_binds_and_without_its_salt_tells_nothing_of_a_guess() -> None:
    salt = bytes(range(16))
    made = commitment(salt, b"Darius")
    assert made == commitment(salt, b"Darius")
    assert made not in {commitment(salt, b"Dariush"), commitment(bytes(16), b"Darius")}
    assert made != hashlib.sha256(b"Darius").digest()
    with pytest.raises(ValueError, match="16 bytes"):
        commitment(b"short", b"Darius")


# The tree heads that Certificate Transparency implementations of RFC 6962 and 9162 share.
LEAVES = [bytes.fromhex(leaf) for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
LEAVES.append(bytes.fromhex("606162636465666768696a6b6c6d6e6f"))


@pytest.mark.parametrize(
    ("count", "root"),
    [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ],
)
def test_tree_roots_are_those_of_the_standard(count: int, root: str) -> None:
    assert merkle_root(LEAVES[:count]).hex() == root


@given(st.lists(st.binary(max_size=40), min_size=2, max_size=9), st.data())
def test_any_change_of_the_leaves_changes_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.binary(max_size=40).filter(lambda leaf: leaf != leaves[at]))
    assert merkle_root([*leaves[:at], other, *leaves[at + 1 :]]) != merkle_root(leaves)
    assert merkle_root(leaves[:at] + leaves[at + 1 :]) != merkle_root(leaves)

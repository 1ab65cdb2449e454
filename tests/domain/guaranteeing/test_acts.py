from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from khabar.domain.guaranteeing.acts import MEANINGS, Act, ActKind, Blinded, act_of_file, counted, countersign, holds

SEED = bytes([5] * 32)
VERIFY = bytes(SigningKey(SEED).verify_key)
EZRAS = bytes(SigningKey(bytes([6] * 32)).verify_key)
HOUSE = "5a" * 16
ACT = Act(ActKind.RELEASE, "ab" * 16, ("cd" * 16, "ef" * 16))
SALTS = st.binary(min_size=32, max_size=32)


@given(SALTS, SALTS)
def test_with_another_salt_the_same_act_looks_like_another(one: bytes, other: bytes) -> None:
    assert (ACT.blinded(one) == ACT.blinded(other)) is (one == other)
    assert len(ACT.blinded(one)) == 32


@given(SALTS, st.sampled_from(ActKind))
def test_acts_that_differ_in_anything_have_other_hashes(salt: bytes, kind: ActKind) -> None:
    others = [
        Act(kind, "ac" * 16, ACT.rests_on),
        Act(kind, ACT.id, ("cd" * 16,)),
        Act(kind, ACT.id, ("ef" * 16, "cd" * 16)),
        Act(kind, ACT.id, ("cd" * 16 + "ef" * 16,)),
    ]
    hashes = {one.blinded(salt) for one in (*others, *(Act(one, ACT.id, ACT.rests_on) for one in ActKind))}
    assert len(hashes) == len(others) + len(ActKind)


def test_a_countersignature_holds_for_one_act_of_one_house_and_one_kind() -> None:
    blind, other = ACT.blinded(bytes(32)), ACT.blinded(bytes([1] * 32))
    signature = countersign(HOUSE, ActKind.RELEASE, blind, signing=SEED)
    assert holds(signature, HOUSE, ActKind.RELEASE, blind, verify_key=VERIFY)
    assert not holds(signature, HOUSE, ActKind.RELEASE, other, verify_key=VERIFY)
    assert not holds(signature, "5b" * 16, ActKind.RELEASE, blind, verify_key=VERIFY)
    assert not holds(signature, HOUSE, ActKind.EXPORT, blind, verify_key=VERIFY)
    assert not holds(signature, HOUSE, ActKind.RELEASE, blind, verify_key=EZRAS)
    assert not holds(b"", HOUSE, ActKind.RELEASE, blind, verify_key=VERIFY)


def test_the_same_file_is_the_same_act_and_any_other_is_another() -> None:
    acts = [
        act_of_file(ActKind.IMPORT, *rests_on) for rests_on in (("5a", "A nurse"), ("5a", "Ezra"), ("5b", "A nurse"))
    ]
    assert len({one.id for one in (*acts, act_of_file(ActKind.EXPORT, "5a", "A nurse"))}) == 4
    assert acts[0] == act_of_file(ActKind.IMPORT, "5a", "A nurse")


def test_an_act_without_an_id_and_a_short_salt_are_mistakes() -> None:
    with pytest.raises(ValueError, match="id of ours"):
        Act(ActKind.ASKING, "Darius")
    with pytest.raises(ValueError, match="32 bytes"):
        ACT.blinded(b"short")


def test_what_waits_is_counted_by_day_and_kind_and_each_kind_has_words() -> None:
    first, second = date(2026, 3, 2), date(2026, 3, 3)
    acts = tuple(Blinded(day, ActKind.RELEASE, bytes([n] * 32)) for n, day in enumerate((second, first, second)))
    told = counted((*acts, Blinded(second, ActKind.ASKING, bytes(32))))
    assert list(told.items()) == [
        ((first, ActKind.RELEASE), 1),
        ((second, ActKind.ASKING), 1),
        ((second, ActKind.RELEASE), 2),
    ]
    assert set(MEANINGS) == set(ActKind)

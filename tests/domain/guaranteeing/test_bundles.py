from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.bindings import crypto_scalarmult_base
from nacl.signing import SigningKey

from khabar.domain.codes import Slip
from khabar.domain.errors import Invalid
from khabar.domain.guaranteeing.acts import ActKind, Blinded
from khabar.domain.guaranteeing.bundles import (
    _SIGNED,
    DAMAGED,
    FOREIGN,
    LONGEST_SETTLING,
    MOST_ACTS,
    NOT_FOR_US,
    WAITING_ROOM,
    WAITING_SIZE,
    WITH_CANARIES,
    WORD_ROOM,
    WORD_SIZE,
    WRONG_SIZE,
    Invented,
    Waiting,
    Word,
    opened_waiting,
    opened_word,
    sealed_waiting,
    sealed_word,
)
from khabar.domain.guaranteeing.licences import given_for
from khabar.domain.guaranteeing.patterns import MOST_TOLD, Pattern, Sign
from khabar.vault.bundles import open_bundle, seal_bundle
from khabar.vault.canonical import decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HOUSE = "5a" * 16
TODAY = date(2026, 3, 2)
THEIRS, OURS = bytes([7] * 32), bytes([8] * 32)
SEED, EZRAS = bytes([5] * 32), bytes([6] * 32)
VERIFY = bytes(SigningKey(SEED).verify_key)
REPLY_TO = crypto_scalarmult_base(OURS)
ACT = Blinded(TODAY, ActKind.RELEASE, bytes([1] * 32))
LICENCE = given_for(90, on=TODAY, by="Oak Street Relief (invented)", number=9)
PATTERN = Pattern(300, TODAY, TODAY, tuple(Sign))
WAITING = Waiting(
    house=HOUSE,
    number=7,
    made_on=TODAY,
    reply_to=REPLY_TO,
    licence_ends=TODAY,
    acts=(ACT,),
    more=3,
    filed=((TODAY, 300),),
    patterns=(PATTERN,),
)
WORD = Word(
    house=HOUSE,
    number=9,
    countersigned={ACT.blind: bytes([2] * 64)},
    refused=frozenset({bytes([3] * 32)}),
    licence=LICENCE,
    licence_signature=LICENCE.signed(HOUSE, signing=SEED),
)


def waiting(made: Waiting, signing: bytes = SEED) -> bytes:
    return sealed_waiting(made, signing=signing, to=crypto_scalarmult_base(THEIRS))


def word(made: Word, signing: bytes = SEED) -> bytes:
    return sealed_word(made, signing=signing, to=REPLY_TO)


def read_waiting(blob: bytes) -> Waiting:
    return opened_waiting(blob, private=THEIRS, verify_key=VERIFY)


def read_word(blob: bytes, house: str = HOUSE) -> Word:
    return opened_word(blob, privates=(bytes([9] * 32), OURS), house=house, verify_key=VERIFY)


@pytest.mark.parametrize("made", [WAITING, replace(WAITING, licence_ends=None, acts=(), patterns=(), filed=(), more=0)])
def test_what_waits_comes_back_as_it_was_sealed(made: Waiting) -> None:
    assert read_waiting(waiting(made)) == made


@pytest.mark.parametrize("made", [WORD, Word(house=HOUSE, number=1)])
def test_a_word_comes_back_as_it_was_sealed(made: Word) -> None:
    assert read_word(word(made)) == made


def test_the_fullest_and_the_emptiest_bundle_have_one_size() -> None:
    acts = tuple(Blinded(TODAY, ActKind.DECISION, n.to_bytes(32)) for n in range(MOST_ACTS))
    days = tuple((TODAY + timedelta(days=n), 2**31) for n in range(31))
    full = replace(WAITING, acts=acts, filed=days, patterns=(PATTERN,) * MOST_TOLD)
    assert len(waiting(full)) == len(waiting(replace(WAITING, acts=(), filed=(), patterns=()))) == WAITING_SIZE
    signed = replace(WORD, countersigned={one.blind: bytes([2] * 64) for one in acts})
    assert len(word(signed)) == len(word(Word(house=HOUSE, number=1))) == WORD_SIZE


WAITING_BLOB, WORD_BLOB = waiting(WAITING), word(WORD)


@settings(max_examples=40)
@given(st.integers(4, 1500), st.integers(1, 255))
def test_no_changed_byte_is_believed(place: int, change: int) -> None:
    for blob, read in ((WAITING_BLOB, read_waiting), (WORD_BLOB, read_word)):
        changed = bytearray(blob)
        changed[place] ^= change
        with pytest.raises(Invalid, match=DAMAGED[:20]):
            read(bytes(changed))


def test_anothers_signature_another_house_and_another_size_are_refused() -> None:
    for blob, read in ((waiting(WAITING, EZRAS), read_waiting), (word(WORD, EZRAS), read_word)):
        with pytest.raises(Invalid, match=FOREIGN[:30]):
            read(blob)
    with pytest.raises(Invalid, match=NOT_FOR_US[:30]):
        read_word(WORD_BLOB, house="5b" * 16)
    for read, blob in ((read_waiting, WORD_BLOB), (read_word, WAITING_BLOB), (read_word, b"")):
        with pytest.raises(Invalid, match=WRONG_SIZE[:30]):
            read(blob)


def with_fields(blob: bytes, private: bytes, what: str, changed: Mapping[str, object]) -> bytes:
    """Give the same bundle with other fields, rightly signed and sealed: made by a program of another mind."""
    outer: Any = decode(open_bundle([private], blob))
    plain: Any = decode(outer["content"])
    inner = encode(plain | dict(changed))
    again = {"content": inner, "signature": SigningKey(SEED).sign(_SIGNED[what] + inner).signature}
    room = WAITING_ROOM if what == "waiting" else WORD_ROOM
    return seal_bundle(crypto_scalarmult_base(private), encode(again), room)


@pytest.mark.parametrize(
    ("what", "changed"),
    [
        ("waiting", {"schema": 2}),
        ("waiting", {"number": 0}),
        ("waiting", {"number": 2**62}),
        ("waiting", {"made_on": "yesterday"}),
        ("waiting", {"reply_to": bytes(32)}),
        ("waiting", {"reply_to": b""}),
        ("waiting", {"acts": [["2026-03-02", "asking", b"short"]]}),
        ("waiting", {"acts": [["2026-03-02", "asking", "text"]]}),
        ("waiting", {"acts": [["2026-03-02", "another", bytes(32)]]}),
        ("waiting", {"acts": [5]}),
        ("waiting", {"filed": [["2026-03-02"]]}),
        ("waiting", {"patterns": [[]]}),
        ("waiting", {"acts": "none"}),
        ("waiting", {"another": 1}),
        ("word", {"number": -1}),
        ("word", {"countersigned": [[bytes(32), bytes(63)]]}),
        ("word", {"countersigned": [[bytes(32)]]}),
        ("word", {"refused": [5]}),
        ("word", {"licence": []}),
    ],
)
def test_fields_of_another_mind_are_refused_even_when_rightly_signed(what: str, changed: dict[str, object]) -> None:
    read: Callable[[bytes], object] = read_waiting if what == "waiting" else read_word
    blob, private = (WAITING_BLOB, THEIRS) if what == "waiting" else (WORD_BLOB, OURS)
    assert read(with_fields(blob, private, what, {}))
    with pytest.raises(Invalid, match=DAMAGED[:20]):
        read(with_fields(blob, private, what, changed))


CANARY = Invented(Slip("000000000098", "123456"), 30)


def written(blob: bytes) -> dict[str, object]:
    outer = decode(open_bundle((OURS,), blob))
    assert isinstance(outer, dict)
    content = decode(outer["content"])
    assert isinstance(content, dict)
    return content


def test_a_word_that_plants_a_canary_is_read_back_and_looks_like_any_other() -> None:
    planting = replace(WORD, canaries=(CANARY,))
    assert read_word(word(planting)) == planting
    assert len(word(planting)) == len(word(WORD)) == WORD_SIZE
    assert CANARY.slip.code not in repr(planting)


def test_a_word_without_a_canary_is_written_as_an_older_house_reads_it() -> None:
    assert "canaries" not in written(word(WORD))
    assert written(word(replace(WORD, canaries=(CANARY,))))["schema"] == WITH_CANARIES


@pytest.mark.parametrize(
    "planted",
    [
        ["000000000097", "123456", 30],
        ["000000000098", "12345", 30],
        ["000000000098", "12345a", 30],
        ["000000000098", "\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6", 30],
        ["000000000098", "123456", LONGEST_SETTLING + 1],
        ["000000000098", "123456", -1],
        ["000000000098", "123456"],
        "000000000098",
    ],
)
def test_a_canary_that_is_no_slip_of_ours_is_refused_with_the_whole_word(planted: object) -> None:
    content = written(word(replace(WORD, canaries=(CANARY,)))) | {"canaries": [planted]}
    inner = encode(content)
    signature = SigningKey(SEED).sign(_SIGNED["word"] + inner).signature
    blob = seal_bundle(REPLY_TO, encode({"content": inner, "signature": signature}), WORD_ROOM)
    with pytest.raises(Invalid) as refused:
        read_word(blob)
    assert refused.value.message == DAMAGED

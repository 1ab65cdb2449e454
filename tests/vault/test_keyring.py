import copy
import pickle
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from khabar.adapters.entropy import SeededEntropy
from khabar.vault import (
    INTERMEDIARY_CLASSES,
    Cost,
    KeyClass,
    Keyring,
    Malformed,
    SlotTaken,
    StillInUse,
    Tampered,
    UnknownKey,
    Unlocked,
    VaultError,
    WrongPassphrase,
    WrongShares,
    decode,
    encode,
    key_id_in,
    needs_rewrap,
    new_case_key,
    rewrap_case_key,
    unwrap_case_key,
)
from khabar.vault.slots import PassphraseSlot

CHEAP = Cost(memory_kib=8, passes=1)
ENTROPY = SeededEntropy("keyring")
DRAW = ENTROPY.bytes
MIRA, TOMAS = "nine grey herons", "salt in the old mill"


def furnished() -> tuple[Keyring, Unlocked, tuple[str, ...]]:
    keyring, unlocked = Keyring.create(INTERMEDIARY_CLASSES, random=DRAW)
    keyring = keyring.add_passphrase_slot("mira", MIRA, unlocked, random=DRAW, cost=CHEAP)
    keyring = keyring.add_passphrase_slot("tomas", TOMAS, unlocked, random=DRAW, cost=CHEAP)
    keyring, lines = keyring.add_recovery(unlocked, random=DRAW)
    return keyring, unlocked, lines


KEYRING, UNLOCKED, LINES = furnished()
_OTHER, _, OTHER_LINES = furnished()
DATA = KEYRING.to_bytes()


def test_every_slot_opens_the_same_keys_from_the_file() -> None:
    keyring = Keyring.from_bytes(DATA)
    assert keyring.slot_names() == ("mira", "tomas", "recovery")
    assert keyring.unlock_with_passphrase("mira", MIRA) == UNLOCKED
    assert keyring.unlock_with_passphrase("tomas", f"  {TOMAS} ") == UNLOCKED
    assert keyring.unlock_with_shares(LINES[:2]) == UNLOCKED
    assert set(UNLOCKED) == set(INTERMEDIARY_CLASSES)
    assert len(UNLOCKED) == 4


@pytest.mark.parametrize(
    ("name", "passphrase"),
    [
        ("mira", TOMAS),
        ("mira", ""),
        ("mira", " "),
        ("ezra", MIRA),
        ("recovery", MIRA),
        ("", ""),
        ("mira", MIRA.upper()),
    ],
)
def test_an_unknown_name_and_a_wrong_passphrase_are_one_answer(name: str, passphrase: str) -> None:
    with pytest.raises(WrongPassphrase) as told:
        KEYRING.unlock_with_passphrase(name, passphrase)
    assert str(told.value) == "no slot of that name opens with that passphrase"


@pytest.mark.parametrize("chosen", [*combinations(range(3), 2), (2, 0), (0, 1, 2)])
def test_two_of_three_shares_in_any_combination_open(chosen: tuple[int, ...]) -> None:
    lines = [f" {LINES[at].upper()}\n" for at in chosen]
    assert KEYRING.unlock_with_shares(lines) == UNLOCKED


@pytest.mark.parametrize(
    "lines",
    [
        [LINES[0]],
        [LINES[1]],
        [LINES[2]],
        [LINES[0], LINES[0]],
        [LINES[0], OTHER_LINES[1]],
        OTHER_LINES[:2],
        [],
        [""],
        ["not a share at all"],
        [LINES[0], LINES[1].rsplit(" ", 1)[0] + " academic"],
    ],
)
def test_fewer_foreign_or_mistyped_shares_do_not_open(lines: list[str]) -> None:
    with pytest.raises(WrongShares):
        KEYRING.unlock_with_shares(lines)


def test_a_foreign_share_among_enough_right_ones_does_no_harm() -> None:
    assert KEYRING.unlock_with_shares([OTHER_LINES[0], LINES[0], LINES[2]]) == UNLOCKED


def test_shares_are_shared_by_two_at_least() -> None:
    for threshold, shares in ((1, 1), (1, 3), (3, 2), (2, 17)):
        with pytest.raises(ValueError, match="at least two"):
            KEYRING.add_recovery(UNLOCKED, random=DRAW, threshold=threshold, shares=shares, name="more")
    keyring, lines = KEYRING.add_recovery(UNLOCKED, random=DRAW, threshold=3, shares=5, name="more")
    assert len(lines) == 5
    assert keyring.unlock_with_shares(lines[2:]) == UNLOCKED
    with pytest.raises(WrongShares):
        keyring.unlock_with_shares(lines[:2])


def test_the_file_holds_no_key_and_no_passphrase() -> None:
    assert UNLOCKED.root is not None
    for secret in (UNLOCKED.root, MIRA.encode(), *(key.secret for key in UNLOCKED.class_keys)):
        assert secret not in DATA


def test_neither_keyring_nor_keys_show_a_secret_when_printed_and_none_is_pickled() -> None:
    shown = f"{KEYRING!r} {UNLOCKED!r}"
    assert UNLOCKED.root is not None
    assert repr(UNLOCKED.root) not in shown
    assert all(repr(key.secret) not in shown for key in UNLOCKED.class_keys)
    for leave in (pickle.dumps, copy.copy):
        with pytest.raises(TypeError):
            leave(UNLOCKED)


def test_the_cost_stands_in_the_slot() -> None:
    dear = KEYRING.add_passphrase_slot("leyla", "a ferry at noon", UNLOCKED, random=DRAW, cost=Cost(16, 2))
    assert Keyring.from_bytes(dear.to_bytes()).unlock_with_passphrase("leyla", "a ferry at noon") == UNLOCKED


def test_a_name_has_one_slot_and_is_short() -> None:
    with pytest.raises(SlotTaken):
        KEYRING.add_passphrase_slot("mira", MIRA, UNLOCKED, random=DRAW, cost=CHEAP)
    with pytest.raises(SlotTaken):
        KEYRING.add_recovery(UNLOCKED, random=DRAW)
    for name in ("", "x" * 65, "a\nb"):
        with pytest.raises(ValueError, match="name"):
            KEYRING.add_passphrase_slot(name, MIRA, UNLOCKED, random=DRAW, cost=CHEAP)


def test_a_keyring_that_nobody_could_open_is_not_written() -> None:
    with pytest.raises(ValueError, match="lost"):
        Keyring.create(INTERMEDIARY_CLASSES, random=DRAW).keyring.to_bytes()


def test_a_removed_slot_opens_no_more_and_the_others_do() -> None:
    keyring, unlocked = KEYRING.remove_slot("mira", UNLOCKED, random=DRAW)
    with pytest.raises(WrongPassphrase):
        keyring.unlock_with_passphrase("mira", MIRA)
    assert keyring.unlock_with_passphrase("tomas", TOMAS) == unlocked
    assert keyring.unlock_with_shares(LINES[1:]) == unlocked
    assert unlocked.root != UNLOCKED.root
    assert unlocked.class_keys == UNLOCKED.class_keys
    with pytest.raises(Tampered):
        keyring.rotate(KeyClass.MAIL, UNLOCKED, random=DRAW)


def test_the_last_slot_and_an_unknown_one_are_not_removed() -> None:
    keyring, unlocked = Keyring.create([KeyClass.MAIL], random=DRAW)
    keyring = keyring.add_passphrase_slot("mira", MIRA, unlocked, random=DRAW, cost=CHEAP)
    for name in ("mira", "ezra"):
        with pytest.raises(ValueError, match="slot"):
            keyring.remove_slot(name, unlocked, random=DRAW)


def test_rotation_goes_from_old_key_to_new_and_the_old_one_goes_when_nobody_needs_it() -> None:
    old = UNLOCKED[KeyClass.REGISTER]
    wrapped = {n.to_bytes(16, "big"): new_case_key(old, n.to_bytes(16, "big"), random=DRAW).wrapped for n in range(5)}
    keyring, unlocked = KEYRING.rotate(KeyClass.REGISTER, UNLOCKED, random=DRAW)
    new = unlocked[KeyClass.REGISTER]
    assert keyring.unlock_with_passphrase("mira", MIRA) == unlocked
    assert unlocked.key_ids(KeyClass.REGISTER) == (old.key_id, new.key_id)
    assert unlocked.key(KeyClass.REGISTER, old.key_id) == old
    assert unlocked.public_keys()[KeyClass.REGISTER].key_id == new.key_id
    for case_id, blob in wrapped.items():  # read under load: each blob names the key it needs
        assert unwrap_case_key(unlocked.key(KeyClass.REGISTER, key_id_in(blob)), case_id, blob)
        wrapped[case_id] = rewrap_case_key(old, new, case_id, blob, random=DRAW)
    left = sum(needs_rewrap(blob, new) for blob in wrapped.values())
    with pytest.raises(StillInUse):
        keyring.destroy(KeyClass.REGISTER, old.key_id, unlocked, remaining_users=1, random=DRAW)
    final, last = keyring.destroy(KeyClass.REGISTER, old.key_id, unlocked, remaining_users=left, random=DRAW)
    assert last.key_ids(KeyClass.REGISTER) == (new.key_id,)
    with pytest.raises(UnknownKey):
        final.unlock_with_passphrase("mira", MIRA).key(KeyClass.REGISTER, old.key_id)
    assert all(unwrap_case_key(last[KeyClass.REGISTER], case_id, blob) for case_id, blob in wrapped.items())


def test_the_current_key_is_never_destroyed() -> None:
    current = UNLOCKED[KeyClass.MAIL]
    with pytest.raises(StillInUse):
        KEYRING.destroy(KeyClass.MAIL, current.key_id, UNLOCKED, remaining_users=0, random=DRAW)


def test_a_class_or_key_that_is_not_there_is_not_found() -> None:
    for unknown in (
        lambda: UNLOCKED.key(KeyClass.FILES),
        lambda: UNLOCKED.key(KeyClass.MAIL, UNLOCKED[KeyClass.INTAKE].key_id),
        lambda: KEYRING.rotate(KeyClass.FILES, UNLOCKED, random=DRAW),
    ):
        with pytest.raises(UnknownKey):
            unknown()
    assert KeyClass.FILES not in UNLOCKED


def test_whoever_only_works_with_keys_cannot_change_the_keyring() -> None:
    worker = UNLOCKED.only([KeyClass.MAIL])
    assert set(worker) == {KeyClass.MAIL}
    for keys in (worker, UNLOCKED.without_root()):
        with pytest.raises(ValueError, match="root"):
            KEYRING.rotate(KeyClass.MAIL, keys, random=DRAW)


def test_a_slot_smuggled_into_the_file_or_taken_from_it_is_found_at_unlock() -> None:
    for slots in (KEYRING.slots[:2], (*KEYRING.slots, replace(KEYRING.slots[0], name="ezra")), KEYRING.slots[::-1]):
        forged = Keyring.from_bytes(replace(KEYRING, slots=slots).to_bytes())
        with pytest.raises(Tampered):
            forged.unlock_with_passphrase("mira", MIRA)


def unlocked_by_mira(data: bytes) -> Unlocked:
    keyring = Keyring.from_bytes(data)
    slot = keyring.slots[0]
    assume(isinstance(slot, PassphraseSlot) and slot.cost.memory_kib <= 1024)  # a forged cost is slow, not wrong
    return keyring.unlock_with_passphrase("mira", MIRA)


@given(st.integers(0, 8 * len(DATA) - 1))
def test_any_flipped_bit_of_the_file_is_found(bit: int) -> None:
    data = bytearray(DATA)
    data[bit // 8] ^= 1 << bit % 8
    with pytest.raises(VaultError):
        unlocked_by_mira(bytes(data))


@given(st.integers(0, len(DATA) - 1))
def test_a_cut_file_is_refused(length: int) -> None:
    with pytest.raises(Malformed):
        Keyring.from_bytes(DATA[:length])


def changed(**changes: object) -> bytes:
    value = decode(DATA)
    assert isinstance(value, dict)
    slot = value["slots"][0]
    return encode({**value, "slots": [{**slot, **changes}]})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(2**20 + 1),
        encode({"schema": 2, "slots": [], "body": b""}),
        encode({"schema": 1, "slots": ["mira"], "body": b""}),
        changed(cost={"memory_kib": 2**40, "passes": 1, "lanes": 1}),
        changed(cost={"memory_kib": 8, "passes": 1}),
        changed(public=bytes(31)),
        changed(salt=b""),
        changed(kind="everybody"),
    ],
)
def test_a_file_that_we_would_never_write_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        Keyring.from_bytes(data)

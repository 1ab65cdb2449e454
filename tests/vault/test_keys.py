import copy
import pickle

import pytest

from khabar.adapters.entropy import SeededEntropy
from khabar.vault import INTERMEDIARY_CLASSES, ClassKey, KeyClass, Malformed, PublicKeys, encode, key_id_of


def key_of(key_class: KeyClass, seed: int = 1) -> ClassKey:
    return ClassKey.generate(key_class, random=SeededEntropy(seed).bytes)


def test_one_secret_gives_unlike_keys_for_each_class_and_purpose() -> None:
    keys = [key_of(key_class) for key_class in KeyClass]
    derived = [part for key in keys for part in (key.symmetric, key.private, key.public, key.signing, key.verify_key)]
    assert len({key.secret for key in keys}) == 1
    assert len(set(derived)) == len(derived)
    assert len({key.key_id for key in keys}) == len(keys)


def test_a_key_id_follows_from_the_public_half_so_that_the_porch_can_name_it() -> None:
    key = key_of(KeyClass.INTAKE)
    assert key.key_id == key_id_of(key.public)
    assert len(bytes.fromhex(key.key_id)) == 8


def test_a_key_shows_no_secret_when_printed() -> None:
    key = key_of(KeyClass.LETTERS)
    shown = f"{key!r} {key} {[key]}"
    for secret in (key.secret, key.symmetric, key.private, key.signing):
        assert secret.hex() not in shown
        assert repr(secret) not in shown


@pytest.mark.parametrize("leave", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_key_is_not_pickled_or_copied(leave: object) -> None:
    assert callable(leave)
    with pytest.raises(TypeError):
        leave(key_of(KeyClass.MAIL))


def test_a_key_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        ClassKey(KeyClass.MAIL, bytes(31))


def test_the_public_keys_come_back_from_their_file_and_hold_no_secret() -> None:
    keys = [key_of(key_class) for key_class in INTERMEDIARY_CLASSES]
    data = PublicKeys.of(keys).to_bytes()
    public = PublicKeys.from_bytes(data)
    assert set(public) == set(INTERMEDIARY_CLASSES)
    assert len(public) == 4
    for key in keys:
        entry = public[key.key_class]
        assert (entry.key_id, entry.public, entry.verify_key) == (key.key_id, key.public, key.verify_key)
        for secret in (key.secret, key.symmetric, key.private, key.signing):
            assert secret not in data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"public keys",
        encode({"schema": 2, "public_keys": {}}),
        encode({"schema": 1, "public_keys": {"intake": [bytes(32)]}}),
        encode({"schema": 1, "public_keys": {"intake": [bytes(32), bytes(31)]}}),
        encode({"schema": 1, "public_keys": {"everything": [bytes(32), bytes(32)]}}),
        encode({"schema": 1, "public_keys": {}, "former": {}}),
        encode({"schema": 2, "public_keys": {}, "former": {"intake": b"no list"}}),
        encode({"schema": 2, "public_keys": {}, "former": {"intake": [[bytes(32)]]}}),
        encode({"schema": 3, "public_keys": {}, "former": {}}),
    ],
)
def test_a_file_that_is_not_ours_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        PublicKeys.from_bytes(data)


def test_public_keys_keep_former_ones_for_what_they_signed() -> None:
    first, second = key_of(KeyClass.REGISTER), ClassKey(KeyClass.REGISTER, bytes(range(32)))
    mail = key_of(KeyClass.MAIL)
    public = PublicKeys.from_bytes(PublicKeys.of([first, mail, second]).to_bytes())
    assert public[KeyClass.REGISTER].key_id == second.key_id
    assert [key.key_id for key in public.all_of(KeyClass.REGISTER)] == [first.key_id, second.key_id]
    assert public.verify_keys(KeyClass.REGISTER) == {first.verify_key, second.verify_key}
    assert public.verify_keys(KeyClass.MAIL) == {mail.verify_key}


def test_a_former_key_outlives_its_secret_half_in_the_file() -> None:
    first, second = key_of(KeyClass.REGISTER), ClassKey(KeyClass.REGISTER, bytes(range(32)))
    before = PublicKeys.of([first, second])
    after = PublicKeys.of([second]).succeeding(before)
    assert after == before
    assert after.succeeding(before) == before


def test_a_file_of_the_first_schema_is_still_read() -> None:
    key = key_of(KeyClass.INTAKE)
    data = encode({"schema": 1, "public_keys": {"intake": [key.public, key.verify_key]}})
    assert PublicKeys.from_bytes(data) == PublicKeys.of([key])

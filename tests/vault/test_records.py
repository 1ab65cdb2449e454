from dataclasses import replace

import pytest

from khabar.adapters.entropy import SeededEntropy
from khabar.vault import Malformed, Tampered, encode, key_id_of, seal
from khabar.vault.records import SCHEMA, Record
from khabar.vault.seals import Context

ENTROPY = SeededEntropy("records")
RECORD = Record("registry_request", "a" * 32, ENTROPY.bytes(32))


def test_a_column_opens_in_its_own_row_alone() -> None:
    blob = RECORD.seal("card", {"name": "شیرین", "year": 1365}, random=ENTROPY.bytes)
    assert RECORD.open("card", blob) == {"name": "شیرین", "year": 1365}
    for other in (replace(RECORD, row="b" * 32), replace(RECORD, table="post_message"), replace(RECORD, key=bytes(32))):
        with pytest.raises(Tampered):
            other.open("card", blob)
    with pytest.raises(Tampered):
        RECORD.open("contact", blob)


def test_a_short_state_and_a_long_one_have_one_size() -> None:
    sizes = {len(RECORD.seal("state", {"decided": "x" * n}, random=ENTROPY.bytes)) for n in (0, 1, 100, 3000)}
    assert len(sizes) == 1


def test_a_column_that_holds_no_map_is_refused() -> None:
    place = Context(RECORD.table, RECORD.row, "card", key_id_of(RECORD.key), SCHEMA)
    with pytest.raises(Malformed):
        RECORD.open("card", seal(RECORD.key, encode([1]), place, random=ENTROPY.bytes))


def test_a_record_shows_no_key_when_printed() -> None:
    assert repr(RECORD.key) not in repr(RECORD)

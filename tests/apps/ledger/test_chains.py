from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.apps.ledger.actions import record
from khabar.apps.ledger.links import DATABASE_OF_CHAIN
from khabar.apps.ledger.models import Chain, Entry
from khabar.apps.ledger.queries import chain_lengths, flaws_in_chain, flaws_in_details, last_entry_at
from khabar.domain.actors import porch, system
from khabar.vault import canonical
from khabar.vault.keys import KeyClass
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
ROUND = system("round")
LENGTH = 5
BYTES_COLUMNS = ("previous", "hash", "commitment")
TEXT_COLUMNS = ("actor", "act", "subject", "event")


def write(parts: Parts, count: int = LENGTH, chain: str = "house") -> None:
    for number in range(count):
        record(
            actor=ROUND,
            now=parts.clock.now() + timedelta(seconds=number),
            parts=parts,
            act="round finished",
            subject=str(number),
            details={"number": number},
            chain=chain,
        )


def flaws(chain: str = "house") -> list[int]:
    return sorted({flaw.sequence for flaw in flaws_in_chain(chain)})


def rows(chain: str = "house") -> list[Entry]:
    return list(Entry.objects.using(DATABASE_OF_CHAIN[chain]).order_by("sequence"))


@pytest.mark.parametrize("chain", ["house", "porch"])
def test_what_was_written_and_left_alone_has_no_flaw(parts: Parts, chain: str) -> None:
    assert flaws(chain) == []
    write(parts, chain=chain)
    assert flaws(chain) == []
    assert chain_lengths() == {chain: LENGTH}


def test_the_chains_of_porch_and_house_do_not_begin_alike(parts: Parts) -> None:
    write(parts, 1, "house")
    write(parts, 1, "porch")
    assert bytes(rows("house")[0].previous) != bytes(rows("porch")[0].previous)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.integers(0, LENGTH - 1),
    column=st.sampled_from([*BYTES_COLUMNS, *TEXT_COLUMNS, "at", "sequence", "chain"]),
    bit=st.integers(0, 255),
)
def test_every_single_edit_of_any_column_is_found(parts: Parts, at: int, column: str, bit: int) -> None:
    with transaction.atomic():
        write(parts)
        entry = rows()[at]
        assert edited(entry, column, bit)
        assert flaws()
        transaction.set_rollback(True)


def edited(entry: Entry, column: str, bit: int) -> int:
    """Change one column of one entry in the table, as somebody with the file would."""
    value = getattr(entry, column)
    if column in BYTES_COLUMNS:
        old = bytearray(value)
        old[bit // 8] ^= 1 << bit % 8
        value = bytes(old)
    elif column in TEXT_COLUMNS:
        value += "x"
    elif column == "at":
        value += timedelta(microseconds=bit + 1)
    elif column == "sequence":
        value += LENGTH + bit
    else:
        value = "porch"
    return Entry.objects.filter(pk=entry.pk).update(**{column: value})


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, LENGTH - 1))
def test_every_deletion_is_found_where_it_was(parts: Parts, at: int) -> None:
    with transaction.atomic():
        write(parts)
        Entry.objects.filter(pk=rows()[at].pk).delete()
        assert flaws()[0] == at + 1
        transaction.set_rollback(True)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pair=st.lists(st.integers(0, LENGTH - 1), min_size=2, max_size=2, unique=True).map(sorted))
def test_every_swap_of_two_entries_is_found(parts: Parts, pair: list[int]) -> None:
    with transaction.atomic():
        write(parts)
        one, other = (rows()[at] for at in pair)
        Entry.objects.filter(pk=one.pk).update(sequence=0)
        Entry.objects.filter(pk=other.pk).update(sequence=one.sequence)
        Entry.objects.filter(pk=one.pk).update(sequence=other.sequence)
        assert flaws()[0] == one.sequence
        transaction.set_rollback(True)


@pytest.mark.parametrize("kept", range(LENGTH))
def test_a_chain_cut_at_any_place_is_found(parts: Parts, kept: int) -> None:
    write(parts)
    Entry.objects.filter(sequence__gt=kept).delete()
    assert flaws() == [kept + 1]


def test_a_head_set_back_is_found(parts: Parts) -> None:
    write(parts)
    last = rows()[-2]
    Chain.objects.filter(name="house").update(sequence=last.sequence, head=bytes(last.hash))
    assert flaws() == [LENGTH]


def test_a_head_that_is_gone_is_found(parts: Parts) -> None:
    write(parts)
    Chain.objects.all().delete()
    assert flaws() == [1]


def test_an_entry_put_between_is_found(parts: Parts) -> None:
    write(parts)
    forged = rows()[-1]
    forged.pk, forged.sequence, forged.act = None, LENGTH + 1, "released"
    forged.save(force_insert=True)
    assert flaws() == [LENGTH + 1]


def test_two_entries_of_one_number_are_refused_by_the_table(parts: Parts) -> None:
    write(parts, 1)
    again = rows()[0]
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_details_stand_sealed_and_their_size_tells_nothing(parts: Parts) -> None:
    for details in (None, {"decision": "yes"}, {"decision": "no", "because": "x" * 200}):
        record(actor=ROUND, now=parts.clock.now(), parts=parts, act="answer recorded", details=details)
    sizes = {len(bytes(entry.sealed)) for entry in rows()}
    assert len(sizes) == 1
    assert all(b"decision" not in bytes(entry.sealed) for entry in rows())
    assert list(flaws_in_details("house", parts=parts)) == []


def test_details_put_in_place_of_others_are_found_and_erased_ones_are_no_flaw(parts: Parts) -> None:
    write(parts)
    other = canonical.encode([b"s" * 32, canonical.encode({"number": 9})])
    forged = seal_to(parts.public[KeyClass.REGISTER].public, other, pad_to=(512,))
    Entry.objects.filter(sequence=2).update(sealed=forged)
    Entry.objects.filter(sequence=3).update(sealed=b"")
    Entry.objects.filter(sequence=4).update(sealed=b"\x02 nothing of ours")
    assert flaws() == []
    assert [flaw.sequence for flaw in flaws_in_details("house", parts=parts)] == [2, 4]


def test_a_moment_given_in_another_zone_is_kept_as_the_same_moment(parts: Parts, clock: SettableClock) -> None:
    tehran = timezone(timedelta(hours=3, minutes=30))
    record(actor=ROUND, now=clock.now().astimezone(tehran), parts=parts, act="round finished")
    assert flaws() == []
    assert last_entry_at() == clock.now()


def test_a_moment_without_its_zone_is_refused(parts: Parts, clock: SettableClock) -> None:
    with pytest.raises(ValueError, match="aware"):
        record(actor=ROUND, now=clock.now().replace(tzinfo=None), parts=parts, act="round finished")


def test_the_newest_entry_of_both_chains_is_known(parts: Parts, clock: SettableClock) -> None:
    assert last_entry_at() is None
    record(actor=ROUND, now=clock.now(), parts=parts, act="round finished")
    clock.advance(timedelta(hours=1))
    record(actor=porch("request"), now=clock.now(), parts=parts, act="taken in", chain="porch")
    assert last_entry_at() == clock.now()


def fail(parts: Parts) -> None:
    with transaction.atomic():
        write(parts, 2)
        raise RuntimeError


def test_an_action_that_fails_leaves_no_entry(parts: Parts) -> None:
    write(parts, 2)
    with pytest.raises(RuntimeError):
        fail(parts)
    assert chain_lengths() == {"house": 2}
    assert flaws() == []


def test_writing_needs_no_key_so_a_locked_house_is_recorded_too(parts: Parts, agent: object) -> None:
    agent.lock()  # type: ignore[attr-defined]  # the memory agent of the tests
    write(parts)
    assert flaws() == []

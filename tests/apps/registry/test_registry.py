"""Filing, sealing, establishing: what the register keeps, and what it cannot give away."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

import cast
from khabar.apps.accounts.actions import declare_kin
from khabar.apps.ledger.models import Entry
from khabar.apps.registry.actions import (
    PRESENCE_ROWS,
    RECORDS,
    REQUEST_ROWS,
    Provenance,
    clear_arrival,
    establish,
    file_batch,
    note_matched,
    row_keys,
    store_arrival,
    take_list,
)
from khabar.apps.registry.models import Arrival, Presence, PresenceList, Request
from khabar.apps.registry.queries import (
    arrivals,
    counts,
    has_register_key,
    list_file,
    open_requests,
    person_of_presence,
    person_of_request,
    presence_cards,
    presence_file,
    record_under,
    request_cards,
    request_file,
    request_ids,
)
from khabar.apps.registry.readings import note_list_reading, request_for, requests_for
from khabar.apps.registry.rows import Keyed
from khabar.domain.before_asking import Purpose, Verification
from khabar.domain.duties import Duty
from khabar.domain.errors import Locked, Refused
from khabar.domain.ids import AccountId, PresenceId, RequestId
from khabar.vault import canonical
from khabar.vault.chains import merkle_root
from khabar.vault.errors import Tampered
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def key(word: str) -> bytes:
    return hashlib.sha256(word.encode()).digest()


def file_all(parts: Parts, *forms: Keyed, list_id: str | None = None) -> list[str | None]:
    return file_batch(actor=cast.JOB, now=parts.clock.now(), parts=parts, forms=forms, list_id=list_id)


def presences(parts: Parts, *words: str) -> list[Keyed]:
    now = parts.clock.now()
    return [Keyed(key(word), cast.dariuss_presence(now, last_place=word)) for word in words]


def details_of(entry: Entry, parts: Parts) -> dict[str, object]:
    sealed = bytes(entry.sealed)
    match canonical.decode(unseal_with(parts.keys.key(KeyClass.REGISTER, key_id_in(sealed)).private, sealed)):
        case [bytes(), bytes(inside)]:
            found = canonical.decode(inside)
    assert isinstance(found, dict)
    return found


def test_the_same_key_twice_is_filed_once_in_one_batch_and_in_two(parts: Parts) -> None:
    first = file_all(parts, *presences(parts, "one", "two", "one"))
    assert [one is not None for one in first] == [True, True, False]
    assert file_all(parts, *presences(parts, "two", "three"))[0] is None
    assert Presence.objects.count() == 3


def test_the_second_of_two_forms_under_one_key_changes_nothing(parts: Parts) -> None:
    now = parts.clock.now()
    (filed, none) = file_all(
        parts,
        Keyed(key("one"), cast.shirins_request(now)),
        Keyed(key("one"), cast.shirins_request(now, name="Somebody Else")),
    )
    assert none is None
    assert request_file(RequestId(str(filed)), parts=parts).form.name == "Darius Ahmadi"


def test_a_batch_is_one_entry_in_the_ledger_with_its_count_and_its_root(parts: Parts) -> None:
    filed = file_all(
        parts, *presences(parts, "one", "two", "three"), Keyed(key("r"), cast.shirins_request(parts.clock.now()))
    )
    entry = Entry.objects.get(act="cases filed")
    root = merkle_root([bytes.fromhex(one) for one in sorted(str(one) for one in filed)])
    assert details_of(entry, parts) == {"count": 4, "root": root}
    file_all(parts, *presences(parts, "one"))
    assert Entry.objects.filter(act="cases filed").count() == 1


def test_a_batch_is_filed_whole_or_not_at_all(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(**_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("khabar.apps.registry.actions.record", breaks)
    with pytest.raises(OSError, match="full"), transaction.atomic():
        file_all(parts, *presences(parts, "one", "two"))
    assert not Presence.objects.exists()


def test_what_was_filed_is_read_back_as_it_was_given(parts: Parts) -> None:
    form = cast.shirins_request(parts.clock.now(), risk="I do not know", last_news="A letter, in spring")
    request_id = cast.file_request(parts, form)
    kept = request_file(request_id, parts=parts)
    assert kept.form == form
    assert (kept.verification, kept.purpose, kept.reported_dead) == (Verification.NONE, Purpose.FAMILY_NEWS, False)
    presence = cast.dariuss_presence(parts.clock.now(), must_not_know=("Ezra",))
    assert presence_file(cast.file_presence(parts, presence), parts=parts).form == presence


def test_a_birth_that_makes_no_sense_counts_as_not_given_and_is_kept_as_written(parts: Parts) -> None:
    presence_id = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), birth="when the river froze"))
    assert person_of_presence(presence_id, parts=parts).birth is None
    assert presence_file(presence_id, parts=parts).form.birth == "when the river froze"


def test_what_was_never_filed_is_refused(parts: Parts, request_id: RequestId) -> None:
    nobody = "0" * 32
    with pytest.raises(Refused):
        request_file(RequestId(nobody), parts=parts)
    with pytest.raises(Refused):
        presence_file(PresenceId(request_id), parts=parts)
    with pytest.raises(Refused):
        record_under(RequestId(nobody), "matches_pair", nobody, parts=parts)


def test_cards_are_given_to_the_matcher_once_for_each_model(
    parts: Parts, request_id: RequestId, presence_id: PresenceId
) -> None:
    assert [one.id for one in request_cards(parts=parts, unmatched_by="m1")] == [request_id]
    note_matched(actor=cast.JOB, now=parts.clock.now(), subjects=[request_id, presence_id], model="m1")
    assert list(request_cards(parts=parts, unmatched_by="m1")) == []
    assert [one.id for one in presence_cards(parts=parts, matched_by="m1")] == [presence_id]
    assert [one.id for one in presence_cards(parts=parts, unmatched_by="m2")] == [presence_id]
    assert counts() == {"registry_request": 1, "registry_presence": 1}
    assert request_ids() == {request_id}


# Sealed where it belongs


def test_a_card_or_body_moved_to_another_row_or_column_does_not_open(parts: Parts, request_id: RequestId) -> None:
    other = cast.file_request(parts, cast.ezras_request(parts.clock.now()))
    mine, his = Request.objects.get(id=request_id), Request.objects.get(id=other)
    Request.objects.filter(id=other).update(body=mine.body)
    with pytest.raises(Tampered):
        request_file(other, parts=parts)
    Request.objects.filter(id=other).update(body=his.body, card=mine.card, wrapped_key=mine.wrapped_key)
    with pytest.raises(Tampered):
        person_of_request(other, parts=parts)
    Request.objects.filter(id=request_id).update(card=mine.body, body=mine.card)
    with pytest.raises(Tampered):
        person_of_request(request_id, parts=parts)
    with pytest.raises(Tampered):
        request_file(request_id, parts=parts)


@pytest.mark.parametrize("bit", [0, 9, 33, -1])
def test_one_changed_bit_and_nothing_opens(parts: Parts, request_id: RequestId, bit: int) -> None:
    body = bytearray(Request.objects.get(id=request_id).body)
    body[bit] ^= 1
    Request.objects.filter(id=request_id).update(body=bytes(body))
    with pytest.raises(Tampered):
        request_file(request_id, parts=parts)


def test_requests_with_little_and_with_much_in_them_have_one_length(parts: Parts, request_id: RequestId) -> None:
    long = cast.file_request(parts, cast.ezras_request(parts.clock.now(), risk="x" * 900, name="y" * 190))
    lengths = {(len(row.card), len(row.body)) for row in Request.objects.filter(id__in=[request_id, long])}
    assert len(lengths) == 1


# Locked


def test_a_locked_register_gives_nothing_and_takes_nothing(
    parts: Parts, agent: MemoryKeyAgent, request_id: RequestId, presence_id: PresenceId
) -> None:
    agent.lock()
    assert not has_register_key(parts=parts)
    for reading in (
        lambda: request_file(request_id, parts=parts),
        lambda: presence_file(presence_id, parts=parts),
        lambda: list(request_cards(parts=parts)),
        lambda: open_requests(parts=parts),
        lambda: arrivals(parts=parts),
        lambda: row_keys(actor=cast.JOB, now=parts.clock.now(), parts=parts),
        lambda: file_all(parts, *presences(parts, "one")),
    ):
        with pytest.raises(Locked):
            reading()


# Lists and arrivals


def test_a_list_says_who_made_it_and_whether_its_people_knew(parts: Parts) -> None:
    now = parts.clock.now()
    for wrong in (
        *(Provenance(" ", "yes", b"f"), Provenance("A nurse", "", b"f")),
        *(Provenance(" ", "yes", b"f", RECORDS), Provenance("A nurse", "", b"f", RECORDS)),
    ):
        with pytest.raises(Refused):
            take_list(actor=cast.JOB, now=now, parts=parts, provenance=wrong)
    known = Provenance("A nurse", "yes", key("file"))
    list_id = take_list(actor=cast.JOB, now=now, parts=parts, provenance=known)
    assert take_list(actor=cast.JOB, now=now, parts=parts, provenance=known) == list_id
    entry = Entry.objects.get(act="list taken in")
    details = details_of(entry, parts)
    assert (details["schema"], details["made_by"], details["people_knew"]) == (2, "A nurse", "yes")
    assert details["countersignature"] == b"", "the guarantor's, once there is one"
    told = list_file(list_id, parts=parts)
    assert told is not None
    assert (told.made_by, told.people_knew, told.taken_in_at) == ("A nurse", "yes", now)
    assert list_file("0" * 32, parts=parts) is None
    (filed,) = file_all(parts, *presences(parts, "one"), list_id=list_id)
    assert presence_file(PresenceId(str(filed)), parts=parts).list_id == list_id
    assert PresenceList.objects.count() == 1


def test_one_file_of_two_kinds_is_two_lists_each_with_its_own_answers(parts: Parts) -> None:
    now, makers = parts.clock.now(), {PRESENCE_ROWS: "A nurse", REQUEST_ROWS: "Families", RECORDS: "An office"}
    for _ in range(2):
        ids = {
            kind: take_list(
                actor=cast.JOB, now=now, parts=parts, provenance=Provenance(made_by, "yes", key("file"), kind)
            )
            for kind, made_by in makers.items()
        }
        told = {kind: list_file(list_id, parts=parts) for kind, list_id in ids.items()}
        assert {kind: one.made_by for kind, one in told.items() if one} == makers
    assert PresenceList.objects.count() == 3


def test_a_list_of_presences_is_known_by_its_file_as_it_was_before_kinds_were_told_apart(parts: Parts) -> None:
    now, known = parts.clock.now(), Provenance("A nurse", "yes", key("file"))
    take_list(actor=cast.JOB, now=now, parts=parts, provenance=known)
    keys = row_keys(actor=cast.JOB, now=now, parts=parts)
    assert bytes(PresenceList.objects.get().fingerprint) == keys.of(b"list\x00" + key("file"))


def test_a_row_key_cannot_be_tested_without_the_register_key(parts: Parts) -> None:
    keys = row_keys(actor=cast.JOB, now=parts.clock.now(), parts=parts)
    one = keys.of(b"Darius")
    assert keys == row_keys(actor=cast.JOB, now=parts.clock.now(), parts=parts)
    assert one == keys.of(b"Darius") != keys.of(b"Daryush")
    assert one != hashlib.sha256(b"row\x00Darius").digest()


def test_an_arrival_is_stored_once_and_gone_when_cleared(parts: Parts) -> None:
    for opened in (b"what was sealed on the porch", b"another under the same key"):
        store_arrival(actor=cast.JOB, now=parts.clock.now(), parts=parts, key=key("a"), opened=opened)
    (kept,) = arrivals(parts=parts)
    assert kept.content == b"what was sealed on the porch"
    assert Entry.objects.filter(act="arrival stored").count() == 1
    clear_arrival(actor=cast.JOB, now=parts.clock.now(), key=key("a"))
    assert not Arrival.objects.exists()


# The family desk


def test_the_family_desk_establishes_and_nobody_else(parts: Parts, request_id: RequestId) -> None:
    def by(somebody: Actor) -> None:
        establish(
            actor=somebody,
            now=parts.clock.now(),
            parts=parts,
            request_id=request_id,
            verification=Verification.KNOWN_TO_US,
            purpose=Purpose.OTHER,
            reported_dead=True,
        )

    for somebody in (cast.MIRA, cast.LEYLA, cast.NIMA, cast.EZRA_OPERATOR, cast.JOB):
        with pytest.raises(Refused):
            by(somebody)
    assert request_file(request_id, parts=parts).verification is Verification.NONE
    by(cast.FARID)
    kept = request_file(request_id, parts=parts)
    assert (kept.verification, kept.purpose, kept.reported_dead) == (Verification.KNOWN_TO_US, Purpose.OTHER, True)
    assert kept.form.purpose is Purpose.FAMILY_NEWS


def test_ezra_sees_no_request_of_his_own_family_and_his_refusal_is_that_of_an_unknown_one(
    parts: Parts, request_id: RequestId
) -> None:
    now = parts.clock.now()
    ezra = cast.ezra_joins(parts, Duty.FAMILY_DESK)
    assert [one.id for one in requests_for(ezra, parts=parts)] == [request_id]
    declare_kin(actor=ezra, now=now, parts=parts, account=AccountId(ezra.name), name="Shirin Ahmady")
    assert requests_for(ezra, parts=parts) == []
    refusals = []
    for one in (request_id, RequestId("0" * 32)):
        with pytest.raises(Refused) as refusal:
            request_for(one, ezra, parts=parts)
        refusals.append(str(refusal.value))
    assert refusals[0] == refusals[1]
    assert [one.id for one in requests_for(cast.FARID, parts=parts)] == [request_id]


def test_reading_a_list_is_one_entry_over_whom(parts: Parts, request_id: RequestId) -> None:
    note_list_reading(actor=cast.FARID, now=parts.clock.now(), parts=parts, subjects=[request_id], act="requests read")
    note_list_reading(actor=cast.FARID, now=parts.clock.now(), parts=parts, subjects=[], act="requests read")
    one, none = Entry.objects.filter(act="requests read").order_by("sequence")
    assert details_of(one, parts) == {"count": 1, "root": merkle_root([bytes.fromhex(request_id)])}
    assert details_of(none, parts)["count"] == 0


# Erasing

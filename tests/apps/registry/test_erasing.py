"""Erasing: what is noise afterwards, what cannot come back, and who may."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

import cast
from khabar.apps.ledger.queries import flaws_in_chain, flaws_in_details
from khabar.apps.matches.files import opened_pair
from khabar.apps.registry.actions import erase_presence, erase_request, file_batch
from khabar.apps.registry.models import Request
from khabar.apps.registry.queries import (
    erased_ids,
    open_requests,
    person_of_request,
    presence_file,
    record_under,
    request_cards,
    request_file,
)
from khabar.apps.registry.readings import opened_cards
from khabar.apps.registry.rows import Keyed
from khabar.domain.errors import Conflict, Refused
from khabar.vault import canonical

if TYPE_CHECKING:
    from khabar.domain.ids import PresenceId, RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def test_erasing_makes_card_body_pair_and_answers_noise_and_keeps_the_chain(
    parts: Parts, request_id: RequestId, presence_id: PresenceId
) -> None:
    pair = cast.pair_of(parts, request_id, presence_id)
    before = Request.objects.get(id=request_id)
    erase_request(actor=cast.FARID, now=parts.clock.now(), parts=parts, request_id=request_id)
    erase_presence(actor=cast.MIRA, now=parts.clock.now(), parts=parts, presence_id=presence_id)
    for reading in (
        lambda: request_file(request_id, parts=parts),
        lambda: person_of_request(request_id, parts=parts),
        lambda: presence_file(presence_id, parts=parts),
        lambda: opened_pair(pair, parts=parts),
        lambda: record_under(request_id, "matches_pair", pair, parts=parts),
    ):
        with pytest.raises(Refused):
            reading()
    assert list(request_cards(parts=parts)) == []
    assert open_requests(parts=parts) == []
    assert opened_cards([request_id, presence_id], parts=parts) == {}
    assert erased_ids() == {request_id, presence_id}
    row = Request.objects.get(id=request_id)
    assert (row.wrapped_key, bytes(row.card), bytes(row.body), row.locator) == (None, b"", b"", "")
    assert bytes(row.fingerprint) == bytes(before.fingerprint)
    assert list(flaws_in_chain("house")) == list(flaws_in_details("house", parts=parts)) == []


def test_what_was_erased_cannot_be_erased_again_nor_filed_again_by_the_same_submission(
    parts: Parts, request_id: RequestId
) -> None:
    erase_request(actor=cast.JOB, now=parts.clock.now(), parts=parts, request_id=request_id)
    with pytest.raises(Conflict):
        erase_request(actor=cast.JOB, now=parts.clock.now(), parts=parts, request_id=request_id)
    form = cast.shirins_request(parts.clock.now())
    again = hashlib.sha256(canonical.encode(form.to_body())).digest()
    filed = file_batch(actor=cast.JOB, now=parts.clock.now(), parts=parts, forms=[Keyed(again, form)])
    assert filed == [None]


def test_each_side_is_erased_by_its_own_desk_alone(
    parts: Parts, request_id: RequestId, presence_id: PresenceId
) -> None:
    now = parts.clock.now()
    for somebody in (cast.MIRA, cast.LEYLA, cast.NIMA, cast.EZRA_OPERATOR):
        with pytest.raises(Refused):
            erase_request(actor=somebody, now=now, parts=parts, request_id=request_id)
    for somebody in (cast.FARID, cast.LEYLA, cast.NIMA, cast.EZRA_OPERATOR):
        with pytest.raises(Refused):
            erase_presence(actor=somebody, now=now, parts=parts, presence_id=presence_id)
    assert erased_ids() == frozenset()


def test_the_table_refuses_half_an_erasure(request_id: RequestId) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(id=request_id).update(wrapped_key=None)

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from apps.copies.lists import of, sought, taken
from guarantor_parts import Guarantor, with_guarantor
from khabar.apps.copies.giving import give_out
from khabar.apps.guarantor.actions import WAITS
from khabar.apps.lists import actions as lists
from khabar.apps.lists import working
from khabar.apps.lists.queries import list_view
from khabar.apps.registry.models import Presence, Request
from khabar.apps.rounds import steps
from khabar.domain.answers import Tells
from khabar.domain.errors import Refused
from khabar.domain.guaranteeing.acts import ActKind
from khabar.domain.lists.columns import ListKind
from khabar.domain.lists.origin import HowMade, Knew, ListOrigin
from khabar.domain.lists.tables import Wishes
from khabar.domain.pfif import Version
from khabar.domain.pfif.giving import NOTHING_LEAVES

if TYPE_CHECKING:
    from pathlib import Path

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
ORIGIN = ListOrigin(made_by="A nurse", how=HowMade.FROM_EACH, knew=Knew.YES, made_on="2026", purpose="to be found")


@pytest.fixture
def oak(parts: Parts) -> Guarantor:
    return with_guarantor(parts)


def handed_over(oak: Guarantor, kind: ListKind, who: Actor) -> str:
    now, parts = oak.parts.clock.now(), oak.parts
    sent = lists.SentList("list.csv", b"id,name\np1,Darius Ahmadi\n", Wishes())
    list_id = lists.bring(actor=who, now=now, parts=parts, kind=kind, sent=sent)
    mapping = list_view(list_id, who, parts=parts).mapping
    lists.map_columns(actor=who, now=now, parts=parts, list_id=list_id, mapping=mapping)
    lists.hand_over(actor=who, now=now, parts=parts, list_id=list_id, origin=ORIGIN)
    return list_id


def a_round(oak: Guarantor) -> None:
    steps.file(oak.parts.clock.now(), oak.parts)
    cast.release(oak.parts)


def test_a_desks_list_of_presences_waits_and_the_worker_is_not_called_for_it_again(oak: Guarantor) -> None:
    list_id = handed_over(oak, ListKind.PRESENCES, cast.MIRA)
    assert working.something_waits(oak.parts.clock.now())
    a_round(oak)
    assert list_view(list_id, cast.MIRA, parts=oak.parts).state == "signing"
    assert not working.something_waits(oak.parts.clock.now())
    assert not Presence.objects.exists()
    assert [one.kind for one in oak.looks().acts] == [ActKind.IMPORT]
    oak.tells(oak.signs())
    a_round(oak)
    assert list_view(list_id, cast.MIRA, parts=oak.parts).state == "done"
    assert Presence.objects.count() == 1


def test_a_list_that_waits_can_be_dropped(oak: Guarantor) -> None:
    list_id = handed_over(oak, ListKind.PRESENCES, cast.MIRA)
    a_round(oak)
    lists.drop(actor=cast.MIRA, now=oak.parts.clock.now(), parts=oak.parts, list_id=list_id)
    oak.tells(oak.signs())
    a_round(oak)
    assert not Presence.objects.exists()


def test_requests_of_families_wait_for_nobody(oak: Guarantor) -> None:
    handed_over(oak, ListKind.REQUESTS, cast.FARID)
    a_round(oak)
    assert Request.objects.count() == 1


def test_a_document_of_records_waits_too(oak: Guarantor, tmp_path: Path) -> None:
    path = tmp_path / "records.xml"
    assert str(taken(oak.parts, path, of(sought())).exception) == WAITS
    assert not Request.objects.exists()
    cast.release(oak.parts)
    oak.tells(oak.signs())
    assert taken(oak.parts, path, of(sought())).exit_code == 0
    assert Request.objects.count() == 1


@pytest.mark.parametrize("tells", [Tells.NOTHING, Tells.ALIVE])
def test_an_export_waits_in_the_same_words_whatever_its_permit_allows(oak: Guarantor, tells: Tells) -> None:
    now, parts = oak.parts.clock.now(), oak.parts
    oak.tells(oak.licenses())
    request = cast.file_request(parts, cast.shirins_request(now))
    pair = cast.pair_of(parts, request, cast.file_presence(parts, cast.dariuss_presence(now)))
    cast.ask(parts, pair)
    oak.tells(oak.signs())
    cast.release(parts)
    permit = cast.answered(parts, pair, tells)

    def refusal() -> str:
        with pytest.raises(Refused) as refused:
            give_out(actor=cast.JOB, now=now, parts=parts, permit_id=permit, version=Version.V1_4)
        return str(refused.value)

    assert refusal() == WAITS
    cast.release(parts)
    assert [one.kind for one in oak.looks().acts] == [ActKind.EXPORT, ActKind.RELEASE]
    oak.tells(oak.signs(lambda act: act.kind is ActKind.EXPORT))
    assert refusal() == NOTHING_LEAVES, "the Permit itself is not countersigned"

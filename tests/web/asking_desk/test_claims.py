"""What others say of the person sought is read at the asking desk, and by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from khabar.apps.copies.actions import take_in_batch
from khabar.apps.copies.becoming import Brought, Source
from khabar.apps.registry.actions import Provenance, take_list
from khabar.apps.registry.models import Request
from khabar.domain.actors import system
from khabar.domain.duties import Duty
from khabar.domain.ids import RequestId
from khabar.domain.pfif import Version
from pfif_parts import darius, shirins_note

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from web.desks import Desks

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
CLAIM = "He was buried in Oberau."


@pytest.fixture
def request_id(desks: Desks) -> RequestId:
    """A request out of a PFIF list, in which Ezra says that the person has died."""
    parts, now, job = desks.parts, desks.parts.clock.now(), system("import")
    list_id = take_list(actor=job, now=now, parts=parts, provenance=Provenance("The office", "yes", b"1" * 32))
    claims = {"note_record_id": "people.example/n.2", "status": "believed_dead", "author_name": "Ezra", "text": CLAIM}
    notes = (shirins_note(status="information_sought"), shirins_note(**claims))
    batch = [Brought(darius(), notes)]
    take_in_batch(actor=job, now=now, parts=parts, batch=batch, source=Source(Version.V1_4, list_id))
    return RequestId(Request.objects.get().id)


def page(desks: Desks, request_id: RequestId, language: str = "en") -> Response:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    return mira.get(f"/asking/{desks.pair(request_id)}/", headers={"accept-language": language})


def test_a_claim_stands_on_the_page_of_the_pair_with_who_says_so_and_when(desks: Desks, request_id: RequestId) -> None:
    told = page(desks, request_id).content.decode()
    assert "Said to have died" in told
    assert CLAIM in told
    assert "Ezra" in told
    assert "2026-03-01" in told


def test_it_is_said_in_persian_too(desks: Desks, request_id: RequestId) -> None:
    told = page(desks, request_id, "fa").content.decode()
    assert "دیگران" in told
    assert "What others say" not in told


def test_a_pair_without_such_a_list_says_nothing_of_it(desks: Desks) -> None:
    assert "What others say" not in page(desks, desks.request()).content.decode()


def test_the_family_desk_sees_no_claim(desks: Desks, request_id: RequestId) -> None:
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    told = farid.get(f"/families/{request_id}/")
    assert CLAIM not in told.content.decode()

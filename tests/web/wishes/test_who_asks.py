"""Who asks: what is known of an enquirer is read by the two who decide; who presses hears one sentence in any world."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from khabar.apps.registry.actions import establish
from khabar.domain.before_asking import Purpose, Verification
from khabar.domain.duties import Duty
from web.desks import as_bytes, text

if TYPE_CHECKING:
    from web.desks import Desks

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def test_the_asking_desk_reads_how_well_the_enquirer_is_known_and_what_for(desks: Desks) -> None:
    request = desks.request()
    pair, mira = desks.pair(request), desks.browser("mira", Duty.ASKING_DESK)
    farid = desks.colleague("farid", Duty.FAMILY_DESK)
    establish(
        actor=farid.actor,
        now=desks.parts.clock.now(),
        parts=desks.parts,
        request_id=request,
        verification=Verification.KINSHIP_SHOWN,
        purpose=Purpose.DEBT,
        reported_dead=False,
    )
    page = text(mira.get(f"/asking/{pair}/"))
    assert "Showed it: papers, photographs, people who know both" in page
    assert "A debt" in page
    assert "What the enquirer ticked herself News of the family" in page
    assert "This is outside what we do: nobody is asked for it." in page


def test_who_presses_hears_the_one_sentence_whether_the_person_is_known_or_not(desks: Desks) -> None:
    request, farid = desks.request(), desks.browser("farid", Duty.FAMILY_DESK)
    nobody = as_bytes(farid.get(f"/families/{request}/"))
    desks.pair(request)
    assert as_bytes(farid.get(f"/families/{request}/")) == nobody
    assert "hears the same sentence and nothing else" in nobody[1]
    assert "they do not prove that the person wants to be found" in nobody[1]

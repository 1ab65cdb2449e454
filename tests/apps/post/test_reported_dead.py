"""That somebody was reported dead is the desk's to know: no page, mail, letter or list carries a trace of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction

import cast
from apps.calls.desk import Voices
from khabar.apps.calls import queries
from khabar.apps.outbox.queries import due_items
from khabar.apps.registry.actions import establish
from khabar.apps.registry.queries import request_file
from khabar.apps.rounds import steps
from khabar.domain.answers import Tells
from khabar.domain.before_asking import Purpose, Verification
from khabar.domain.reaching import Way
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.mark.parametrize("tells", [None, Tells.NOTHING, Tells.MESSAGES])
def test_a_reported_death_changes_nothing_that_leaves_the_house(
    parts: Parts, clock: SettableClock, tells: Tells | None
) -> None:
    voices = Voices(parts, clock)
    assert voices.nima.account
    assert outside(voices, tells, dead=True) == outside(voices, tells, dead=False)


def outside(voices: Voices, tells: Tells | None, *, dead: bool) -> list[object]:
    parts, start = voices.parts, voices.clock.moment
    with transaction.atomic(), transaction.atomic(using="porch"):
        form = cast.shirins_request(start, way=Way.TELEPHONE, phone="55501", email="shirin@example.org")
        request = voices.filed(form)
        here = cast.file_presence(parts, cast.dariuss_presence(start))
        if tells is not None:
            voices.answer(request, here, tells)
        establish(
            actor=cast.FARID,
            now=start,
            parts=parts,
            request_id=request,
            verification=Verification.KINSHIP_SHOWN,
            purpose=Purpose.FAMILY_NEWS,
            reported_dead=dead,
        )
        assert request_file(request, parts=parts).reported_dead is dead
        voices.until_due()
        steps.write_contacts(voices.clock.now(), parts)
        page = cast.page_after_round(parts, "shirin")
        voices.plan()
        mails = [item.body for item in due_items(KeyClass.MAIL, now=voices.clock.now(), parts=parts)]
        lines = [(one.first_name, one.hear_by, one.stop_word) for one in voices.list_of()]
        plan = queries.plan_as_it_stands(cast.FARID, now=voices.clock.now(), parts=parts)
        assert plan
        voices.clock.moment = start
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="porch")
    return [page, mails, lines, plan.missing]

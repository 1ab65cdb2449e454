"""What a signer does must cost the same on the first day and after a hundred thousand signatures."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from databases import on_postgresql
from khabar.apps.petitions import actions
from khabar.apps.petitions.models import Signature
from khabar.apps.petitions.queries import mine
from signing import DOOR, Desk, as_association

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.ports import Parts

THROUGH_ALL = ("SCAN", "Seq Scan", "petitions_to_count")
"""How an engine says that it reads a whole table, or all signatures of a petition that are in some state."""


def others_have_signed(like: Signature, count: int) -> None:
    rows = []
    for number in range(count):
        row = copy(like)
        row.id, row.token_hash = f"{number:032x}", number.to_bytes(32, "big")
        row.state, row.mailbox, row.person = ("pending", "confirmed")[number % 2], f"{number:064x}", f"{number:064x}"
        rows.append(row)
    Signature.objects.bulk_create(rows)


@pytest.mark.django_db(databases=["default", "porch"])
def test_no_act_of_a_signer_looks_through_the_signatures_of_others(parts: Parts, clock: SettableClock) -> None:
    """Shirin signs, opens her link, confirms and withdraws; the engine is asked how it finds what each statement wants.

    PostgreSQL goes by what it has counted, so a thousand others have signed before it is asked, half of them confirmed.
    """
    desk = Desk(as_association(parts))
    desk.open()
    with CaptureQueriesContext(connections["porch"]) as caught:
        desk.sign("shirin@example.org")
    asked = list(caught.captured_queries)
    [token] = desk.deliver()
    with CaptureQueriesContext(connections["porch"]) as caught:
        mine(token, "en")
        desk.confirm(token)
        mine(token, "en")
        actions.withdraw(actor=DOOR, now=clock.now(), token=token)
    found = [one["sql"] for one in asked + list(caught.captured_queries) if "petitions_signature" in one["sql"]]
    assert len(found) > 6
    with connections["porch"].cursor() as cursor:
        if on_postgresql("porch"):
            others_have_signed(Signature.objects.get(), 1000)
            cursor.execute("ANALYZE petitions_signature")
        ask = "EXPLAIN" if on_postgresql("porch") else "EXPLAIN QUERY PLAN"
        for statement in found:
            cursor.execute(f"{ask} {statement}")
            ways = [row[-1] for row in cursor.fetchall()]
            assert not [way for way in ways for word in THROUGH_ALL if word in way], statement

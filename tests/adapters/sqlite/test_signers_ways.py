"""What a signer does must cost the same on the first day and after a hundred thousand signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from khabar.apps.petitions import actions
from khabar.apps.petitions.queries import mine
from signing import DOOR, Desk, as_association

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.ports import Parts

THROUGH_ALL = ("SCAN", "petitions_to_count")
"""How SQLite says that it reads a whole table, or all signatures of a petition that are in some state."""


@pytest.mark.django_db(databases=["default", "porch"])
def test_no_act_of_a_signer_looks_through_the_signatures_of_others(parts: Parts, clock: SettableClock) -> None:
    """Shirin signs, opens her link, confirms and withdraws; SQLite is asked how it finds what each statement wants."""
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
        for statement in found:
            ways = [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()]
            assert not [way for way in ways for word in THROUGH_ALL if word in way], statement

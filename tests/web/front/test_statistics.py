from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.accounts.colleagues import MONDAY, browser_of
from khabar.apps.statistics.models import Told
from khabar.domain.duties import Duty
from web.desks import text, words

if TYPE_CHECKING:
    from apps.accounts.colleagues import House

pytestmark = [pytest.mark.urls("web.front.house_addresses"), pytest.mark.django_db(databases=["default", "porch"])]


def test_every_colleague_reads_the_same_page_and_nothing_can_be_chosen_on_it(house: House) -> None:
    farid = browser_of(house.colleague("farid", Duty.FAMILY_DESK))
    assert "No quarter has been told yet." in words(farid.get("/numbers/"))
    Told.objects.create(quarter="2025-Q4", told_at=MONDAY, cells=[["2025-11", 20]], total=50, is_whole=False)
    Told.objects.create(quarter="2025-Q3", told_at=MONDAY, cells=[], total=None, is_whole=True)
    page = words(farid.get("/numbers/"))
    seen = text(farid.get("/numbers/"))
    for sentence in ("2025-11 20", "All together 50", "Some groups are left out", "Fewer than ten"):
        assert sentence in seen
    mira = words(browser_of(house.colleague("mira", Duty.ASKING_DESK)).get("/numbers/"))
    assert mira.partition("<main")[2] == page.partition("<main")[2]
    assert (
        words(farid.get("/numbers/?month=2025-11&place=Lindenau")).partition("<main")[2] == page.partition("<main")[2]
    )
    assert "<form" not in page.partition("<main")[2]

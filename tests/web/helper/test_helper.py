from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.accounts.colleagues import browser_of
from khabar.domain.duties import Duty

if TYPE_CHECKING:
    from apps.accounts.colleagues import House

pytestmark = pytest.mark.urls("web.front.house_addresses")


def test_nima_reads_what_to_say_and_nothing_about_any_file(house: House) -> None:
    page = browser_of(house.colleague("nima", Duty.HELPER)).get("/helper/").content.decode()
    for words in (
        "What we may tell you stands on your page, and nowhere else",
        "An empty field never counts against anybody",
    ):
        assert words in page
    assert "<form" not in page.partition("<main")[2]


def test_the_page_is_the_same_for_every_helper_but_for_the_frame(house: House) -> None:
    pages = [browser_of(house.colleague(name, Duty.HELPER)).get("/helper/") for name in ("nima", "leyla")]
    main = [page.content.decode().partition("<main")[2] for page in pages]
    assert main[0] == main[1]


def test_ezra_without_the_duty_does_not_find_it(house: House) -> None:
    assert browser_of(house.colleague("ezra", Duty.LETTERS)).get("/helper/").status_code == 404

"""The page of sightings: written down, read with an entry in the ledger, let go; nothing outside the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.accounts.colleagues import browser_of
from khabar.domain.duties import Duty
from web.desks import acts, as_bytes, text

if TYPE_CHECKING:
    from apps.accounts.colleagues import Colleague
    from web.desks import Desks

TOLD = {"seen_where": "Lindenau, the mill", "seen_when": "in March", "seen_name": "Darius", "teller": "Bahram"}


def test_what_somebody_tells_is_kept_read_and_let_go(mira: Colleague) -> None:
    browser = browser_of(mira)
    assert "help does not depend on what you tell us" in text(browser.get("/asking/sightings/"))
    assert browser.post("/asking/sightings/", TOLD)["Location"] == "/asking/sightings/"
    page = browser.get("/asking/sightings/")
    assert "Told by Bahram" in text(page)
    assert acts()[-1] == "sightings listed"
    assert "What people who came out have seen" in text(browser.get("/asking/"))
    address = page.content.decode().split('action="/asking/sightings/')[1].split('"')[0]
    assert browser.post(f"/asking/sightings/{address}").status_code == 302
    assert "Bahram" not in text(browser.get("/asking/sightings/"))


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(mira: Colleague) -> None:
    answer = browser_of(mira).post("/asking/sightings/", {"seen_name": "Darius"})
    assert answer.status_code == 200
    assert "Write where it was, or what was seen." in text(answer)
    assert 'value="Darius"' in answer.content.decode()


def test_ezra_finds_the_page_that_was_not_found(desks: Desks) -> None:
    ezra = desks.browser("ezra", Duty.FAMILY_DESK)
    nowhere = as_bytes(ezra.get(f"/asking/{'0' * 32}/"))
    assert as_bytes(ezra.get("/asking/sightings/")) == nowhere
    assert as_bytes(ezra.post("/asking/sightings/", TOLD)) == nowhere
    assert as_bytes(ezra.post(f"/asking/sightings/{'0' * 32}/let-go/")) == nowhere

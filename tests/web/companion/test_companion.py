"""The companion's desk: files apart, on the person's own yes; nobody else's pages differ by them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from apps.accounts.colleagues import browser_of
from khabar.apps.accounts.actions import declare_kin
from khabar.apps.casework.help_queries import help_files
from khabar.apps.casework.models import HelpFile
from khabar.domain.duties import Duty
from khabar.web.front.access import table
from web.association import HOUSE, NOWHERE, address_of, told
from web.desks import acts, hidden, text

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from apps.accounts.colleagues import Colleague
    from conftest import SettableClock
    from khabar.apps.casework.help_files import OpenedHelp
    from web.association import Rooms

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

NEW = {
    "by": "person",
    "how": "She said it at the table.",
    "agreed_on": "2026-03-02",
    "called": "Mina",
    "reach": "555 02, evenings",
    "step": "Go with her to the registry office",
    "on": "2026-03-07",
}
ROUTES = [row.route for row in table(HOUSE) if row.name.startswith("companion:")]
SAYING = "Help does not depend on what you tell us or sign."


def opened(browser: Client, **changes: str) -> str:
    answer = browser.post("/companion/open/", NEW | changes)
    assert answer.status_code == 302, text(answer)
    return answer["Location"]


def done(browser: Client, page: str, deed: str, **typed: str) -> Response:
    """Open the form of a deed, and send it filled in."""
    seen = hidden(browser.get(f"{page}{deed}/"), "seen")
    return browser.post(f"{page}{deed}/", {"seen": seen, **typed})


def only(rooms: Rooms, nima: Colleague) -> OpenedHelp:
    (found,) = help_files(nima.actor, parts=rooms.parts)
    return found


def test_the_sentence_stands_on_every_page_where_somebody_is_spoken_with(browser: Client) -> None:
    page = opened(browser)
    for address in ("/companion/", "/companion/open/", page):
        assert SAYING in text(browser.get(address)), address


def test_a_file_is_opened_on_the_persons_own_yes_and_says_who_may_know(browser: Client) -> None:
    page = opened(browser)
    shown = text(browser.get(page))
    for words in ("Mina", "She said it at the table.", "Go with her to the registry office", "Nima"):
        assert words in shown
    assert "Nobody else may know of this" in shown
    assert acts()[-2:] == ["help opened", "help read"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"by": "somebody_else"}, "id_by"),
        ({"how": " "}, "id_how"),
        ({"agreed_on": "2026-03-09"}, "id_agreed_on"),
        ({"agreed_on": "2026-02-30"}, "id_agreed_on"),
        ({"until": "2026-02-01"}, "id_until"),
        ({"called": ""}, "id_called"),
        ({"step": ""}, "id_step"),
        ({"on": "2026-03-01"}, "id_on"),
        ({"on": "soon"}, "id_on"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(browser: Client, wrong: dict[str, str], field: str) -> None:
    answer = browser.post("/companion/open/", NEW | wrong)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'href="#{field}' in page
    assert "Everything else is kept as you wrote it." in page
    assert all(value in page for name, value in NEW.items() if name not in wrong)
    assert not HelpFile.objects.exists()


def test_needs_deeds_and_steps_are_kept(browser: Client, rooms: Rooms, nima: Colleague) -> None:
    page = opened(browser)
    assert done(browser, page, "needs", kind="papers", what="A birth certificate").status_code == 302
    need = only(rooms, nima).body.needs[0].id
    assert done(browser, page, f"needs/{need}").status_code == 302
    assert done(browser, page, "done", done_on="1404-12-10", what="Wrote to the office.").status_code == 302
    assert done(browser, page, "step", step="Call her", on="2026-03-20").status_code == 302
    body = only(rooms, nima).body
    assert [one.met_on for one in body.needs] == [rooms.parts.clock.now().date()]
    assert [one.on.isoformat() for one in body.done] == ["2026-03-01"]
    shown = text(browser.get(page))
    assert "A birth certificate" in shown
    assert "Call her" in shown


def test_a_day_to_come_is_no_day_on_which_something_was_done(browser: Client) -> None:
    page = opened(browser)
    answer = done(browser, page, "done", done_on="2026-03-09", what="Wrote to the office.")
    assert "This day has not come yet." in text(answer)
    assert "Wrote to the office." in answer.content.decode()


def test_after_the_yes_has_ended_the_page_says_so_and_nothing_is_written(
    browser: Client, clock: SettableClock, rooms: Rooms, nima: Colleague
) -> None:
    page = opened(browser, until="2026-03-05")
    clock.advance(timedelta(days=5))
    assert "What the person agreed to has ended." in text(browser.get(page))
    answer = done(browser, page, "needs", kind="work", what="Work")
    assert "Ask them again" in text(answer)
    assert not only(rooms, nima).body.needs
    again = done(browser, page, "consent", by="person", how="Again.", agreed_on="2026-03-07")
    assert again.status_code == 302
    assert done(browser, page, "needs", kind="work", what="Work").status_code == 302


def test_overdue_is_said_in_words(browser: Client, clock: SettableClock) -> None:
    page = opened(browser)
    assert "Overdue" not in text(browser.get("/companion/"))
    clock.advance(timedelta(days=6))
    assert "Overdue" in text(browser.get("/companion/"))
    assert "Overdue" in text(browser.get(page))


def test_who_writes_over_somebody_elses_change_is_told_and_may_send_again(browser: Client) -> None:
    page = opened(browser)
    seen = hidden(browser.get(f"{page}step/"), "seen")
    done(browser, page, "done", done_on="2026-03-02", what="Called.")
    answer = browser.post(f"{page}step/", {"seen": seen, "step": "Call her", "on": "2026-03-20"})
    assert "Somebody changed this file while you were writing." in text(answer)
    assert "Call her" in answer.content.decode()
    again = {"seen": hidden(answer, "seen"), "step": "Call her", "on": "2026-03-20"}
    assert browser.post(f"{page}step/", again).status_code == 302


def test_a_file_is_closed_and_opened_again_by_a_step(browser: Client) -> None:
    page = opened(browser)
    assert done(browser, page, "close", reason="She needs nothing more.").status_code == 302
    assert "This file is closed." in text(browser.get(page))
    assert "Closed" in text(browser.get("/companion/"))
    assert done(browser, page, "step", step="Call her", on="2026-03-20").status_code == 302
    assert "This file is closed." not in text(browser.get(page))


def test_taking_the_yes_back_erases_the_file_after_a_page_that_says_so(browser: Client) -> None:
    page = opened(browser)
    unsure = done(browser, page, "take-back")
    assert unsure.status_code == 200
    assert HelpFile.objects.get().wrapped_key
    assert done(browser, page, "take-back", sure="on")["Location"] == "/companion/"
    assert HelpFile.objects.get().wrapped_key is None
    assert told(browser.get(page)) == told(browser.get(NOWHERE))


def test_a_file_is_handed_to_a_colleague_only_with_the_persons_word(browser: Client, rooms: Rooms) -> None:
    tomas = rooms.colleague("tomas", Duty.COMPANION)
    page = opened(browser)
    assert done(browser, page, "hand-over", to=tomas.account).status_code == 200
    assert done(browser, page, "hand-over", to=tomas.account, agreed="on")["Location"] == "/companion/"
    assert told(browser.get(page)) == told(browser.get(NOWHERE))
    assert "Mina" in text(browser_of(tomas).get(page))


def test_unknown_foreign_and_own_family_are_one_page(rooms: Rooms, nima: Colleague, browser: Client) -> None:
    tomas = browser_of(rooms.colleague("tomas", Duty.COMPANION))
    page, family = opened(browser, called="Mina Karimi"), f"/companion/{rooms.file()}/"
    nothing = told(tomas.get(NOWHERE))
    for address in (page, f"{page}step/", f"{page}needs/{'0' * 32}/", family, f"/companion/{'0' * 32}/"):
        assert told(tomas.get(address)) == nothing, address
    assert told(browser.get(f"{page}needs/{'0' * 32}/")) == told(browser.get(NOWHERE))
    now = rooms.parts.clock.now()
    declare_kin(actor=nima.actor, now=now, parts=rooms.parts, account=nima.account, name="Mina Karimi")
    assert told(browser.get(page)) == told(browser.get(NOWHERE))
    assert "Mina" not in text(browser.get("/companion/"))


@pytest.mark.parametrize("duty", [one for one in Duty if one is not Duty.COMPANION])
def test_ezra_with_any_other_duty_gets_what_no_address_gives(rooms: Rooms, browser: Client, duty: Duty) -> None:
    page = opened(browser)
    ezra = rooms.browser("ezra", duty)
    nothing = told(ezra.get(NOWHERE))
    for address in (page, *map(address_of, ROUTES)):
        assert told(ezra.get(address)) == nothing, address
        assert told(ezra.post(address)) == told(ezra.post(NOWHERE)), address


def test_every_showing_is_in_the_ledger(browser: Client) -> None:
    page = opened(browser)
    for address, act in (("/companion/", "help listed"), (page, "help read"), (f"{page}step/", "help read")):
        before = len(acts())
        browser.get(address)
        assert acts()[before:] == [act]


def test_nobody_stores_a_page(browser: Client) -> None:
    page = opened(browser)
    for address in ("/companion/", "/companion/open/", page, f"{page}done/"):
        assert "no-store" in browser.get(address)["Cache-Control"], address

"""The family desk's pages for speaking with families: hands and plan, callers, letters by post."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from apps.accounts.colleagues import browser_of
from khabar.apps.rounds import steps
from khabar.domain.duties import Duty
from khabar.domain.reaching import Way
from web.calls.test_helper_calls import call_on, family
from web.desks import acts, as_bytes, text, words

if TYPE_CHECKING:
    from django.test import Client

    from apps.accounts.colleagues import Colleague
    from conftest import SettableClock
    from web.desks import Desks


@pytest.fixture
def nima(desks: Desks) -> Colleague:
    return desks.colleague("nima", Duty.HELPER)


@pytest.fixture
def farid(desks: Desks) -> Client:
    return desks.browser("farid", Duty.FAMILY_DESK)


def hands(nima: Colleague, clock: SettableClock, calls: str = "۵", days: int = 1) -> dict[str, object]:
    coming = [(clock.now().date() + timedelta(days=ahead)).isoformat() for ahead in range(days)]
    return {"helper": nima.account, "calls": calls, "days": coming}


def test_farid_names_hands_and_the_plan_stands_with_whom_it_leaves_out(
    desks: Desks, clock: SettableClock, nima: Colleague, farid: Client
) -> None:
    family(desks, clock)
    clock.advance(timedelta(days=-25))
    family(desks, clock, name="Olga Petrova", enquirer_name="Ivan Petrov")
    assert "No calls have been planned yet." in text(farid.get("/families/calls/"))
    assert farid.post("/families/calls/hands/", hands(nima, clock, "۱")).status_code == 302
    page = text(farid.get("/families/calls/"))
    assert "1 more call is" not in page
    assert "One more call is needed" in page
    assert "nobody is planned" in page
    assert "Print the list of Nima" in page
    assert acts()[-1] == "calls listed"
    farid.post("/families/calls/hands/", hands(nima, clock, "2"))
    assert "more call" not in text(farid.get("/families/calls/"))
    farid.post("/families/calls/plan/")
    assert "Print the list of Nima" in text(farid.get("/families/calls/")), "the hands are kept"
    farid.post("/families/calls/hands/", hands(nima, clock, "0"))
    assert "2 more calls are needed" in text(farid.get("/families/calls/"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"calls": "99"}, "60"), ({"calls": "many"}, "whole number"), ({"helper": "0" * 32}, "among them")],
)
def test_hands_that_cannot_be_are_mended_on_the_page(
    clock: SettableClock, nima: Colleague, farid: Client, wrong: dict[str, str], sentence: str
) -> None:
    answer = farid.post("/families/calls/hands/", hands(nima, clock) | wrong)
    assert "error-summary" in words(answer)
    assert sentence in text(answer)


def test_a_list_is_printed_by_the_desk_and_a_wrong_one_leads_back(
    desks: Desks, clock: SettableClock, nima: Colleague, farid: Client
) -> None:
    family(desks, clock)
    farid.post("/families/calls/hands/", hands(nima, clock))
    wanted = {"helper": nima.account, "day": clock.now().date().isoformat()}
    paper = farid.post("/families/calls/print/", wanted)
    assert paper["Content-Disposition"] == 'attachment; filename="list.pdf"'
    assert farid.post("/families/calls/print/", wanted | {"day": "2026-01-01"}).status_code == 302
    assert farid.post("/families/calls/print/", {"day": "soon"}).status_code == 302


def test_what_nima_notes_is_seen_to_and_a_stop_word_is_cleared_by_the_desk(
    desks: Desks, clock: SettableClock, nima: Colleague, farid: Client
) -> None:
    one = family(desks, clock)
    farid.post("/families/calls/hands/", hands(nima, clock))
    browser = browser_of(nima)
    call = call_on(words(browser.get("/helper/calls/")))
    browser.post(f"/helper/calls/{call}/", {"outcome": "stop_word", "note": "a man took the telephone"})
    page = text(farid.get("/families/calls/"))
    assert "Stop word heard" in page
    assert "a man took the telephone" in page
    farid.post(f"/families/calls/{call}/seen/")
    farid.post(f"/families/{one}/clear-stop-word/")
    page = text(farid.get("/families/calls/")).partition("Whose hands")[0]
    assert "Stop word heard" not in page
    assert "took the telephone" not in page


def test_a_caller_is_asked_the_familys_own_question_and_the_answer_is_shown_after(
    desks: Desks, clock: SettableClock, farid: Client
) -> None:
    one = family(desks, clock, callback_question="What did we call the goat?", callback_answer="Minister")
    page = text(farid.get(f"/families/{one}/caller/"))
    assert "What did we call the goat?" in page
    assert "Minister" not in page
    assert "Minister" not in text(farid.get(f"/families/{one}/"))
    assert "There is nothing I may tell you today" in page
    assert "error-summary" in words(farid.post(f"/families/{one}/caller/said/", {"said": " "}))
    assert "Both read the same" in text(farid.post(f"/families/{one}/caller/said/", {"said": "minister"}))
    wrong = text(farid.post(f"/families/{one}/caller/said/", {"said": "Pasha"}))
    assert "They do not read the same" in wrong
    assert "Minister" in wrong
    farid.post(f"/families/{one}/caller/same/")
    for said in ("Pasha", "Sultan", "Shah"):
        locked = text(farid.post(f"/families/{one}/caller/said/", {"said": said}))
    assert "Three answers were wrong" in locked
    shut = text(farid.post(f"/families/{one}/caller/said/", {"said": "Minister"}))
    assert "Nobody can be recognised on this line now" in shut
    farid.post(f"/families/{one}/caller/same/")
    assert "nobody is recognised for a day" in text(farid.get(f"/families/{one}/caller/"))


def test_words_the_desk_has_spoken_itself_move_the_day(desks: Desks, clock: SettableClock, farid: Client) -> None:
    one = family(desks, clock, callback_question="", callback_answer="")
    assert "They wrote no question." in text(farid.get(f"/families/{one}/caller/"))
    farid.post(f"/families/{one}/spoken/")
    assert (clock.now().date() + timedelta(days=30)).isoformat() in text(farid.get("/families/"))


def test_letters_are_listed_printed_all_at_once_and_noted_as_posted(
    desks: Desks, clock: SettableClock, farid: Client
) -> None:
    assert "No letter is due." in text(farid.get("/families/letters/"))
    farid.post("/families/letters/print/")
    assert "There is no letter to print." in text(farid.get("/families/letters/"))
    family(desks, clock, way=Way.POST, phone="", post_address="Mill Lane 3")
    steps.write_contacts(clock.now(), desks.parts)
    page = text(farid.get("/families/letters/"))
    assert "not printed yet" in page
    assert "are in the post" not in page
    paper = farid.post("/families/letters/print/")
    assert paper["Content-Disposition"] == 'attachment; filename="letters.pdf"'
    assert "The printed letters are in the post" in text(farid.get("/families/letters/"))
    farid.post("/families/letters/posted/")
    assert "1 letter is noted as posted." in text(farid.get("/families/letters/"))


@pytest.mark.parametrize("duty", [Duty.HELPER, Duty.ASKING_DESK, Duty.LETTERS, Duty.BRINGER, Duty.OPERATOR])
def test_ezra_of_another_desk_finds_none_of_it(desks: Desks, clock: SettableClock, duty: Duty) -> None:
    one, ezra = family(desks, clock), desks.browser("ezra", duty)
    nothing = as_bytes(ezra.get("/nowhere/"))
    for path in ("calls/", "letters/", f"{one}/caller/"):
        assert as_bytes(ezra.get(f"/families/{path}")) == nothing
    for path in ("calls/plan/", "calls/hands/", "calls/print/", "letters/print/", "letters/posted/", f"{one}/spoken/"):
        assert as_bytes(ezra.post(f"/families/{path}")) == nothing


def test_an_unknown_family_and_an_unknown_call_are_not_found(farid: Client) -> None:
    unknown = "0" * 32
    assert farid.get(f"/families/{unknown}/caller/").status_code == 404
    for path in ("caller/said/", "caller/same/", "spoken/", "clear-stop-word/"):
        assert farid.post(f"/families/{unknown}/{path}", {"said": "Minister"}).status_code == 404
    assert farid.post(f"/families/calls/{unknown}/seen/").status_code == 404

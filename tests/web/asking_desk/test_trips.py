"""The asking desk's trips: planning, printing, what came of it, and what it never does by itself."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

import cast
from apps.accounts.colleagues import browser_of
from apps.trips.travels import codes_on, words_on
from khabar.apps.accounts.actions import declare_kin
from khabar.apps.matches.actions import record_answer
from khabar.apps.trips.files import opened_trip
from khabar.domain.answers import Setting, Tells, draft_answer
from khabar.domain.asking import PairState
from khabar.domain.duties import Duty
from khabar.domain.ids import TripId
from web.desks import acts, text, words

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from apps.accounts.colleagues import Colleague
    from khabar.domain.ids import PairId
    from khabar.domain.trips import Account
    from web.desks import Desks

from web.asking_desk.pairs import state_of

LETTER = "The plum tree has flowered. I think of you every day."


@pytest.fixture
def omar(desks: Desks) -> Colleague:
    return desks.colleague("omar", Duty.CARRIER)


def planned(browser: Client, omar: Colleague, *pairs: PairId, offers: int = 3) -> str:
    """Plan a trip; give its address."""
    typed = {"carrier": omar.account, "offers": str(offers), "languages": "en", "paper": "a4", "asked_with": "numbers"}
    made = browser.post("/asking/trips/new/", {**typed, "pairs": list(pairs)})
    assert made.status_code == 302, text(made)
    return str(made["Location"])


def known(desks: Desks, address: str) -> Account:
    return opened_trip(TripId(address.split("/")[-2]), parts=desks.parts).account


def printed(desks: Desks, browser: Client, address: str) -> dict[str, bytes]:
    version = opened_trip(TripId(address.split("/")[-2]), parts=desks.parts).version
    return files_in(browser.post(f"{address}print/", {"seen": version}))


def files_in(answer: Response) -> dict[str, bytes]:
    assert answer["Content-Disposition"] == 'attachment; filename="paper.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_list_of_no_trips_says_so_and_the_pairs_lead_there(desks: Desks) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    assert 'href="/asking/trips/"' in words(mira.get("/asking/"))
    assert "There is no trip yet." in words(mira.get("/asking/trips/"))
    assert "Nobody waits to be asked by name." in words(mira.get("/asking/trips/new/"))


def test_a_trip_is_planned_printed_and_listed(desks: Desks, mira: Colleague, omar: Colleague) -> None:
    browser = browser_of(mira)
    at = planned(browser, omar)
    assert "Nothing has been printed for this trip yet." in words(browser.get(at))
    files = printed(desks, browser, at)
    assert list(files) == ["sheets.pdf", "cover.pdf"]
    assert len(codes_on(files["sheets.pdf"])) == 3
    assert "Journey " + at.split("/")[-2][:4] in words_on(files["cover.pdf"])
    page = text(browser.get(at))
    assert "3 of 3 sheets have no note" in page
    assert "It was printed already." in page
    row = text(browser.get("/asking/trips/"))
    assert "Omar" in row
    assert "Open" in row


def test_a_page_read_before_somebody_printed_prints_nothing(desks: Desks, mira: Colleague, omar: Colleague) -> None:
    browser = browser_of(mira)
    at = planned(browser, omar)
    assert browser.post(f"{at}print/", {"seen": "1"}).status_code == 200
    first = known(desks, at)
    late = browser.post(f"{at}print/", {"seen": "1"}, follow=True)
    assert "Somebody else has changed this trip just now." in text(late)
    assert known(desks, at) == first
    assert browser.post(f"{at}print/", {}).status_code == 302
    assert known(desks, at) == first


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"offers": "501"}, "id_offers"), ({"offers": "-1"}, "id_offers"), ({"carrier": "0" * 32}, "id_carrier")],
)
def test_a_plan_that_cannot_be_is_mended(desks: Desks, omar: Colleague, typed: dict[str, str], field: str) -> None:
    plan = {"carrier": omar.account, "offers": "3", "languages": "en", "paper": "a4", "asked_with": "numbers"}
    page = words(desks.browser("mira", Duty.ASKING_DESK).post("/asking/trips/new/", plan | typed))
    assert f'<a href="#{field}">' in page


def test_whom_a_trip_asks_stands_with_the_numbers_of_the_sheet(
    desks: Desks, asked: PairId, mira: Colleague, omar: Colleague
) -> None:
    browser = browser_of(mira)
    assert '<bdi translate="no">داریوش احمدی</bdi>' in words(browser.get("/asking/trips/new/"))
    at = planned(browser, omar, asked, offers=1)
    assert "Not printed yet:" in text(browser.get(at))
    files = printed(desks, browser, at)
    assert list(files) == ["sheets-1.pdf", "sheets-2.pdf", "cover.pdf"]
    page = text(browser.get(at))
    assert "Sheet 2: داریوش احمدی" in page
    for number, _ in known(desks, at).sheets[1].sheet.meanings:
        assert f"{number} " in page
    assert "trip read" in acts()
    assert asked not in words(browser.get("/asking/trips/new/")), "it is on a trip already"


@pytest.mark.parametrize(
    ("outcome", "setting", "suggested"),
    [
        ("answered", "alone", "Write down at the pair what was answered"),
        ("said_no", "observed", "Write down at the pair what was answered"),
        ("not_alone", "", "It may be that the person was not reached: decide at the pair"),
        ("not_met", "", "It may be that the person was not reached: decide at the pair"),
        ("not_carried", "", "To the pair"),
    ],
)
def test_a_note_suggests_and_decides_nothing(  # noqa: PLR0913, PLR0917 - a table of three columns, and fixtures
    desks: Desks, asked: PairId, mira: Colleague, omar: Colleague, outcome: str, setting: str, suggested: str
) -> None:
    browser = browser_of(mira)
    at = planned(browser, omar, asked, offers=0)
    printed(desks, browser, at)
    carried = browser_of(omar)
    carried.post(at.replace("asking", "carrier") + "sheets/", {"sheets": "1", "outcome": outcome, "setting": setting})
    page = words(browser.get(at))
    assert f'<a href="/asking/{asked}/">{suggested}</a>' in page
    assert state_of(desks, asked) is PairState.ASKED


def test_the_desk_notes_for_a_carrier_and_closes_his_trip(desks: Desks, mira: Colleague, omar: Colleague) -> None:
    browser = browser_of(mira)
    at = planned(browser, omar)
    printed(desks, browser, at)
    browser.post(f"{at}sheets/", {"sheets": "1", "outcome": "not_carried"})
    page = text(browser.post(f"{at}rest/", {"outcome": "unused"}, follow=True))
    assert "Nothing is missing" in page
    assert "Mira : Sheets 2–3: Brought back unused." in page
    closed = text(browser.post(f"{at}close/", follow=True))
    assert "This trip is closed. Its carrier sees it no more." in closed
    assert "Close this trip" not in closed
    assert "Print the stack" not in closed
    assert "Closed" in text(browser.get("/asking/trips/"))


def test_a_trip_with_ones_own_people_is_not_there(
    desks: Desks, asked: PairId, mira: Colleague, omar: Colleague
) -> None:
    at = planned(browser_of(mira), omar, asked)
    kian = desks.colleague("kian", Duty.ASKING_DESK)
    browser = browser_of(kian)
    assert browser.get(at).status_code == 200
    now, parts = desks.parts.clock.now(), desks.parts
    declare_kin(actor=kian.actor, now=now, parts=parts, account=kian.account, name="Darius Ahmadi")
    assert browser.get(at).status_code == 404
    assert at not in words(browser.get("/asking/trips/"))
    assert browser.post(f"{at}print/", {"seen": "1"}).status_code == 404


def letter_to_darius(desks: Desks, pair: PairId, mira: Colleague) -> str:
    """Shirin's letter, accepted and left, for Darius who has no page; open to Leyla. Its address."""
    parts, now = desks.parts, desks.parts.clock.now()
    said = draft_answer(tells=Tells.MESSAGES, setting=Setting.ALONE, given_on=now.date())
    record_answer(actor=mira.actor, now=now, parts=parts, pair_id=pair, answer=said)
    cast.confirmed(parts, pair)
    desks.release()
    return f"/letters/{desks.message(LETTER)}/"


def test_a_letter_for_somebody_without_a_page_is_printed_for_a_trip_where_letters_are_read(
    desks: Desks, asked: PairId, mira: Colleague, omar: Colleague
) -> None:
    browser, leyla = browser_of(mira), desks.browser("leyla", Duty.LETTERS)
    at = planned(browser, omar, offers=2)
    printed(desks, browser, at)
    letter = letter_to_darius(desks, asked, mira)
    trip = {"trip": at.split("/")[-2]}
    leyla.post(f"{letter}open/", {"reason": "To read it before it is carried"})
    leyla.post(f"{letter}accept/")
    early = leyla.post(f"{letter}print/", trip, follow=True)
    assert "This letter is not handed over on this trip." in text(early)
    leyla.post(f"{letter}let-go/")
    desks.release()
    assert "Print the form for this trip" in words(leyla.get(letter))
    files = files_in(leyla.post(f"{letter}print/", trip))
    assert list(files) == ["sheets.pdf", "cover.pdf"]
    assert "plum tree has flowered" in words_on(files["sheets.pdf"])
    cover = words_on(files["cover.pdf"])
    assert "Lindenau" in cover
    assert "plum" not in cover
    assert len(codes_on(files["sheets.pdf"])) == 2, "both halves carry a code"
    along = known(desks, at).sheets[2].sheet
    assert (along.number, len(along.codes)) == (3, 2)
    again = files_in(leyla.post(f"{letter}print/", trip))
    assert known(desks, at).sheets[2].sheet.number == 3, "a reprint keeps its number"
    assert set(codes_on(again["sheets.pdf"])).isdisjoint(codes_on(files["sheets.pdf"]))
    page = text(browser.get(at))
    assert "Printed where letters are read, and handed over on this trip: 3." in page
    assert "plum" not in page
    browser.post(f"{at}sheets/", {"sheets": "3", "outcome": "handed_over"})
    assert "Family message 3 Handed over" in text(browser.get(at))


def test_a_closed_letter_is_not_printed(desks: Desks, asked: PairId, mira: Colleague, omar: Colleague) -> None:
    at = planned(browser_of(mira), omar, offers=2)
    letter = letter_to_darius(desks, asked, mira)
    leyla = desks.browser("leyla", Duty.LETTERS)
    assert leyla.post(f"{letter}print/", {"trip": at.split("/")[-2]}).status_code == 404
    assert known(desks, at).sheets == ()

"""The advocate's pages of procedures: facts in sections, answers, papers, what was filed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from docx import Document as Docx

from khabar.apps.casework import actions as casework
from khabar.apps.casework.actions import Through
from khabar.apps.ledger.models import Entry
from khabar.domain.actors import staff
from khabar.domain.bar_list import Departure, Door
from khabar.domain.casework.consents import ConsentEvent, Stand
from khabar.domain.casework.events import CaseEvent, EventKind, Knowing, Source
from khabar.domain.duties import Duty
from khabar.domain.ids import AccountId
from web.advocacy.deeds import page_of
from web.desks import hidden, text

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from web.association import Rooms

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
NOT_ADVICE = "Nothing here is legal advice."
HAPPENED = {
    "disappearance__held_in": "KEN",
    "disappearance__began": "2026-02-10",
    "disappearance__place": "a market",
    "disappearance__circumstances": "Taken into a car at midday.",
    "disappearance__only_from_media": "no",
    "disappearance__still_missing": "yes",
    "disappearance__whereabouts_known": "no",
}
ELEMENTS = {
    "disappearance__forces": "men with the badge of a security service",
    **{
        f"elements__{one}__{name}": said
        for one in ("deprivation_of_liberty", "state_link", "refusal_or_concealment", "outside_protection_of_law")
        for name, said in (("answer", "yes"), ("who_says", "a trader"), ("basis", "saw it"))
    },
}


def at(file_id: str, rest: str = "") -> str:
    return f"{page_of(file_id)}procedures/{rest}"


def kept(browser: Client, file_id: str, section: str, **typed: object) -> Response:
    address = at(file_id, f"facts/{section}/")
    return browser.post(address, {"seen": hidden(browser.get(address), "seen"), **typed})


def ready(browser: Client, file_id: str) -> None:
    """Keep facts with which the doors of WGEID stand open."""
    kept(browser, file_id, "person", person__name="Darius Ahmadi", reference="A-18")
    kept(browser, file_id, "happened", **HAPPENED)
    kept(browser, file_id, "elements", **ELEMENTS)
    kept(browser, file_id, "word", own_word__heard="no")
    kept(browser, file_id, "remedies", remedies__any="none", domestic__reason="Nobody took it down.")
    kept(browser, file_id, "elsewhere", other_procedures__any="none")
    kept(browser, file_id, "submitter", submitter__name="Shirin Ahmadi", submitter__relation="relative")
    kept(browser, file_id, "consents", consents__filing="yes", consents__naming_to_state="yes")


def row(page: Response, procedure: str) -> str:
    """One row of the table of doors, as read."""
    found = page.content.decode().partition(f'<tr id="{procedure}">')[2].partition("</tr>")[0]
    assert found, procedure
    page.content = found.encode()
    return text(page)


def test_a_new_file_shows_every_door_and_what_the_file_already_says(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    born = CaseEvent(EventKind.TAKEN, "2026-02-10", "Taken at the market", Source("a trader", Knowing.SAW))
    rooms.written(file_id, born)
    page = leyla.get(at(file_id))
    assert NOT_ADVICE in text(page)
    assert "not looked at yet" in text(page)
    assert 'value="2026-02-10"' in leyla.get(at(file_id, "facts/happened/")).content.decode()
    person = leyla.get(at(file_id, "facts/person/"))
    assert 'value="Darius Ahmadi"' in person.content.decode()
    assert "Netherlands" in text(person)
    assert 'value="Shirin Ahmadi"' in leyla.get(at(file_id, "facts/submitter/")).content.decode()


def test_every_section_opens_empty_and_may_be_kept_empty(leyla: Client, rooms: Rooms) -> None:
    from khabar.web.advocacy.procedures_questions import SECTIONS

    file_id = rooms.file()
    for name in SECTIONS:
        answer = kept(leyla, file_id, name)
        assert answer.status_code == 302, (name, text(answer))
        assert NOT_ADVICE in text(leyla.get(at(file_id, f"facts/{name}/")))
    assert leyla.get(at(file_id, "facts/nothing/")).status_code == 404


def test_facts_open_doors_and_forms_name_what_is_in_them(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file(departure=Departure(had_left=False))
    ready(leyla, file_id)
    page = leyla.get(at(file_id))
    said = row(page, "wgeid-urgent")
    assert "open" in said
    assert "DOCX" in said
    assert "Kenya" in said
    docx = leyla.get(at(file_id, "forms/wgeid-urgent/docx/"))
    cells = [cell.text for table in Docx(io.BytesIO(docx.content)).tables for r in table.rows for cell in r.cells]
    assert "Darius Ahmadi" in cells
    pdf = leyla.get(at(file_id, "forms/wgeid-urgent/pdf/"))
    assert "Darius Ahmadi" in pypdfium2.PdfDocument(pdf.content)[0].get_textpage().get_text_range()
    sheet = leyla.get(at(file_id, "sheet/"))
    assert "A-18" in pypdfium2.PdfDocument(sheet.content)[0].get_textpage().get_text_range()
    assert Entry.objects.filter(act="procedures paper taken").count() == 3


def test_the_sheet_is_in_the_language_of_the_page(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    leyla.cookies["language"] = "fa"
    pdf = leyla.get(at(file_id, "sheet/"))
    assert pdf["Content-Type"] == "application/pdf"
    assert "کدام" in pypdfium2.PdfDocument(pdf.content)[0].get_textpage().get_text_range()

"""The pages of lists: from a file to its rows, without script, at the desk whose list it is, and nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import cast
from khabar.apps.ledger.models import Entry
from khabar.apps.lists import working
from khabar.apps.lists.models import Brought
from khabar.apps.registry.models import Presence, Request
from khabar.domain.duties import Duty
from web.desks import as_bytes, text, words

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from web.desks import Desks

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

LIST = "نام;نام خانوادگی;نام پدر;تاریخ تولد;بارکد\nداریوش;احمدی;حسن;1365/2/3;77\nلیلا;کریمی;;سی ام;78\n"
ANSWERS = {
    "made_by": "A nurse",
    "how": "from-each",
    "people_knew": "yes",
    "made_on": "1404",
    "purpose": "to be found by their families",
}


def send(browser: Client, content: bytes = LIST.encode(), to: str = "/asking/lists/") -> Response:
    return browser.post(to, {"list": SimpleUploadedFile("ward.csv", content)}, follow=True)


def the_list() -> str:
    return Brought.objects.get().id


def as_proposed(page: Response, **changed: str) -> dict[str, str]:
    """What a browser would send of the form of columns as it stands on the page."""
    html = page.content.decode()
    sent = {}
    for name, options in re.findall(
        r'<select name="((?:column_\d+|calendar|day_order))".*?>(.*?)</select>', html, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = chosen.group(1) if chosen else ""
    seen = re.search(r'name="seen" value="(\w+)"', html)
    return sent | ({"seen": seen[1]} if seen else {}) | changed


def work(desks: Desks) -> None:
    working.do_all(actor=cast.JOB, now=desks.parts.clock.now(), parts=desks.parts)


def test_a_list_goes_from_its_file_to_its_rows(desks: Desks) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    page = send(mira)
    at = f"/asking/lists/{the_list()}/"
    assert "What its columns mean" in text(page)
    assert "1365/2/3" in text(page)
    assert "Solar Hijri" in text(page), "the date is shown as it is understood"
    assert "Born: " in text(page), "what would have to be mended is shown beforehand"
    sent = as_proposed(page, age_on="", mapping_name="The ward")
    assert sent["column_4"] == "", "nobody knows this column, so it is left out"
    mapped = mira.post(at + "columns/", sent, follow=True)
    assert "Go on to the questions" in text(mapped)
    asked = mira.post(at + "questions/", ANSWERS, follow=True)
    assert "Waits to be taken in" in text(asked)
    assert asked.headers["Refresh"] == "5"
    assert "Refresh" not in mira.get(at + "?still").headers
    work(desks)
    done = mira.get(at)
    assert "Taken in: 1. Here already: 0. Not taken: 1." in text(done)
    report = mira.get(at + "report/")
    assert report.headers["Content-Disposition"] == 'attachment; filename="to-mend.csv"'
    lines = report.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith('لیلا,کریمی,,سی ام,78,3,refused,"Born: ')
    assert Presence.objects.count() == 1
    assert "The ward" in text(mira.get("/asking/lists/"))


def test_a_kept_mapping_is_used_again(desks: Desks) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    first = send(mira)
    at = f"/asking/lists/{the_list()}/"
    mira.post(at + "columns/", as_proposed(first, column_3="", mapping_name="The ward"))
    mira.post(at + "drop/")
    again = send(mira)
    kept = re.search(r'<select name="kept".*?<option value="(\w+)"', again.content.decode(), re.DOTALL)
    assert kept
    at = f"/asking/lists/{the_list()}/"
    used = mira.post(at + "use/", {"kept": kept.group(1)}, follow=True)
    assert as_proposed(used)["column_3"] == ""
    forgotten = mira.post(f"/asking/lists/mappings/{kept.group(1)}/drop/", follow=True)
    assert "The ward" not in text(forgotten)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"how": "leaked"}, "leaked or copied without its people"),
        ({"how": "filmed"}, "films, pictures or posts"),
        ({"people_knew": "no"}, "did not know of it"),
        ({"how": "institution", "people_knew": "partly"}, "only where all of them knew"),
        ({"made_by": "from a telegram video"}, "speaks of a leak"),
        ({"made_by": ""}, "To mend: Who made this list"),
    ],
)
def test_who_made_it_is_asked_and_a_roster_is_refused(desks: Desks, answer: dict[str, str], sentence: str) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    page = send(mira)
    at = f"/asking/lists/{the_list()}/"
    mira.post(at + "columns/", as_proposed(page))
    assert sentence in text(mira.post(at + "questions/", ANSWERS | answer))
    work(desks)
    assert not Presence.objects.exists()


def test_questions_come_after_the_columns(desks: Desks) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    send(mira)
    at = f"/asking/lists/{the_list()}/"
    assert mira.get(at + "questions/").headers["Location"] == at
    assert mira.get(at + "report/").headers["Location"] == at


def test_two_columns_of_one_meaning_are_told_and_nothing_is_lost(desks: Desks) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    page = send(mira)
    told = mira.post(f"/asking/lists/{the_list()}/columns/", as_proposed(page, column_4="father"))
    assert "Two columns are said to mean this" in text(told)
    assert as_proposed(told)["column_4"] == "father"


def test_choices_for_other_columns_than_those_of_now_are_told_and_not_kept(desks: Desks) -> None:
    mira, tomas = desks.browser("mira", Duty.ASKING_DESK), desks.browser("tomas", Duty.ASKING_DESK)
    chosen = as_proposed(send(mira, b"Name;Father|Mother\nDarius;Hassan|Maryam\n"))
    at = f"/asking/lists/{the_list()}/"
    tomas.post(at + "read/", {"encoding": "", "separator": "|"})
    told = mira.post(at + "columns/", chosen, follow=True)
    assert "Somebody has changed this list meanwhile" in text(told)
    assert "keep them. Then come the questions" in text(told), "nothing is kept of it"
    again = mira.post(at + "columns/", as_proposed(told, column_0="name"), follow=True)
    assert "Go on to the questions" in text(again)


def test_a_list_that_is_on_its_way_says_so_where_it_is_forgotten_or_read_anew(desks: Desks) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    page = send(mira)
    at = f"/asking/lists/{the_list()}/"
    mira.post(at + "columns/", as_proposed(page))
    mira.post(at + "questions/", ANSWERS)
    assert "Its rows are being taken in already." in text(mira.post(at + "drop/", follow=True))
    assert "Its rows are being taken in already." in text(mira.post(at + "read/", {"encoding": "", "separator": "|"}))
    assert Brought.objects.get().state == "waiting"


def test_a_list_whose_file_is_lost_is_told_and_can_be_forgotten(desks: Desks) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    send(mira)
    desks.parts.blobs.drop(Brought.objects.get().blobs)
    at = f"/asking/lists/{the_list()}/"
    assert "Its sealed file is gone or damaged. Please bring it again." in text(mira.get(at))
    assert "gone or damaged" in text(mira.post(at + "read/", {"encoding": "", "separator": "|"}))
    assert "The list is forgotten" in text(mira.post(at + "drop/", follow=True))


def test_headers_too_long_to_be_kept_are_told_and_the_file_is_not(desks: Desks) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    page = send(mira, f"name,{'x' * 80_000}\nDarius,\n".encode())
    assert "The headers of its columns hold more than 15 kB together." in text(page)
    assert not Brought.objects.exists()


def test_letters_that_were_guessed_are_said_and_can_be_set_right(desks: Desks) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    page = send(mira, "Имя;Фамилия\nДарий;Ахмади\n".encode("cp1251"))
    assert "was guessed: cp1251" in text(page)
    at = f"/asking/lists/{the_list()}/"
    other = mira.post(at + "read/", {"encoding": "cp1252", "separator": ";"}, follow=True)
    assert "No line names columns" in text(other)
    wrong = mira.post(at + "read/", {"encoding": "utf-16", "separator": ""})
    assert "is not utf-16" in text(wrong)
    back = mira.post(at + "read/", {"encoding": "", "separator": ""}, follow=True)
    assert "Дарий" in text(back)


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04 nothing"])
def test_what_is_no_list_is_told_and_not_kept(desks: Desks, content: bytes) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    page = send(mira, content)
    assert page.status_code == 200
    assert text(page).startswith("To mend: Lists")
    assert not Brought.objects.exists()


def test_ezra_of_another_desk_finds_nothing_here(desks: Desks) -> None:
    send(desks.browser("mira", Duty.ASKING_DESK))
    at = f"/asking/lists/{the_list()}/"
    for duty in (Duty.FAMILY_DESK, Duty.LETTERS, Duty.HELPER, Duty.OPERATOR):
        ezra = desks.browser(f"ezra{duty.value.replace('_', '')}", duty)
        nothing = as_bytes(ezra.get("/nowhere/at/all/"))
        for address in ("/asking/lists/", at, at + "report/", at + "questions/"):
            assert as_bytes(ezra.get(address)) == nothing
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    here = f"/families/lists/{the_list()}/"
    assert as_bytes(farid.get(here)) == as_bytes(farid.get("/nowhere/at/all/"))


def test_the_family_desk_brings_requests(desks: Desks) -> None:
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    page = send(farid, b"name,enquirer,kinship\nDarius Ahmadi,Shirin Ahmadi,sister\n", "/families/lists/")
    at = f"/families/lists/{the_list()}/"
    farid.post(at + "columns/", as_proposed(page))
    farid.post(at + "questions/", ANSWERS | {"how": "from-families"})
    work(desks)
    assert "Taken in: 1." in text(farid.get(at))
    assert (Request.objects.count(), Presence.objects.count()) == (1, 0)


def test_names_are_escaped_and_stand_in_bdi(desks: Desks) -> None:
    page = send(desks.browser("mira", Duty.ASKING_DESK), b"name,<b>x\n<i>Darius</i>,7\n")
    assert "<bdi" in words(page)
    assert "&lt;i&gt;Darius&lt;/i&gt;" in words(page)
    assert "<b>x" not in words(page)
    assert Entry.objects.filter(act="list looked at").exists()

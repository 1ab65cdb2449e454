"""A mother without e-mail: a paper form, a sealed slip, a sheet that is carried, a call, a neighbour's telephone."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from journeys.installation import HOUR
from journeys.photographs import LEFTWARD, pages_of, photograph, ticked
from journeys.sealed_slips import printed_slips
from journeys.staff import join

if TYPE_CHECKING:
    from pathlib import Path

    from journeys.story import Story
    from journeys.visitor import Answer, Visitor

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

SON, MOTHER = "Arash Tavakol", "Goli Tavakol"
STANDING = "There is nothing we may tell you today. We say this to everyone, whatever we know."
TYPED = {
    "name": SON,
    "father": "Hamid",
    "birth": "1370/4/12",
    "last_place": "Lindenau",
    "last_news": "A neighbour saw him at the ferry.",
    "two_things_1": "He hid the drum under the stairs",
    "enquirer_name": MOTHER,
    "enquirer_given": "Goli",
    "kinship": "mother",
    "purpose": "family_news",
    "way": "telephone",
    "phone": "۰۷۰۰ ۵۵۵ ۰۱۶۲",
    "safe_times": "mornings",
    "stop_word": "aubergine",
    "reads": "is_read_to",
    "heirs": "my daughter Mahin",
}
TELLS = "That the person lives, and messages may pass"


def paper_form(farid: Visitor) -> list[bytes]:
    """Farid prints a blank form; it comes back as photographs of both pages, one on its head."""
    farid.get("/families/forms/")
    printed = farid.send("/forms/print/", count="1", languages="fa en")
    assert printed.body.startswith(b"%PDF")
    first, second = pages_of(printed.body)
    return [photograph(first, 3), photograph(second, 184)]


def type_up(farid: Visitor, photographs: list[bytes], number: str) -> None:
    """Farid sends the pictures, opens the first beside the form, and types what they say."""
    farid.get("/families/papers/")
    names = [f"IMG_{at}.jpg" for at, _ in enumerate(photographs, start=1)]
    farid.attach("/families/papers/", "scans", *zip(names, photographs, strict=True))
    farid.get("/families/papers/")
    farid.follow("Paper 1")
    page = farid.follow("Type this form")
    pictures = [image.get("src") for image in page.page.iterfind(".//img")]
    assert len(pictures) == 2, "both pages of the paper lie beside the form"
    for picture in pictures:
        assert farid.get(picture).body.startswith(b"\xff\xd8")
    farid.get(page.path)
    filed = farid.send("/type/", slip_number=number, **TYPED)
    assert SON in filed.text, filed.text
    assert "Typed here by Farid" in filed.text
    assert "No paper waits here." in farid.get("/families/papers/").text


def trip_with_an_asking(mira: Visitor, carrier: str) -> tuple[str, bytes, int]:
    """Mira plans a trip with some offers and one asking, and prints it: where, the asking sheet, the box for a yes."""
    plan = mira.get("/asking/trips/new/")
    [who] = plan.page.xpath(f'//select[@name="carrier"]/option[contains(., "{carrier}")]/@value')
    [pair] = plan.page.xpath('//input[@name="pairs"]/@value')
    trip = mira.send("/trips/new/", carrier=who, offers="3", languages="fa", pairs=pair).path
    archive = zipfile.ZipFile(io.BytesIO(mira.send("/print/").body))
    assert {"cover.pdf", "sheets-1.pdf", "sheets-2.pdf"} == set(archive.namelist())
    said = mira.get(trip).page.xpath('//dl/div[dt[string(number(.))!="NaN"]]/dd')
    meant = [" ".join(one.text_content().split()) for one in said]
    return trip, archive.read("sheets-2.pdf"), meant.index(TELLS) + 1


def ask_on_paper(story: Story, omar: Visitor) -> Answer:
    """The asking is carried, answered with a cross, photographed by Omar, and read by Mira beside the picture."""
    mira = story.staff.mira
    story.decide_to_ask(SON)
    story.inst.round()
    trip, sheets, box = trip_with_an_asking(mira, "Omarm")
    [sheet] = pages_of(sheets)
    carried = f"/carrier/trips/{trip.strip('/').split('/')[-1]}/"
    papers = f"{carried}papers/"
    omar.get(papers)
    sent = omar.attach(papers, "scans", ("IMG_7.jpg", photograph(ticked(sheet, box, LEFTWARD), 91)))
    assert SON not in sent.text
    omar.get(carried)
    noted = omar.send("/sheets/", sheets="4", outcome="answered", setting="alone")
    assert "to be mended" not in noted.text, noted.text
    mira.get("/asking/papers/")
    page = mira.follow("Paper")
    assert f"The machine sees ink in box {box}." in page.text, page.text
    [proposed] = page.page.xpath('//input[@name="tells"][@checked]/@value')
    mira.send("/answer/", tells=proposed, setting="alone", own_words="Mother, the drum still sounds.")
    tomas = story.staff.tomas
    read = story.open_pair(tomas, SON)
    [paper] = [link for words, link in read.links().items() if words == "The paper it was written down from"]
    assert tomas.get(paper).status == 200
    return story.confirm_answer(SON)


def plan_calls(story: Story) -> None:
    """When the day comes near that she was promised, Farid names Nima's hands for today."""
    story.inst.pass_time(25 * 24 * HOUR)
    story.inst.round()
    farid = story.staff.farid
    page = farid.get("/families/calls/")
    [nima] = page.page.xpath('//select[@name="helper"]/option[contains(., "Nima")]/@value')
    planned = farid.send("/calls/hands/", helper=nima, calls="20", days=story.inst.khabar_today())
    assert "Nobody is on a list yet." not in planned.text, planned.text


def test_news_of_her_son_reaches_a_mother_who_has_no_screen_and_no_letters(story: Story, tmp_path: Path) -> None:
    [slip] = printed_slips(story.inst, tmp_path, 1)
    farid, nima, ezra = story.staff.farid, story.staff.nima, story.staff.ezra
    omar = join(story.inst, "omarm", "carrier")
    type_up(farid, paper_form(farid), slip.outer)
    story.inst.round()
    assert STANDING in story.page_of(slip.inside)

    row = {
        "id": "at",
        "name": "Ārash Tavakkol",
        "father": "Hāmed",
        "birth_date": "1991-07-03",
        "last_place": "Lindenau",
    }
    story.take_in_list(tmp_path, [row])
    story.inst.round()
    before = ezra_sees(ezra)
    ask_on_paper(story, omar)
    assert ezra_sees(ezra) == before
    assert STANDING in story.page_of(slip.inside), "nothing changes before the round"
    story.inst.round()

    plan_calls(story)
    calls = nima.get("/helper/calls/").text
    assert "Goli" in calls
    assert "0162" in calls or "۰۱۶۲" in calls
    assert "There is nothing I may tell you today." in calls
    for hidden in (SON, "Arash", "drum", "Tavakol"):
        assert hidden not in calls, "the list is the same whatever is known"

    page = story.page_of(slip.inside)
    assert "Mother, the drum still sounds." in page
    assert STANDING not in page
    assert "Nothing was altered" in story.inst.khabar("verify").stdout


def ezra_sees(ezra: Visitor) -> str:
    """What the other colleague of the family desk reads of her request, without the days."""
    ezra.get("/families/")
    return re.sub(r"\d{4}-\d\d-\d\d", "", ezra.follow(SON).text)

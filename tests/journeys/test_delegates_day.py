"""The delegate's day, over HTTP: sixty identical sheets go out, and every one of them is accounted for or missing."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from journeys.staff import join
from journeys.written_sheets import Written, photographed

if TYPE_CHECKING:
    from journeys.story import Slip, Story
    from journeys.visitor import Answer, Visitor

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

SHEETS = 60
ANSWERED, WATCHED_NO, BLANK, MISSING = (3, 7), 12, 20, 41
DARIUS = (
    Written(16, 99, "Darius Farzin"),
    Written(109, 99, "Hormuz"),
    Written(109, 113, "1349"),
    Written(16, 135, "Shirin Farzin"),
    Written(127, 135, "my sister"),
    Written(16, 191, "the goat was called Minister"),
    Written(16, 201, "a walnut tree by the door"),
    Written(16, 221, "Tell her I sing in the mornings."),
)
ANOTHER = (
    Written(16, 99, "Parvin Samadi"),
    Written(16, 135, "Golnar"),
    Written(127, 135, "aunt"),
    Written(16, 221, "I am in good health."),
)


def shirin_files(story: Story) -> Slip:
    return story.file_request(
        name="Darius Farzin",
        father="Hormoz",
        birth="1349/11/20",
        last_place="Snegopolye",
        enquirer_name="Shirin Farzin",
        enquirer_given="Shirin",
        kinship="sister",
        two_things_1="He called the goat Minister",
        two_things_2="A walnut tree stood before the door",
    )


def option(page: Answer, select: str, words: str) -> str:
    """The value of the choice that reads so."""
    found = [
        o.get("value") for o in page.page.iterfind(f".//select[@name='{select}']/option") if words in o.text.split()
    ]
    assert len(found) == 1, found
    return str(found[0])


def stack_printed(mira: Visitor) -> tuple[str, bytes]:
    """Mira makes a trip for Omar and prints it; the address of the trip, and the stack."""
    page = mira.get("/asking/trips/new/")
    omar = option(page, "carrier", "Omar")
    made = mira.send("/asking/trips/new/", carrier=omar, offers=str(SHEETS), languages="en")
    assert f"{SHEETS} offer sheets" in made.text, made.text
    paper = mira.send("/print/")
    assert dict(paper.headers)["Content-Disposition"] == 'attachment; filename="paper.zip"'
    with zipfile.ZipFile(io.BytesIO(paper.body)) as archive:
        assert archive.namelist() == ["sheets.pdf", "cover.pdf"]
        return made.path, archive.read("sheets.pdf")


def pictures(stack: bytes) -> tuple[tuple[str, bytes], ...]:
    first = photographed(stack, ANSWERED[0], box=2, words=DARIUS, turned=6)
    second = photographed(stack, ANSWERED[1], box=3, words=ANOTHER, turned=-93)
    return (("IMG_0412.jpg", first), ("IMG_0413.jpg", second))


def whole(answer: Answer) -> str:
    """All that stands on a page, what was just done too."""
    return " ".join(answer.page.text_content().split())


def papers_waiting(mira: Visitor) -> dict[str, str]:
    """The papers in Mira's tray, by what stands beside them: their addresses."""
    mira.get("/asking/papers/")
    assert mira.at is not None
    links = [href for href in mira.at.links().values() if href.startswith("/asking/papers/") and href.count("/") > 3]
    return {mira.get(link).text: link for link in dict.fromkeys(links)}


def of_sheet(papers: dict[str, str], number: int) -> tuple[str, str]:
    return next((text, link) for text, link in papers.items() if f"Sheet {number} of trip" in text)


def typed_up(mira: Visitor, link: str, **written: str) -> None:
    mira.get(link)
    kept = mira.send("/presence/", **written)
    assert kept.path == "/asking/papers/", kept.text


def types_up_both(mira: Visitor) -> None:
    """Mira reads both answers beside their pictures; the machine and the carrier only propose."""
    papers = papers_waiting(mira)
    assert len(papers) == 2, list(papers)
    text, link = of_sheet(papers, ANSWERED[0])
    assert "Answered, alone." in text
    mira.get(link)
    assert mira.at is not None
    proposed = {i.get("name"): i.get("value") for i in mira.at.page.iterfind(".//input[@checked]")}
    assert (proposed["tells"], proposed["setting"]) == ("1", "alone")
    typed_up(
        mira,
        link,
        name="Darius Farzin",
        father="Hormuz",
        birth="1349",
        tell_name="Shirin Farzin",
        tell_kinship="sister",
        two_things_1="the goat was called Minister",
        two_things_2="a walnut tree by the door",
        own_words="Tell her I sing in the mornings.",
    )
    typed_up(
        mira,
        of_sheet(papers, ANSWERED[1])[1],
        name="Parvin Samadi",
        tell_name="Golnar",
        tell_kinship="aunt",
        own_words="I am in good health.",
    )
    assert papers_waiting(mira) == {}


def test_the_delegates_day(story: Story) -> None:
    mira, tomas = story.staff.mira, story.staff.tomas
    omar, ezra = join(story.inst, "omar", "carrier"), join(story.inst, "another", "carrier")
    slip = shirin_files(story)
    story.inst.round()
    trip, stack = stack_printed(mira)

    omar.get("/carrier/")
    page = omar.follow("Trip ")
    assert f"{SHEETS} of {SHEETS} sheets have no note and did not come back: numbers 1–{SHEETS}." in page.text
    at = page.path
    assert ezra.get(at).status == 404
    assert ezra.get(at + "papers/").status == 404

    omar.get(at)
    omar.follow("Send pictures")
    assert "2 pages were taken in." in whole(omar.attach("/papers/", "scans", *pictures(stack)))
    back = omar.get(at)
    assert "A picture of these came in, and nothing is noted about them yet: 3, 7." in back.text
    omar.send("/sheets/", sheets="3, 7", outcome="answered", setting="alone")
    omar.send("/sheets/", sheets=str(WATCHED_NO), outcome="said_no", setting="observed")
    omar.send("/sheets/", sheets=str(BLANK), outcome="left_blank")
    counted = omar.send("/rest/", outcome="unused", counted="55")
    assert "This is not how many have no note." in counted.text
    done = omar.send("/rest/", outcome="unused", but=str(MISSING), counted="55")
    assert "It is noted of 55 sheets." in whole(done)
    assert f"One of {SHEETS} sheets has no note and did not come back: number {MISSING}." in done.text
    assert "Darius" not in done.text
    assert "Farzin" not in done.text

    seen = mira.get(trip).text
    for line in (
        "Offer 3, 7Answered, alone",
        "Offer 12The person said no, under the eyes or ears of others",
        "Offer 20Offered, and left blank",
        "Offer 41Nothing noted yet",
        "Offer 1–2, 4–6, 8–11, 13–19, 21–40, 42–60Brought back unused",
    ):
        assert line in seen

    types_up_both(mira)
    story.inst.round()
    assert "sing in the mornings" not in story.page_of(slip), "two people look first"
    story.note_findings(mira, "Darius Farzin")
    for who in (mira, tomas):
        story.open_pair(who, "Darius Farzin")
        assert who.send("/named/").status == 200
    assert "sing in the mornings" not in story.page_of(slip), "nothing changes before the round"
    story.inst.round()
    assert "Tell her I sing in the mornings." in story.page_of(slip)

    mira.get(trip)
    mira.send("/close/")
    assert omar.get(at).status == 404
    assert "Nothing was altered" in story.inst.khabar("verify").stdout
    assert "the accounts of 0 trips" in story.inst.khabar("rebuild").stdout

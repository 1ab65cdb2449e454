"""The year at the advocates' desk: a family's file, letters and their silence, an answer, the doors of procedure."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING

from browser.postbox import answer_to, bounce_of
from journeys.installation import HOUR
from khabar.adapters.clock import OffsetClock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from browser.persons import Person
    from browser.year_on_screen import Year

DAY = 24 * HOUR
ELEMENTS = ("deprivation_of_liberty", "state_link", "refusal_or_concealment", "outside_protection_of_law")
FACTS: Mapping[str, Mapping[str, str]] = {
    "happened": {
        "disappearance__held_in": "KEN",
        "disappearance__began": "2026-02-10",
        "disappearance__only_from_media": "no",
        "disappearance__still_missing": "yes",
        "disappearance__whereabouts_known": "no",
    },
    "elements": {
        f"elements__{one}__{name}": said for one in ELEMENTS for name, said in (("answer", "yes"), ("basis", "saw it"))
    },
    "word": {"own_word__heard": "no"},
    "remedies": {"remedies__any": "none"},
    "elsewhere": {"other_procedures__any": "none"},
    "submitter": {"submitter__relation": "relative"},
    "consents": {"consents__filing": "yes", "consents__naming_to_state": "yes"},
}
"""What is answered in the sections of a case, beside words of the family: with it a door stands open."""


def letters_there(leyla: Person) -> int:
    """Count the letters of the desk, with their drafts."""
    leyla.open("/advocacy/letters/")
    links = leyla.page.locator("main a[href^='/advocacy/letters/']")
    return len({str(href).split("/")[3] for href in (one.get_attribute("href") for one in links.all())})


def opens_a_file(year: Year) -> None:
    """Leyla opens a file for Shirin's family, writes down what happened, and who said so, and a consent."""
    leyla, said = year.colleague(year.colleagues.leyla), year.said
    leyla.open("/")
    leyla.follow("/advocacy/")
    leyla.follow("/advocacy/open/")
    people = {"label": said.label, "missed": said.missed, "family": said.family, "relation": said.relation}
    leyla.send("/open/", **people, origin="KEN", had_left="no", step=said.matter, on=year.in_days(14))
    year.file = leyla.path
    leyla.follow("/lines/")
    taken = {"kind": "taken", "when": "2026-02-10", "what": said.line, "speaker": said.family, "knowing": "saw"}
    leyla.send("/lines/", **taken)
    leyla.follow("/documents/")
    paper = year.folder / "paper.txt"
    paper.write_text(said.line, encoding="utf-8")
    leyla.send("/documents/", title=said.matter, origin=said.family, document=str(paper))
    leyla.follow("/agreed/")
    agreed = {"person": "family", "use": "publication", "publication": year.slug, "stand": "given"}
    leyla.send("/agreed/", **agreed, on=year.inst.khabar_today(), how=said.relation, reference="1")
    assert said.line in leyla.text, leyla.text[:800]
    year.show("a-file", leyla, "main")


def writes_to_six(year: Year) -> None:
    """Leyla writes to a ministry with five copies; Mira approves it; a round carries all six to the mail."""
    leyla, mira = year.colleague(year.colleagues.leyla), year.colleague(year.colleagues.mira)
    for kind in ("request_for_information", "reminder", "digest"):
        mira.open(f"/advocacy/texts/{kind}.{year.seat.language}.1/")
        mira.send("/approve/")
    bodies = [
        _adds_body(year, leyla, place, name) for place, name in enumerate((year.said.ministry, *year.said.others))
    ]
    write = f"/advocacy/letters/write/request_for_information.{year.seat.language}.1/"
    leyla.open(write)
    asked = {f"text_{name}": getattr(year.said, name) for name in ("matter", "salutation", "questions")}
    leyla.write(write, to=bodies[0], **asked, signed=year.said.signed)
    leyla.tick(write, "copies", *bodies[1:])
    leyla.send(write)
    year.letter = leyla.path
    mira.open(year.letter)
    mira.send("/approve/")
    for place in range(len(bodies)):
        leyla.open(year.letter)
        leyla.send(f"/{place}/send/")
    assert not any(mail["To"] == year.body(0) for mail in year.postbox.mails), "nothing leaves before the round"
    year.inst.round()
    assert {mail["To"] for mail in year.postbox.mails} >= {year.body(place) for place in range(len(bodies))}


def one_comes_back_and_one_is_silent(year: Year) -> None:
    """One copy comes back; the ministry says nothing for eleven days, and a reminder is drafted."""
    _is_taken_in(year, bounce_of(year.postbox.to(year.body(5))))
    leyla = year.colleague(year.colleagues.leyla)
    before = letters_there(leyla)
    year.inst.pass_time(11 * DAY)
    year.inst.khabar("round")
    assert letters_there(leyla) == before + 1, "a reminder is drafted"
    leyla.open(year.letter)
    assert leyla.page.locator(".lead strong").count() == 1, "it says for how long nobody answered"
    year.show("a-silence", leyla, "#clock")


def ministry_answers(year: Year) -> None:
    """The ministry answers by mail; Leyla brings the mail in, and it lies beside its letter."""
    answer = year.folder / "answer.eml"
    now = format_datetime(OffsetClock(year.inst.home / "clock.json").now())
    answer.write_bytes(answer_to(year.postbox.to(year.body(0)), year.said.answer, now))
    leyla = year.colleague(year.colleagues.leyla)
    leyla.open("/advocacy/tray/")
    leyla.follow("/tray/bring/")
    leyla.send("/bring/", answer=str(answer), on=year.inst.khabar_today())
    leyla.open(year.letter)
    assert leyla.page.locator("#came").count() == 1
    assert leyla.page.locator(".lead strong").count() == 0, "it waits no longer"
    year.show("an-answer", leyla, "main")


def looks_at_doors(year: Year) -> bytes:
    """Leyla answers what the doors ask, sees which stand open, and keeps a filled form."""
    leyla, said = year.colleague(year.colleagues.leyla), year.said
    more = {
        "happened": {"disappearance__place": said.sitting, "disappearance__circumstances": said.line},
        "elements": {f"elements__{one}__who_says": said.family for one in ELEMENTS},
        "submitter": {"submitter__name": said.family},
    }
    for section, facts in FACTS.items():
        at = f"{year.file}procedures/facts/{section}/"
        leyla.open(at)
        leyla.send(f"/{section}/", **facts, **more.get(section, {}))
    leyla.open(f"{year.file}procedures/")
    year.show("the-doors", leyla, "main")
    assert leyla.page.locator("#wgeid-standard a[href$='/docx/']").count() == 1
    return year.colleagues.leyla.get(f"{year.file}procedures/forms/wgeid-standard/docx/").body


def _adds_body(year: Year, leyla: Person, place: int, name: str) -> str:
    leyla.open("/advocacy/bodies/new/")
    limit = {"amount": "20", "unit": "days", "source": year.said.matter} if place == 0 else {}
    leyla.send("/new/", name=name, language=year.seat.language, email=year.body(place), state="DEU", **limit)
    leyla.open("/advocacy/bodies/")
    found = leyla.page.get_by_role("link", name=name).first.get_attribute("href")
    return str(found).rstrip("/").rpartition("/")[2]


def _is_taken_in(year: Year, mail: bytes) -> None:
    path = year.folder / "mail.eml"
    path.write_bytes(mail)
    done = year.inst.khabar("mail", "take-in", str(path))
    assert "Filed under a letter: 1" in done.stdout, done.stdout

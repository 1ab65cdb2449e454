"""The year in public: a petition signed on the page and on paper, its numbers, and a sitting of the families."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pypdfium2

from browser.postbox import link_in
from browser.year_at_the_desk import DAY, letters_there

if TYPE_CHECKING:
    from browser.persons import Person
    from browser.year_on_screen import Year


def asks_in_public(year: Year) -> None:
    """Tomas writes a petition with two thresholds; Farid approves it; a round puts it on the porch."""
    tomas, (title, text) = year.colleague(year.colleagues.tomas), year.said.demand
    tomas.open("/")
    tomas.follow("/editing/")
    tomas.follow("/petitions/")
    tomas.follow("/new/")
    words = {f"title_{year.seat.language}": title, f"text_{year.seat.language}": text}
    plan = {"slug": year.slug, "addressees": year.said.ministry, "closes_on": year.in_days(300), "thresholds": "2"}
    tomas.send("/new/", **plan, **words)
    year.petition = tomas.path
    farid = year.colleague(year.colleagues.farid)
    farid.open(year.petition)
    farid.send("/approve/", nobody_named="on")
    year.inst.round()


def people_sign(year: Year) -> list[str]:
    """Two people sign and confirm out of their mails; the receipt of each comes back."""
    receipts = []
    for place, name in enumerate(year.said.signers):
        address = f"signer{place}@{year.seat.language}.example"
        signer = year.stranger()
        signer.open("/petition/")
        signer.follow(f"/petition/{year.slug}/")
        signer.send("/sign/", name=name, email=address)
        signer.open(link_in(year.postbox.to(address), "/petition/mine/"))
        signer.send("/confirm/")
        receipts.append("".join(signer.page.locator("main .receipt").first.inner_text().split()))
    return receipts


def paper_is_counted(year: Year) -> None:
    """Tomas prints a sheet; it comes back with four lines, and two people count it apart."""
    tomas = year.colleague(year.colleagues.tomas)
    tomas.open(year.petition)
    sheets = tomas.keeps("/sheets/", how_many="1")
    page = pypdfium2.PdfDocument(io.BytesIO(sheets))[0].get_textpage().get_text_range()
    code = re.search(r"(?:\d{4}\s+){6}\d{3}", page)
    assert code, page
    for one in (year.colleagues.tomas, year.colleagues.farid):
        counts = year.colleague(one)
        counts.open(year.petition)
        counts.send("/count/", code=" ".join(code[0].split()), number="4")


def is_told_in_numbers(year: Year) -> Person:
    """A round counts, that of the next day drafts a digest for the ministry; the public page says the numbers."""
    leyla = year.colleague(year.colleagues.leyla)
    before = letters_there(leyla)
    year.inst.round()
    year.inst.pass_time(DAY)
    year.inst.khabar("round")
    assert letters_there(leyla) > before, "a digest is drafted"
    editor = year.colleague(year.colleagues.tomas)
    editor.open(year.petition)
    year.show("a-petition-inside", editor, "main")
    reader = year.stranger()
    reader.open(f"/petition/{year.slug}/")
    year.show("a-petition", reader, "main")
    return reader


def anybody_checks(year: Year, receipt: str) -> str:
    """A stranger takes snapshot and chain from the porch, and checks them with the public command."""
    visitor = year.inst.at_porch()
    paths = []
    for name in ("snapshot", "chain"):
        path = year.folder / f"{year.slug}-{name}.json"
        path.write_bytes(visitor.get(f"/petition/{year.slug}/{name}.json").body)
        paths.append(str(path))
    return year.inst.khabar("petition", "check", *paths, "--receipt", receipt).stdout


def gathers(year: Year) -> None:
    """Tomas plans a sitting, admits two people under other names, hears one of them, and writes down a line."""
    tomas, said = year.colleague(year.colleagues.tomas), year.said
    north, south = said.regions.splitlines()
    tomas.open("/editing/gatherings/")
    tomas.follow("/gatherings/new/")
    tomas.send(
        "/new/", title=said.gathering, regions=said.regions, points=said.point, stream_off="on", chat_not_kept="on"
    )
    at = tomas.path
    tomas.follow("/sittings/new/")
    when = {"on": year.in_days(3), "time": "18:00", "zone": "Europe/Berlin", "link": "https://meet.example/one"}
    tomas.send("/sittings/new/", name=said.sitting, **when, pseudonym=said.guests[0], region=north)
    tomas.open(at)
    tomas.follow("/guests/new/")
    guest = {"name": said.signers[1], "email": f"guest@{year.seat.language}.example"}
    tomas.send("/guests/new/", **guest, pseudonym=said.guests[1], region=south)
    tomas.open(at)
    tomas.send("/invite/")
    year.inst.round()
    invited = year.postbox.to(guest["email"])
    assert any(part.get_content_type() == "text/calendar" for part in invited.walk())
    tomas.open(at)
    floor = tomas.page.locator("main a[href$='/floor/']").first.get_attribute("href")
    tomas.follow(str(floor))
    hand = tomas.page.locator("form[action*='/floor/raise/']").last.get_attribute("action")
    tomas.send(str(hand))
    tomas.send("/floor/next/")
    assert said.guests[1] in tomas.text
    year.show("the-floor", tomas, "main")
    tomas.follow("/minutes/")
    tomas.send("/minutes/", kind="decided", text=said.minute)
    assert said.minute in tomas.text
    year.show("the-minutes", tomas, "main")

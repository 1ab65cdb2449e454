"""The year told: an issue that reaches its readers, and two figures in the archive that cannot both be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser.postbox import link_in

if TYPE_CHECKING:
    from browser.persons import Person
    from browser.year_on_screen import Year


def writes_an_issue(year: Year) -> None:
    """Tomas writes an issue; the gate refuses a name and offers other words; Farid approves; Tomas publishes it."""
    tomas, said = year.colleague(year.colleagues.tomas), year.said
    language = {"language": year.seat.language}
    tomas.open("/editing/")
    tomas.follow("/newsletters/")
    tomas.follow("/newsletters/new/")
    tomas.send("/new/", **language, title=said.newsletter, publisher=said.signed.splitlines()[1])
    at = tomas.path
    tomas.follow("/people/new/")
    role = tomas.form("/people/new/").locator("[name=role] option").nth(1).get_attribute("value")
    who = {"name": said.family, "consent": "no", "role": str(role), "region": said.region, "about": said.about}
    tomas.send("/people/new/", **who)
    tomas.open(at)
    tomas.follow("/articles/new/")
    agreed = {"consent": "yes", "consent_reference": "1", "dated": year.inst.khabar_today()}
    below = tomas.form("/articles/new/").locator("[name=petition] option").last.get_attribute("value")
    tomas.send("/articles/new/", **language, **agreed, title=said.headline, text=said.article, petition=str(below))
    tomas.open(at)
    year.show("a-rewrite", tomas, "main")
    tomas.send("/take-over/0/")
    tomas.open(at)
    assert not tomas.offers("/take-over/0/")
    farid = year.colleague(year.colleagues.farid)
    farid.open(at)
    while farid.offers("/approve/"):
        farid.send("/approve/")
        farid.open(at)
    tomas.open(at)
    tomas.send("/publish/")
    year.inst.round()
    year.issue = at


def reaches_a_reader(year: Year) -> Person:
    """A reader asks for the newsletter and confirms; the issue comes by mail, and stands there without the name."""
    address = f"reader@{year.seat.language}.example"
    reader = year.stranger()
    reader.open("/newsletter/")
    reader.send("/subscribe/", email=address)
    reader.open(link_in(year.postbox.to(address), "/newsletter/confirm/"))
    reader.send(reader.path)
    tomas = year.colleague(year.colleagues.tomas)
    tomas.open(year.issue)
    tomas.send("/send/")
    year.inst.round()
    year.inst.round()
    leaving = link_in(year.postbox.to(address, about=year.said.newsletter), "/newsletter/leave/")
    reader.open(leaving)
    assert reader.offers(leaving), "whoever opens the link has not left yet"
    reader.open(f"/newsletter/{year.seat.language}/1/")
    assert year.said.headline in reader.text
    assert year.said.family not in reader.text
    year.show("an-issue", reader, "main")
    return reader


def keeps_two_figures(year: Year) -> None:
    """Two documents give two figures; both are confirmed as claims of their speakers, and stand side by side."""
    tomas = year.colleague(year.colleagues.tomas)
    for outlet, words in year.said.figures:
        paper = year.folder / "figure.txt"
        paper.write_text(words, encoding="utf-8")
        tomas.open("/archive/")
        tomas.follow("/archive/add/")
        tomas.send("/add/", title=outlet, outlet=outlet, published=year.inst.khabar_today(), document=str(paper))
    for _ in year.said.figures:
        tomas.open("/archive/claims/")
        tomas.follow(str(tomas.page.locator("main article a[href*='/claims/']").first.get_attribute("href")))
        tomas.send(tomas.path)
    tomas.open("/archive/figures/")
    tomas.follow(str(tomas.page.locator("main th a").first.get_attribute("href")))
    assert tomas.page.locator("main svg").count() == 1
    assert "≠" in tomas.text
    year.show("two-figures", tomas, "main")

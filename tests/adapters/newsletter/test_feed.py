from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree

from adapters.newsletter.issue_folders import LANGUAGES, example, text
from khabar.adapters.newsletter.feed import feed_xml

ATOM = {"a": "http://www.w3.org/2005/Atom"}
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_has_what_atom_asks_for_and_every_article_whole(language: str) -> None:
    feed = etree.fromstring(text(language, "feed.xml").encode(), PARSER)
    entries = feed.findall("a:entry", ATOM)
    assert [one.findtext("a:title", None, ATOM) for one in entries] == [
        a.title.text for a in example(language).articles
    ]
    for one in (feed, *entries):
        assert re.fullmatch(
            r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
            one.findtext("a:id", "", ATOM),
        )
        assert one.findtext("a:updated", None, ATOM) == "2026-11-21T00:00:00Z"
    assert len({one.findtext("a:id", "", ATOM) for one in entries}) == 10
    for one in entries:
        content = one.find("a:content", ATOM)
        assert content is not None
        assert content.get("type") == "html"
        assert f'lang="{language}"' in (content.text or "")


def test_ids_stay_when_the_address_of_the_page_changes() -> None:
    issue = example("en")
    moved = replace(issue, address="https://elsewhere.example/7/")
    ids = [re.findall(r"<id>(.*?)</id>", feed_xml(one)) for one in (issue, moved, replace(issue, address=""))]
    assert ids[0] == ids[1] == ids[2]
    assert re.findall(r"<id>(.*?)</id>", feed_xml(replace(issue, number=8))) != ids[0]


def test_without_an_address_the_feed_leads_nowhere() -> None:
    assert "<link" not in feed_xml(replace(example("en"), address=""))
    assert 'href="https://lantern.example/issues/7/#a1"' in text("en", "feed.xml")


def test_signs_of_xml_in_a_title_are_words() -> None:
    issue = example("en")
    title = replace(issue.title, text="A & B <c>")
    assert (
        etree.fromstring(feed_xml(replace(issue, title=title)).encode(), PARSER).findtext("a:title", "", ATOM)
        == "A & B <c> 7"
    )

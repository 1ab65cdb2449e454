from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from adapters.newsletter.issue_folders import LANGUAGES, example, made, text
from khabar.adapters.newsletter.pieces_html import blocks_html, cleaned, tag, text_html
from khabar.domain.publishing.issues import Block, BlockKind, Place, Run

BLOCKS = frozenset(
    ("h1", "h2", "h3", "h4", "p", "ol", "ul", "li", "blockquote", "figure", "figcaption", "article", "nav", "div")
)
HERE = Place("a.md", 1)


class Seen(HTMLParser):
    """Every tag of a page with its attributes, and whether all that was opened was closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in {"meta", "img", "hr", "br", "link"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", ["issue.html", "mail.html"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_block_says_its_language_and_its_direction(language: str, name: str) -> None:
    seen = Seen(text(language, name))
    direction = {"en": "ltr", "fa": "rtl"}[language]
    blocks = [attributes for name, attributes in seen.tags if name in BLOCKS]
    assert len(blocks) > 60
    assert all((one.get("lang"), one.get("dir")) == (language, direction) for one in blocks)


@pytest.mark.parametrize("name", ["issue.html", "mail.html"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_fetches_nothing_and_runs_nothing(language: str, name: str) -> None:
    page = text(language, name)
    for element, attributes in Seen(page).tags:
        assert element not in {"script", "iframe", "object", "embed", "link", "form", "video", "audio", "base"}
        assert not [one for one in attributes if one.startswith("on")]
        assert attributes.get("src", "data:").startswith("data:image/jpeg;base64,") or "src" not in attributes
        assert re.match(r"(https://|mailto:|tel:|#a\d+$|khabar:unsubscribe$|$)", attributes.get("href", ""))
    assert "url(" not in page
    assert "@import" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_forbids_what_it_does_not_use_and_leads_to_each_article(language: str) -> None:
    seen = Seen(text(language, "issue.html"))
    policies = [one["content"] for element, one in seen.tags if one.get("http-equiv") == "Content-Security-Policy"]
    assert policies[0].startswith("default-src 'none'")
    ids = [one["id"] for element, one in seen.tags if element == "article"]
    assert [one["href"] for element, one in seen.tags if one.get("href", "").startswith("#")] == [
        f"#{one}" for one in ids
    ]
    assert len([1 for element, _ in seen.tags if element == "h1"]) == 1
    assert all(one["alt"] for element, one in seen.tags if element == "img")


def test_an_accent_of_a_symbol_in_persian_is_isolated() -> None:
    assert '<bdi dir="ltr">OAP/2025/114/B</bdi>' in text("fa", "issue.html")
    assert text_html("OAP/2025", "en") == "OAP/2025"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_only_the_gate_may_know_is_in_any_text(language: str) -> None:
    for name, data in made(language).items():
        if not name.endswith(".pdf"):
            for secret in ("C-0113", "Darius", "داریوش", "Norvan", "نوروان", "1371", "issue.toml"):
                assert secret not in data.decode(), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_and_the_live_figures_are_in_every_edition_for_reading(language: str) -> None:
    count = {"en": "12,418", "fa": "۱۲٬۴۱۸"}[language]
    for name in ("issue.html", "mail.html", "mail.txt", "feed.xml"):
        page = text(language, name)
        assert count in page
        assert {"en": "412", "fa": "۴۱۲"}[language] in page
        assert all(article.title.text in page for article in example(language).articles)


def test_what_is_not_on_our_list_is_taken_out_and_direction_stays() -> None:
    dirty = '<p dir="rtl" lang="fa" onclick="x()">a<script>b</script><a href="javascript:c">d</a></p>'
    assert cleaned(dirty) == '<p dir="rtl" lang="fa">a<a rel="noreferrer noopener">d</a></p>'


def test_words_that_look_like_html_are_words() -> None:
    blocks = (Block(BlockKind.PARAGRAPH, HERE, (Run("a < b & <b>"),)),)
    assert blocks_html(blocks, "en") == '<p lang="en" dir="ltr">a &lt; b &amp; &lt;b&gt;</p>'
    assert tag("p", "x", "en", title='"') == '<p lang="en" dir="ltr" title="&quot;">x</p>'


def test_lists_keep_their_numbers_and_headings_their_depth() -> None:
    item = [Block(BlockKind.ITEM, HERE, (Run(str(at)),), number=at) for at in (2, 3)]
    further = Block(BlockKind.ITEM, HERE, (Run("more"),), number=-1)
    bullet = Block(BlockKind.ITEM, HERE, (Run("dot"),))
    deep = Block(BlockKind.HEADING, HERE, (Run("deep"),), level=6)
    html = blocks_html((*item, further, bullet, deep), "en")
    plain = re.sub(r' (?:lang|dir)="\w+"', "", html)
    assert plain == '<ol start="2"><li>2</li><li>3</li></ol>\n<p>more</p>\n<ul><li>dot</li></ul>\n<h6>deep</h6>'

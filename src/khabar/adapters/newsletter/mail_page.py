"""The issue as HTML for mails: styles on each element (css-inline), no pictures, nothing that is fetched, no trace.

Pictures are told in words, because a mail that loads them tells the sender who opened it and when. The address for
leaving the list is each reader's own; until a mail is made its place is held.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import css_inline

from khabar.adapters.newsletter.boxes_html import above, lines, origin, petition_html
from khabar.adapters.newsletter.paper import imprint_lines
from khabar.adapters.newsletter.pieces_html import blocks_html, cleaned, tag, text_html
from khabar.adapters.newsletter.web_page import style
from khabar.adapters.newsletter.words import chrome_of
from khabar.domain.publishing.directions import direction_of
from khabar.domain.publishing.printed import STOP_HERE

if TYPE_CHECKING:
    from khabar.domain.publishing.issues import Article, Issue


def mail_html(issue: Issue) -> str:
    """Write the mail; the address for leaving the list is still open."""
    language, chrome = issue.language, chrome_of(issue.language)
    number = chrome.say("paper.number", number=chrome.in_digits(str(issue.number)))
    parts = [
        tag("h1", text_html(issue.title.text, language), language),
        lines([("issue", f"{number} | {chrome.day(issue.on)}")], language),
        _link(issue.address, chrome["mail.web"], language) if issue.address else "",
        petition_html(issue.petition_apart, chrome, "h2") if issue.petition_apart else "",
        *map(_article, issue.articles),
        lines(
            [("foot", line) for line in (*imprint_lines(issue), chrome["mail.why"], chrome["mail.untraced"])], language
        ),
    ]
    body = cleaned("\n".join(filter(None, parts)))
    leave = _link(STOP_HERE, chrome["mail.stop"], language)
    sheet = tag("div", f"{body}\n{leave}", language, class_=f"sheet {direction_of(language)}")
    whole = f"""<!doctype html>
<html lang="{language}" dir="{direction_of(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(issue.title.text)} {issue.number}</title>
<style>
{style("mail.css")}
</style>
</head>
<body>
{sheet}
</body>
</html>
"""
    return css_inline.CSSInliner(load_remote_stylesheets=False).inline(whole)


def _link(address: str, words: str, language: str) -> str:
    return tag("p", f'<a href="{escape(address)}">{text_html(words, language)}</a>', language)


def _article(article: Article) -> str:
    language, chrome = article.language, chrome_of(article.language)
    pictures = [("picture", chrome.say("mail.picture", alt=picture.alt.text)) for picture in article.pictures]
    parts = [
        above(article, "h2"),
        lines(pictures, language),
        blocks_html(article.blocks, language),
        lines([("origin", origin(article, chrome))], language),
        petition_html(article.petition, chrome, "h3") if article.petition else "",
    ]
    return "\n".join(filter(None, parts))

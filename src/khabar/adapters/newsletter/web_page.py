"""The issue as one page: pictures inside it, nothing fetched from anywhere, no script, language on every block.

A policy in the page itself forbids what we do not use, so that a copy on any server stays as quiet as ours.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from khabar.adapters.newsletter.boxes_html import above, lines, origin, petition_html
from khabar.adapters.newsletter.paper import imprint_lines
from khabar.adapters.newsletter.pieces_html import blocks_html, tag, text_html
from khabar.adapters.newsletter.words import chrome_of
from khabar.domain.publishing.directions import direction_of

if TYPE_CHECKING:
    from khabar.domain.publishing.issues import Article, Issue, Picture

POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@cache
def style(name: str) -> str:
    """Give a stylesheet of the templates."""
    return (Path(__file__).parent / "templates" / name).read_text("utf-8").strip()


def page_html(issue: Issue) -> str:
    """Write the page."""
    language, chrome = issue.language, chrome_of(issue.language)
    articles = "\n".join(article_html(article, number) for number, article in enumerate(issue.articles, start=1))
    box = petition_html(issue.petition_apart, chrome, "h2") if issue.petition_apart else ""
    foot = "\n".join(tag("p", text_html(line, language), language) for line in imprint_lines(issue))
    return f"""<!doctype html>
<html lang="{language}" dir="{direction_of(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{escape(issue.title.text)} {issue.number}</title>
<style>
{style("page.css")}
</style>
</head>
<body>
<header>
{_masthead(issue)}
</header>
{_contents(issue)}
<main>
{box}
{articles}
</main>
<footer>
{foot}
</footer>
</body>
</html>
"""


def _masthead(issue: Issue) -> str:
    chrome = chrome_of(issue.language)
    number = chrome.say("paper.number", number=chrome.in_digits(str(issue.number)))
    title = tag("h1", text_html(issue.title.text, issue.language), issue.language)
    told = [("motto", issue.motto.text), ("issue", f"{number} | {chrome.day(issue.on)}")]
    return f"{title}\n{lines(told, issue.language)}"


def _contents(issue: Issue) -> str:
    entries = "\n".join(
        tag("li", f'<a href="#a{number}">{text_html(article.title.text, article.language)}</a>', article.language)
        for number, article in enumerate(issue.articles, start=1)
    )
    label = chrome_of(issue.language)["paper.contents"]
    head = tag("h2", text_html(label, issue.language), issue.language, id="contents")
    body = f"{head}\n{tag('ol', entries, issue.language)}"
    return tag("nav", body, issue.language, **{"aria-labelledby": "contents"})


def article_html(article: Article, number: int) -> str:
    """Write one article with its pictures and boxes."""
    chrome = chrome_of(article.language)
    parts = [
        above(article, "h2"),
        *(_picture(picture, article.language) for picture in article.pictures),
        blocks_html(article.blocks, article.language),
        lines([("origin", origin(article, chrome))], article.language),
        petition_html(article.petition, chrome, "h3") if article.petition else "",
    ]
    return tag("article", "\n".join(filter(None, parts)), article.language, id=f"a{number}")


def _picture(picture: Picture, language: str) -> str:
    chrome = chrome_of(language)
    credit = chrome.say("article.picture", credit=picture.credit.text) if picture.credit else ""
    source = f"data:image/jpeg;base64,{b64encode(picture.data).decode()}"
    image = f'<img src="{source}" alt="{escape(picture.alt.text)}" width="{picture.width}" height="{picture.height}">'
    words = text_html(" ".join(filter(None, (picture.caption.text, credit))), language)
    caption = tag("figcaption", words, language) if words else ""
    return tag("figure", image + caption, language)

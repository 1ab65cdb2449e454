"""The boxes and lines round an article as HTML: who wrote it, the clock of a letter, a petition's figures."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from khabar.adapters.newsletter.pieces_html import tag, text_html
from khabar.adapters.newsletter.telling import count_to, silence_words
from khabar.adapters.newsletter.words import chrome_of
from khabar.domain.codes import grouped
from khabar.domain.publishing.issues import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from khabar.adapters.newsletter.words import Chrome
    from khabar.domain.publishing.issues import Article, Petition, Silence


def lines(texts: Iterable[tuple[str, str]], language: str) -> str:
    """Write short texts as paragraphs, each with its class; empty ones are left out."""
    return "\n".join(tag("p", text_html(text, language), language, class_=kind) for kind, text in texts if text)


def above(article: Article, heading: str) -> str:
    """Write what stands above an article: kind, title, summary, names and day, addressee, clock."""
    language, chrome = article.language, chrome_of(article.language)
    is_letter = article.kind is Kind.OPEN_LETTER
    head = lines([("kicker", chrome["letter.label"] if is_letter else article.kicker.text)], language)
    title = tag(heading, text_html(article.title.text, language), language)
    told = [("summary", article.summary.text), ("to", addressee(article, chrome)), ("byline", byline(article, chrome))]
    clock = clock_html(article.silence, chrome) if article.silence else ""
    return "\n".join(filter(None, (head, title, lines(told, language), clock)))


def byline(article: Article, chrome: Chrome) -> str:
    """Write who wrote and translated an article, and when it was written."""
    translator = article.translator.text
    by = chrome.say("article.translated", name=translator) if translator else ""
    dated = chrome.day(article.dated) if article.dated else ""
    return " | ".join(filter(None, (article.author.text, by, dated)))


def addressee(article: Article, chrome: Chrome) -> str:
    """Write to whom an open letter goes."""
    return chrome.say("letter.to", name=article.to.text) if article.to else ""


def origin(article: Article, chrome: Chrome) -> str:
    """Write where an article comes from."""
    return chrome.say("article.source", source=article.source.text) if article.source else ""


def clock_html(silence: Silence, chrome: Chrome) -> str:
    """Write how long a letter has been without an answer, and how that was counted."""
    told = silence_words(silence, chrome)
    days = tag(
        "p",
        f"<strong>{chrome.count(silence.days)}</strong> {text_html(told['words'], chrome.language)}",
        chrome.language,
    )
    return tag("div", days + lines([("computed", told["computed"])], chrome.language), chrome.language, class_="clock")


def petition_lines(petition: Petition, chrome: Chrome) -> list[tuple[str, str]]:
    """List what a petition's box says below its title and count, each with its kind."""
    paper = chrome.say("petition.on_paper", count=chrome.count(petition.on_paper)) if petition.on_paper else ""
    goal = chrome.say("petition.goal", count=chrome.count(petition.goal)) if petition.goal else ""
    digits = chrome.in_digits(grouped(petition.reference))
    return [
        ("paper", paper),
        ("computed", chrome.say("petition.counted_to", moment=count_to(petition, chrome))),
        ("goal", goal),
        ("sign", chrome.say("petition.sign", address=petition.address) if petition.address else ""),
        ("reference", chrome.say("petition.reference", digits=digits) if petition.reference else ""),
    ]


def _linked(kind: str, text: str, petition: Petition, language: str) -> str:
    """Write one line of a petition's box; the one about signing leads there."""
    told = text_html(text, language)
    if kind == "sign":
        shown = text_html(petition.address, language)
        told = told.replace(shown, f'<a href="{escape(petition.address)}">{shown}</a>')
    return tag("p", told, language, class_=kind)


def petition_html(petition: Petition, chrome: Chrome, heading: str) -> str:
    """Write a petition's box: what is signed, how many have, up to when that was counted, where to sign."""
    language = chrome.language
    label = lines([("kicker", chrome["petition.label"])], language)
    title = tag(heading, text_html(petition.title.text, language), language)
    count = f"<strong>{chrome.count(petition.count)}</strong> {text_html(chrome['petition.signatures'], language)}"
    rest = [_linked(kind, text, petition, language) for kind, text in petition_lines(petition, chrome) if text]
    box = "\n".join((label, title, tag("p", count, language, class_="count"), *rest))
    return tag("div", box, language, class_="petition")

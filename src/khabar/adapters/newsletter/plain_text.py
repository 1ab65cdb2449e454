"""The issue as plain text for mails: short lines, headings underlined, foreign pieces kept in order by isolates."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from khabar.adapters.newsletter.boxes_html import addressee, byline, origin, petition_lines
from khabar.adapters.newsletter.paper import imprint_lines
from khabar.adapters.newsletter.telling import silence_words
from khabar.adapters.newsletter.words import chrome_of
from khabar.domain.publishing.directions import isolated
from khabar.domain.publishing.issues import HARD_BREAK, Block, BlockKind, Kind
from khabar.domain.publishing.printed import STOP_HERE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.adapters.newsletter.words import Chrome
    from khabar.domain.publishing.issues import Article, Issue, Petition

WIDTH: Final = 72


def mail_text(issue: Issue) -> str:
    """Write the whole issue; the address for leaving the list is still open."""
    chrome = chrome_of(issue.language)
    number = chrome.say("paper.number", number=chrome.in_digits(str(issue.number)))
    head = [*_underlined(issue.title.text, "=", issue.language), f"{number} | {chrome.day(issue.on)}"]
    head += [isolated(chrome.say("about.web", address=issue.address), issue.language)] if issue.address else []
    contents = [chrome["paper.contents"], *(f"- {article.title.text}" for article in issue.articles)]
    parts = [head, [isolated(line, issue.language) for line in contents]]
    parts += [_petition(issue.petition_apart, chrome)] if issue.petition_apart else []
    parts += [list(_article(article)) for article in issue.articles]
    parts += [[isolated(line, issue.language) for line in imprint_lines(issue)]]
    parts += [[chrome["mail.why"], f"{chrome['mail.stop']}: {STOP_HERE}", chrome["mail.untraced"]]]
    return "\n\n\n".join("\n".join(part) for part in parts) + "\n"


def _underlined(text: str, sign: str, language: str) -> list[str]:
    return [isolated(text, language), sign * min(len(text), WIDTH)]


def _article(article: Article) -> Iterator[str]:
    language, chrome = article.language, chrome_of(article.language)
    if article.kind is Kind.OPEN_LETTER:
        yield chrome["letter.label"]
    yield from _underlined(article.title.text, "-", language)
    for text in (article.summary.text, addressee(article, chrome), byline(article, chrome)):
        yield from _wrapped(text, language)
    if article.silence:
        told = silence_words(article.silence, chrome)
        yield f"{chrome.count(article.silence.days)} {told['words']}"
        yield from _wrapped(told["computed"], language)
    for picture in article.pictures:
        yield from _wrapped(f"[{chrome.say('mail.picture', alt=picture.alt.text)}]", language)
    for block in article.blocks:
        yield ""
        yield from _block(block, article)
    if article.source:
        yield ""
        yield from _wrapped(origin(article, chrome), language)
    if article.petition:
        yield ""
        yield from _petition(article.petition, chrome)


def _petition(petition: Petition, chrome: Chrome) -> list[str]:
    count = f"{chrome.count(petition.count)} {chrome['petition.signatures']}"
    told = [chrome["petition.label"], petition.title.text, count]
    told += [text for _, text in petition_lines(petition, chrome) if text]
    return [line for text in told for line in _wrapped(text, chrome.language)]


def _block(block: Block, article: Article) -> Iterator[str]:
    text, language = plain_links(block), article.language
    match block.kind:
        case BlockKind.HEADING:
            yield from _underlined(text, ".", language)
        case BlockKind.RULE:
            yield "* * *"
        case BlockKind.QUOTATION:
            yield from (f"> {line}" for line in _wrapped(text, language))
        case BlockKind.ITEM:
            number = chrome_of(language).in_digits(str(block.number))
            marker = "  " if block.number < 0 else f"{number}. " if block.number else "- "
            indent = "  " * block.level
            yield from _wrapped(text, language, indent + marker, indent + " " * len(marker))
        case _:
            yield from _wrapped(text, language)


def plain_links(block: Block) -> str:
    """Give the words of a block, with the address behind each link that does not show its own."""
    told: list[str] = []
    for run in block.runs:
        told.append(run.text)
        shown = run.link.removeprefix("mailto:").removeprefix("tel:")
        if run.link and shown not in run.text:
            told.append(f" ({shown})")
    return "".join(told)


def _wrapped(text: str, language: str, first: str = "", other: str = "") -> list[str]:
    """Break a text into short lines, at its own breaks too; foreign pieces are isolated and never broken."""
    lines: list[str] = []
    for part in text.split(HARD_BREAK) if text else []:
        begin = other if lines else first
        lines += textwrap.wrap(
            isolated(" ".join(part.split()), language),
            WIDTH,
            initial_indent=begin,
            subsequent_indent=other,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return lines

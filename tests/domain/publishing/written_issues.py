"""Issues for tests, written line by line: what a test does not say is empty or agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from khabar.domain.publishing.gate import findings
from khabar.domain.publishing.issues import (
    Agreed,
    Article,
    Block,
    BlockKind,
    Consent,
    Issue,
    Person,
    Picture,
    Place,
    Run,
    Written,
)

if TYPE_CHECKING:
    from khabar.domain.publishing.gate import Finding

DAY = date(2026, 11, 21)
YES = Consent(Agreed.YES, "C-1")
NO = Consent(Agreed.NO)


def written(text: str, line: int = 1) -> Written:
    return Written(text, Place("issue.toml", line))


def paragraph(text: str, line: int = 1) -> Block:
    return Block(BlockKind.PARAGRAPH, Place("letter.md", line), (Run(text),), tuple(text.split("\n")))


def picture(*shows: str) -> Picture:
    nothing = written("")
    return Picture("a.jpg", Place("issue.toml", 40), written("A lamp"), nothing, nothing, shows)


def article(*texts: str, language: str = "en", consent: Consent = YES) -> Article:
    blocks = tuple(paragraph(text, line) for line, text in enumerate(texts, start=3))
    return Article(Place("issue.toml", 20), language, written("on a quiet day"), blocks, consent)


def person(name: str, consent: Consent = NO, line: int = 30) -> Person:
    return Person(name, Place("issue.toml", line), consent)


def issue(*articles: Article) -> Issue:
    language = articles[0].language if articles else "en"
    return Issue(Place("issue.toml", 1), language, written("the lantern"), 7, DAY, articles)


def found_in(*texts: str, people: tuple[Person, ...] = (), language: str = "en") -> tuple[Finding, ...]:
    """Ask the gate about one article with these paragraphs and people."""
    return findings(issue(replace(article(*texts, language=language), people=people)))


def told(found: tuple[Finding, ...]) -> list[str]:
    return [str(one) for one in found]

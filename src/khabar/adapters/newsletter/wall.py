"""The sheet for the wall: one A4 page in large letters, out of the same issue; digits in groups of four, no symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from khabar.adapters.newsletter.atoms import line_of
from khabar.adapters.newsletter.paper import (
    fronts_of,
    imprint,
    is_brief,
    issue_layout,
    languages_of,
    moment_of,
    petition_layout,
)
from khabar.adapters.newsletter.press import Sheets, shared_press
from khabar.adapters.newsletter.source_text import source_of
from khabar.adapters.newsletter.words import chrome_of

if TYPE_CHECKING:
    from khabar.domain.publishing.issues import Article, Issue

MOST_NEWS: Final = 5


def wall_pdf(issue: Issue) -> bytes:
    """Print the sheet; the same issue gives the same bytes."""
    chrome = chrome_of(issue.language)
    layout: dict[str, object] = {
        "issue": issue_layout(issue),
        "languages": languages_of(issue),
        "news": [_news(article) for article in news_of(issue)],
        "petition": petition_layout(issue.petition, chrome) if issue.petition else None,
        "more": line_of(chrome.say("wall.more", phone=issue.phone) if issue.phone else "", issue.language),
        "foot": imprint(issue),
    }
    return shared_press().pdf(Sheets("wall.typ", layout, {}, source_of(issue).encode(), moment_of(issue)))


def news_of(issue: Issue) -> list[Article]:
    """Choose what hangs on the wall: the story that leads, then the others with a summary, then the short ones."""
    fronts = fronts_of(issue)
    lead = [article for article, front in zip(issue.articles, fronts, strict=True) if front == "lead"]
    others = [article for article in issue.articles if article not in lead]
    ranked = [*lead, *(one for one in others if one.summary), *(one for one in others if is_brief(one))]
    return ranked[:MOST_NEWS]


def _news(article: Article) -> dict[str, object]:
    return {
        "language": article.language,
        "title": line_of(article.title.text, article.language),
        "summary": line_of(article.summary.text, article.language),
    }

"""An issue as its template reads it: articles as they were made, petitions with what is counted now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from khabar.apps.petitions.queries import published_petition
from khabar.domain.publishing.directions import direction_of
from khabar.web.components.days import shown_figures, shown_number
from khabar.web.readers.forms import language_name

if TYPE_CHECKING:
    from datetime import date, datetime

    from khabar.apps.subscriptions.queries import Listed, Shown


@dataclass(frozen=True)
class Titled:
    """A title with its language and direction; `number` is the anchor of an article, 0 in the list of issues."""

    title: str
    language: str
    direction: str
    number: int = 0


@dataclass(frozen=True)
class Line:
    """One issue in the list."""

    language: str
    language_name: str
    number: int
    shown_number: str
    title: Titled
    published_on: date
    articles: tuple[Titled, ...]


@dataclass(frozen=True)
class Box:
    """A petition's box with live figures."""

    slug: str
    title: Titled
    confirmed: int
    number: str
    on_paper: str
    next_threshold: str
    counted_at: datetime
    is_open: bool


@dataclass(frozen=True)
class Article:
    """One article: the HTML that the house made of it, and the box below it."""

    html: SafeString
    box: Box | None


@dataclass(frozen=True)
class Page:
    """One issue as its page shows it."""

    language: str
    direction: str
    number: int
    shown_number: str
    title: str
    motto: str
    published_on: date
    contents: tuple[Titled, ...]
    articles: tuple[Article, ...]
    box: Box | None
    imprint: tuple[str, ...]


def line_of(issue: Listed) -> Line:
    """Give one line of the list."""
    return Line(
        language=issue.language,
        language_name=language_name(issue.language),
        number=issue.number,
        shown_number=shown_figures(issue.number),
        title=_titled(issue.title, issue.language),
        published_on=issue.published_on,
        articles=tuple(_titled(title, language) for title, language in issue.articles),
    )


def page_of(issue: Shown) -> Page:
    """Give the whole page."""
    return Page(
        language=issue.language,
        direction=direction_of(issue.language),
        number=issue.number,
        shown_number=shown_figures(issue.number),
        title=issue.title,
        motto=issue.motto,
        published_on=issue.published_on,
        contents=tuple(_titled(one.title, one.language, one.number) for one in issue.articles),
        articles=tuple(
            Article(mark_safe(one.html), _box(one.petition))  # noqa: S308 - made and cleaned in the house, from Markdown
            for one in issue.articles
        ),
        box=_box(issue.petition),
        imprint=issue.imprint,
    )


def _box(slug: str) -> Box | None:
    petition = published_petition(slug) if slug else None
    if petition is None:
        return None
    spoken, wording = petition.plan.wording((get_language() or "en").partition("-")[0])
    return Box(
        slug=slug,
        title=_titled(wording.title, spoken),
        confirmed=petition.confirmed,
        number=shown_number(f"{petition.confirmed:,}"),
        on_paper=shown_number(f"{petition.on_paper:,}") if petition.on_paper else "",
        next_threshold=shown_number(f"{petition.next_threshold:,}") if petition.next_threshold else "",
        counted_at=petition.counted_at,
        is_open=petition.is_open,
    )


def _titled(title: str, language: str, number: int = 0) -> Titled:
    return Titled(title, language, direction_of(language), number)

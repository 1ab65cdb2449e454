"""Reading what is published: the list of issues, one issue, its files, its feed; and figures of readers as counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from khabar.apps.subscriptions.models import Edition, Mailing, Reader
from khabar.domain.publishing.readers import DeliveryState, ReaderState

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

MOST_IN_FEED = 12
"""Issues in one feed."""


@dataclass(frozen=True)
class Listed:
    """One issue in the list; `articles` are the titles of what it holds, each with its language."""

    language: str
    number: int
    title: str
    published_on: date
    articles: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownArticle:
    """One article as its page and its feed show it."""

    number: int
    title: str
    language: str
    petition: str
    html: str = field(repr=False)
    entry: str = field(repr=False)


@dataclass(frozen=True)
class Shown:
    """One issue as everybody sees it."""

    language: str
    number: int
    title: str
    published_on: date
    motto: str
    imprint: tuple[str, ...]
    petition: str
    publisher: str
    feed_id: str
    articles: tuple[ShownArticle, ...]


@dataclass(frozen=True)
class SendingFigures:
    """How the sending of one issue stands. Counts; `left` are those who have unsubscribed since it began."""

    started_at: datetime
    finished_at: datetime | None
    is_settled: bool
    waiting: int
    sent: int
    refused: int
    bounced: int
    unknown: int
    dropped: int
    left: int


def published_issues() -> list[Listed]:
    """List the issues, the newest first."""
    return [_listed(row) for row in _there().order_by("-published_on", "language", "-number").defer(*_LARGE)]


def published_issue(language: str, number: int) -> Shown | None:
    """Give one issue; None for one that is not there, or was taken back whole."""
    row = _there().filter(language=language, number=number).defer(*_LARGE).first()
    return None if row is None else _shown(row)


def issue_file(language: str, number: int, name: str) -> bytes | None:
    """Give one file of an issue, "pdf", "wall", "short" or "aloud"; None where it is not there."""
    if name not in _FILES:
        return None
    found = _there().filter(language=language, number=number).values_list(name, flat=True).first()
    return found.encode() if isinstance(found, str) else None if found is None else bytes(found)


def issues_for_feed(language: str) -> list[Shown]:
    """Give the newest issues in one language, the newest first."""
    rows = _there().filter(language=language).order_by("-number").defer(*_LARGE)[:MOST_IN_FEED]
    return [_shown(row) for row in rows]


def languages_there() -> list[str]:
    """List the languages in which there is an issue."""
    return sorted(set(_there().values_list("language", flat=True)))


def readers_by_language() -> dict[str, int]:
    """Count the confirmed subscriptions in each language."""
    rows = Reader.objects.filter(state=ReaderState.CONFIRMED).values("language").annotate(rows=Count("state"))
    return {row["language"]: row["rows"] for row in rows}


def sending_of(edition_id: str) -> SendingFigures | None:
    """Give the figures of one sending; None before it has begun."""
    row = Mailing.objects.filter(pk=edition_id).first()
    if row is None:
        return None
    counts = {state.value: int(row.figures.get(state.value, 0)) for state in DeliveryState}
    return SendingFigures(row.started_at, row.finished_at, row.settled_on is not None, left=row.left, **counts)


_FILES = ("pdf", "wall", "short", "aloud")
_LARGE = (*_FILES, "mail_text", "mail_html")


def _there() -> QuerySet[Edition]:
    return Edition.objects.filter(is_gone=False)


def _listed(row: Edition) -> Listed:
    articles = tuple((str(one["title"]), str(one["language"])) for one in row.page["articles"])
    return Listed(row.language, row.number, row.title, row.published_on, articles)


def _shown(row: Edition) -> Shown:
    page: dict[str, Any] = row.page
    return Shown(
        language=row.language,
        number=row.number,
        title=row.title,
        published_on=row.published_on,
        motto=page["motto"],
        imprint=tuple(page["imprint"]),
        petition=page["petition"],
        publisher=page["publisher"],
        feed_id=page["feed_id"],
        articles=tuple(ShownArticle(**one) for one in page["articles"]),
    )

"""A petition as its template reads it: text in paragraphs, numbers in the reader's figures, groups by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, get_language_info
from django.utils.translation import gettext as _

from khabar.drawing.rising import Rise, rising
from khabar.web.components.days import shown_number

if TYPE_CHECKING:
    from datetime import date, datetime

    from khabar.apps.petitions.news import ToldNews
    from khabar.apps.petitions.queries import Published

MOST_BARS = 30
"""Days that the drawing shows; the table beside it holds the same."""


@dataclass(frozen=True)
class Line:
    """One row of a table: what, how many, as the reader writes it."""

    label: str
    number: str


@dataclass(frozen=True)
class Titled:
    """One petition in a list."""

    slug: str
    title: str
    language: str
    direction: str
    number: str
    is_open: bool


@dataclass(frozen=True)
class Page:
    """One petition as its page shows it. `language` and `direction` are those of the text."""

    slug: str
    title: str
    paragraphs: tuple[str, ...]
    language: str
    direction: str
    addressees: tuple[str, ...]
    is_open: bool
    closes_on: date
    closed_on: date | None
    confirmed: int
    number: str
    on_paper: str
    counted_at: datetime
    next_threshold: str
    by_place: tuple[Line, ...]
    by_language: tuple[Line, ...]
    least: str
    days: tuple[Line, ...]
    drawing: SafeString
    head: str
    batches: str


@dataclass(frozen=True)
class TellingNews:
    """News of a petition as its page shows it."""

    title: str
    paragraphs: tuple[str, ...]
    language: str
    direction: str
    on: date


def told_news(told: ToldNews, language: str) -> TellingNews:
    """Give news in the reader's language, or in one it is written in."""
    spoken, wording = told.news.wording(language)
    lines = tuple(line for line in wording.text.splitlines() if line.strip())
    return TellingNews(wording.title, lines, spoken, _direction(spoken), told.on)


def title_of(petition: Published, language: str) -> Titled:
    """Give one line of the list of petitions."""
    spoken, wording = petition.plan.wording(language)
    return Titled(
        slug=petition.plan.slug,
        title=wording.title,
        language=spoken,
        direction=_direction(spoken),
        number=_figures(petition.confirmed),
        is_open=petition.is_open,
    )


def page_of(petition: Published, language: str) -> Page:
    """Give the whole page."""
    spoken, wording = petition.plan.wording(language)
    next_threshold = petition.next_threshold
    return Page(
        slug=petition.plan.slug,
        title=wording.title,
        paragraphs=tuple(line for line in wording.text.splitlines() if line.strip()),
        language=spoken,
        direction=_direction(spoken),
        addressees=petition.plan.addressees,
        is_open=petition.is_open,
        closes_on=petition.plan.closes_on,
        closed_on=petition.closed_on,
        confirmed=petition.confirmed,
        number=_figures(petition.confirmed),
        on_paper=_figures(petition.on_paper) if petition.on_paper else "",
        counted_at=petition.counted_at,
        next_threshold=_figures(next_threshold) if next_threshold else "",
        by_place=_places(petition, language),
        by_language=tuple(Line(_language_name(one.code), _figures(one.number)) for one in petition.by_language),
        least=_figures(petition.plan.least_cell),
        days=_days(petition),
        drawing=_drawing(petition),
        head=petition.head,
        batches=_figures(petition.batches),
    )


def _places(petition: Published, language: str) -> tuple[Line, ...]:
    names = {one.code: one.names.get(language) or one.code for one in petition.plan.places}
    return tuple(Line(names.get(one.code, one.code), _figures(one.number)) for one in petition.by_place)


def _days(petition: Published) -> tuple[Line, ...]:
    return tuple(Line(day, _figures(number)) for day, number in petition.days[-MOST_BARS:])


def _drawing(petition: Published) -> SafeString:
    """Draw the count by day; nothing where there is no second day to compare with."""
    shown = petition.days[-MOST_BARS:]
    if len(shown) < 2:  # noqa: PLR2004 - a line has two ends
        return mark_safe("")
    first, last = shown[0], shown[-1]
    words = Rise(
        title=_("Signatures by day"),
        description=_("From %(first)s signatures on %(from)s to %(last)s on %(to)s.")
        % {"first": _figures(first[1]), "from": first[0], "last": _figures(last[1]), "to": last[0]},
        first=first[0],
        last=last[0],
        most=_figures(max(number for _day, number in shown)),
    )
    counts = [number for _day, number in shown]
    drawn = rising(counts, words, direction="rtl" if get_language_bidi() else "ltr")
    return mark_safe(drawn)  # noqa: S308 - the drawing escapes


def _language_name(code: str) -> str:
    return str(get_language_info(code)["name_local"])


def _direction(language: str) -> str:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def _figures(number: int) -> str:
    return shown_number(f"{number:,}")

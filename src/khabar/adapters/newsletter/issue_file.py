"""An issue from its file: ISSUE.toml with its articles, pictures and figures, everything beside it in one folder.

Each key is known or refused with the line and the nearest key there is. No path leads out of the folder. What the
editor says of people and consents ends here and in the gate: no edition is ever given it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from khabar.adapters.newsletter.figures import Figures, read_figures, reference_of
from khabar.adapters.newsletter.folder import Folder
from khabar.adapters.newsletter.markdown import blocks_of, plain, title_and_rest
from khabar.adapters.newsletter.people import consent_of, people_of
from khabar.adapters.newsletter.pictures import cleaned
from khabar.adapters.newsletter.toml_tables import Table, read_toml
from khabar.adapters.newsletter.words import languages
from khabar.domain.publishing.issues import (
    MOST_COLUMNS,
    Article,
    Issue,
    Kind,
    Picture,
    Place,
    Written,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Known = TypeVar("Known")

ISSUE_KEYS: Final = (
    *("title", "number", "date", "language", "columns", "motto", "publisher", "contact", "phone", "email", "address"),
    *("reference", "petition", "figures", "names", "not_a_person", "loaded", "articles"),
)
ARTICLE_KEYS: Final = (
    *(
        "file",
        "language",
        "title",
        "kicker",
        "summary",
        "kind",
        "author",
        "translator",
        "source",
        "to",
        "date",
        "front",
    ),
    *("consent", "consent_reference", "consent_until", "consent_for", "names", "pictures", "petition", "letter"),
    *("not_a_person", "not_about_people_inside"),
)
PICTURE_KEYS: Final = ("file", "alt", "caption", "credit", "shows", "wide")
LOADED_KEYS: Final = ("language", "word", "instead")
MOST_NUMBER: Final = 99_999
MOST_ARTICLES: Final = 200
MISSING_TITLE = "An article has a title: write it here as “title”, or as the first heading of its file."


def read_issue(path: Path) -> Issue:
    """Read an issue with everything it names; Invalid with file and line for the first thing that is wrong."""
    folder = Folder(path.parent)
    table = read_toml(folder.text(path.name, Place(str(path), 1)), str(path), "an issue")
    table.require_known(ISSUE_KEYS)
    table.require("title", "number", "date", "language", "articles")
    return _issue(table, folder, _figures(table, folder))


def _figures(table: Table, folder: Folder) -> Figures:
    name = table.text("figures")
    if not name:
        return Figures("", {}, {})
    return read_figures(folder.text(name, table.place("figures")), folder.shown(name))


def _issue(table: Table, folder: Folder, figures: Figures) -> Issue:
    on, language = table.day("date"), _language(table)
    if on is None:
        table.refuse("date", "“date” must be a day such as 2026-11-21.")
    articles = table.tables("articles", "an article")
    if not 1 <= len(articles) <= MOST_ARTICLES:
        table.refuse("articles", f"An issue has between one and {MOST_ARTICLES} articles.")
    return Issue(
        place=table.place(),
        language=language,
        title=table.written("title"),
        motto=table.written("motto"),
        publisher=table.written("publisher"),
        contact=table.written("contact"),
        phone=table.text("phone"),
        email=table.text("email"),
        address=table.page("address"),
        number=table.number("number", 1, MOST_NUMBER),
        on=on,
        articles=tuple(_article(one, folder, figures, language) for one in articles),
        columns=table.number("columns", 1, MOST_COLUMNS, default=2),
        reference=reference_of(table, "reference"),
        petition=_figure(table, "petition", figures.petitions),
        people=people_of(table),
        not_a_person=table.texts("not_a_person"),
        loaded=_loaded(table),
    )


def _language(table: Table, default: str = "") -> str:
    return table.choice("language", languages(), default)


def _loaded(table: Table) -> tuple[tuple[str, str, str], ...]:
    rows = table.tables("loaded", "a loaded word")
    for row in rows:
        row.require_known(LOADED_KEYS)
        row.require(*LOADED_KEYS)
    return tuple((_language(row), row.text("word"), row.text("instead")) for row in rows)


def _figure(table: Table, key: str, known: Mapping[str, Known]) -> Known | None:
    name = table.text(key)
    if name and name not in known:
        there = ", ".join(sorted(known)) or "none"
        table.refuse(key, f"There are no figures for “{name}”. There are: {there}.")
    return known.get(name)


def _article(table: Table, folder: Folder, figures: Figures, default: str) -> Article:
    table.require_known(ARTICLE_KEYS)
    table.require("file", "consent")
    file, language = table.text("file"), _language(table, default)
    text = folder.text(file, table.place("file"))
    heading, blocks = title_and_rest(blocks_of(text, folder.shown(file), language))
    title = table.written("title")
    if not title and heading:
        title = Written(plain(heading), heading.place)
    if not title:
        table.refuse("file", MISSING_TITLE)
    written = {key: table.written(key) for key in ("kicker", "summary", "author", "translator", "source", "to")}
    return Article(
        place=table.place("file"),
        language=language,
        title=title,
        blocks=blocks,
        consent=consent_of(table),
        kind=Kind(table.choice("kind", tuple(Kind), Kind.ARTICLE)),
        dated=table.day("date"),
        front=table.flag("front"),
        pictures=tuple(_picture(one, folder) for one in table.tables("pictures", "a picture")),
        people=people_of(table),
        petition=_figure(table, "petition", figures.petitions),
        silence=_figure(table, "letter", figures.letters),
        not_a_person=table.texts("not_a_person"),
        not_about_people_inside=table.texts("not_about_people_inside"),
        **written,
    )


def _picture(table: Table, folder: Folder) -> Picture:
    table.require_known(PICTURE_KEYS)
    table.require("file", "alt", "shows")
    file = table.text("file")
    made = cleaned(folder.data(file, table.place("file")), str(table.place("file")))
    return Picture(
        name=file,
        place=table.place("file"),
        alt=table.written("alt"),
        caption=table.written("caption"),
        credit=table.written("credit"),
        shows=table.texts("shows"),
        wide=bool(table.flag("wide")),
        width=made.width,
        height=made.height,
        data=made.data,
    )

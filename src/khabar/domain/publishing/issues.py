"""An issue of the newsletter as it was written: articles in blocks, people with what they agreed to, live figures.

Every text keeps the place it came from (file and line), because whoever is told "not so" must be told where. Nothing
here was checked: that is the gate's work. It must never read a file or know how a page looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 - what a sealed draft holds is shaped by these hints while running
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SOFT_BREAK = "\n"
"""Where a line of the source ends inside a paragraph: shown as a space."""
HARD_BREAK = "\N{LINE SEPARATOR}"
"""Where the writer wants a new line inside a paragraph."""
MOST_COLUMNS = 3
_APOSTROPHE = re.compile("['’]")


class Agreed(StrEnum):
    """What somebody said when asked whether this may be published."""

    YES = "yes"
    NO = "no"
    ASKED = "asked"


class Detail(StrEnum):
    """What helps to know who is meant; a full name holds the first name in it."""

    NAME = "name"
    FACE = "face"
    PROVINCE = "province"
    YEAR = "year"
    AGE = "age"
    FIRST_NAME = "first name"


class Kind(StrEnum):
    """What an article is; an open letter has an addressee and a clock."""

    ARTICLE = "article"
    OPEN_LETTER = "open letter"


class BlockKind(Enum):
    """What one block of a text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTATION = "quotation"
    RULE = "rule"


@dataclass(frozen=True, order=True)
class Place:
    """A file as named to the writer, a line from 1, and a column from 1 where it is known (else 0)."""

    file: str
    line: int
    column: int = 0

    def __str__(self) -> str:
        """Write it as editors and compilers do: "letter.md:12:4"."""
        return f"{self.file}:{self.line}" + (f":{self.column}" if self.column else "")


@dataclass(frozen=True)
class Written:
    """One short text with the place it was written at; empty where nothing was."""

    text: str
    place: Place

    def __bool__(self) -> bool:
        """Say whether anything was written."""
        return bool(self.text)


@dataclass(frozen=True)
class Run:
    """A stretch of text that looks the same; `link` is where it leads, or empty."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item or quotation: its runs, and the lines of the source it was made of.

    `level` is the depth of a heading (from 1) or a list (from 0), `number` that of an item in a counted
    list, 0 for a bullet, -1 for a further paragraph of an item.
    """

    kind: BlockKind
    place: Place
    runs: tuple[Run, ...]
    source: tuple[str, ...] = ()
    level: int = 0
    number: int = 0

    @property
    def text(self) -> str:
        """All words of the block, with its breaks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Consent:
    """What was agreed for publication: by whom it can be looked up (`reference`), until when, for which publication."""

    agreed: Agreed
    reference: str = ""
    until: date | None = None
    publication: str = ""


@dataclass(frozen=True)
class Known:
    """What the editors know of a person that must not add up in print."""

    provinces: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    ages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Described:
    """How to speak of a person without the name: role and region, or whole words of one's own (`instead`)."""

    role: str = ""
    region: str = ""
    about: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody an article may name: other forms of the name, the consent, and what the consent covers.

    `office` is a public office somebody is named in; for that no consent is asked, yet no second detail is allowed.
    """

    name: str
    place: Place
    consent: Consent
    forms: tuple[str, ...] = ()
    covers: frozenset[Detail] = frozenset()
    office: str = ""
    known: Known = Known()
    described: Described = Described()


@dataclass(frozen=True)
class Picture:
    """A picture as it will be printed: bytes without hidden data, and words for where no picture is shown."""

    name: str
    place: Place
    alt: Written
    caption: Written
    credit: Written
    shows: tuple[str, ...]
    wide: bool = False
    width: int = 0
    height: int = 0
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Petition:
    """Live figures of a petition: signatures on paper are counted apart.

    `counted_to` is the day, `counted_at` its hour ("18:00"), up to which was counted; both stand beside every count.
    `slug` is the word in its address where it is one of this house: a page shows what is counted now.
    """

    title: Written
    count: int
    counted_to: date
    counted_at: str = ""
    on_paper: int = 0
    goal: int = 0
    address: str = ""
    reference: str = ""
    slug: str = ""


@dataclass(frozen=True)
class Silence:
    """How long a letter has gone without an answer, in days from `sent_on` to `as_of`, or to the day of the answer."""

    sent_on: date
    as_of: date
    answered_on: date | None = None
    computed: str = ""

    @property
    def days(self) -> int:
        """Days between sending and answer, or between sending and the day of counting; never below 0."""
        return max(((self.answered_on or self.as_of) - self.sent_on).days, 0)


@dataclass(frozen=True)
class Article:
    """One text of an issue, with everybody who wrote, translated or told it."""

    place: Place
    language: str
    title: Written
    blocks: tuple[Block, ...]
    consent: Consent
    kind: Kind = Kind.ARTICLE
    kicker: Written = Written("", Place("", 0))
    summary: Written = Written("", Place("", 0))
    author: Written = Written("", Place("", 0))
    translator: Written = Written("", Place("", 0))
    source: Written = Written("", Place("", 0))
    to: Written = Written("", Place("", 0))
    dated: date | None = None
    front: bool | None = None
    pictures: tuple[Picture, ...] = ()
    people: tuple[Person, ...] = ()
    petition: Petition | None = None
    silence: Silence | None = None
    not_a_person: tuple[str, ...] = ()
    not_about_people_inside: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """How many letters and spaces the text has."""
        return sum(len(block.text) for block in self.blocks)


@dataclass(frozen=True)
class Issue:
    """One issue: what stands on its first page and last lines, and its articles in their order.

    `people`, `not_a_person` and `loaded` hold for all articles; `loaded` are words of the house's own beside the table.
    """

    place: Place
    language: str
    title: Written
    number: int
    on: date
    articles: tuple[Article, ...]
    columns: int = 2
    motto: Written = Written("", Place("", 0))
    publisher: Written = Written("", Place("", 0))
    contact: Written = Written("", Place("", 0))
    phone: str = ""
    email: str = ""
    address: str = ""
    reference: str = ""
    petition: Petition | None = None
    people: tuple[Person, ...] = ()
    not_a_person: tuple[str, ...] = ()
    loaded: tuple[tuple[str, str, str], ...] = ()

    @property
    def petition_apart(self) -> Petition | None:
        """The petition of the whole issue, where no article shows it already."""
        return None if any(article.petition == self.petition for article in self.articles) else self.petition

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the issue, its own first, each once."""
        return tuple(dict.fromkeys((self.language, *(article.language for article in self.articles))))


@dataclass(frozen=True)
class Passage:
    """A piece of text that will be read by strangers: its language and where each of its lines stands."""

    text: str
    language: str
    place: Place
    source: tuple[str, ...] = ()

    def at(self, start: int, word: str) -> Place:
        """Say where in the source a word of this passage stands that begins at `start`."""
        line = self.text.count(SOFT_BREAK, 0, start) + self.text.count(HARD_BREAK, 0, start)
        if line >= len(self.source):
            return self.place
        column = max(self.source[line].find(one) for one in (word, _APOSTROPHE.split(word)[0])) + 1
        return Place(self.place.file, self.place.line + line, column)


def passages_of(article: Article) -> Iterator[Passage]:
    """Give every text of an article that is published: title, names of writers, captions, all blocks, their links."""
    heads = (article.title, article.kicker, article.summary, article.author, article.translator, article.source)
    for written in (*heads, article.to, *(one for picture in article.pictures for one in _texts(picture))):
        if written:
            yield Passage(written.text, article.language, written.place)
    if article.petition:
        yield from _petition_texts(article.petition, article.language)
    for block in article.blocks:
        yield Passage(block.text, article.language, block.place, block.source)
        yield from (Passage(run.link, article.language, block.place) for run in block.runs if run.link)


def _petition_texts(petition: Petition, language: str) -> Iterator[Passage]:
    for text in filter(None, (petition.title.text, petition.address)):
        yield Passage(text, language, petition.title.place)


def _texts(picture: Picture) -> tuple[Written, Written, Written]:
    return picture.alt, picture.caption, picture.credit


def heads_of(issue: Issue) -> Iterator[Passage]:
    """Give the texts of the issue itself: its name, motto, publisher, contact, addresses and petition."""
    for written in (issue.title, issue.motto, issue.publisher, issue.contact):
        if written:
            yield Passage(written.text, issue.language, written.place)
    for address in filter(None, (issue.email, issue.address)):
        yield Passage(address, issue.language, issue.place)
    if issue.petition:
        yield from _petition_texts(issue.petition, issue.language)

"""An issue as editors write it, in pieces: the front with the people who may be named, and articles in Markdown.

Hints are read while running, to shape what is opened. Whoever is told "not so" is told the piece and its field: a
`Place` names them as "piece/field". Nothing here asks the gate; it only says what cannot be read at all.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from khabar.domain.codes import is_valid
from khabar.domain.errors import Invalid
from khabar.domain.publishing.issues import (
    MOST_COLUMNS,
    Article,
    Block,
    Consent,
    Issue,
    Kind,
    Person,
    Petition,
    Place,
    Silence,
    Written,
)
from khabar.domain.publishing.rewriting import languages
from khabar.text import normalise, only_digits

FRONT = "front"
"""The name of the piece in which the issue itself stands."""
LONGEST_LINE = 400
LONGEST_TEXT = 100_000
MOST_ARTICLES = 60
MOST_PEOPLE = 200

EMPTY = "There is nothing written here yet."
TOO_LONG = "This is too long."
ONE_LINE = "Please write this on one line, without signs that nobody can see."
COLUMNS = "An issue has one, two or three columns."
REFERENCE = "A reference is decimal digits that end in their two check digits; these do not."
NO_LANGUAGE = "No issue can be read in this language yet."
NO_PETITION = "This petition is not among those that can be signed."
NO_LETTER = "There is no letter with this reference that may be shown and has left us."
LETTER_KIND = "Only an open letter can show the clock of a letter."

_UNSEEN = re.compile("[\u200b\u200e\u200f\u061c\u2060\ufeff\u00ad]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u2028\u2029\ufff9-\ufffb]")


@dataclass(frozen=True, kw_only=True)
class FrontDraft:
    """What stands on the first page and in the last lines; `people` may be named in any article, as they agreed.

    `petition` is the address word of a petition of this house. `loaded`: judging words of the house's own, each with
    a plain word for it.
    """

    title: str
    motto: str = ""
    publisher: str = ""
    contact: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    reference: str = ""
    columns: int = 2
    petition: str = ""
    people: tuple[Person, ...] = field(default=(), repr=False)
    not_a_person: tuple[str, ...] = field(default=(), repr=False)
    loaded: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ArticleDraft:
    """One article. `petition` is an address word, `letter` the reference of a letter whose clock is shown."""

    title: str = field(repr=False)
    text: str = field(repr=False)
    language: str
    consent: Consent = field(repr=False)
    kind: Kind = Kind.ARTICLE
    kicker: str = field(default="", repr=False)
    summary: str = field(default="", repr=False)
    author: str = field(default="", repr=False)
    translator: str = field(default="", repr=False)
    source: str = field(default="", repr=False)
    to: str = field(default="", repr=False)
    dated: date | None = None
    front: bool | None = None
    petition: str = ""
    letter: str = ""
    not_a_person: tuple[str, ...] = field(default=(), repr=False)
    not_about_people_inside: tuple[str, ...] = field(default=(), repr=False)


Draft = FrontDraft | ArticleDraft

FRONT_LINES = ("title", "motto", "publisher", "contact", "phone", "email")
ARTICLE_LINES = ("title", "kicker", "summary", "author", "translator", "source", "to")


@dataclass(frozen=True)
class Making:
    """What an issue needs besides its drafts: when and as which number, live figures by name, how Markdown is read."""

    language: str
    number: int
    on: date
    address: str
    petitions: Mapping[str, Petition]
    letters: Mapping[str, Silence]
    read: Callable[[str, str, str], tuple[Block, ...]]


def tidy_front(draft: FrontDraft) -> FrontDraft:
    """Give a front as it is kept: lines tidied; Invalid, by field, for what could not be printed."""
    lines: dict[str, Any] = {name: one_line(name, getattr(draft, name)) for name in FRONT_LINES}
    if not lines["title"]:
        raise Invalid("title", EMPTY)
    if not 1 <= draft.columns <= MOST_COLUMNS:
        raise Invalid("columns", COLUMNS)
    reference = only_digits(draft.reference)
    if draft.reference.strip() and not is_valid(reference):
        raise Invalid("reference", REFERENCE)
    if len(draft.people) > MOST_PEOPLE:
        raise Invalid("name", TOO_LONG)
    return replace(draft, **lines, reference=reference)


def tidy_article(draft: ArticleDraft) -> ArticleDraft:
    """Give an article as it is kept; Invalid, by field, for what could not be printed."""
    lines: dict[str, Any] = {name: one_line(name, getattr(draft, name)) for name in ARTICLE_LINES}
    text = draft.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    for name, written in (("title", lines["title"]), ("text", text.strip())):
        if not written:
            raise Invalid(name, EMPTY)
    if len(text) > LONGEST_TEXT:
        raise Invalid("text", TOO_LONG)
    if draft.language not in languages():
        raise Invalid("language", NO_LANGUAGE)
    if draft.letter and draft.kind is not Kind.OPEN_LETTER:
        raise Invalid("letter", LETTER_KIND)
    return replace(draft, **lines, text=text, letter=only_digits(draft.letter))


def one_line(name: str, text: str) -> str:
    """Tidy one line; Invalid for line breaks, signs that turn writing round, and more than a line holds."""
    if _TURNING.search(text) or any(unicodedata.category(char) == "Cc" and char != "\t" for char in text.strip()):
        raise Invalid(name, ONE_LINE)
    tidied = normalise(_UNSEEN.sub("", text))
    if len(tidied) > LONGEST_LINE:
        raise Invalid(name, TOO_LONG)
    return tidied


def issue_of(front: FrontDraft, articles: Mapping[str, ArticleDraft], making: Making) -> Issue:
    """Put an issue together, articles in their order; Invalid for Markdown that has no place, or a missing figure."""
    lines: dict[str, Any] = {
        name: Written(getattr(front, name), Place(f"{FRONT}/{name}", 1)) for name in FRONT_LINES[:4]
    }
    return Issue(
        place=Place(f"{FRONT}/title", 1),
        language=making.language,
        number=making.number,
        on=making.on,
        articles=tuple(_article(piece, one, making) for piece, one in articles.items()),
        columns=front.columns,
        phone=front.phone,
        email=front.email,
        address=making.address,
        reference=front.reference,
        petition=_petition(front.petition, making),
        people=tuple(replace(one, place=Place(f"people/{at}", 1)) for at, one in enumerate(front.people)),
        not_a_person=front.not_a_person,
        loaded=tuple((making.language, word, plain) for word, plain in front.loaded),
        **lines,
    )


def _article(piece: str, draft: ArticleDraft, making: Making) -> Article:
    lines: dict[str, Any] = {name: Written(getattr(draft, name), Place(f"{piece}/{name}", 1)) for name in ARTICLE_LINES}
    return Article(
        place=Place(f"{piece}/consent", 1),
        language=draft.language,
        blocks=making.read(draft.text, f"{piece}/text", draft.language),
        consent=draft.consent,
        kind=draft.kind,
        dated=draft.dated,
        front=draft.front,
        petition=_petition(draft.petition, making),
        silence=_silence(draft.letter, making),
        not_a_person=draft.not_a_person,
        not_about_people_inside=draft.not_about_people_inside,
        **lines,
    )


def _petition(slug: str, making: Making) -> Petition | None:
    if not slug:
        return None
    if slug not in making.petitions:
        raise Invalid("petition", NO_PETITION)
    return making.petitions[slug]


def _silence(code: str, making: Making) -> Silence | None:
    if not code:
        return None
    if code not in making.letters:
        raise Invalid("letter", NO_LETTER)
    return making.letters[code]


def quoted_in(draft: Draft) -> tuple[str, str]:
    """Give the petition and the letter a piece refers to; empty where it refers to none."""
    return draft.petition, draft.letter if isinstance(draft, ArticleDraft) else ""


def lines_of(draft: Draft) -> tuple[str, ...]:
    """List the names of the fields that hold text somebody may be named in."""
    texts = ("text",) if isinstance(draft, ArticleDraft) else ()
    known = {one.name for one in fields(draft)}
    return tuple(name for name in (*FRONT_LINES, *ARTICLE_LINES, *texts) if name in known)

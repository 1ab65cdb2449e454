"""A petition as its editors plan it: texts in several languages, one count, addressees, thresholds, days.

What stands here is published word for word. So it has no field for a person inside: a petition is about a demand.
Two people approve it; the second says that nobody is named in it who has not agreed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from khabar.domain.errors import Invalid
from khabar.domain.petitions.cells import LEAST
from khabar.domain.petitions.mailing import PER_MAILBOX
from khabar.text import normalise, to_latin_digits

LANGUAGES = ("en", "fa")
"""In which a petition can be signed: every sentence around it is there."""
LONGEST_SLUG = 40
LONGEST_TITLE = 150
LONGEST_TEXT = 8000
MOST_LINES = 40
LONGEST_PETITION = timedelta(days=731)
RESERVED = frozenset({"mine", "language", "static"})
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

SLUG = "The address word has small Latin letters, digits and hyphens, begins with a letter, and has at most 40 signs."
EMPTY = "There is nothing written here yet."
TOO_LONG = "This is too long."
NO_LANGUAGE = "Write title and text in at least one language."
HALF = "Title and text belong together: one of them is missing in this language."
PAST = "The last day lies in the past."
TOO_FAR = "A petition is open for two years at most."
THRESHOLDS = "Thresholds are whole numbers, each on a line of its own."
PLACES = "Write each place on a line of its own: a short word, a colon, and its name in each language, parted by “|”."
COUNT = "This is a whole number from 1 to %(most)s."


@dataclass(frozen=True)
class Wording:
    """A petition in one language: what it is called, what it asks for."""

    title: str
    text: str


@dataclass(frozen=True)
class Place:
    """A coarse place that a signer may choose; its name by language."""

    code: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """Everything that is published of a petition before anybody signs.

    `retention_days`: after closing, when names and addresses of signers are destroyed. `digest_days`: how often the
    addressees are told the numbers; 0 for never.
    """

    slug: str
    wordings: Mapping[str, Wording]
    addressees: tuple[str, ...]
    closes_on: date
    thresholds: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()
    per_mailbox: int = PER_MAILBOX
    least_cell: int = LEAST
    retention_days: int = 90
    digest_days: int = 7
    languages: tuple[str, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        """Know the languages it is written in, in the order we list them."""
        object.__setattr__(self, "languages", tuple(one for one in LANGUAGES if one in self.wordings))

    def wording(self, language: str) -> tuple[str, Wording]:
        """Give the text in this language, or in the first it is written in, with the language it is in."""
        chosen = language if language in self.wordings else self.languages[0]
        return chosen, self.wordings[chosen]

    def to_plain(self) -> dict[str, Any]:
        """Write it as plain values, for a sealed draft and for what is published."""
        return {
            "slug": self.slug,
            "wordings": {code: {"title": one.title, "text": one.text} for code, one in self.wordings.items()},
            "addressees": list(self.addressees),
            "closes_on": self.closes_on.isoformat(),
            "thresholds": list(self.thresholds),
            "places": [{"code": one.code, "names": dict(one.names)} for one in self.places],
            "per_mailbox": self.per_mailbox,
            "least_cell": self.least_cell,
            "retention_days": self.retention_days,
            "digest_days": self.digest_days,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Plan":
        """Read what `to_plain` wrote."""
        return cls(
            slug=plain["slug"],
            wordings={code: Wording(one["title"], one["text"]) for code, one in plain["wordings"].items()},
            addressees=tuple(plain["addressees"]),
            closes_on=date.fromisoformat(plain["closes_on"]),
            thresholds=tuple(plain["thresholds"]),
            places=tuple(Place(one["code"], one["names"]) for one in plain["places"]),
            per_mailbox=plain["per_mailbox"],
            least_cell=plain["least_cell"],
            retention_days=plain["retention_days"],
            digest_days=plain["digest_days"],
        )


def require_whole(plan: Plan, today: date) -> None:
    """Raise Invalid for the first field that cannot be published as it is."""
    if not _SLUG.fullmatch(plan.slug) or len(plan.slug) > LONGEST_SLUG or plan.slug in RESERVED:
        raise Invalid("slug", SLUG)
    if not plan.languages:
        raise Invalid("title_en", NO_LANGUAGE)
    for code, wording in plan.wordings.items():
        _require_wording(code, wording)
    if not plan.addressees:
        raise Invalid("addressees", EMPTY)
    if plan.closes_on < today:
        raise Invalid("closes_on", PAST)
    if plan.closes_on - today > LONGEST_PETITION:
        raise Invalid("closes_on", TOO_FAR)
    for name, most in (("per_mailbox", 20), ("least_cell", 1000), ("retention_days", 731)):
        if not 1 <= getattr(plan, name) <= most:
            raise Invalid(name, COUNT % {"most": most})


def _require_wording(code: str, wording: Wording) -> None:
    if not wording.title or not wording.text:
        raise Invalid(f"{'text' if wording.title else 'title'}_{code}", HALF)
    if len(wording.title) > LONGEST_TITLE:
        raise Invalid(f"title_{code}", TOO_LONG)
    if len(wording.text) > LONGEST_TEXT:
        raise Invalid(f"text_{code}", TOO_LONG)


def lines_of(typed: str) -> tuple[str, ...]:
    """Give the lines of a field that says something, each once, tidied."""
    return tuple(dict.fromkeys(line for line in map(normalise, typed.splitlines()) if line))


def thresholds_in(typed: str, *, field: str = "thresholds") -> tuple[int, ...]:
    """Read thresholds, one to a line, in any digits; Invalid for anything else."""
    lines = [to_latin_digits(line).replace(",", "").replace("٬", "") for line in lines_of(typed)]
    if len(lines) > MOST_LINES or any(not line.isdecimal() or not 0 < int(line) < 10**9 for line in lines):
        raise Invalid(field, THRESHOLDS)
    return tuple(sorted(set(map(int, lines))))


def places_in(typed: str, *, field: str = "places") -> tuple[Place, ...]:
    """Read places, one to a line: `north: The north | شمال`, the names in the order of LANGUAGES; Invalid otherwise."""
    found = [_place(line, field) for line in lines_of(typed)]
    if len(found) > MOST_LINES or len({one.code for one in found}) != len(found):
        raise Invalid(field, PLACES)
    return tuple(found)


def _place(line: str, field: str) -> Place:
    code, colon, rest = line.partition(":")
    names = [name.strip() for name in rest.split("|")]
    if not colon or not _SLUG.fullmatch(code.strip()) or len(code) > LONGEST_SLUG or not all(names):
        raise Invalid(field, PLACES)
    if len(names) > len(LANGUAGES):
        raise Invalid(field, PLACES)
    filled = [*names, *[names[0]] * (len(LANGUAGES) - len(names))]
    return Place(code.strip(), dict(zip(LANGUAGES, filled, strict=True)))

"""What people write about a document they add to the archive: what it is, where it appeared, under which address, when.

An address is text: nothing of ours ever fetches it. Plain values; who added it and its hash are added elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from khabar.domain.claims.claim import Period
from khabar.domain.dates import parse_partial_date
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from khabar.domain.repair.repairing import Paragraph

LONGEST_TITLE: Final = 200
LONGEST_ADDRESS: Final = 1_000
MOST_IN_A_LEAF: Final = 40
LETTERS_IN_A_LEAF: Final = 24_000
"""So many paragraphs, or letters, are sealed together: enough for a page of the browser."""
NO_TITLE: Final = "Please write what this document is: which paper, whose report."
NO_OUTLET: Final = "Please write where it appeared, or who gave it to you."
TOO_LONG: Final = "Please write this in fewer words."


@dataclass(frozen=True, slots=True)
class Filing:
    """What a person says of a document. `published` is the day as written, of any precision; it may stay empty."""

    title: str
    outlet: str
    address: str = ""
    published: str = ""


def filed(filing: Filing, today: date) -> Filing:
    """Give what was written without spaces at its ends; Invalid names the field that is empty, too long or no day."""
    found = Filing(*(" ".join(one.split()) for one in (filing.title, filing.outlet, filing.address, filing.published)))
    if not found.title:
        raise Invalid("title", NO_TITLE)
    if not found.outlet:
        raise Invalid("outlet", NO_OUTLET)
    for field, text, most in (
        ("title", found.title, LONGEST_TITLE),
        ("outlet", found.outlet, LONGEST_TITLE),
        ("address", found.address, LONGEST_ADDRESS),
    ):
        if len(text) > most:
            raise Invalid(field, TOO_LONG)
    published_on(found, today)
    return found


def published_on(filing: Filing, today: date) -> Period | None:
    """Give the days on which it may have been published; None where nobody said. Invalid for what is no date."""
    return period_of("published", filing.published, today)


def period_of(field: str, written: str, today: date) -> Period | None:
    """Read a day, month or year by its likeliest reading; None for nothing. Invalid names the field."""
    if not written.strip():
        return None
    try:
        likeliest = parse_partial_date(written, today=today).readings[0]
    except Invalid as problem:
        raise Invalid(field, problem.message) from problem
    return Period(likeliest.earliest, likeliest.latest, written.strip())


def leaves(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, ...]]:
    """Part the paragraphs of a document into leaves, in their order; a very long one is a leaf of its own."""
    held: list[Paragraph] = []
    letters = 0
    for one in paragraphs:
        if held and (len(held) >= MOST_IN_A_LEAF or letters + len(one.raw) > LETTERS_IN_A_LEAF):
            yield tuple(held)
            held, letters = [], 0
        held.append(one)
        letters += len(one.raw)
    if held:
        yield tuple(held)

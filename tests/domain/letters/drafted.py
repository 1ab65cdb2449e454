"""Drafts of letters by the cast, for the tests of their rules: Leyla writes, Shirin asks, Darius is inside."""

from __future__ import annotations

from datetime import date

from khabar.domain.bar_list import Bar, Ground
from khabar.domain.casework.consents import ConsentEvent, Scope, Stand, Use
from khabar.domain.letters.drafts import Addressee, Draft, LetterKind, Named, Role

DAY = date(2026, 3, 3)
DARIUS = Named("p1", "Darius Ravan", Role.INSIDE, ("داریوش روان",))
SHIRIN = Named("p2", "Shirin Ravan", Role.WRITER)
NIMA = Named("p3", "Nima Azad", Role.OTHER, references=("C-7",))
TOMAS = Named("p4", "Tomas Berg", Role.IN_OFFICE)
OFFICE = Addressee("office", frozenset({"XAA"}))
PRESS = Addressee("press")
COUNCIL = Addressee("council", frozenset({"XBB"}), frozenset({"XCC"}))
BAR = Bar("XCC", Ground.FEAR)
PAGE = "campaign page"


def agreed(scope: Scope, stand: Stand = Stand.GIVEN, until: date | None = None) -> ConsentEvent:
    return ConsentEvent(NIMA.person, scope, stand, date(2026, 2, 1), "C-7", "by telephone", NIMA.person, until)


def to_body(body: str, stand: Stand = Stand.GIVEN, until: date | None = None) -> ConsentEvent:
    return agreed(Scope(Use.RECIPIENT, body), stand, until)


def general() -> Draft:
    """A letter that names nobody, with copies, on a public page."""
    return Draft(
        kind=LetterKind.REQUEST_FOR_INFORMATION,
        language="en",
        to=OFFICE,
        on=DAY,
        subject="Questions on visits",
        texts={"matter": "how visits are asked for", "questions": "Who decides?\nWithin which time?"},
        copies=(PRESS,),
        publication=PAGE,
        named=(),
    )


def about_darius() -> Draft:
    """A letter that names somebody inside, to one body alone."""
    return Draft(
        kind=LetterKind.REQUEST_FOR_CONTACT,
        language="en",
        to=OFFICE,
        on=DAY,
        subject="Request for contact within a family",
        texts={"person": "Darius Ravan", "last_news": "In the spring Darius sent a card."},
        named=(DARIUS, SHIRIN),
        file_people=(DARIUS, SHIRIN, NIMA),
    )

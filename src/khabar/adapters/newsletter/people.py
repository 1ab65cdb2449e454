"""People as an issue declares them: names, what they agreed to, what is known of them, how to speak of them otherwise.

All of it is for the gate; nothing of it is ever printed but the name itself, where it may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from khabar.domain.publishing.issues import Agreed, Consent, Described, Detail, Known, Person
from khabar.domain.publishing.rewriting import roles

if TYPE_CHECKING:
    from khabar.adapters.newsletter.toml_tables import Table

NAME_KEYS: Final = (
    *("name", "forms", "consent", "consent_reference", "consent_until", "consent_for", "covers", "office"),
    *("province", "year", "age", "role", "from", "about", "instead"),
)
FIRST_YEAR, LAST_YEAR, OLDEST = 1200, 2200, 130
NO_CONSENT = "Say what this person answered: “consent” is yes, no or asked. Who holds a public office has “office”."


def people_of(table: Table) -> tuple[Person, ...]:
    """Read the people declared under [[names]] of an issue, or of an article."""
    return tuple(_person(one) for one in table.tables("names", "a name"))


def consent_of(table: Table) -> Consent:
    """Read what was agreed: the answer, where it can be looked up, until when, for which publication."""
    return Consent(
        agreed=Agreed(table.choice("consent", tuple(Agreed))),
        reference=table.text("consent_reference"),
        until=table.day("consent_until"),
        publication=table.text("consent_for"),
    )


def _person(table: Table) -> Person:
    table.require_known(NAME_KEYS)
    table.require("name")
    office = table.text("office")
    if "consent" not in table.values and not office:
        table.refuse("name", NO_CONSENT)
    covers = table.texts("covers")
    for one in covers:
        if one not in tuple(Detail):
            table.refuse("covers", f"“covers” lists what may be shown, out of: {', '.join(Detail)}.")
    if not table.text("name"):
        table.refuse("name", "A name is needed here.")
    return Person(
        name=table.text("name"),
        place=table.place("name"),
        consent=consent_of(table) if "consent" in table.values else Consent(Agreed.ASKED),
        forms=table.texts("forms"),
        covers=frozenset(map(Detail, covers)),
        office=office,
        known=_known(table),
        described=_described(table),
    )


def _known(table: Table) -> Known:
    return Known(
        provinces=table.texts("province"),
        years=table.numbers("year", FIRST_YEAR, LAST_YEAR),
        ages=table.numbers("age", 0, OLDEST),
    )


def _described(table: Table) -> Described:
    role = table.choice("role", roles()) if "role" in table.values else ""
    return Described(role, table.text("from"), table.text("about"), table.text("instead"))

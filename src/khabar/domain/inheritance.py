"""What passes on when an enquirer has died: the search, to one person whom she named. Consent and page never do.

The one who goes on seeking is a new enquirer with a new request: whatever was told, allowed or written between the
dead enquirer and the person sought stays between those two. There must be no field here that could carry any of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from khabar import names
from khabar.domain.errors import Invalid
from khabar.domain.forms import RequestForm
from khabar.domain.withheld import LIKELY_THE_SAME, POSSESSIVES
from khabar.text import words

OF_THE_SEARCH = (
    "name",
    "father",
    "grandfather",
    "mother",
    "other_names",
    "sex",
    "birth",
    "birth_place",
    "nationality",
    "last_place",
    "two_things",
    "last_news",
    "last_news_date",
    "risk",
)
"""What is copied. Everything else is the heir's own, or empty."""

NOBODY_NAMED = "The enquirer named nobody to go on seeking. Whoever seeks this person files a request of their own."
NOT_NAMED = "The enquirer did not name this person. Choose one of those she wrote."
NEVER = "The enquirer wrote that this person must never take it over. They may file a request of their own."
NAME_NEEDED = "Write the full name of whoever goes on seeking."
OWN_SLIP = "Whoever goes on seeking needs a slip of their own: the old one stays closed to them."
WHY = "Write down how you know that the enquirer has died, and how you know this person."


@dataclass(frozen=True, kw_only=True)
class Passing:
    """What the family desk says of it: which of those she wrote, what they were to her, their own data, and why.

    `heir` is a form that only says how the new enquirer is called and reached.
    """

    chosen: str
    related: str
    heir: RequestForm
    reason: str


def passed_on(old: RequestForm, passing: Passing) -> RequestForm:
    """Give the heir's request: the search as it was, everything else the heir's own. Invalid where it may not pass.

    Those who must never take it over stay so for whoever comes after.
    """
    for problem in _reasons_against(old, passing):
        raise problem
    search = {name: getattr(old, name) for name in OF_THE_SEARCH}
    never = tuple(dict.fromkeys((*old.must_not_inherit, *passing.heir.must_not_inherit)))
    form = replace(passing.heir, **search, must_not_inherit=never, locator=b"", public=b"", verify_key=b"")
    for problem in form.validate():
        raise problem
    return form


def _reasons_against(old: RequestForm, passing: Passing) -> Iterable[Invalid]:
    heir = passing.heir
    if not old.heirs:
        yield Invalid("chosen", NOBODY_NAMED)
    elif passing.chosen not in old.heirs:
        yield Invalid("chosen", NOT_NAMED)
    if not heir.enquirer_name:
        yield Invalid("enquirer_name", NAME_NEEDED)
    if is_shut_out(old.must_not_inherit, [heir.enquirer_name, heir.enquirer_given], related=passing.related):
        yield Invalid("enquirer_name", NEVER)
    if heir.slip_number and heir.slip_number == old.slip_number:
        yield Invalid("slip_number", OWN_SLIP)
    if not passing.reason.strip():
        yield Invalid("reason", WHY)


def is_shut_out(never: Iterable[str], called: Iterable[str], *, related: str) -> bool:
    """Say whether whoever is called so may be one of those who must never take a request over.

    A name closes by its likeness. Words that only say how people are related ("my brother") close where all of them
    are said of the heir too: "my brother Bahman" does not shut out another brother whom she named.
    """
    related_words, called = _plain(related), [name for name in called if name]
    return any(
        (_plain(one) and _plain(one) <= related_words)
        or any(names.compare(one, name).probability >= LIKELY_THE_SAME for name in called)
        for one in never
    )


def _plain(said: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in words(said)) - POSSESSIVES

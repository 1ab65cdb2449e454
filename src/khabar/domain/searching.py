"""Looking for a request by a name: who may, for which reason, how often, and how long question and answer are kept.

A search reads the names of every family that wrote to us, so it needs a reason and leaves an entry. It must never look
at who is here: it is about requests alone.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from khabar.domain.errors import Invalid

MOST_AN_HOUR: Final = 40
"""Searches of one person within an hour: a long day on the telephone, and too few to copy the register out by."""
KEPT_FOR: Final = timedelta(hours=1)
"""After it question and answer are gone; the entry in the ledger stays, and it has no name."""
MOST_FOUND: Final = 20
LIKELY: Final = 0.5
"""At the prior of two names side by side: more likely the same name than not."""
LONGEST_NAME: Final = 200


class Why(StrEnum):
    """Why somebody looks for a request."""

    FAMILY_ASKS = "family_asks"
    PAPER_CAME = "paper_came"
    BEFORE_TYPING = "before_typing"
    OTHER = "other"


def name_looked_for(written: str) -> str:
    """Give the name that is looked for; Invalid where there is none, or no name is as long."""
    name = written.strip()
    if not name:
        raise Invalid("name", "Please write the name that you look for.")
    if len(name) > LONGEST_NAME:
        raise Invalid("name", "This is longer than a name. Please write the name alone.")
    return name


def reason_given(why: Why, more: str) -> str:
    """Give the words of another reason; Invalid where another reason has none. The listed ones need none."""
    words = more.strip()
    if why is Why.OTHER and not words:
        raise Invalid("more", "Please say why you look, without the name.")
    return words

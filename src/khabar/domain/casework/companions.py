"""Help for one who came out: what they agreed to, what they need, who stands by; and that it hangs on nothing else.

A file of help begins with the person's own yes and ends with it. It asks nothing about those left behind and leads to
no family's file: there is no field here in which it could be said.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from khabar.domain.errors import Invalid, Refused
from khabar.text import marked

ASSURANCE = marked("Help does not depend on what you tell us or sign.")
NOBODY_ELSE = marked("Nobody else may know of this: no family, no authority, no colleague with another duty.")
NO_HOW = "Please write how the person agreed: in which words, where, on which day."
NOT_THEIR_OWN = "Only the person can agree to this file, or for a child whoever has the right to speak for it."
AGREED_LATER = "This day has not come yet. Help is written down only after the person has agreed."
ENDS_BEFORE = "The last day of this consent lies before the day it was given. Please look at both."
ENDED = "What the person agreed to has ended. Ask them again before anything more is written down."
NO_NEED = "Please write what is needed, in the person's own words."
NO_DONE = "Please write what was done, in one sentence. What the person told you does not belong here."


class AgreedBy(StrEnum):
    """Who said yes to a file of help."""

    PERSON = "person"
    FOR_A_CHILD = "for_a_child"
    SOMEBODY_ELSE = "somebody_else"


@dataclass(frozen=True)
class OwnConsent:
    """The person's own yes: by whom it was said, how, on which day, until when (None: until it is taken back).

    Raises Invalid for anybody else's yes, one without a way, and an end before the beginning.
    """

    by: AgreedBy
    how: str = field(repr=False)
    on: date
    until: date | None = None

    def __post_init__(self) -> None:
        """Refuse what is not the person's own."""
        if self.by is AgreedBy.SOMEBODY_ELSE:
            raise Invalid("by", NOT_THEIR_OWN)
        if not self.how.strip():
            raise Invalid("how", NO_HOW)
        if self.until is not None and self.until < self.on:
            raise Invalid("until", ENDS_BEFORE)

    def holds(self, today: date) -> bool:
        """Say whether it was given by this day, and its last day has not passed."""
        return self.on <= today and (self.until is None or today <= self.until)


def require_consent(consent: OwnConsent, today: date) -> None:
    """Refuse to write on without the person's yes: Invalid for one from a day to come, and for one that has ended."""
    if consent.on > today:
        raise Invalid("agreed_on", AGREED_LATER)
    if not consent.holds(today):
        raise Invalid("consent", ENDED)


class NeedKind(StrEnum):
    """What somebody who came out may need."""

    SAFETY = "safety"
    SHELTER = "shelter"
    HEALTH = "health"
    PAPERS = "papers"
    LAW = "law"
    MONEY = "money"
    WORK = "work"
    LEARNING = "learning"
    PEOPLE = "people"
    OTHER = "other"


@dataclass(frozen=True)
class Need:
    """One thing that is needed, and the day on which it was met (None: not yet)."""

    id: str
    kind: NeedKind
    what: str = field(repr=False)
    met_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a need nobody could meet."""
        if not self.what.strip():
            raise Invalid("what", NO_NEED)


@dataclass(frozen=True)
class Done:
    """One thing that was done for the person, and when."""

    on: date
    what: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a line that says nothing."""
        if not self.what.strip():
            raise Invalid("what", NO_DONE)


def require_need(needs: Iterable[Need], need_id: str) -> None:
    """Refuse an id that is none of these needs'."""
    if need_id not in {one.id for one in needs}:
        raise Refused("no such need in this file")


def met(needs: Iterable[Need], need_id: str, on: date) -> tuple[Need, ...]:
    """Give the needs with this one met; one that was met before keeps its day. Refused for an id that is none's."""
    all_needs = tuple(needs)
    require_need(all_needs, need_id)
    return tuple(replace(one, met_on=on) if one.id == need_id and one.met_on is None else one for one in all_needs)

"""What each person in a file has agreed to: told to which body, printed where, until when, and what they took back.

Consent goes to one recipient or one publication, never to "everybody"; a no or a withdrawal may be for all of them at
once. What was asked and not answered is not a yes, and neither is what a family member would surely say.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from khabar.domain.errors import Invalid

NO_REFERENCE = "Please give the reference under which this consent can be looked up."
NO_WAY = "Please write how the person said so: by letter, by telephone, face to face."
NEEDS_SCOPE = "Please choose one recipient or one publication. Nobody can agree to everything at once."
ENDS_BEFORE = "The last day of this consent lies before the day it was given. Please look at both."


class Use(StrEnum):
    """What is done with what a person said: told to one body, published in one place, or one intermediary looks."""

    RECIPIENT = "recipient"
    PUBLICATION = "publication"
    TRACING = "tracing"


@dataclass(frozen=True, order=True)
class Scope:
    """One recipient (the id of a body), one publication (a page, an issue), or one intermediary that may look."""

    use: Use
    name: str


class Stand(StrEnum):
    """What the person has said so far."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


CLOSING = frozenset({Stand.REFUSED, Stand.WITHDRAWN})
"""What may be said for everything at once; a yes may not."""


@dataclass(frozen=True)
class ConsentEvent:
    """One thing that was asked or said. `scope` None is for everything: a no or a withdrawal alone.

    `said_by` is the person, or who may speak for them by law (the guardian of a child). Raises Invalid for a yes to
    everything, a yes without reference or way, and an end before the beginning.
    """

    person: str
    scope: Scope | None
    stand: Stand
    on: date
    reference: str = ""
    how: str = field(default="", repr=False)
    said_by: str = field(default="", repr=False)
    until: date | None = None

    def __post_init__(self) -> None:
        """Refuse what nobody could look up or rely on later."""
        if self.scope is None and self.stand not in CLOSING:
            raise Invalid("scope", NEEDS_SCOPE)
        if self.stand is Stand.GIVEN and not self.reference.strip():
            raise Invalid("reference", NO_REFERENCE)
        if self.stand is Stand.GIVEN and not self.how.strip():
            raise Invalid("how", NO_WAY)
        if self.until is not None and self.until < self.on:
            raise Invalid("until", ENDS_BEFORE)


@dataclass(frozen=True)
class Standing:
    """Where one person stands on one scope on one day. `in_force`: it was given, and its last day has not passed."""

    stand: Stand
    in_force: bool = False
    reference: str = ""
    until: date | None = None


def standing(events: Iterable[ConsentEvent], person: str, scope: Scope, on: date) -> Standing:
    """Say where a person stands on a day. The last event counts; of two on one day the one that is written later.

    Asking again after a yes leaves the yes; asking again after a no leaves the no, until something else is said.
    """
    found = Standing(Stand.NOT_ASKED)
    for event in sorted((one for one in events if one.person == person and one.on <= on), key=lambda one: one.on):
        if event.scope not in (None, scope) or (event.stand is Stand.ASKED and found.stand is not Stand.NOT_ASKED):
            continue
        in_force = event.stand is Stand.GIVEN and (event.until is None or on <= event.until)
        found = Standing(event.stand, in_force, event.reference, event.until)
    return found


def may_tell(events: Iterable[ConsentEvent], person: str, body: str, on: date) -> bool:
    """Say whether this body may be told what the person said, on this day."""
    return standing(events, person, Scope(Use.RECIPIENT, body), on).in_force


def may_publish(events: Iterable[ConsentEvent], person: str, publication: str, on: date) -> bool:
    """Say whether this may be published in this one place, on this day."""
    return standing(events, person, Scope(Use.PUBLICATION, publication), on).in_force


def closed_publications(events: Iterable[ConsentEvent], on: date) -> frozenset[str]:
    """List the references of a yes to publish that was taken back or refused later, where no other yes bears them."""
    known = list(events)
    given = [one for one in known if one.stand is Stand.GIVEN and one.scope and one.scope.use is Use.PUBLICATION]
    stands = [(one.reference, standing(known, one.person, one.scope, on)) for one in given if one.scope]
    open_still = {now.reference for _, now in stands if now.stand is Stand.GIVEN}
    return frozenset(reference for reference, now in stands if now.stand in CLOSING) - open_still

"""What two people record about one person towards one enquirer: the signed event that it leaves, sealed like an answer.

A draft is written by one of the asking desk and confirmed by another. It must never be the word of one alone, nor speak
of an enquirer nobody named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Generic, Self, TypeVar, cast

from khabar.domain import bodies
from khabar.domain.bodies import Body, Unreadable
from khabar.domain.errors import Invalid
from khabar.domain.form_fields import Filled
from khabar.domain.ids import AccountId, EventId, PresenceId, RequestId

SCHEMA = 1
PEOPLE_NEEDED = 2
MOST_BYTES = 2500
"""Of all words of a draft, so that the pair it waits in keeps its one size."""

Found = TypeVar("Found", bound=Filled)


@dataclass(frozen=True, kw_only=True)
class RecordedByTwo(Generic[Found]):
    """What two people found, why, when. `DRAFT` is the class of `found`; `TO_NOBODY` refuses an unnamed enquirer."""

    DRAFT: ClassVar[type[Filled]]
    TO_NOBODY: ClassVar[str]

    event_id: EventId
    parents: tuple[EventId, ...]
    subject: PresenceId
    recipient: RequestId
    decided_on: date
    found: Found = field(repr=False)
    second_reason: str = field(repr=False)
    agreed_by: tuple[AccountId, ...]

    def __post_init__(self) -> None:
        """Refuse the decision of fewer than two, and one about no enquirer in particular."""
        if not self.recipient:
            raise Invalid("recipient", self.TO_NOBODY)
        if len(set(self.agreed_by)) != PEOPLE_NEEDED:
            raise Invalid("agreed_by", "Two different people decide this.")

    def to_body(self) -> Body:
        """Write the sealed part of the event."""
        return {
            "schema": SCHEMA,
            "subject": self.subject,
            "recipient": self.recipient,
            "decided_on": self.decided_on.isoformat(),
            "found": self.found.to_body(),
            "second_reason": self.second_reason,
            "agreed_by": list(self.agreed_by),
        }

    @classmethod
    def from_body(cls, body: Mapping[str, object], *, event_id: EventId, parents: tuple[EventId, ...]) -> Self:
        """Read the sealed part of an event; Unreadable where it is not what it should be."""
        bodies.require_schema(body, SCHEMA)
        found = body.get("found")
        if not isinstance(found, dict):
            raise Unreadable("what was found is not a map")
        return cls(
            event_id=event_id,
            parents=parents,
            subject=PresenceId(bodies.text_of(body, "subject")),
            recipient=RequestId(bodies.text_of(body, "recipient")),
            decided_on=bodies.day_of(body, "decided_on"),
            found=cast("Found", cls.DRAFT.from_body(found)),
            second_reason=bodies.text_of(body, "second_reason"),
            agreed_by=tuple(AccountId(one) for one in bodies.texts_of(body, "agreed_by")),
        )

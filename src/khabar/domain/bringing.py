"""News that a person speaks to one person: who is named for it, and what comes of it.

What is told by voice alone (a death above all) has no form in which a page could carry it: `ON_A_PAGE` lists what does.
Nothing here opens anything; the gate is asked each time the bringer looks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khabar.domain import bodies
from khabar.domain.answers import Disclosure
from khabar.domain.bodies import Body, Unreadable
from khabar.domain.ids import NO_ACCOUNT, AccountId

SCHEMA = 1
ON_A_PAGE = frozenset({Disclosure.SEEN_ALIVE, Disclosure.ALIVE, Disclosure.MESSAGE, Disclosure.ADDRESS})
"""What a page may carry, each named on purpose: a kind that is added later is on no page until it stands here too."""


class Brought(StrEnum):
    """What came of bringing a word. WAITING until the bringer notes something; SPOKEN and STOP_WORD close it to him."""

    WAITING = "waiting"
    NOT_REACHED = "not_reached"
    SPOKEN = "spoken"
    STOP_WORD = "stop_word"

    @property
    def is_over(self) -> bool:
        """Whether the bringer has nothing more to do with it."""
        return self in (Brought.SPOKEN, Brought.STOP_WORD)


@dataclass(frozen=True, kw_only=True)
class Named:
    """Who was named to speak, on whose word, and what came of it; nobody where `bringer` is empty."""

    bringer: AccountId = NO_ACCOUNT
    agreed_by: tuple[AccountId, ...] = ()
    brought: Brought = Brought.WAITING
    on: date | None = None

    def is_waiting_for(self, account: AccountId) -> bool:
        """Say whether this is still to be brought by this person."""
        return bool(account) and self.bringer == account and not self.brought.is_over

    def to_body(self) -> Body:
        """Write it for sealing."""
        return {
            "schema": SCHEMA,
            "bringer": self.bringer,
            "agreed_by": list(self.agreed_by),
            "brought": self.brought.value,
            "on": self.on.isoformat() if self.on else "",
        }

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> "Named":
        """Read what was sealed; Unreadable where it is not what it should be."""
        bodies.require_schema(body, SCHEMA)
        try:
            brought = Brought(bodies.text_of(body, "brought"))
        except ValueError as error:
            raise Unreadable("brought has no meaning we know") from error
        return cls(
            bringer=AccountId(bodies.text_of(body, "bringer")),
            agreed_by=tuple(AccountId(one) for one in bodies.texts_of(body, "agreed_by")),
            brought=brought,
            on=bodies.day_or_none_of(body, "on"),
        )

"""Who works in the association of the demonstration before anybody looks at it, and how its days go by.

Days pass by the clock of the demonstration, which only runs forward: nothing is dated back, nothing is written past the
actions that everybody uses. It must never be called for a real installation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypedDict

from khabar.adapters.clock import OffsetClock, advance
from khabar.apps.accounts.queries import account_named
from khabar.domain.actors import staff
from khabar.domain.duties import Duty

if TYPE_CHECKING:
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Envelope, Parts

_DAY = 24 * 3600


class Acting(TypedDict):
    """What every action is given."""

    actor: Actor
    now: datetime
    parts: Parts


@dataclass(frozen=True)
class Office:
    """The association's parts, and the two who write and approve."""

    parts: Parts
    leyla: Actor
    mira: Actor

    def by(self, actor: Actor) -> Acting:
        """Give what an action of this person needs, at the present moment."""
        return {"actor": actor, "now": self.parts.clock.now(), "parts": self.parts}

    @property
    def today(self) -> date:
        """The day it is in the story, UTC."""
        return self.parts.clock.now().date()

    def let_days_pass(self, days: int) -> None:
        """Move the clock of the demonstration on."""
        clock = self.parts.clock
        if not isinstance(clock, OffsetClock):
            raise TypeError("only the clock of a demonstration can be moved")
        advance(clock.path, days * _DAY)


@dataclass
class KeptMails:
    """Takes mails that nobody in the demonstration reads: those to invented signers, whose links are pressed here."""

    sent: list[Envelope] = field(default_factory=list)

    def send(self, envelope: Envelope) -> None:
        """Take one mail."""
        self.sent.append(envelope)


def office_of(parts: Parts) -> Office:
    """Give the office with Leyla and Mira, who have joined."""
    return Office(
        parts,
        staff(account_named("leyla"), Duty.ADVOCATE, Duty.EDITOR),
        staff(account_named("mira-advocate"), Duty.ADVOCATE, Duty.EDITOR),
    )

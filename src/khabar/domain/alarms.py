"""Alarms: what is told at once when something inside this house calls for a look, and who sees how much of it.

An alarm tells that an account did something, never about whom. Whoever set one off is not shown it, and desks see a
topic and a day: a colleague who could see which opening rang would learn which persons are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from khabar.domain.actors import require_duty
from khabar.domain.duties import Duty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from khabar.domain.actors import Actor
    from khabar.domain.ids import AccountId

TOLD_WITHIN = timedelta(seconds=60)
"""So soon the mail of an alarm has left, where a mail server takes it."""
LISTED_FOR = timedelta(days=90)
"""So long an alarm stands on the page; in the ledger it stays."""
MOST_CANARIES = 40
"""So many invented persons a house has at most: each opening looks through all of them."""
CANARY_SETTLES = timedelta(days=30)
"""So long after planting the desk may open a canary like anybody new, and nothing rings."""
TRIED_FOR = timedelta(days=7)
"""So long a mail that could not leave is tried again."""


class Topic(StrEnum):
    """What an alarm is about, as everybody may know it who sees alarms at all."""

    READING = "reading"
    ASKING = "asking"
    ACCOUNTS = "accounts"


class AlarmKind(StrEnum):
    """What set an alarm off.

    READ_MUCH: an account opened many more records than it does on other days. QUOTA_REACHED: as many as the house
    allows in a day. QUOTA_LIFTED: two people let it go on. CANARY: somebody opened a person that nobody is.
    PATTERN: requests look as if one hand wrote many. LICENCE: the licence to ask ends, or has ended. UNSIGNED:
    something was tried that lacks the guarantor's signature. RESET: a colleague's sign-in was started anew. DUTIES: an
    account was made, or a duty given, that opens cases. NO_QUORUM: that was tried without the two people it needs.
    KEYRING: somebody may unlock from now on, or no more. EVERYBODY: at the shell everybody to warn was listed.
    NOT_ENTERED: an account, a duty, a licence or an alarm stands otherwise than the ledger says.
    """

    READ_MUCH = "read much"
    QUOTA_REACHED = "quota reached"
    QUOTA_LIFTED = "quota lifted"
    CANARY = "canary"
    PATTERN = "pattern"
    LICENCE = "licence"
    UNSIGNED = "unsigned"
    RESET = "reset"
    DUTIES = "duties"
    NO_QUORUM = "no quorum"
    KEYRING = "keyring"
    EVERYBODY = "everybody"
    NOT_ENTERED = "not entered"


_TOPICS = {
    AlarmKind.READ_MUCH: Topic.READING,
    AlarmKind.QUOTA_REACHED: Topic.READING,
    AlarmKind.QUOTA_LIFTED: Topic.READING,
    AlarmKind.CANARY: Topic.READING,
    AlarmKind.PATTERN: Topic.ASKING,
    AlarmKind.LICENCE: Topic.ASKING,
    AlarmKind.UNSIGNED: Topic.ASKING,
    AlarmKind.RESET: Topic.ACCOUNTS,
    AlarmKind.DUTIES: Topic.ACCOUNTS,
    AlarmKind.NO_QUORUM: Topic.ACCOUNTS,
    AlarmKind.KEYRING: Topic.ACCOUNTS,
    AlarmKind.EVERYBODY: Topic.READING,
    AlarmKind.NOT_ENTERED: Topic.ACCOUNTS,
}

SEE_ALARMS = frozenset(
    {
        *(Duty.FAMILY_DESK, Duty.ASKING_DESK, Duty.LETTERS, Duty.ADVOCATE, Duty.EDITOR, Duty.COMPANION),
        *(Duty.OPERATOR, Duty.UNLOCKER),
    }
)
"""Who sees that there were alarms: those who work on cases, who run the machines, and who unlock the house."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm, opened: `by` is the account that set it off, or the name of a job; `seen_by` are accounts."""

    id: str
    kind: AlarmKind
    raised_at: datetime
    by: str
    seen_by: tuple[AccountId, ...] = ()

    @property
    def topic(self) -> Topic:
        """What it is about."""
        return _TOPICS[self.kind]


@dataclass(frozen=True, slots=True)
class ShownAlarm:
    """What one person sees of an alarm. `kind` and the hour are for unlockers; for others `at` is a day."""

    id: str
    topic: Topic
    kind: AlarmKind | None
    at: datetime
    by: str
    seen_by: tuple[AccountId, ...]
    was_seen: bool


def shown_to(actor: Actor, alarms: Iterable[Alarm]) -> tuple[ShownAlarm, ...]:
    """Give what this person sees of these alarms, in their order, without those that he set off himself.

    Raises Refused for somebody who sees none.
    """
    require_duty(actor, *SEE_ALARMS)
    return tuple(_shown(actor, one) for one in alarms if one.by != actor.account)


def _shown(actor: Actor, alarm: Alarm) -> ShownAlarm:
    is_whole = actor.has(Duty.UNLOCKER)
    return ShownAlarm(
        id=alarm.id,
        topic=alarm.topic,
        kind=alarm.kind if is_whole else None,
        at=alarm.raised_at if is_whole else alarm.raised_at.replace(hour=0, minute=0, second=0, microsecond=0),
        by=alarm.by,
        seen_by=alarm.seen_by,
        was_seen=actor.account in alarm.seen_by,
    )

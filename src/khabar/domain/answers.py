"""What the sought person said: signed events as plain values, and the bodies they are sealed in.

An answer is given to one named recipient, never to "the family". It keeps whether it was given alone or under eyes,
because that decides what it is worth. Nothing here judges; the rule stands in `khabar.domain.consent`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any

from khabar.domain import bodies
from khabar.domain.best_interests import BEST_INTERESTS_TYPE, BestInterests
from khabar.domain.bodies import Body, Unreadable
from khabar.domain.calendars import months_later
from khabar.domain.death import DEATH_TYPE, Death
from khabar.domain.errors import Invalid
from khabar.domain.ids import NO_ACCOUNT, AccountId, EventId, PresenceId, RequestId

SCHEMA = 2
BEFORE_SECOND_READERS = 1
"""The schema of answers written down when one person was enough; what they opened stays open."""
ONE_READER_WAS_ENOUGH = AccountId("one reader was enough")
WITHDRAWAL_SCHEMA = 1
ANSWER_TYPE = "consent.answer"
WITHDRAWAL_TYPE = "consent.withdrawal"
MONTHS_IN_FORCE = 6
"""Default life of an answer (SAFETY 3.2); the person may set another end."""


class Tells(IntEnum):
    """What may be told; each includes the ones before it."""

    NOTHING = 0
    ALIVE = 1
    MESSAGES = 2
    ADDRESS = 3


class Setting(StrEnum):
    """How the answer was given. OWN_WORD is a presence that the person registered without anybody of ours."""

    ALONE = "alone"
    OBSERVED = "observed"
    OWN_WORD = "own_word"


class Disclosure(StrEnum):
    """The kinds of thing that leave: "seen alive on <date>", the person's own word, a message, an address; a death."""

    SEEN_ALIVE = "seen_alive"
    ALIVE = "alive"
    MESSAGE = "message"
    ADDRESS = "address"
    DEATH = "death"


_OPENED_BY = {
    Tells.NOTHING: frozenset[Disclosure](),
    Tells.ALIVE: frozenset({Disclosure.SEEN_ALIVE, Disclosure.ALIVE}),
    Tells.MESSAGES: frozenset({Disclosure.SEEN_ALIVE, Disclosure.ALIVE, Disclosure.MESSAGE}),
    Tells.ADDRESS: frozenset(Disclosure) - {Disclosure.DEATH},
}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer of one person concerning one recipient.

    `parents` name the events the answer knew of; `until` is its last day, by default six months after `given_on`.
    `address` is told only by an answer that tells the address. `if_i_die`: whom to tell, or nobody; empty, not said.
    `confidential_authorities`: may courts and UN bodies be told in confidence; None means the question stayed open.
    `typed_by` wrote it down; `read_by`, another one, confirmed it, and `read_how` says how that one knows.
    """

    event_id: EventId
    parents: tuple[EventId, ...]
    subject: PresenceId
    recipient: RequestId
    tells: Tells
    setting: Setting
    given_on: date
    until: date | None = None
    address: str = field(default="", repr=False)
    own_words: str = field(default="", repr=False)
    must_not_know: tuple[str, ...] = field(default=(), repr=False)
    if_i_die: str = field(default="", repr=False)
    confidential_authorities: bool | None = None
    typed_by: AccountId = NO_ACCOUNT
    read_by: AccountId = NO_ACCOUNT
    read_how: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuse an answer to nobody in particular, one that ends before it begins, one that one person read twice."""
        if not self.recipient:
            raise Invalid("recipient", "An answer names the one person it is for.")
        if self.until is not None and self.until < self.given_on:
            raise Invalid("until", "The last day of an answer cannot lie before the day it was given.")
        if self.read_by and self.read_by == self.typed_by:
            raise Invalid("read_by", "Two different people answer for what was answered.")

    @property
    def is_read(self) -> bool:
        """Whether a second person confirmed that this is what was answered; without it an answer opens nothing."""
        return bool(self.read_by)

    @property
    def last_day(self) -> date:
        """The last day on which this answer opens anything."""
        return self.until if self.until is not None else months_later(self.given_on, MONTHS_IN_FORCE)

    @property
    def is_no_said_alone(self) -> bool:
        """Whether this is the one kind of no that lasts."""
        return self.tells is Tells.NOTHING and self.setting is Setting.ALONE

    @property
    def is_free_yes(self) -> bool:
        """Whether this tells anything, was not given under eyes, and was read by two."""
        return self.tells > Tells.NOTHING and self.setting is not Setting.OBSERVED and self.is_read

    def opens(self) -> frozenset[Disclosure]:
        """List what this answer, alone and in force, allows to be told."""
        opened = _OPENED_BY[self.tells]
        if self.setting is Setting.OBSERVED:
            return opened & {Disclosure.SEEN_ALIVE}
        return opened if self.address else opened - {Disclosure.ADDRESS}

    def to_body(self) -> Body:
        """Write the sealed part of the event; its id and parents stand in the event itself."""
        return {
            "schema": SCHEMA,
            "subject": self.subject,
            "recipient": self.recipient,
            "tells": int(self.tells),
            "setting": self.setting.value,
            "given_on": self.given_on.isoformat(),
            "until": self.until.isoformat() if self.until else "",
            "address": self.address,
            "own_words": self.own_words,
            "must_not_know": list(self.must_not_know),
            "if_i_die": self.if_i_die,
            "confidential_authorities": self.confidential_authorities,
            "typed_by": self.typed_by,
            "read_by": self.read_by,
            "read_how": self.read_how,
        }

    @classmethod
    def from_body(cls, body: Mapping[str, object], *, event_id: EventId, parents: tuple[EventId, ...]) -> "Answer":
        """Read the sealed part of an event; Unreadable where it is not what it should be."""
        by_one = body.get("schema") == BEFORE_SECOND_READERS
        bodies.require_schema(body, BEFORE_SECOND_READERS if by_one else SCHEMA)
        try:
            tells = Tells(bodies.whole_number_of(body, "tells"))
            setting = Setting(bodies.text_of(body, "setting"))
        except ValueError as error:
            raise Unreadable("tells or setting has no meaning we know") from error
        return cls(
            event_id=event_id,
            parents=parents,
            subject=PresenceId(bodies.text_of(body, "subject")),
            recipient=RequestId(bodies.text_of(body, "recipient")),
            tells=tells,
            setting=setting,
            given_on=bodies.day_of(body, "given_on"),
            until=bodies.day_or_none_of(body, "until"),
            address=bodies.text_of(body, "address"),
            own_words=bodies.text_of(body, "own_words"),
            must_not_know=bodies.texts_of(body, "must_not_know"),
            if_i_die=bodies.text_of(body, "if_i_die"),
            confidential_authorities=bodies.yes_no_of(body, "confidential_authorities"),
            typed_by=NO_ACCOUNT if by_one else AccountId(bodies.text_of(body, "typed_by")),
            read_by=ONE_READER_WAS_ENOUGH if by_one else AccountId(bodies.text_of(body, "read_by")),
            read_how="" if by_one else bodies.text_of(body, "read_how"),
        )


def said_once(history: Iterable["ConsentEvent"]) -> "tuple[ConsentEvent, ...]":
    """Leave out answers that one person wrote down and two have then confirmed, or written anew: each word once."""
    events = tuple(history)
    read = [one for one in events if isinstance(one, Answer) and one.is_read]
    settled = {(parent, one.recipient) for one in read for parent in one.parents}
    return tuple(
        one
        for one in events
        if not isinstance(one, Answer) or one.is_read or (one.event_id, one.recipient) not in settled
    )


def draft_answer(*, tells: Tells, setting: Setting, given_on: date, **said: Any) -> Answer:  # noqa: ANN401 - other fields
    """Make an answer before it is known whose it is and for whom: the pair it belongs to fills that in."""
    return Answer(
        event_id=EventId(""),
        parents=(),
        subject=PresenceId(""),
        recipient=RequestId("to be filled in"),
        tells=tells,
        setting=setting,
        given_on=given_on,
        **said,
    )


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """The person takes back what was said, towards one recipient, or towards everyone where `recipient` is None."""

    event_id: EventId
    parents: tuple[EventId, ...]
    subject: PresenceId
    recipient: RequestId | None
    given_on: date

    def to_body(self) -> Body:
        """Write the sealed part of the event."""
        return {
            "schema": WITHDRAWAL_SCHEMA,
            "subject": self.subject,
            "recipient": self.recipient,
            "given_on": self.given_on.isoformat(),
        }

    @classmethod
    def from_body(cls, body: Mapping[str, object], *, event_id: EventId, parents: tuple[EventId, ...]) -> "Withdrawal":
        """Read the sealed part of an event. A recipient that is absent or empty means everyone: the quieter reading."""
        bodies.require_schema(body, WITHDRAWAL_SCHEMA)
        recipient = bodies.text_of(body, "recipient") if body.get("recipient") is not None else ""
        return cls(
            event_id=event_id,
            parents=parents,
            subject=PresenceId(bodies.text_of(body, "subject")),
            recipient=RequestId(recipient) if recipient else None,
            given_on=bodies.day_of(body, "given_on"),
        )


@dataclass(frozen=True, kw_only=True)
class Unread:
    """An event of a kind this rule does not know: it opens and closes nothing, but others may know of it."""

    event_id: EventId
    parents: tuple[EventId, ...]


ConsentEvent = Answer | Withdrawal | Death | BestInterests | Unread


def read_event(
    event_type: str,
    body: Mapping[str, object],
    *,
    event_id: EventId,
    parents: tuple[EventId, ...],
) -> ConsentEvent:
    """Read an opened event by its type; a type we do not know is kept as Unread."""
    if event_type == ANSWER_TYPE:
        return Answer.from_body(body, event_id=event_id, parents=parents)
    if event_type == WITHDRAWAL_TYPE:
        return Withdrawal.from_body(body, event_id=event_id, parents=parents)
    if event_type == DEATH_TYPE:
        return Death.from_body(body, event_id=event_id, parents=parents)
    if event_type == BEST_INTERESTS_TYPE:
        return BestInterests.from_body(body, event_id=event_id, parents=parents)
    return Unread(event_id=event_id, parents=parents)

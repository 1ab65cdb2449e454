"""What the house asks of the outside, as Protocols: time, randomness, keys, mail, an engine that compares persons.

It exists so that rules and actions never reach for the outside themselves; doors get everything in one `Parts`.
It must never import an adapter, Django, a clock, a network or a database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from khabar.linkage import Candidate, Person
    from khabar.vault.keys import ClassKey, KeyClass


class Clock(Protocol):
    """The only source of the present moment."""

    def now(self) -> datetime:
        """Return the present as an aware moment in UTC."""
        ...


class Entropy(Protocol):
    """The only source of randomness that we draw ourselves."""

    def bytes(self, count: int) -> bytes:
        """Return `count` unpredictable bytes."""
        ...


class KeyAgent(Protocol):
    """Hands out class keys while the house is unlocked; ask each time, keep nothing."""

    def key(self, key_class: KeyClass, key_id: str | None = None) -> ClassKey:
        """Return the current key of the class, or the older one named by `key_id`.

        Raises `domain.errors.Locked` while locked, absent, or not ours to have; `vault.UnknownKey` for an
        id that the unlocked keyring does not hold (a destroyed key).
        """
        ...

    def locked(self) -> frozenset[KeyClass]:
        """Return those of our key classes that cannot be had now."""
        ...


@dataclass(frozen=True, slots=True)
class Envelope:
    """One mail as it leaves: plain text, one recipient, a Message-ID fixed by the outbox so a repeat is known."""

    message_id: str
    sender: str
    recipient: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)


class Mailer(Protocol):
    """Carries one mail out of the house."""

    def send(self, envelope: Envelope) -> None:
        """Hand the mail over; raises `domain.errors.Outside`, which says whether to try again."""
        ...


class LinkageEngine(Protocol):
    """Compares two lists of persons; engines differ in speed and size, never in what a score means."""

    def link(
        self,
        requests: Iterable[Person],
        registrations: Iterable[Person],
        *,
        min_probability: float,
        prior: float,
        progress: Callable[[int], None] | None = None,
    ) -> Iterator[Candidate]:
        """Yield candidates whose probability (at `prior`) reaches `min_probability`."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """The outside as one door sees it: wired once in `config`, given to every request and command."""

    clock: Clock
    entropy: Entropy
    keys: KeyAgent
    mailer: Mailer
    options: object

"""What tests of petitions share: an association's parts, a petition that is open, signing and reading the mails.

Keys lie in memory, the mailer keeps what it sends, the clock is that of every test. Everything is done by the actions
themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from django.conf import settings

from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.keyagent.memory import MemoryKeyAgent
from khabar.apps.petitions import actions, counting, mails
from khabar.config.options import Options
from khabar.domain.actors import porch, system
from khabar.domain.petitions.plans import Place, Plan, Wording
from khabar.vault import Keyring
from khabar.vault.keys import ASSOCIATION_CLASSES

if TYPE_CHECKING:
    from khabar.apps.petitions.actions import Outcome
    from khabar.ports import Envelope, Parts

PETITION = "ab" * 16
DOOR = porch("petition")
COUNT = system("count")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LINK = re.compile(r"/petition/mine/([\w=-]+)/")


@dataclass
class KeepingMailer:
    """Keeps what it is given."""

    sent: list[Envelope] = field(default_factory=list)

    def send(self, envelope: Envelope) -> None:
        """Take one mail."""
        self.sent.append(envelope)

    def links(self) -> list[str]:
        """The tokens in the mails, in their order."""
        return [LINK.findall(one.body)[0] for one in self.sent]


def association_options() -> Options:
    """The settings of an invented association; its folder is nowhere."""
    return Options.of(
        {
            "kind": "association",
            "home": "nowhere",
            "who_runs_this": "Families of Lindenau (invented)",
            "contact": "Lindenau, Mill Lane 5",
            "slip_salt": "5a" * 16,
            "porch_hosts": ["testserver"],
            "house_hosts": ["testserver"],
            "demo": True,
            "fast_keys": True,
            "https": False,
            "mail_from": "petition@example.org",
            "signatures_per_minute": 1000,
            "signatures_per_day": 1000,
        }
    )


def as_association(parts: Parts) -> Parts:
    """Give these parts the keys, the settings and the mailer of an association."""
    _, unlocked = Keyring.create(ASSOCIATION_CLASSES, random=SeededEntropy("association of tests").bytes)
    return replace(
        parts,
        keys=MemoryKeyAgent(unlocked),
        public=unlocked.public_keys(),
        options=association_options(),
        mailer=KeepingMailer(),
    )


def plan(**other: object) -> Plan:
    """A petition in two languages."""
    usual: dict[str, object] = {
        "slug": "tell-us",
        "wordings": {
            "en": Wording("Tell us where they are", "We ask for one word on each person.\n\nNothing more."),
            "fa": Wording("به ما بگویید کجا هستند", "برای هر نفر یک کلمه می‌خواهیم."),
        },
        "addressees": ("The Ministry of Answers",),
        "closes_on": date(2026, 9, 1),
        "thresholds": (3, 10),
        "places": (
            Place("north", {"en": "The north", "fa": "شمال"}),
            Place("south", {"en": "The south", "fa": "جنوب"}),
        ),
    }
    return Plan(**{**usual, **other})  # type: ignore[arg-type]  # tests name the fields they change


@dataclass(frozen=True)
class Desk:
    """One petition and what is done with it."""

    parts: Parts

    @property
    def mailer(self) -> KeepingMailer:
        """What was sent."""
        assert isinstance(self.parts.mailer, KeepingMailer)
        return self.parts.mailer

    def now(self) -> datetime:
        """The moment it is."""
        return self.parts.clock.now()

    def open(self, **other: object) -> Plan:
        """Publish the petition."""
        chosen = plan(**other)
        actions.publish(actor=system("publish"), now=self.now(), petition_id=PETITION, plan=chosen)
        return chosen

    def sign(self, address: str, name: str = "Shirin Ahmadi", **other: object) -> bool:
        """Sign, as the door does."""
        values: dict[str, object] = {"petition_id": PETITION, "language": "en", "name": name, "address": address}
        signing = actions.Signing(**{**values, **other})  # type: ignore[arg-type]  # the same
        return actions.sign(
            actor=DOOR,
            now=self.now(),
            parts=self.parts,
            signing=signing,
            secret=settings.SECRET_KEY,
            network="192.0.2.1",
        )

    def deliver(self) -> list[str]:
        """Send the mails that wait; give the tokens of those that left now."""
        before = len(self.mailer.sent)
        mails.send_confirmations(actor=system("mail"), now=self.now(), parts=self.parts)
        return self.mailer.links()[before:]

    def confirm(self, token: str) -> Outcome:
        """Press the button."""
        return actions.confirm(actor=DOOR, now=self.now(), token=token)

    def signed(self, address: str, name: str = "Shirin Ahmadi", **other: object) -> str:
        """Sign, open the mail, confirm; give the token."""
        self.deliver()
        assert self.sign(address, name, **other)
        [token] = self.deliver()
        self.confirm(token)
        return token

    def count(self) -> int:
        """Count what came in."""
        return counting.count(actor=COUNT, now=self.now(), parts=self.parts)

"""Builders for everything that needs people of the house: parts with keys in memory, colleagues, a signed-in browser.

Doors of other desks use them too. Time is a clock that is handed in; only the codes of the authenticator follow the
machine's clock, because allauth reads it there.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.test import Client

from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.keyagent.memory import MemoryKeyAgent
from khabar.adapters.smtp import NoMailer
from khabar.apps.accounts.actions import create_account
from khabar.apps.accounts.factors import enrol_factor, new_totp_secret
from khabar.apps.accounts.sign_in import note_second_factor
from khabar.domain.actors import Actor, staff, system
from khabar.ports import Parts
from khabar.vault import INTERMEDIARY_CLASSES, ClassKey, Unlocked
from paper_parts import on_paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from khabar.domain.duties import Duty
    from khabar.domain.ids import AccountId

PASSPHRASE = "8316 2074 5591 6038 2247"
SHELL = system("shell:tests")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@cache
def class_keys() -> Unlocked:
    """The keys of the test house, the same in every test."""
    entropy = SeededEntropy("class keys")
    return Unlocked(tuple(ClassKey.generate(one, random=entropy.bytes) for one in INTERMEDIARY_CLASSES))


@dataclass
class HandClock:
    """A clock whose hand the test moves."""

    moment: datetime = MONDAY

    def now(self) -> datetime:
        return self.moment

    def wait(self, **length: float) -> None:
        self.moment += timedelta(**length)


@dataclass
class House:
    """The parts of a test house, with the clock and the key agent at hand."""

    clock: HandClock = field(default_factory=HandClock)
    agent: MemoryKeyAgent = field(default_factory=lambda: MemoryKeyAgent(class_keys()))
    entropy: SeededEntropy = field(default_factory=lambda: SeededEntropy("colleagues"))

    @property
    def parts(self) -> Parts:
        public = class_keys().public_keys()
        return Parts(
            self.clock, self.entropy, self.agent, public, NoMailer(), settings.OPTIONS, *on_paper(self.entropy)
        )

    def colleague(self, username: str, *duties: Duty) -> Colleague:
        """Create an account with an authenticator whose secret the test knows."""
        newcomer = self.newcomer(username, *duties)
        secret = new_totp_secret(self.entropy.bytes)
        enrol_factor(actor=SHELL, now=self.clock.now(), parts=self.parts, account=newcomer.account, secret=secret)
        return dataclasses.replace(newcomer, secret=secret)

    def newcomer(self, username: str, *duties: Duty) -> Colleague:
        """Create an account that has never been signed in to."""
        account = create_account(
            actor=SHELL,
            now=self.clock.now(),
            parts=self.parts,
            username=username,
            display_name=username.capitalize(),
            duties=duties,
            passphrase=PASSPHRASE,
        )
        return Colleague(account, username, tuple(duties))


@dataclass(frozen=True)
class Colleague:
    """An account as a test knows it."""

    account: AccountId
    username: str
    duties: Iterable[Duty] = ()
    secret: str = ""

    @property
    def actor(self) -> Actor:
        return staff(self.account, *self.duties)


def browser_of(colleague: Colleague) -> Client:
    """A browser in which this colleague is signed in with both factors, without walking through the sign-in pages."""
    client = Client()
    user = get_user_model().objects.get(pk=colleague.account)
    client.force_login(user)
    visit = HttpRequest()
    visit.session, visit.user = client.session, user
    note_second_factor(visit)
    visit.session.save()
    return client

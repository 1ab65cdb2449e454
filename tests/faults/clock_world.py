"""One house of each kind in memory, whose clock leaps: run as `python -m faults.clock_world SEED TIMES [heedless]`.

It prints one JSON document: how often each promise was looked at, and each breach in words. A process of its own, with
the real actions and the real steps of rounds; only `ports.Clock` is ours.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.core.management import call_command

import association_cast
import cast
import signing
from apps.correspondence import writing as letters
from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.keyagent.memory import MemoryKeyAgent
from khabar.adapters.smtp import NoMailer
from khabar.apps.consent.queries import permissions
from khabar.apps.correspondence import actions as correspondence
from khabar.apps.correspondence import queries as letter_queries
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.petitions.models import Petition, Signature
from khabar.apps.rounds import association_steps, steps
from khabar.apps.rounds.actions import conduct, reopen
from khabar.domain.answers import Disclosure, Tells
from khabar.domain.letters.drafts import LetterKind
from khabar.ports import Parts
from khabar.vault import INTERMEDIARY_CLASSES, Keyring
from khabar.web.components.tokens import opened_token, sealed_token
from paper_parts import on_paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from khabar.domain.ids import PresenceId, RequestId

DAY, YEAR = timedelta(days=1), timedelta(days=365)
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LEAPS: dict[str, Callable[[datetime], timedelta]] = {
    "to 1970": lambda now: datetime(1970, 1, 2, tzinfo=UTC) - now,
    "beyond 2038": lambda now: datetime(2038, 1, 20, tzinfo=UTC) - now,
    "ten years ahead": lambda _now: 10 * YEAR,
    "a day back": lambda _now: -DAY,
    "an hour ahead": lambda _now: timedelta(hours=1),
    "an hour back": lambda _now: -timedelta(hours=1),
}
SIGNED = 5
DUE_AFTER = {50: 14, 80: 22, 100: 28}
"""Working days of the letter's clock as days of the calendar: no share is drafted before so many."""


@dataclass
class LeapingClock:
    """A clock that goes rightly but for what `wrong` adds, from the moment at which it was asked `patience` times."""

    right: datetime = START
    wrong: timedelta = field(default_factory=timedelta)
    patience: int = 0

    def now(self) -> datetime:
        """Give the time as the machine believes it is."""
        self.patience -= 1
        return self.right + (self.wrong if self.patience < 0 else timedelta())


@dataclass
class World:
    """An association and an intermediary on one clock, and what was found wrong."""

    clock: LeapingClock
    pressing: Parts
    tracing: Parts
    breaches: list[str] = field(default_factory=list)
    looked: int = 0

    def expect(self, so: object, otherwise: str) -> None:
        """Hold one promise."""
        self.looked += 1
        if not so:
            self.breaches.append(otherwise)

    def rounds(self) -> None:
        """Do the round of both houses at the time that the clock says."""
        for parts, deeds in ((self.pressing, association_steps), (self.tracing, steps)):
            _round(parts, deeds)


def _round(parts: Parts, deeds: ModuleType) -> None:
    now = parts.clock.now()
    if deeds is steps:  # both houses share the tables of this process, and so the note of what is done
        reopen(actor=cast.JOB, now=now, parts=parts)
    conduct(actor=cast.JOB, now=now, parts=parts, do=lambda step, at: deeds.do_step(step, now=at, parts=parts))


@dataclass(frozen=True)
class Begun:
    """What lies there before the first leap: a letter whose days run, and a consent to one person."""

    letter: str
    presence: PresenceId
    request: RequestId


def main(seed: int, times: int) -> dict[str, Any]:
    """Leap so often, each time back to the right time and a little on; then let the letter's days run out."""
    random, world = Random(seed), _world()
    begun, desk = _begin(world), signing.Desk(world.pressing)
    for number in range(times):
        name = list(LEAPS)[number % len(LEAPS)]
        world.clock.right += timedelta(hours=random.choice((1, 2, 3)))
        desk.sign(f"pending{number}@example.org", "Somebody")
        token = sealed_token("faults", {}, now=world.clock.right, minutes=120, random=world.pressing.entropy.bytes)
        world.clock.wrong = LEAPS[name](world.clock.right)
        world.clock.patience = random.choice((0, 0, 3))
        world.rounds()
        world.clock.wrong = timedelta()
        world.rounds()
        is_open = opened_token("faults", token, now=world.clock.right) is not None
        world.expect(is_open, f"{name}: a form that was open is too old")
        _look(world, begun, name, signed=number + 1)
    _let_the_days_run_out(world, begun.letter)
    for chain in ("house", "porch"):
        world.expect(not list(flaws_in_chain(chain)), f"the chain of the {chain} is not valid")
    return {"looked": world.looked, "breaches": world.breaches}


def _begin(world: World) -> Begun:
    """A petition with five signatures, a letter that was sent, an answer that allows messages."""
    desk = signing.Desk(world.pressing)
    desk.open(closes_on=(START + 60 * DAY).date())
    for number in range(SIGNED):
        desk.signed(f"one{number}@example.org", f"Person {number}")
    letter = letters.sent(world.pressing, letters.asking(world.pressing, letters.ministry(world.pressing)))
    request = cast.file_request(world.tracing, cast.shirins_request(START))
    presence = cast.file_presence(world.tracing, cast.dariuss_presence(START))
    pair = cast.pair_of(world.tracing, request, presence)
    cast.verify_enquirer(world.tracing, request)
    cast.ask(world.tracing, pair)
    cast.answered(world.tracing, pair, Tells.MESSAGES)
    return Begun(letter.id, presence, request)


def _look(world: World, begun: Begun, name: str, *, signed: int) -> None:
    """See that nothing was done for the wrong clock that cannot be taken back, and nothing forgotten."""
    now = world.clock.right
    passed = now - START
    pending = Signature.objects.filter(mailbox__gt="", state="pending").count()
    kept = 0 if passed > 6 * DAY else signed
    world.expect(pending >= kept, f"{name}: waiting signatures are gone")
    petition = Petition.objects.get()
    world.expect(petition.is_open or passed > 60 * DAY, f"{name}: the petition was closed for good")
    world.expect(petition.confirmed == SIGNED, f"{name}: not all signatures are counted")
    given = permissions(begun.presence, begun.request, on=now.date(), parts=world.tracing)
    world.expect(Disclosure.MESSAGE in given, f"{name}: a consent has expired early")
    later = permissions(begun.presence, begun.request, on=(now + 10 * YEAR).date(), parts=world.tracing)
    world.expect(not later, f"{name}: a consent lives on for ten years")
    drafted = _reminders(world, begun.letter)
    early = [share for share in drafted if DUE_AFTER[share] > passed.days + 1]
    world.expect(not early, f"{name}: a reminder was drafted early")
    world.expect(len(drafted) == len(set(drafted)), f"{name}: a reminder was drafted twice")


def _let_the_days_run_out(world: World, letter: str) -> None:
    """Each share of the letter's time brings one reminder, after all these leaps too."""
    for _ in range(40):
        world.clock.right += DAY
        world.rounds()
    drafted = sorted(_reminders(world, letter))
    world.expect(drafted == [50, 80, 100], f"at the end the reminders {drafted} were drafted")


def _reminders(world: World, letter: str) -> list[int]:
    """The shares of a letter's time for which a reminder was drafted, each as often as it was."""
    found = letter_queries.letter_now(letter, parts=world.pressing).body.drafted
    written = [
        one
        for one in letter_queries.letters_for(association_cast.LEYLA, parts=world.pressing)
        if one.body.kind is LetterKind.REMINDER and one.body.reminds == letter
    ]
    return sorted(found) if len(written) == len(found) else sorted(found) * 2


def _world() -> World:
    for alias in ("default", "porch"):
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    clock, random = LeapingClock(), SeededEntropy("leaps")
    _, unlocked = Keyring.create(INTERMEDIARY_CLASSES, random=SeededEntropy("faults").bytes)
    paper, options = on_paper(SeededEntropy("blobs")), settings.OPTIONS
    keys = MemoryKeyAgent(unlocked)
    tracing = Parts(clock, random, keys, unlocked.public_keys(), NoMailer(), options, *paper)
    world = World(clock, signing.as_association(tracing), tracing)
    for template in letter_queries.templates().values():
        correspondence.approve_template(
            actor=association_cast.MIRA, now=START, parts=world.pressing, name=template.name, digest=template.digest
        )
    return replace(world)


if __name__ == "__main__":
    if sys.argv[3:] == ["heedless"]:  # the control: a house that believes every clock at once
        association_steps._may_be_believed = lambda now, parts: True  # noqa: ARG005 - it believes whatever it is told
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))

"""Laying the ground: tables, colleagues, an association that has entrusted a request, families, people, one round.

After this the process divides, and nothing in the worlds differs but what they are told to do.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command

import association_cast
import cast
from apps.accounts.colleagues import Colleague, browser_of
from khabar.apps.accounts.actions import create_account
from khabar.apps.accounts.factors import enrol_factor, new_totp_secret
from khabar.apps.entrusted import side as entrusted
from khabar.apps.entrusted.actions import Entrusting, entrust
from khabar.apps.exchange.actions import add_partner
from khabar.apps.exchange.queries import own_card
from khabar.apps.intake.actions import take_in
from khabar.apps.petitions.actions import publish
from khabar.apps.registry import actions as registry
from khabar.apps.registry.models import Request
from khabar.domain.actors import porch
from khabar.domain.before_asking import Purpose, Verification
from khabar.domain.bridge.cards import fingerprint
from khabar.domain.bridge.entrusting import tracing_by
from khabar.domain.forms import RequestForm
from khabar.domain.ids import RequestId
from khabar.domain.kinds import Kind
from khabar.vault import canonical
from signing import PETITION, plan
from silence import population, rounds
from silence.house import ALIASES, DESKS, PASSPHRASE, Ground, kept, new_ground, put_back
from silence.seeding import Chance, Clock, put_on_the_seed

if TYPE_CHECKING:
    from khabar.domain.forms import PresenceForm
    from khabar.ports import Parts

STATE = "DEU"


def laid(seed: int, *, others: int) -> Ground:
    """Make databases, keys, people and cases; `others` is how many families and persons live in the background."""
    clock, chance = Clock(), Chance()
    put_on_the_seed(clock, chance)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # colleagues' own; nobody's slip
    for alias in ALIASES:
        call_command("migrate", database=alias, verbosity=0)
    ground = new_ground(seed, clock, chance)
    ground.others = others
    empty = kept()
    ground.begin("association")
    _lay_association(ground)
    bundle = rounds.bundle(ground.hers, entrusted.SIDE, ground.partner[Kind.ASSOCIATION])
    ground.association = kept()
    put_back(empty)
    ground.begin("house")
    _lay_house(ground, others)
    rounds.carry_in(ground, bundle)
    rounds.round_of(ground, "the first round")
    _settle(ground)
    ground.mails.sent.clear()
    ground.logs.lines.clear()
    return ground


def queue(form: RequestForm | PresenceForm, kind: str, parts: Parts) -> None:
    """Let a form lie in the porch's queue, as its page leaves it there."""
    key = hashlib.sha256(canonical.encode(form.to_body())).digest()
    body = {"kind": kind, "form": form.to_body()}
    take_in(actor=porch(kind), now=parts.clock.now(), parts=parts, key=key, body=body)


def _lay_association(ground: Ground) -> None:
    parts, now = ground.hers, ground.clock.now()
    card = own_card(parts=ground.parts, state=STATE, address="")
    partner = add_partner(actor=cast.JOB, now=now, parts=parts, card=card, typed=fingerprint(card))
    ground.partner[Kind.ASSOCIATION] = partner
    ground.file = association_cast.shirins_file(parts)
    association_cast.agreed(ground.file, "shirin", tracing_by(partner), parts)
    form = RequestForm(
        filed_at=now.isoformat(),
        name=population.SOUGHT,
        father="Hassan",
        birth="1986",
        last_place="Lindenau",
        two_things=("a boat, painted blue",),
        enquirer_name="Shirin Ahmadi",
        kinship="sister",
    )
    seen = association_cast.opened(ground.file, parts)
    publish(actor=cast.JOB, now=now, petition_id=PETITION, plan=plan(closes_on=date(2028, 3, 1)))
    entrust(actor=association_cast.LEYLA, now=now, parts=parts, seen=seen, what=Entrusting(partner, "shirin", form))


def _lay_house(ground: Ground, others: int) -> None:
    parts, now = ground.parts, ground.clock.now()
    for name, duty in DESKS.items():
        ground.people[name] = create_account(
            actor=cast.JOB,
            now=now,
            parts=parts,
            username=name,
            display_name=name.capitalize(),
            duties=(duty,),
            passphrase=PASSPHRASE,
        )
        secret = new_totp_secret(parts.entropy.bytes)
        enrol_factor(actor=cast.JOB, now=now, parts=parts, account=ground.people[name], secret=secret)
        signed_in = browser_of(Colleague(ground.people[name], name, (duty,)))
        ground.cookies[name] = {key: morsel.value for key, morsel in signed_in.cookies.items()}
    card = own_card(parts=ground.hers, state=STATE, address="")
    partner = add_partner(actor=cast.JOB, now=now, parts=parts, card=card, typed=fingerprint(card))
    ground.partner[Kind.INTERMEDIARY] = partner
    for request in population.families(now, others):
        queue(request, "request", parts)
    for presence in population.presences(now, others):
        queue(presence, "presence", parts)


def _settle(ground: Ground) -> None:
    """Farid has spoken with every family. Nothing is printed yet: the printer has threads, which no copy survives."""
    parts, now = ground.parts, ground.clock.now()
    for row in Request.objects.order_by("id"):
        registry.establish(
            actor=ground.actor("farid"),
            now=now,
            parts=parts,
            request_id=RequestId(row.id),
            verification=Verification.KINSHIP_SHOWN,
            purpose=Purpose.FAMILY_NEWS,
            reported_dead=False,
        )
    ground.clock.advance(timedelta(hours=parts.options.round_hours))

"""Entrusting a request to an intermediary, and taking it back before it leaves; both need an advocate."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.casework.queries import file_for
from khabar.apps.entrusted.files import Inside, record_of, sealed_inside
from khabar.apps.entrusted.models import Entrusted
from khabar.apps.entrusted.queries import hindrances_of
from khabar.apps.ledger.actions import record
from khabar.domain.actors import require_account
from khabar.domain.bridge.entrusting import ASKED_ALREADY, require_copied_facts
from khabar.domain.bridge.sizes import REQUEST_BYTES
from khabar.domain.casework.people import Part
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.form_fields import TOO_MUCH
from khabar.domain.ids import new_id
from khabar.vault import canonical
from khabar.vault.keys import KEY_BYTES
from khabar.vault.pigeonholes import keys_of_root

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.casework.files import OpenedFile
    from khabar.domain.actors import Actor
    from khabar.domain.forms import RequestForm
    from khabar.ports import Parts

HINDERED = "Something stands in the way today, so nothing is kept. The page of intermediaries names it."
LEFT_ALREADY = "It has left with a round. Ask the intermediary itself to end the request."


@dataclass(frozen=True)
class Entrusting:
    """What is entrusted: to which partner, on whose consent (the id of one of the file's family), which facts."""

    partner: str
    enquirer: str
    form: RequestForm = field(repr=False)


def entrust(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, what: Entrusting) -> str:
    """Keep a request for the next round, with the secret of its page; return its id.

    Invalid for facts that must not go and for what stands in the way, Conflict where this partner was asked already.
    """
    require_account(actor, Duty.ADVOCATE)
    file = file_for(seen.id, actor, parts=parts)
    if file.body.person(what.enquirer).part is not Part.FAMILY:
        raise Refused("a request is on the consent of somebody of the family")
    _refuse_hindered(file, what, now, parts)
    with transaction.atomic():
        if Entrusted.objects.filter(file=file.id, partner=what.partner, stopped_at=None).exists():
            raise Conflict(ASKED_ALREADY)
        row_id = new_id(parts.entropy.bytes)
        inside = _with_page(what, now, parts)
        sealed = sealed_inside(record_of(row_id, file.id, parts=parts), inside, parts=parts)
        locator = inside.form.locator.hex()
        Entrusted.objects.create(
            id=row_id, file=file.id, partner=what.partner, sealed=sealed, locator=locator, made_at=now
        )
        record(actor=actor, now=now, parts=parts, act="request entrusted", subject=file.id)
    return row_id


def take_back(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, row_id: str) -> None:
    """Take a request back that has not left; Conflict where a round has sent it, Refused for one of another file."""
    file = file_for(seen.id, actor, parts=parts)
    with transaction.atomic():
        stopped = Entrusted.objects.filter(id=row_id, file=file.id, sent=0, stopped_at=None).update(stopped_at=now)
        if stopped != 1:
            if Entrusted.objects.filter(id=row_id, file=file.id).exists():
                raise Conflict(LEFT_ALREADY)
            raise Refused("no such request")
        record(actor=actor, now=now, parts=parts, act="request taken back", subject=file.id)


def _with_page(what: Entrusting, now: datetime, parts: Parts) -> Inside:
    """Draw the page's secret and put its public keys into the request."""
    secret = parts.entropy.bytes(KEY_BYTES)
    keys = keys_of_root(secret)
    form = replace(
        what.form,
        filed_at=now.isoformat(),
        locator=keys.locator,
        public=keys.public,
        verify_key=keys.verify_key,
    )
    require_copied_facts(form)
    if len(canonical.encode(form.to_body())) > REQUEST_BYTES:
        raise Invalid("", TOO_MUCH)
    return Inside(what.enquirer, form, secret)


def _refuse_hindered(file: OpenedFile, what: Entrusting, now: datetime, parts: Parts) -> None:
    if hindrances_of(file, what.partner, what.enquirer, now.date(), parts=parts):
        raise Invalid("", HINDERED)

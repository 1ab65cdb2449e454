"""Reasons for opening a case about which nothing waits: given once a day, sealed into the ledger."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from django.db import transaction

from khabar.apps.alarms.models import Access
from khabar.apps.ledger.actions import record
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.need_to_know import reason_for

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.ids import RequestId
    from khabar.ports import Parts


@runtime_checkable
class AccessTerms(Protocol):
    """What tells whether reasons are asked for."""

    @property
    def demo(self) -> bool:
        """Whether this is a demonstration, which asks for none."""
        ...


def are_reasons_asked(parts: Parts) -> bool:
    """Say whether this house asks for reasons: every one but a demonstration."""
    return not (isinstance(parts.options, AccessTerms) and parts.options.demo)


def give_reason(*, actor: Actor, now: datetime, parts: Parts, request_id: RequestId, reason: str) -> None:
    """Keep, until the day (UTC) ends, that this person said why he opens a request; Invalid without a reason."""
    account, why = require_account(actor, Duty.FAMILY_DESK), reason_for(reason)
    with transaction.atomic():
        Access.objects.get_or_create(account=account, subject=request_id, day=now.astimezone(UTC).date())
        record(actor=actor, now=now, parts=parts, act="reason given", subject=request_id, details={"reason": why})


def has_reason(actor: Actor, *, now: datetime, request_id: RequestId) -> bool:
    """Say whether this person has said today why he opens this request."""
    today = now.astimezone(UTC).date()
    return Access.objects.filter(account=actor.name, subject=request_id, day=today).exists()

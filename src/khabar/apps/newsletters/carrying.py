"""What the house wants of the porch: an issue published, what was taken back out of it, a sending begun. Needs no key.

Two databases, so no transaction: each thing is done on the porch first and noted in the house afterwards, and doing it
twice changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from khabar.apps.ledger.actions import record
from khabar.apps.newsletters.models import Issue
from khabar.apps.sealed.shapes import shaped
from khabar.apps.subscriptions import actions as porch
from khabar.domain.publishing.printed import PublicIssue
from khabar.vault import canonical

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from khabar.domain.actors import Actor
    from khabar.ports import Parts


def something_to_carry() -> bool:
    """Say whether the porch lacks something the house has decided."""
    return _changed().exists()


def carry_over(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Carry over what waits: first what is published or taken back, then sendings."""
    for row in _changed():
        if row.carried_version < row.edition_version:
            _publish(row, actor=actor, now=now, parts=parts)
        if row.wants_sending:
            porch.start_mailing(actor=actor, now=now, edition_id=row.id)
            with transaction.atomic():
                if Issue.objects.filter(id=row.id, wants_sending=True).update(wants_sending=False, is_sent=True):
                    record(actor=actor, now=now, parts=parts, act="sending begun", subject=row.id)


def _changed() -> QuerySet[Issue]:
    return Issue.objects.filter(Q(carried_version__lt=F("edition_version")) | Q(wants_sending=True))


def _publish(row: Issue, *, actor: Actor, now: datetime, parts: Parts) -> None:
    porch.publish(actor=actor, now=now, issue=shaped(PublicIssue, canonical.decode(bytes(row.edition))))
    with transaction.atomic():
        there = Issue.objects.filter(id=row.id, edition_version=row.edition_version)
        if there.update(carried_version=row.edition_version, edition=b""):
            record(actor=actor, now=now, parts=parts, act="issue carried over", subject=row.id)

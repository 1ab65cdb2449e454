"""Figures of one sending for the editors: counts alone. Once it is settled, nobody can tell who got what.

After two weeks an issue is settled: its rows go, the counts stay. An address that took it is well again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count

from khabar.apps.subscriptions.models import Delivery, Mailing, Reader
from khabar.domain.publishing.readers import DeliveryState, ReaderState

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor

PORCH = "porch"
SETTLED_AFTER = timedelta(days=14)
"""A mail that comes back comes back within days; whoever leaves because of an issue does so within two weeks."""
FORGOTTEN_AFTER = timedelta(days=30)
"""Rows of subscriptions that have ended: a language and two days, kept as long as a figure needs them."""


def count_fates(mailing: Mailing) -> None:
    """Write the figures of one sending: how many mails are in which state, how many have left since it began."""
    rows = Delivery.objects.filter(mailing=mailing).values("state").annotate(rows=Count("id"))
    figures = {row["state"]: row["rows"] for row in rows}
    Mailing.objects.filter(pk=mailing.pk).update(figures=figures, left=_left_since(mailing))


def settle_due(*, actor: Actor, now: datetime) -> int:
    """Settle every sending whose time is over, and forget subscriptions that have ended; return how many settled."""
    if not actor.name:
        raise ValueError("no actor, no act")
    for mailing in Mailing.objects.filter(settled_on=None):
        count_fates(mailing)
    due = list(Mailing.objects.filter(settled_on=None, finished_at__lt=now - SETTLED_AFTER))
    for mailing in due:
        _settle(mailing, now)
    Reader.objects.filter(ended_on__lt=now.date() - FORGOTTEN_AFTER).delete()
    return len(due)


def _settle(mailing: Mailing, now: datetime) -> None:
    with transaction.atomic(using=PORCH):
        rows = Delivery.objects.filter(mailing=mailing)
        taken = rows.filter(state=DeliveryState.SENT).values("reader")
        Reader.objects.filter(id__in=taken).exclude(misses=0).update(misses=0)
        rows.delete()
        Mailing.objects.filter(pk=mailing.pk).update(settled_on=now.date())


def _left_since(mailing: Mailing) -> int:
    """Count who has left from the day of this sending on, up to the next one in its language."""
    left = Reader.objects.filter(
        state=ReaderState.LEFT, language=mailing.edition.language, ended_on__gte=mailing.started_at.date()
    ).exclude(confirmed_on=None)
    later = Mailing.objects.filter(edition__language=mailing.edition.language, started_at__gt=mailing.started_at)
    next_start = later.order_by("started_at").values_list("started_at", flat=True).first()
    return (left if next_start is None else left.filter(ended_on__lt=next_start.date())).count()

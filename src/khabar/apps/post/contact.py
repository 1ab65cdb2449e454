"""Dates by which every family hears from us: renewed in time, for all alike, whatever is known."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from khabar.apps.outbox.actions import put
from khabar.apps.post.models import Page
from khabar.apps.registry.queries import is_request, request_file
from khabar.domain.errors import Refused
from khabar.domain.ids import RequestId
from khabar.domain.rounds import kept_contact_on, warn_on
from khabar.domain.standing import elsewhere_text
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

STANDING_MAIL = "standing mail"


def renew_dates(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Give every page whose date has come its next one, and queue its mail; return how many. Needs the register key.

    Dates set while a clock ran ahead are brought back, without a mail.
    """
    parts.keys.key(KeyClass.REGISTER)
    today, days, renewed = now.date(), parts.options.contact_days, 0
    beyond = today + timedelta(days=days)
    for page in Page.objects.filter(Q(next_contact_on__lte=today) | Q(next_contact_on__gt=beyond)).order_by("locator"):
        has_come, due = page.next_contact_on <= today, kept_contact_on(page.next_contact_on, today, days)
        with transaction.atomic():
            moved = Page.objects.filter(locator=page.locator, next_contact_on=page.next_contact_on).update(
                next_contact_on=due
            )
            if moved == 1 and has_come:
                _queue_mail(actor, now, parts, page.holder, due)
                renewed += 1
    return renewed


def dates_at_risk(today: date) -> int:
    """Count promised dates that pass within a week: a locked house would miss them, so unlockers are warned."""
    return sum(1 for day in Page.objects.values_list("next_contact_on", flat=True) if warn_on(day) <= today)


def _queue_mail(actor: Actor, now: datetime, parts: Parts, holder: str, due: date) -> None:
    if not is_request(holder):
        return
    try:
        address = request_file(RequestId(holder), parts=parts).form.email
    except Refused:
        return
    if address:
        body = {"to": address, "text": elsewhere_text(due)}
        put(actor=actor, now=now, parts=parts, kind=STANDING_MAIL, body=body, key_class=KeyClass.MAIL)

"""Dates by which every family hears from us: renewed in time, for all alike, whatever is known.

Families with a screen are told the next date by their page, and by mail; a round moves their dates. Where people of
ours have to speak or write, the date is a promise that only a call or a letter moves.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from khabar.apps.outbox.actions import put
from khabar.apps.post.mail_words import standing_mail
from khabar.apps.post.models import Page, Promise
from khabar.apps.registry.queries import is_closed, is_request, request_file
from khabar.domain.errors import Refused
from khabar.domain.ids import RequestId
from khabar.domain.reaching import Way
from khabar.domain.rounds import kept_contact_on, next_contact_on, warn_on
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.domain.forms import RequestForm
    from khabar.ports import Parts

STANDING_MAIL = "standing mail"
BY_PEOPLE = frozenset({Way.TELEPHONE, Way.POST, Way.BRINGER})
"""Ways on which somebody of ours has to do something by the date."""


def renew_dates(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Give every page whose date has come its next one, and queue its mail; return how many. Needs the register key.

    Dates set while a clock ran ahead are brought back, without a mail. What people have promised is left to them.
    """
    parts.keys.key(KeyClass.REGISTER)
    today, days, renewed = now.date(), parts.options.contact_days, 0
    beyond = today + timedelta(days=days)
    for promise in Promise.objects.filter(next_contact_on__gt=beyond):
        promise.next_contact_on = kept_contact_on(promise.next_contact_on, today, days)
        promise.save(update_fields=["next_contact_on"])
    by_the_round = Page.objects.exclude(holder__in=Promise.objects.values("holder"))
    for page in by_the_round.filter(Q(next_contact_on__lte=today) | Q(next_contact_on__gt=beyond)).order_by("locator"):
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
    promised = promises()
    kept = dict(Page.objects.values_list("holder", "next_contact_on")) | promised
    return sum(1 for day in kept.values() if warn_on(day) <= today)


def promises() -> dict[str, date]:
    """Give the day by which people of ours owe a word to each family that they owe one."""
    return dict(Promise.objects.values_list("holder", "next_contact_on"))


def promise_first(*, actor: Actor, now: datetime, parts: Parts, holder: RequestId, form: RequestForm) -> None:
    """Promise a family without a screen the day its form was taken in with; nothing for one that reads its page."""
    if form.way in BY_PEOPLE:
        by = next_contact_on(form.filed_on, form.filed_on, parts.options.contact_days)
        promise(actor=actor, now=now, holder=holder, by=by)


def promise(*, actor: Actor, now: datetime, holder: RequestId, by: date) -> None:
    """Promise that people of ours speak with this family by a day; one that is promised already stays as it is."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    Promise.objects.get_or_create(holder=holder, defaults={"next_contact_on": by})


def leave_to_rounds(*, actor: Actor, now: datetime, holder: RequestId) -> None:
    """Take a promise from people: from here on the family's page goes on by itself, as all pages do."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    for kept in Promise.objects.filter(holder=holder):
        Page.objects.filter(holder=holder).update(next_contact_on=kept.next_contact_on)
        kept.delete()


def note_heard(*, actor: Actor, now: datetime, parts: Parts, holder: RequestId, by: date | None = None) -> date:
    """Set the next date of a family that has heard from us today, as a mail does; `by` where a letter named it."""
    if not actor.name:
        raise ValueError("no actor, no act")
    due = by or next_contact_on(now.date(), now.date(), parts.options.contact_days)
    Promise.objects.filter(holder=holder).update(next_contact_on=due)
    return due


def _queue_mail(actor: Actor, now: datetime, parts: Parts, holder: str, due: date) -> None:
    if not is_request(holder) or is_closed(holder):
        return  # nobody writes to the dead
    try:
        form = request_file(RequestId(holder), parts=parts).form
    except Refused:
        return
    if form.email:
        body = {"to": form.email, **standing_mail(form.language, due)}
        put(actor=actor, now=now, parts=parts, kind=STANDING_MAIL, body=body, key_class=KeyClass.MAIL)

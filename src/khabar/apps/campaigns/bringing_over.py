"""What the house wants of the porch, carried over: texts, ends, paper counts, what is set aside. Needs no key.

Two databases, so no transaction: each thing is done on the porch first and noted in the house afterwards, and doing it
twice changes nothing. And back: which thresholds were crossed, and the numbers for a digest.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from khabar.apps.campaigns.models import ALL, Campaign, Digest, Invalidation, Setting
from khabar.apps.campaigns.news import bring_news, news_to_bring
from khabar.apps.campaigns.sheets import signatures_on_paper
from khabar.apps.campaigns.timelines import bring_timelines, timelines_to_bring
from khabar.apps.ledger.actions import record
from khabar.apps.petitions import actions as porch
from khabar.apps.petitions.queries import petition_on_porch
from khabar.domain.ids import new_id
from khabar.domain.petitions.plans import Plan

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from khabar.apps.petitions.queries import Published
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

_TO_CARRY = (Setting.WANTED, Setting.BACK)


def something_to_bring() -> bool:
    """Say whether the house wants something of the porch that it does not know yet. Needs no key."""
    return (
        _changed().exists()
        or Invalidation.objects.filter(state__in=_TO_CARRY).exists()
        or timelines_to_bring().exists()
        or news_to_bring().exists()
    )


def bring_over(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Carry over what waits: first texts, then ends, then what is set aside, then timelines and news."""
    for campaign in _changed():
        if campaign.published_version < campaign.approved_version:
            _publish(campaign, actor=actor, now=now, parts=parts)
        if campaign.wants_closing:
            porch.close(actor=actor, now=now, petition_id=campaign.id)
            Campaign.objects.filter(id=campaign.id).update(wants_closing=False, is_closed=True)
    for wanted in Invalidation.objects.filter(state__in=_TO_CARRY):
        _set_aside_or_back(wanted, actor=actor, now=now, parts=parts)
    bring_timelines(actor=actor, now=now)
    bring_news(actor=actor, now=now)


def bring_paper_counts(*, actor: Actor, now: datetime) -> None:
    """Tell the porch how many signatures lie on paper."""
    for campaign_id in Campaign.objects.exclude(published_version=0).values_list("id", flat=True):
        porch.note_on_paper(actor=actor, now=now, petition_id=campaign_id, number=signatures_on_paper(campaign_id))


def make_digests(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Make what is due for the addressees: a threshold, the end, the week; each once. Return how many were made."""
    made = 0
    for campaign in Campaign.objects.exclude(published_version=0):
        petition = petition_on_porch(campaign.id)
        if petition is not None:
            made += sum(
                _make(campaign, occasion, petition, actor=actor, now=now, parts=parts)
                for occasion in _occasions(campaign, petition, now)
            )
            _note_end_and_week(campaign, petition, now)
    return made


def _changed() -> QuerySet[Campaign]:
    return Campaign.objects.filter(Q(published_version__lt=F("approved_version")) | Q(wants_closing=True))


def _publish(campaign: Campaign, *, actor: Actor, now: datetime, parts: Parts) -> None:
    plan = Plan.from_plain(campaign.approved or {})
    porch.publish(actor=actor, now=now, petition_id=campaign.id, plan=plan)
    first = campaign.published_version == 0
    week = {"digest_on": now.date() + timedelta(days=plan.digest_days)} if first and plan.digest_days else {}
    with transaction.atomic():
        Campaign.objects.filter(id=campaign.id).update(published_version=campaign.approved_version, **week)
        record(actor=actor, now=now, parts=parts, act="petition published", subject=campaign.id)


def _set_aside_or_back(wanted: Invalidation, *, actor: Actor, now: datetime, parts: Parts) -> None:
    if wanted.state == Setting.WANTED:
        place, language = (None if one == ALL else one for one in (wanted.place, wanted.language))
        criteria = porch.Criteria(wanted.since, wanted.until, place, language)
        number = porch.invalidate(
            actor=actor, now=now, petition_id=wanted.campaign_id, criteria=criteria, invalidation=wanted.id
        )
        number += wanted.number or 0
        after, act = Setting.DONE, "signatures set aside"
    else:
        number = porch.restore(actor=actor, now=now, petition_id=wanted.campaign_id, invalidation=wanted.id)
        after, act = Setting.RESTORED, "signatures restored"
    with transaction.atomic():
        Invalidation.objects.filter(id=wanted.id, state=wanted.state).update(state=after, number=number)
        details = {"number": number}
        record(actor=actor, now=now, parts=parts, act=act, subject=wanted.id, details=details)


def _occasions(campaign: Campaign, petition: Published, now: datetime) -> list[str]:
    crossed = [f"threshold {number}" for number in petition.crossed]
    ended = [] if petition.is_open else ["end"]
    is_week = campaign.digest_on is not None and campaign.digest_on <= now.date() and petition.is_open
    return [*crossed, *ended, *([f"week {campaign.digest_on}"] if is_week else [])]


def _make(campaign: Campaign, occasion: str, petition: Published, *, actor: Actor, now: datetime, parts: Parts) -> int:
    with transaction.atomic():
        _, is_new = Digest.objects.get_or_create(
            campaign=campaign,
            occasion=occasion,
            defaults={"id": new_id(parts.entropy.bytes), "numbers": _numbers(petition), "made_at": now},
        )
        if is_new:
            record(actor=actor, now=now, parts=parts, act="digest made", subject=campaign.id)
    return int(is_new)


def _numbers(petition: Published) -> dict[str, object]:
    """Keep numbers alone: what was counted, apart what lies on paper, and by what the count is checked."""
    return {
        "confirmed": petition.confirmed,
        "on_paper": petition.on_paper,
        "as_of": petition.counted_at.isoformat(),
        "batches": petition.batches,
        "head": petition.head,
    }


def _note_end_and_week(campaign: Campaign, petition: Published, now: datetime) -> None:
    days = petition.plan.digest_days
    changed: dict[str, object] = {}
    if not petition.is_open:
        changed = {"is_closed": True, "digest_on": None}
    elif campaign.digest_on is not None and campaign.digest_on <= now.date() and days:
        passed = (now.date() - campaign.digest_on).days // days + 1
        changed = {"digest_on": campaign.digest_on + timedelta(days=passed * days)}
    if changed:
        Campaign.objects.filter(id=campaign.id).update(**changed)

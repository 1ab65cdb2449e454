"""Public timelines of petitions: which letters an editor approved, what of them is shown, and carrying it over.

Which letters may stand there, the rules of letters decide, in the app that keeps letters; here nothing is known of a
letter but its body and its days. What is no longer allowed goes with the next round, without anybody's approval.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from khabar.apps.campaigns.models import Campaign, Timeline
from khabar.apps.ledger.actions import record
from khabar.apps.petitions import actions as porch
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid, Refused
from khabar.domain.petitions.timelines import PublicLetter, require_showable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

NOT_PUBLISHED = "A timeline stands beside a petition. Please publish the petition first."
NOTHING_TO_SHOW = "No letter of this petition may stand on a public page yet."


@dataclass(frozen=True)
class KeptTimeline:
    """What was approved of a timeline and what it shows; `approved` are letters by id and place."""

    approved: frozenset[str]
    letters: tuple[PublicLetter, ...]
    as_of: date


def timeline_of(campaign_id: str) -> KeptTimeline | None:
    """Give what was approved for a petition's timeline; None where nothing was."""
    row = Timeline.objects.filter(campaign=campaign_id).first()
    if row is None or not row.approved:
        return None
    letters = tuple(PublicLetter.from_plain(one) for one in row.letters)
    return KeptTimeline(frozenset(row.approved), letters, row.as_of)


def slug_of(campaign_id: str) -> str:
    """Give the address word of a petition; Refused for an id nobody has."""
    found = Campaign.objects.filter(id=campaign_id).values_list("slug", flat=True).first()
    if found is None:
        raise Refused("no such petition")
    return found


def approve_timeline(
    *, actor: Actor, now: datetime, parts: Parts, campaign_id: str, letters: Mapping[str, PublicLetter]
) -> None:
    """Approve these letters, by id and place, for the public page; whatever was approved before is replaced.

    Invalid (field `letters`) for none or too many, and before the petition lies on the porch.
    """
    account = require_account(actor, Duty.EDITOR)
    if not letters:
        raise Invalid("letters", NOTHING_TO_SHOW)
    require_showable(letters.values())
    with transaction.atomic():
        if not Campaign.objects.filter(id=campaign_id, published_version__gt=0).exists():
            raise Invalid("letters", NOT_PUBLISHED)
        shown = _shown(letters) | {"approved": sorted(letters), "approved_by": account, "as_of": now.date()}
        Timeline.objects.update_or_create(campaign_id=campaign_id, defaults=shown | {"wants_bringing": True})
        details = {"letters": len(letters)}
        record(actor=actor, now=now, parts=parts, act="timeline approved", subject=campaign_id, details=details)


def take_down_timeline(*, actor: Actor, now: datetime, parts: Parts, campaign_id: str) -> None:
    """Take a petition's timeline off the porch; one person is enough for that."""
    require_account(actor, Duty.EDITOR)
    with transaction.atomic():
        here = Timeline.objects.filter(campaign=campaign_id)
        if here.update(approved=[], letters=[], wants_bringing=True):
            record(actor=actor, now=now, parts=parts, act="timeline taken down", subject=campaign_id)


def freshen_timeline(*, actor: Actor, now: datetime, campaign_id: str, letters: Mapping[str, PublicLetter]) -> None:
    """Set what a timeline shows to what its approved letters come to today; `letters` are all that may stand there."""
    if not actor.name:
        raise Refused("no actor, no act")
    with transaction.atomic():
        row = Timeline.objects.select_for_update().get(campaign=campaign_id)
        ours = {key: one for key, one in letters.items() if key in row.approved}
        Timeline.objects.filter(campaign=campaign_id).update(
            **_shown(ours), approved=sorted(ours), as_of=now.date(), wants_bringing=True
        )


def timelines_to_freshen() -> list[str]:
    """List the petitions that have an approved timeline."""
    return list(Timeline.objects.exclude(approved=[]).order_by("campaign").values_list("campaign_id", flat=True))


def timelines_to_bring() -> QuerySet[Timeline]:
    """Give the timelines of which the porch does not know the latest."""
    return Timeline.objects.filter(Q(wants_bringing=True) & Q(campaign__published_version__gt=0))


def bring_timelines(*, actor: Actor, now: datetime) -> None:
    """Carry over what timelines show; first to the porch, then noted here, so that doing it twice changes nothing."""
    for row in timelines_to_bring():
        porch.show_timeline(actor=actor, now=now, petition_id=row.campaign_id, letters=row.letters, as_of=row.as_of)
        Timeline.objects.filter(campaign=row.campaign_id, as_of=row.as_of, letters=row.letters).update(
            wants_bringing=False
        )


def _shown(letters: Mapping[str, PublicLetter]) -> dict[str, object]:
    ordered = sorted(letters.values(), key=lambda one: (one.sent, one.is_copy, one.body))
    return {"letters": [one.to_plain() for one in ordered]}

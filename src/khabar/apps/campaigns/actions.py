"""Writing and approving petitions, closing them, setting signatures aside; each with its line in the ledger.

Nothing here touches the porch: what is wanted is noted, and the count carries it over (`bringing_over`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.campaigns.drafts import opened_draft, sealed_draft
from khabar.apps.campaigns.models import Campaign, Digest, Invalidation, Setting
from khabar.apps.ledger.actions import record
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import new_id
from khabar.domain.petitions.plans import require_whole

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.petitions.plans import Plan
    from khabar.ports import Parts

SLUG_TAKEN = "Another petition has this address word already."
SLUG_STAYS = "The address word stays as it was published: people have it on paper."
WROTE_IT = "Whoever wrote the last version cannot approve it. Please ask a colleague."
ASKED_FOR_IT = "Whoever asked for it cannot agree to it. Please ask a colleague."
NO_REASON = "Please write why, in one sentence."
NO_WINDOW = "The end lies before the beginning."


def write(*, actor: Actor, now: datetime, parts: Parts, plan: Plan) -> str:
    """Keep a new draft, sealed; return the campaign's id. Invalid for what could not be published."""
    account = require_account(actor, Duty.EDITOR)
    require_whole(plan, now.date())
    campaign_id = new_id(parts.entropy.bytes)
    with transaction.atomic():
        if Campaign.objects.filter(slug=plan.slug).exists():
            raise Invalid("slug", SLUG_TAKEN)
        Campaign.objects.create(
            id=campaign_id,
            slug=plan.slug,
            draft=sealed_draft(plan, parts=parts),
            written_by=account,
            written_at=now,
        )
        record(actor=actor, now=now, parts=parts, act="petition written", subject=campaign_id)
    return campaign_id


def rewrite(*, actor: Actor, now: datetime, parts: Parts, campaign_id: str, plan: Plan, version: int) -> None:
    """Keep another draft in place of one version; Conflict where somebody wrote meanwhile. Approval starts anew."""
    account = require_account(actor, Duty.EDITOR)
    require_whole(plan, now.date())
    with transaction.atomic():
        campaign = _campaign(campaign_id)
        if plan.slug != campaign.slug:
            raise Invalid("slug", SLUG_STAYS)
        if campaign.is_closed:
            raise Refused("a closed petition is not written anew")
        written = Campaign.objects.filter(id=campaign_id, version=version).update(
            draft=sealed_draft(plan, parts=parts), version=version + 1, written_by=account, written_at=now
        )
        if written != 1:
            raise Conflict("somebody else has written a version meanwhile")
        record(actor=actor, now=now, parts=parts, act="petition written", subject=campaign_id)


def approve(*, actor: Actor, now: datetime, parts: Parts, campaign_id: str, version: int) -> None:
    """Approve one version for the porch: a second person, who says that nobody is named who has not agreed."""
    account = require_account(actor, Duty.EDITOR)
    with transaction.atomic():
        campaign = _campaign(campaign_id)
        if campaign.written_by == account:
            raise Invalid("", WROTE_IT)
        plan = opened_draft(bytes(campaign.draft), parts=parts)
        require_whole(plan, now.date())
        approved = Campaign.objects.filter(id=campaign_id, version=version, is_closed=False).update(
            approved=plan.to_plain(), approved_version=version, approved_by=account
        )
        if approved != 1:
            raise Conflict("somebody else has written a version meanwhile")
        record(
            actor=actor,
            now=now,
            parts=parts,
            act="petition approved",
            subject=campaign_id,
            details={"version": version, "nobody_named": True},
        )


def ask_to_close(*, actor: Actor, now: datetime, parts: Parts, campaign_id: str, reason: str) -> None:
    """Close a petition before its last day, for a reason; what was signed stays counted."""
    require_account(actor, Duty.EDITOR)
    with transaction.atomic():
        if Campaign.objects.filter(id=campaign_id, is_closed=False, wants_closing=False).update(wants_closing=True):
            details = {"reason": _said(reason)}
            record(actor=actor, now=now, parts=parts, act="petition closed", subject=campaign_id, details=details)


def ask_to_set_aside(*, actor: Actor, now: datetime, parts: Parts, wanted: Invalidation, reason: str) -> str:
    """Ask that signatures of some hours, and a place or a language, be set aside; a second person has to agree."""
    account = require_account(actor, Duty.EDITOR)
    if wanted.since >= wanted.until:
        raise Invalid("until", NO_WINDOW)
    wanted.id, wanted.asked_by = new_id(parts.entropy.bytes), account
    with transaction.atomic():
        _campaign(wanted.campaign_id)
        wanted.save(force_insert=True)
        details = {"reason": _said(reason), "since": wanted.since.isoformat(), "until": wanted.until.isoformat()}
        record(actor=actor, now=now, parts=parts, act="setting aside asked", subject=wanted.id, details=details)
    return wanted.id


def agree_to_set_aside(*, actor: Actor, now: datetime, parts: Parts, invalidation_id: str) -> None:
    """Agree as the second person."""
    account = require_account(actor, Duty.EDITOR)
    with transaction.atomic():
        asked = Invalidation.objects.filter(id=invalidation_id, state=Setting.ASKED)
        if asked.filter(asked_by=account).exists():
            raise Invalid("", ASKED_FOR_IT)
        if asked.update(state=Setting.WANTED, agreed_by=account) == 1:
            record(actor=actor, now=now, parts=parts, act="setting aside agreed", subject=invalidation_id)


def take_back(*, actor: Actor, now: datetime, parts: Parts, invalidation_id: str, reason: str) -> None:
    """Let signatures that were set aside count again: one person and a reason are enough for that."""
    require_account(actor, Duty.EDITOR)
    with transaction.atomic():
        done = Invalidation.objects.filter(id=invalidation_id, state=Setting.DONE)
        if done.update(state=Setting.BACK) == 1:
            details = {"reason": _said(reason)}
            record(
                actor=actor, now=now, parts=parts, act="setting aside undone", subject=invalidation_id, details=details
            )


def hand_digest(*, actor: Actor, now: datetime, parts: Parts, digest_id: str, letter: str) -> bool:
    """Note that a letter carries this digest; False where one does already."""
    with transaction.atomic():
        handed = Digest.objects.filter(id=digest_id, letter="").update(letter=letter) == 1
        if handed:
            record(actor=actor, now=now, parts=parts, act="digest handed on", subject=digest_id)
    return handed


def _campaign(campaign_id: str) -> Campaign:
    found = Campaign.objects.select_for_update().filter(id=campaign_id).first()
    if found is None:
        raise Refused("no such petition")
    return found


def _said(reason: str) -> str:
    said = " ".join(reason.split())
    if not said:
        raise Invalid("reason", NO_REASON)
    return said

"""The one time names leave: on paper, of those who ticked it, with a reason in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.campaigns.models import Campaign
from khabar.apps.ledger.actions import record
from khabar.apps.petitions.queries import names_on_the_list, petition_on_porch
from khabar.domain.errors import Invalid
from khabar.domain.petition_paper import SignersList
from khabar.vault.chains import merkle_root

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

NO_SUCH = "There is no published petition of this word."
NO_REASON = "Say why, and to whom the names go: --reason."


def signers_list(*, actor: Actor, now: datetime, parts: Parts, slug: str, reason: str) -> SignersList:
    """Open the names and give the list to print; the ledger gets count, reason and a root over the signatures.

    Raises Locked without the signatures key, Invalid for an unknown petition and without a reason.
    """
    if not reason.strip():
        raise Invalid("reason", NO_REASON)
    campaign_id = Campaign.objects.filter(slug=slug).values_list("id", flat=True).first()
    petition = petition_on_porch(campaign_id) if campaign_id else None
    if petition is None:
        raise Invalid("slug", NO_SUCH)
    listed = names_on_the_list(petition.id, parts=parts)
    with transaction.atomic():
        root = merkle_root([one.leaf for one in listed])
        details = {"reason": reason.strip(), "count": len(listed), "root": root}
        record(actor=actor, now=now, parts=parts, act="signers' names printed", subject=petition.id, details=details)
    return SignersList(
        title=petition.plan.wording("en")[1].title,
        names=tuple(one.name for one in listed),
        confirmed=petition.confirmed,
        sender=parts.options.who_runs_this,
        on=now.date(),
    )

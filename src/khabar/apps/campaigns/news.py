"""News for signers in the house: written by one editor, approved by another, carried to the porch; sealed till then."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.db import transaction

from khabar.apps.campaigns.models import Campaign
from khabar.apps.campaigns.models import News as Row
from khabar.apps.ledger.actions import record
from khabar.apps.petitions.news import publish_news
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import new_id
from khabar.domain.petitions.news import News, require_whole
from khabar.vault import canonical
from khabar.vault.errors import Malformed
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, seal_to, unseal_with

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

SIZES: Final = (32768,)
WROTE_IT: Final = "Whoever wrote this cannot approve it. Please ask a colleague."
NOT_PUBLISHED: Final = "Nobody can have signed yet. Please publish the petition first."
GONE: Final = "This was approved or dropped meanwhile."


@dataclass(frozen=True)
class KeptNews:
    """News of a petition as its editors see it; `may_approve`: somebody else wrote it, and it waits."""

    id: str
    on: date
    news: News = field(repr=False)
    is_approved: bool
    may_approve: bool


def news_of_campaign(campaign_id: str, *, account: str, parts: Parts) -> list[KeptNews]:
    """List the news of a petition, the newest on top. Raises Locked."""
    rows = Row.objects.filter(campaign=campaign_id).order_by("-written_at", "id")
    return [
        KeptNews(
            id=row.id,
            on=row.written_at.date(),
            news=_opened(bytes(row.draft), parts=parts),
            is_approved=row.approved is not None,
            may_approve=row.approved is None and row.written_by != account,
        )
        for row in rows
    ]


def write_news(*, actor: Actor, now: datetime, parts: Parts, campaign_id: str, news: News) -> str:
    """Keep news as a sealed draft and return its id; Invalid for what could not be sent."""
    account = require_account(actor, Duty.EDITOR)
    require_whole(news)
    news_id = new_id(parts.entropy.bytes)
    with transaction.atomic():
        campaign = Campaign.objects.filter(id=campaign_id).first()
        if campaign is None:
            raise Refused("no such petition")
        if not campaign.published_version:
            raise Invalid("", NOT_PUBLISHED)
        draft = seal_to(parts.public[KeyClass.FILES].public, canonical.encode(news.to_plain()), pad_to=SIZES)
        Row.objects.create(id=news_id, campaign=campaign, draft=draft, written_by=account, written_at=now)
        record(actor=actor, now=now, parts=parts, act="news written", subject=news_id)
    return news_id


def approve_news(*, actor: Actor, now: datetime, parts: Parts, news_id: str) -> None:
    """Approve news as the second person, who says that nobody is named who has not agreed; it leaves soon."""
    account = require_account(actor, Duty.EDITOR)
    with transaction.atomic():
        row = _waiting(news_id)
        if row.written_by == account:
            raise Invalid("", WROTE_IT)
        news = _opened(bytes(row.draft), parts=parts)
        require_whole(news)
        Row.objects.filter(id=news_id, approved__isnull=True).update(approved=news.to_plain(), approved_by=account)
        details = {"nobody_named": True}
        record(actor=actor, now=now, parts=parts, act="news approved", subject=news_id, details=details)


def drop_news(*, actor: Actor, now: datetime, parts: Parts, news_id: str) -> None:
    """Drop news that nobody has approved; Conflict where somebody has."""
    require_account(actor, Duty.EDITOR)
    with transaction.atomic():
        _waiting(news_id).delete()
        record(actor=actor, now=now, parts=parts, act="news dropped", subject=news_id)


def news_to_bring() -> QuerySet[Row]:
    """Give the approved news that the porch does not know yet."""
    return Row.objects.filter(approved__isnull=False, is_published=False)


def bring_news(*, actor: Actor, now: datetime) -> None:
    """Carry approved news to the porch; first there, then noted here, so that doing it twice changes nothing."""
    for row in news_to_bring():
        news = News.from_plain(row.approved or {})
        publish_news(actor=actor, now=now, news_id=row.id, petition_id=row.campaign_id, news=news)
        Row.objects.filter(id=row.id).update(is_published=True)


def _waiting(news_id: str) -> Row:
    row = Row.objects.select_for_update().filter(id=news_id).first()
    if row is None or row.approved is not None:
        raise Conflict(GONE)
    return row


def _opened(blob: bytes, *, parts: Parts) -> News:
    plain = canonical.decode(unseal_with(parts.keys.key(KeyClass.FILES, key_id_in(blob)).private, blob))
    if not isinstance(plain, dict):
        raise Malformed("news is a map")
    return News.from_plain(plain)

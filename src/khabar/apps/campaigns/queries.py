"""Reading campaigns: the list, one with its draft, what waits for a second person, digests that no letter carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.campaigns.drafts import opened_draft
from khabar.apps.campaigns.models import Campaign, Digest, Invalidation, PaperSheet, Setting
from khabar.apps.campaigns.sheets import signatures_on_paper
from khabar.apps.petitions.queries import petition_on_porch
from khabar.domain.petitions.digests import Numbers, Told
from khabar.domain.petitions.plans import Plan

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.petitions.queries import Published
    from khabar.ports import Parts


@dataclass(frozen=True)
class Summary:
    """One petition in the editors' list; `title` is that of the approved text, else empty."""

    id: str
    slug: str
    title: str
    waits_for_approval: bool
    is_published: bool
    is_closed: bool
    confirmed: int


@dataclass(frozen=True)
class Aside:
    """One setting-aside as its editors see it; `may_agree`: somebody else asked, and it waits."""

    id: str
    since: datetime
    until: datetime
    place: str
    language: str
    state: str
    number: int | None
    may_agree: bool


@dataclass(frozen=True)
class Sheets:
    """What became of the printed sheets; `waiting` were counted by one person."""

    printed: int
    waiting: int
    counted: int
    signatures: int


@dataclass(frozen=True)
class Opened:
    """One petition with its draft; `may_approve`: somebody else wrote the last version, and nobody approved it."""

    id: str
    plan: Plan
    version: int
    may_approve: bool
    waits_for_approval: bool
    is_closed: bool
    porch: Published | None
    sheets: Sheets
    asides: tuple[Aside, ...]
    digests: tuple[DueDigest, ...]


@dataclass(frozen=True)
class DueDigest:
    """Numbers of one occasion ("week 2026-03-09", "threshold 1000", "end"); `letter` is empty until one carries it."""

    id: str
    campaign: str
    slug: str
    addressees: tuple[str, ...]
    occasion: str
    numbers: Numbers
    titles: dict[str, str]
    letter: str
    before: int | None
    address: str

    def told(self, language: str) -> Told:
        """Give what `domain.petitions.digests.digest_paragraphs` writes a letter from."""
        title = self.titles.get(language) or next(iter(self.titles.values()))
        return Told(self.occasion, title, self.numbers, self.address, self.before)


def campaigns() -> list[Summary]:
    """List all petitions of this house, the newest on top."""
    return [_summary(row) for row in Campaign.objects.order_by("-written_at")]


def opened_campaign(campaign_id: str, *, account: str, parts: Parts) -> Opened | None:
    """Open one petition for an editor; None for an id nobody has. Raises Locked."""
    row = Campaign.objects.filter(id=campaign_id).first()
    if row is None:
        return None
    waits = row.approved_version < row.version
    return Opened(
        id=row.id,
        plan=opened_draft(bytes(row.draft), parts=parts),
        version=row.version,
        may_approve=waits and row.written_by != account and not row.is_closed,
        waits_for_approval=waits,
        is_closed=row.is_closed,
        porch=petition_on_porch(row.id),
        sheets=_sheets(row.id),
        asides=tuple(_aside(one, account) for one in Invalidation.objects.filter(campaign=row).order_by("since", "id")),
        digests=tuple(_digest(one, parts) for one in Digest.objects.filter(campaign=row).order_by("-made_at", "id")),
    )


def campaign_of_slug(slug: str) -> str | None:
    """Give the id of a petition by its address word; None for a word nobody has."""
    return Campaign.objects.filter(slug=slug).values_list("id", flat=True).first()


def due_digests(*, parts: Parts) -> list[DueDigest]:
    """List the digests that no letter carries yet, oldest first."""
    return [_digest(row, parts) for row in Digest.objects.filter(letter="").order_by("made_at", "id")]


def _summary(row: Campaign) -> Summary:
    porch = petition_on_porch(row.id) if row.published_version else None
    plan = Plan.from_plain(row.approved) if row.approved else None
    return Summary(
        id=row.id,
        slug=row.slug,
        title=plan.wording("en")[1].title if plan else "",
        waits_for_approval=row.approved_version < row.version,
        is_published=porch is not None,
        is_closed=row.is_closed,
        confirmed=porch.confirmed if porch else 0,
    )


def _sheets(campaign_id: str) -> Sheets:
    sheets = PaperSheet.objects.filter(campaign=campaign_id)
    return Sheets(
        printed=sheets.count(),
        waiting=sheets.filter(confirmed=None).exclude(counted=None).count(),
        counted=sheets.exclude(confirmed=None).count(),
        signatures=signatures_on_paper(campaign_id),
    )


def _aside(row: Invalidation, account: str) -> Aside:
    may_agree = row.state == Setting.ASKED and row.asked_by != account
    return Aside(row.id, row.since, row.until, row.place, row.language, row.state, row.number, may_agree)


def _digest(row: Digest, parts: Parts) -> DueDigest:
    plan = Plan.from_plain(row.campaign.approved or {})
    earlier = Digest.objects.filter(campaign=row.campaign_id, made_at__lt=row.made_at).order_by("-made_at").first()
    return DueDigest(
        id=row.id,
        campaign=row.campaign_id,
        slug=row.campaign.slug,
        addressees=plan.addressees,
        occasion=row.occasion,
        numbers=Numbers(**row.numbers),
        titles={code: wording.title for code, wording in plan.wordings.items()},
        letter=row.letter,
        before=Numbers(**earlier.numbers).confirmed if earlier else None,
        address=f"{parts.options.porch_address}petition/{row.campaign.slug}/",
    )

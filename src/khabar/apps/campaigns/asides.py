"""A wish to set signatures aside, made of what an editor typed; doors know no table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.campaigns.models import ALL, Invalidation

if TYPE_CHECKING:
    from datetime import datetime


def wanted(
    campaign_id: str, since: datetime, until: datetime, *, place: str = ALL, language: str = ALL
) -> Invalidation:
    """Give the wish, not yet kept. `place` "" means those who did not say; ALL means wherever."""
    return Invalidation(campaign_id=campaign_id, since=since, until=until, place=place, language=language)

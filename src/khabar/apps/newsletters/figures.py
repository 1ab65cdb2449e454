"""Live figures for an issue: what a petition of this house has come to, how long a letter has had no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.campaigns.queries import campaigns
from khabar.apps.correspondence.quoting import clock_for_the_public
from khabar.apps.petitions.queries import published_petition
from khabar.domain.publishing.issues import Petition, Place, Silence, Written

if TYPE_CHECKING:
    from datetime import date

    from khabar.ports import Parts


def petitions_to_quote() -> list[tuple[str, str]]:
    """List the petitions on the porch that an article can show: address word and title."""
    return [(one.slug, one.title) for one in campaigns() if one.is_published]


def petition_figures(slug: str, language: str, *, parts: Parts) -> Petition | None:
    """Give what a petition has come to now; None for one that is not on the porch."""
    found = published_petition(slug)
    if found is None:
        return None
    _, wording = found.plan.wording(language)
    return Petition(
        title=Written(wording.title, Place(f"petition/{slug}", 1)),
        count=found.confirmed,
        counted_to=found.counted_at.date(),
        counted_at=f"{found.counted_at:%H:%M}",
        on_paper=found.on_paper,
        goal=found.next_threshold or 0,
        address=f"{parts.options.porch_address}petition/{slug}/",
        slug=slug,
    )


def letter_clock(code: str, on: date, *, parts: Parts) -> Silence | None:
    """Give the clock of a letter that may be shown; None for any other."""
    found = clock_for_the_public(code, parts=parts)
    if found is None or found.sent_on > on:
        return None
    answered = found.answered_on if found.answered_on and found.answered_on <= on else None
    return Silence(found.sent_on, on, answered)

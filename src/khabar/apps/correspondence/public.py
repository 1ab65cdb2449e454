"""Letters that stand on the public timeline of a petition: chosen by an advocate, approved by an editor, kept true.

An editor sees bodies and days here, never a letter. The rules of letters are asked at each step: when a letter is meant
for a page, when an editor looks, and in every round, so that a consent taken back takes its letter off the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from khabar.apps.campaigns.timelines import (
    KeptTimeline,
    approve_timeline,
    freshen_timeline,
    slug_of,
    timeline_of,
    timelines_to_freshen,
)
from khabar.apps.correspondence.actions import mean_for_page
from khabar.apps.correspondence.letters import opened_letter
from khabar.apps.correspondence.models import Letter
from khabar.apps.correspondence.queries import address_book, clock_of, draft_of, letter_for
from khabar.domain.actors import require_duty
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.petitions.timelines import PublicLetter, due_and_lines, may_stand, new_objections, page_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from khabar.apps.correspondence.letters import OpenedLetter
    from khabar.apps.correspondence.queries import Listed
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

CHANGED = "The letters of this timeline are others by now. Please look again."


@dataclass(frozen=True)
class Proposed:
    """A timeline as its editor looks at it: what may stand there now, and what was approved before."""

    letters: Mapping[str, PublicLetter]
    kept: KeptTimeline | None

    @property
    def seen(self) -> str:
        """Give the ids and places shown, by which it is known whether somebody approves what he saw."""
        return " ".join(sorted(self.letters))

    @property
    def waits(self) -> bool:
        """Say whether something may stand there that nobody has approved."""
        return bool(set(self.letters) - (self.kept.approved if self.kept else frozenset()))


def stand_on(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedLetter, page: str) -> None:
    """Mean a letter for a public page, or for none; Invalid (field `page`) for what the rules do not allow.

    Its words stay as they are. Conflict when somebody changed the letter meanwhile.
    """
    letter_for(seen.id, actor, parts=parts)
    before = draft_of(seen, today=now.date(), parts=parts)
    for objection in new_objections(before, replace(before, publication=page)):
        raise Invalid("page", str(objection.sentence))
    mean_for_page(actor=actor, now=now, parts=parts, seen=seen, page=page)


def proposed_timeline(campaign_id: str, actor: Actor, *, today: date, parts: Parts) -> Proposed:
    """Give what an editor may approve for a petition's timeline. Refused for an id nobody has."""
    require_duty(actor, Duty.EDITOR)
    return Proposed(_letters_of(campaign_id, today=today, parts=parts), timeline_of(campaign_id))


def approve(*, actor: Actor, now: datetime, parts: Parts, campaign_id: str, seen: str) -> None:
    """Approve the timeline as it was seen; Conflict when other letters may stand there by now."""
    found = proposed_timeline(campaign_id, actor, today=now.date(), parts=parts)
    if found.seen != seen:
        raise Conflict(CHANGED)
    approve_timeline(actor=actor, now=now, parts=parts, campaign_id=campaign_id, letters=found.letters)


def freshen_timelines(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Bring every approved timeline up to date: answers that came, and what may stand there no longer."""
    for campaign_id in timelines_to_freshen():
        letters = _letters_of(campaign_id, today=now.date(), parts=parts)
        freshen_timeline(actor=actor, now=now, campaign_id=campaign_id, letters=letters)


def _letters_of(campaign_id: str, *, today: date, parts: Parts) -> dict[str, PublicLetter]:
    page, book = page_name(slug_of(campaign_id)), address_book(parts=parts)
    found: dict[str, PublicLetter] = {}
    for row in Letter.objects.all():
        letter = opened_letter(row, parts=parts)
        if letter.body.publication == page and may_stand(draft_of(letter, today=today, parts=parts), page):
            found.update(_places(letter, book, today=today, parts=parts))
    return found


def _places(letter: OpenedLetter, book: Mapping[str, Listed], *, today: date, parts: Parts) -> dict[str, PublicLetter]:
    due, lines = due_and_lines(clock_of(letter, today=today, parts=parts))
    shown = {}
    for place, one in enumerate(letter.dispatches):
        if one.sent_on is not None:
            main = place == 0
            shown[f"{letter.id}:{place}"] = PublicLetter(
                body=book[one.body].card.name,
                sent=one.sent_on,
                answered=one.answered_on,
                due=due if main else None,
                is_copy=not main,
                computed=lines if main else {},
            )
    return shown

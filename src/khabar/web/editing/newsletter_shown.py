"""An issue as its page at the desk shows it: pieces with what the gate says of each, and what can be done now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabar.apps.newsletters.queries import refusals, sending
from khabar.domain.publishing.drafts import ArticleDraft, FrontDraft
from khabar.domain.publishing.gate import Weight
from khabar.domain.publishing.taking_over import taken_over
from khabar.web.components.saying import in_readers_words

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from khabar.apps.newsletters.keeping import OpenedIssue, OpenedPiece
    from khabar.apps.newsletters.queries import Sending
    from khabar.domain.publishing.gate import Finding
    from khabar.web.front.access import StaffRequest

FIELDS = {
    "title": _("Title"),
    "text": _("Text"),
    "motto": _("Motto"),
    "publisher": _("Who publishes it"),
    "contact": _("Postal address"),
    "phone": _("Telephone"),
    "email": _("E-mail address"),
    "kicker": _("Line above the title"),
    "summary": _("Summary"),
    "author": _("Who wrote it"),
    "translator": _("Who translated it"),
    "source": _("Where it comes from"),
    "to": _("To whom an open letter goes"),
    "consent": _("Consent"),
}


@dataclass(frozen=True)
class Refusal:
    """One thing the gate says: where, what, and whether a button can put the offered words there."""

    at: int
    where: str
    line: int
    words: SafeString
    is_question: bool
    offered: str


@dataclass(frozen=True)
class PieceRow:
    """One piece: its title, where it stands, what the gate says of it."""

    id: str
    version: int
    title: str
    language: str
    is_front: bool
    is_approved: bool
    may_approve: bool
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True)
class PersonRow:
    """One person who may be named."""

    at: int
    name: str
    agreed: str
    reference: str


@dataclass(frozen=True)
class Shown:
    """The whole page. `is_ready`: every piece is approved, and the gate says nothing."""

    seen: OpenedIssue
    title: str
    pieces: tuple[PieceRow, ...]
    people: tuple[PersonRow, ...]
    is_ready: bool
    sending: Sending | None


def shown(request: StaffRequest, seen: OpenedIssue) -> Shown:
    """Read an issue for its page."""
    said = {} if seen.is_published else refusals(seen.id, now=request.parts.clock.now(), parts=request.parts)
    pieces = tuple(_piece(one, said.get(one.id, ()), request.actor.name) for one in (seen.front, *seen.articles))
    front = seen.front.draft
    people = front.people if isinstance(front, FrontDraft) else ()
    return Shown(
        seen=seen,
        title=seen.front.draft.title,
        pieces=pieces,
        people=tuple(
            PersonRow(at, one.name, one.consent.agreed.value, one.consent.reference) for at, one in enumerate(people)
        ),
        is_ready=not said and bool(seen.articles) and all(one.is_approved for one in pieces),
        sending=sending(seen.id, seen.language) if seen.is_published else None,
    )


def _piece(piece: OpenedPiece, said: tuple[Finding, ...], account: str) -> PieceRow:
    return PieceRow(
        id=piece.id,
        version=piece.version,
        title=piece.draft.title,
        language=piece.draft.language if isinstance(piece.draft, ArticleDraft) else "",
        is_front=isinstance(piece.draft, FrontDraft),
        is_approved=piece.is_approved,
        may_approve=piece.may_approve(account) and not said,
        refusals=tuple(_refusal(at, one, piece) for at, one in enumerate(said)),
    )


def _refusal(at: int, finding: Finding, piece: OpenedPiece) -> Refusal:
    _of, _slash, field = finding.place.file.partition("/")
    return Refusal(
        at=at,
        where=str(FIELDS.get(field, gettext("People and figures"))),
        line=finding.place.line if field == "text" else 0,
        words=in_readers_words(finding.said),
        is_question=finding.weight is Weight.QUESTION,
        offered=finding.instead if taken_over(piece.draft, finding) is not None else "",
    )

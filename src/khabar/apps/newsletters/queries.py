"""Reading issues: the list, one with its pieces, what the gate says of each piece, a PDF to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from khabar.apps.newsletters.keeping import As, OpenedIssue, judged, opened_issue, opened_piece, read_issue
from khabar.apps.newsletters.models import Issue, Piece
from khabar.apps.subscriptions.queries import readers_by_language, sending_of
from khabar.domain.errors import Refused
from khabar.domain.publishing.drafts import FRONT, FrontDraft

if TYPE_CHECKING:
    from datetime import date, datetime

    from khabar.apps.newsletters.keeping import OpenedPiece
    from khabar.apps.subscriptions.queries import SendingFigures
    from khabar.domain.publishing.gate import Finding
    from khabar.ports import Parts


@dataclass(frozen=True)
class Summary:
    """One issue in the editors' list; `waiting` pieces lack their second person."""

    id: str
    language: str
    title: str
    number: int | None
    published_on: date | None
    articles: int
    waiting: int
    is_sent: bool


@dataclass(frozen=True)
class Sending:
    """How the sending of an issue stands; `figures` are None before it began. `is_there`: it lies on the porch."""

    wants_sending: bool
    is_sent: bool
    is_there: bool
    readers: int
    figures: SendingFigures | None


def issues(*, parts: Parts) -> list[Summary]:
    """List all issues, those that are being written first, then the newest."""
    rows = list(Issue.objects.order_by("-made_at", "id"))
    return sorted((_summary(row, parts) for row in rows), key=lambda one: one.number is not None)


def issue_for(issue_id: str, *, parts: Parts) -> OpenedIssue | None:
    """Open one issue; None for an id nobody has. Raises Locked."""
    row = Issue.objects.filter(id=issue_id).first()
    return None if row is None else opened_issue(row, parts=parts)


def refusals(issue_id: str, *, now: datetime, parts: Parts) -> dict[str, tuple[Finding, ...]]:
    """Give what the gate says today, by the id of the piece it speaks of, in the order of the text."""
    seen = issue_for(issue_id, parts=parts)
    if seen is None:
        raise Refused("no such issue")
    found: dict[str, tuple[Finding, ...]] = {}
    for one in judged(read_issue(seen, seen.pieces, today_as(seen, now), parts=parts), parts=parts):
        name = one.place.file.partition("/")[0]
        piece = name if name in seen.numbers else seen.front.id
        found[piece] = (*found.get(piece, ()), one)
    return found


def preview(seen: OpenedIssue, *, now: datetime, parts: Parts) -> bytes:
    """Print an issue as it would be today, to be looked at; whatever the gate says of it."""
    return parts.news.preview(read_issue(seen, seen.pieces, today_as(seen, now), parts=parts))


def sending(issue_id: str, language: str) -> Sending:
    """Give how the sending of an issue stands."""
    row = Issue.objects.only("wants_sending", "is_sent", "carried_version").get(id=issue_id)
    readers = readers_by_language().get(language, 0)
    return Sending(row.wants_sending, row.is_sent, row.carried_version > 0, readers, sending_of(issue_id))


def today_as(seen: OpenedIssue, now: datetime) -> As:
    """Give the number and day an issue has, or would have if it were published now."""
    if seen.number is not None and seen.published_on is not None:
        return As(seen.number, seen.published_on)
    last = Issue.objects.filter(language=seen.language).aggregate(last=Max("number"))["last"]
    return As((last or 0) + 1, now.date())


def is_about_the_front(finding: Finding) -> bool:
    """Say whether a refusal speaks of the issue itself, its people or a petition's words."""
    return finding.place.file.partition("/")[0] in {FRONT, "people", "petition"}


def _summary(row: Issue, parts: Parts) -> Summary:
    rows = list(Piece.objects.filter(issue=row, is_out=False).order_by("place"))
    front: OpenedPiece = opened_piece(rows[0], parts=parts)
    title = front.draft.title if isinstance(front.draft, FrontDraft) else ""
    waiting = sum(one.approved_version != one.version for one in rows)
    is_sent = row.is_sent or row.wants_sending
    return Summary(row.id, row.language, title, row.number, row.published_on, len(rows) - 1, waiting, is_sent)

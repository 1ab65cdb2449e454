"""Taking back what is out: an article, or what names a person, disappears from page, feed, files and later mails.

A mail that has been sent cannot be fetched back. One editor and a reason are enough; and where a consent in a family's
file is taken back, a job does it (`follow_consents`) without waiting for an editor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.casework.closed_consents import closed_references
from khabar.apps.ledger.actions import record
from khabar.apps.newsletters.keeping import As, OpenedIssue, judged, opened_issue, read_issue, sealed_draft
from khabar.apps.newsletters.models import Issue, Piece
from khabar.apps.sealed.shapes import plain
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.publishing.printed import PublicIssue
from khabar.domain.publishing.taking_back import article_closed, closed, left_standing, person_closed, references_in
from khabar.vault import canonical

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.publishing.issues import Issue as IssueMade
    from khabar.domain.publishing.taking_back import Pieces
    from khabar.ports import Parts

NO_REASON = "Please write why, in one sentence."
NOT_OUT = "Only what is published can be taken back."
MEANWHILE = "Somebody else has taken something back meanwhile. Please look again."


def made_for_the_porch(seen: OpenedIssue, issue: IssueMade, as_of: As, version: int, *, parts: Parts) -> bytes:
    """Make all editions of what stands, as the porch takes it."""
    numbers = [seen.numbers[article.place.file.partition("/")[0]] for article in issue.articles]
    printed = parts.news.printed(issue, numbers) if issue.articles else None
    public = PublicIssue(seen.id, seen.language, as_of.number, as_of.on.isoformat(), version, printed)
    return canonical.encode(plain(public))


def take_article_back(
    *, actor: Actor, now: datetime, parts: Parts, issue_id: str, article_id: str, reason: str
) -> None:
    """Take one article of a published issue back, for a reason that names nobody."""
    require_account(actor, Duty.EDITOR)
    seen = _published(issue_id, parts=parts)
    if article_id not in seen.numbers:
        raise Refused("no such article")
    _take(seen, article_closed(seen.pieces, article_id), _said(reason), actor=actor, now=now, parts=parts)


def take_person_back(*, actor: Actor, now: datetime, parts: Parts, issue_id: str, at: int, reason: str) -> None:
    """Take back whatever names one person; `at` is the place in the issue's list of people."""
    require_account(actor, Duty.EDITOR)
    seen = _published(issue_id, parts=parts)
    if at >= len(seen.pieces.front.people):
        raise Refused("no such person")
    _take(seen, person_closed(seen.pieces, at), _said(reason), actor=actor, now=now, parts=parts)


def follow_consents(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Take back what rests on a consent that a family's file says is withdrawn; return how many issues changed."""
    changed, gone = 0, closed_references(now.date(), parts=parts)
    for row in Issue.objects.exclude(number=None) if gone else ():
        seen = opened_issue(row, parts=parts)
        touched = references_in(seen.pieces) & gone
        if touched:
            without = closed(seen.pieces, touched)
            _take(seen, without, "a consent was withdrawn in a file", actor=actor, now=now, parts=parts)
            changed += 1
    return changed


def _take(seen: OpenedIssue, without: Pieces, reason: str, *, actor: Actor, now: datetime, parts: Parts) -> None:
    """Make the issue anew without what the gate refuses now: editions first, then one short transaction."""
    as_of = _as_published(seen)
    before = judged(read_issue(seen, seen.pieces, as_of, parts=parts), parts=parts)
    after = judged(read_issue(seen, without, as_of, parts=parts), parts=parts)
    left = left_standing(without, before, after)
    version = seen.version + 1
    made = made_for_the_porch(seen, read_issue(seen, left, as_of, parts=parts), as_of, version, parts=parts)
    with transaction.atomic():
        there = Issue.objects.filter(id=seen.id, edition_version=seen.version)
        if there.update(edition=made, edition_version=version) != 1:
            raise Conflict(MEANWHILE)
        out = [one.id for one in seen.articles if one.id not in left.articles]
        Piece.objects.filter(id__in=out).update(is_out=True)
        Piece.objects.filter(id=seen.front.id).update(draft=sealed_draft(left.front, parts=parts))
        for article in seen.articles:
            if article.id in left.articles and left.articles[article.id] != article.draft:
                Piece.objects.filter(id=article.id).update(draft=sealed_draft(left.articles[article.id], parts=parts))
        details = {"reason": reason, "articles": len(out)}
        record(actor=actor, now=now, parts=parts, act="taken back", subject=seen.id, details=details)


def _published(issue_id: str, *, parts: Parts) -> OpenedIssue:
    row = Issue.objects.filter(id=issue_id).first()
    if row is None:
        raise Refused("no such issue")
    if row.number is None:
        raise Invalid("", NOT_OUT)
    return opened_issue(row, parts=parts)


def _as_published(seen: OpenedIssue) -> As:
    if seen.number is None or seen.published_on is None:
        raise Invalid("", NOT_OUT)
    return As(seen.number, seen.published_on)


def _said(reason: str) -> str:
    said = " ".join(reason.split())
    if not said:
        raise Invalid("reason", NO_REASON)
    return said

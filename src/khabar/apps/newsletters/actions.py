"""Writing an issue, taking over what the gate offers, approving, publishing, sending; each with its ledger line.

A draft that the gate refuses is kept, sealed: nothing typed is lost. It cannot be approved and cannot be published.
Nothing here touches the porch: what is wanted is noted, and carried over (`carrying`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from khabar.apps.ledger.actions import record
from khabar.apps.newsletters.keeping import (
    FRONT_PLACE,
    As,
    OpenedIssue,
    OpenedPiece,
    judged,
    opened_issue,
    read_issue,
    sealed_draft,
)
from khabar.apps.newsletters.models import Issue, Piece
from khabar.apps.newsletters.queries import refusals, today_as
from khabar.apps.newsletters.taking_back import made_for_the_porch
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import new_id
from khabar.domain.publishing.drafts import MOST_ARTICLES, ArticleDraft, FrontDraft, tidy_article, tidy_front
from khabar.domain.publishing.rewriting import languages
from khabar.domain.publishing.taking_back import Pieces
from khabar.domain.publishing.taking_over import taken_over

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.publishing.drafts import Draft
    from khabar.ports import Parts

SOMEBODY_WROTE = "Somebody else has written a version meanwhile. Please look at it and begin again."
NO_LANGUAGE = "No issue can be read in this language yet."
TOO_MANY = "An issue has sixty articles at most."
WROTE_IT = "Whoever wrote the last version cannot approve it. Please ask a colleague."
GATE = "The gate still has something to say about this. Please look at what it says first."
NOTHING_IN_IT = "An issue needs an article."
NOT_APPROVED = "Not every piece is approved yet by a second person."
NOT_TO_MEND = "These words could not be found as they stand. Please write it yourself."
OUT = "This issue is published. What is out cannot be written anew, only taken back."
SENT = "This issue is sent, or on its way."


def open_issue(*, actor: Actor, now: datetime, parts: Parts, language: str, front: FrontDraft) -> str:
    """Begin an issue in one language; return its id. Invalid for what could not be printed."""
    account = require_account(actor, Duty.EDITOR)
    if language not in languages():
        raise Invalid("language", NO_LANGUAGE)
    tidied, issue_id = tidy_front(front), new_id(parts.entropy.bytes)
    _require_readable(issue_id, tidied, language, now=now, parts=parts)
    with transaction.atomic():
        issue = Issue.objects.create(id=issue_id, language=language, made_at=now, edition=b"")
        _add(issue, FRONT_PLACE, tidied, account, now, parts)
        record(actor=actor, now=now, parts=parts, act="issue begun", subject=issue_id)
    return issue_id


def write_article(*, actor: Actor, now: datetime, parts: Parts, issue_id: str, draft: ArticleDraft) -> str:
    """Add an article; return its id. Invalid for Markdown that has no place in one, or a figure that is not there."""
    account = require_account(actor, Duty.EDITOR)
    tidied = tidy_article(draft)
    seen = _unpublished(issue_id, parts=parts)
    read_issue(seen, Pieces(seen.pieces.front, {"new": tidied}), today_as(seen, now), parts=parts)
    with transaction.atomic():
        issue = _locked(issue_id)
        place = (Piece.objects.filter(issue=issue).aggregate(last=Max("place"))["last"] or 0) + 1
        if place > MOST_ARTICLES:
            raise Invalid("title", TOO_MANY)
        piece = _add(issue, place, tidied, account, now, parts)
        record(actor=actor, now=now, parts=parts, act="article written", subject=piece)
    return piece


def rewrite(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedPiece, draft: Draft) -> None:
    """Keep another version of a piece; Conflict where somebody wrote meanwhile. Approval starts anew."""
    account = require_account(actor, Duty.EDITOR)
    tidied = tidy_front(draft) if isinstance(draft, FrontDraft) else tidy_article(draft)
    issue = _issue_of(seen.id)
    whole = _unpublished(issue, parts=parts)
    read_issue(whole, _with(whole, seen.id, tidied), today_as(whole, now), parts=parts)
    with transaction.atomic():
        _locked(issue)
        there = Piece.objects.filter(id=seen.id, version=seen.version, is_out=False)
        written = there.update(
            draft=sealed_draft(tidied, parts=parts), version=seen.version + 1, written_by=account, written_at=now
        )
        if written != 1:
            raise Conflict(SOMEBODY_WROTE)
        record(actor=actor, now=now, parts=parts, act="piece written", subject=seen.id)


def take_over(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedPiece, at: int) -> None:
    """Put the words that the gate offers into a piece; `at` is the place of the refusal among those of this version."""
    found = refusals(_issue_of(seen.id), now=now, parts=parts).get(seen.id, ())
    mended = taken_over(seen.draft, found[at]) if at < len(found) else None
    if mended is None:
        raise Invalid("", NOT_TO_MEND)
    rewrite(actor=actor, now=now, parts=parts, seen=seen, draft=mended)


def drop_article(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedPiece) -> None:
    """Take an article out of an issue that is not published; nothing of it is kept."""
    require_account(actor, Duty.EDITOR)
    with transaction.atomic():
        _locked(_issue_of(seen.id))
        there = Piece.objects.filter(id=seen.id, version=seen.version, place__gt=FRONT_PLACE, is_out=False)
        if there.update(is_out=True, draft=b"") != 1:
            raise Conflict(SOMEBODY_WROTE)
        record(actor=actor, now=now, parts=parts, act="article dropped", subject=seen.id)


def approve(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedPiece) -> None:
    """Approve one version of a piece as the second person; only where the gate has nothing to say about it."""
    account = require_account(actor, Duty.EDITOR)
    if seen.written_by == account:
        raise Invalid("", WROTE_IT)
    issue = _issue_of(seen.id)
    if refusals(issue, now=now, parts=parts).get(seen.id):
        raise Invalid("", GATE)
    with transaction.atomic():
        _locked(issue)
        there = Piece.objects.filter(id=seen.id, version=seen.version, written_by=seen.written_by, is_out=False)
        if there.update(approved_version=seen.version, approved_by=account) != 1:
            raise Conflict(SOMEBODY_WROTE)
        details = {"version": seen.version}
        record(actor=actor, now=now, parts=parts, act="piece approved", subject=seen.id, details=details)


def publish(*, actor: Actor, now: datetime, parts: Parts, issue_id: str) -> int:
    """Give an issue its number and its day, and make all editions; every piece is approved, the gate asked again."""
    account = require_account(actor, Duty.EDITOR)
    seen = _unpublished(issue_id, parts=parts)
    if not seen.articles:
        raise Invalid("", NOTHING_IN_IT)
    if not all(one.is_approved for one in (seen.front, *seen.articles)):
        raise Invalid("", NOT_APPROVED)
    as_of = today_as(seen, now)
    issue = read_issue(seen, seen.pieces, as_of, parts=parts)
    if judged(issue, parts=parts):
        raise Invalid("", GATE)
    made = made_for_the_porch(seen, issue, as_of, 1, parts=parts)
    try:
        with transaction.atomic():
            _locked(issue_id)
            _require_as_seen(seen)
            Issue.objects.filter(id=issue_id).update(
                number=as_of.number, published_on=as_of.on, published_by=account, edition=made, edition_version=1
            )
            details = {"number": as_of.number}
            record(actor=actor, now=now, parts=parts, act="issue published", subject=issue_id, details=details)
    except IntegrityError:
        raise Conflict(SOMEBODY_WROTE) from None
    return as_of.number


def send(*, actor: Actor, now: datetime, parts: Parts, issue_id: str) -> None:
    """Ask that an issue be sent to its readers: once, for good."""
    require_account(actor, Duty.EDITOR)
    with transaction.atomic():
        asked = Issue.objects.filter(id=issue_id, edition_version__gt=0, wants_sending=False, is_sent=False)
        if asked.update(wants_sending=True) != 1:
            raise Conflict(SENT)
        record(actor=actor, now=now, parts=parts, act="sending asked", subject=issue_id)


def _add(issue: Issue, place: int, draft: Draft, account: str, now: datetime, parts: Parts) -> str:
    piece = Piece.objects.create(
        id=new_id(parts.entropy.bytes),
        issue=issue,
        place=place,
        draft=sealed_draft(draft, parts=parts),
        written_by=account,
        written_at=now,
    )
    return piece.id


def _with(seen: OpenedIssue, piece: str, draft: Draft) -> Pieces:
    pieces = seen.pieces
    if isinstance(draft, FrontDraft):
        return Pieces(draft, pieces.articles)
    return Pieces(pieces.front, {**pieces.articles, piece: draft})


def _require_readable(issue_id: str, front: FrontDraft, language: str, *, now: datetime, parts: Parts) -> None:
    piece = OpenedPiece(issue_id, FRONT_PLACE, 1, "", is_approved=False, draft=front)
    empty = OpenedIssue(issue_id, language, None, None, 0, piece, ())
    read_issue(empty, empty.pieces, As(1, now.date()), parts=parts)


def _issue_of(piece_id: str) -> str:
    found = Piece.objects.filter(id=piece_id).values_list("issue_id", flat=True).first()
    if found is None:
        raise Refused("no such piece")
    return found


def _locked(issue_id: str) -> Issue:
    """Hold an issue that is not published for this transaction."""
    found = Issue.objects.select_for_update().filter(id=issue_id).first()
    if found is None:
        raise Refused("no such issue")
    if found.number is not None:
        raise Conflict(OUT)
    return found


def _unpublished(issue_id: str, *, parts: Parts) -> OpenedIssue:
    found = Issue.objects.filter(id=issue_id).first()
    if found is None:
        raise Refused("no such issue")
    if found.number is not None:
        raise Conflict(OUT)
    return opened_issue(found, parts=parts)


def _require_as_seen(seen: OpenedIssue) -> None:
    """Refuse where a piece came, went or changed since the editions were made."""
    rows = Piece.objects.filter(issue=seen.id, is_out=False).values_list("id", "version", "approved_version")
    if {tuple(row) for row in rows} != {(one.id, one.version, one.version) for one in (seen.front, *seen.articles)}:
        raise Conflict(SOMEBODY_WROTE)

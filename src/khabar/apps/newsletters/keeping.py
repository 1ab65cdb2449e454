"""Pieces of an issue as they lie sealed, and the issue that is made of them; shared by actions and queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.apps.newsletters.figures import letter_clock, petition_figures
from khabar.apps.newsletters.models import Issue as IssueRow
from khabar.apps.newsletters.models import Piece
from khabar.apps.sealed.shapes import plain, shaped
from khabar.domain.publishing.drafts import ArticleDraft, Draft, FrontDraft, Making, issue_of, quoted_in
from khabar.domain.publishing.gate import findings
from khabar.domain.publishing.taking_back import Pieces
from khabar.vault import canonical
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, seal_to, unseal_with

if TYPE_CHECKING:
    from datetime import date

    from khabar.domain.publishing.gate import Finding
    from khabar.domain.publishing.issues import Issue
    from khabar.ports import Parts

SIZES = (16384, 65536, 262144, 1048576)
FRONT_PLACE = 0


@dataclass(frozen=True)
class OpenedPiece:
    """One piece as an editor sees it. `is_approved`: another person has approved this very version."""

    id: str
    place: int
    version: int
    written_by: str
    is_approved: bool
    draft: Draft = field(repr=False)

    def may_approve(self, account: str) -> bool:
        """Say whether this colleague can be the second person for it."""
        return not self.is_approved and self.written_by != account


@dataclass(frozen=True)
class OpenedIssue:
    """One issue with its pieces, those that are out left out; `numbers` are the anchors of its articles."""

    id: str
    language: str
    number: int | None
    published_on: date | None
    version: int
    front: OpenedPiece
    articles: tuple[OpenedPiece, ...]

    @property
    def is_published(self) -> bool:
        """Say whether it has a number and a day."""
        return self.number is not None

    @property
    def pieces(self) -> Pieces:
        """The drafts alone, by the ids of their pieces."""
        return Pieces(_front(self.front), {one.id: _article(one) for one in self.articles})

    @property
    def numbers(self) -> dict[str, int]:
        """The anchor of each article: the place at which it was written, which stays when others go."""
        return {one.id: one.place for one in self.articles}

    def piece(self, piece_id: str) -> OpenedPiece | None:
        """Give one piece by its id."""
        return next((one for one in (self.front, *self.articles) if one.id == piece_id), None)


def sealed_draft(draft: Draft, *, parts: Parts) -> bytes:
    """Seal one piece."""
    return seal_to(parts.public[KeyClass.FILES].public, canonical.encode(plain(draft)), pad_to=SIZES)


def opened_piece(row: Piece, *, parts: Parts) -> OpenedPiece:
    """Open one piece; raises Locked while the files key is not at hand."""
    blob = bytes(row.draft)
    inside = canonical.decode(unseal_with(parts.keys.key(KeyClass.FILES, key_id_in(blob)).private, blob))
    is_front = row.place == FRONT_PLACE
    draft: Draft = shaped(FrontDraft, inside) if is_front else shaped(ArticleDraft, inside)
    is_approved = row.approved_version == row.version
    return OpenedPiece(row.id, row.place, row.version, row.written_by, is_approved, draft)


def opened_issue(row: IssueRow, *, parts: Parts) -> OpenedIssue:
    """Open one issue with its pieces."""
    rows = Piece.objects.filter(issue=row, is_out=False).order_by("place")
    front, *articles = [opened_piece(one, parts=parts) for one in rows]
    return OpenedIssue(row.id, row.language, row.number, row.published_on, row.edition_version, front, tuple(articles))


@dataclass(frozen=True)
class As:
    """As which number and on which day an issue is read: those it has, or those it would have today."""

    number: int
    on: date


def read_issue(seen: OpenedIssue, pieces: Pieces, as_of: As, *, parts: Parts) -> Issue:
    """Make the issue out of its pieces, with live figures; Invalid for what cannot be read or is not there."""
    drafts: tuple[Draft, ...] = (pieces.front, *pieces.articles.values())
    quoted = [quoted_in(one) for one in drafts]
    petitions = {slug: petition_figures(slug, seen.language, parts=parts) for slug, _ in quoted if slug}
    letters = {code: letter_clock(code, as_of.on, parts=parts) for _, code in quoted if code}
    making = Making(
        language=seen.language,
        number=as_of.number,
        on=as_of.on,
        address=address_of(seen.language, as_of.number, parts=parts),
        petitions={slug: one for slug, one in petitions.items() if one is not None},
        letters={code: one for code, one in letters.items() if one is not None},
        read=parts.news.read,
    )
    return issue_of(pieces.front, pieces.articles, making)


def judged(issue: Issue, *, parts: Parts) -> tuple[Finding, ...]:
    """Ask the gate, and the fonts."""
    found = (*findings(issue), *parts.news.unprintable(issue))
    return tuple(sorted(found, key=lambda one: (one.place, str(one.said))))


def address_of(language: str, number: int, *, parts: Parts) -> str:
    """Give the address of an issue on the porch."""
    return f"{parts.options.porch_address}newsletter/{language}/{number}/"


def _front(piece: OpenedPiece) -> FrontDraft:
    if not isinstance(piece.draft, FrontDraft):
        raise TypeError("the first piece is the front")
    return piece.draft


def _article(piece: OpenedPiece) -> ArticleDraft:
    if not isinstance(piece.draft, ArticleDraft):
        raise TypeError("every other piece is an article")
    return piece.draft

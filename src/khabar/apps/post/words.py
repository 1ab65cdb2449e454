"""What stands on a page: one slot with all words and addresses told so far, and letters in slots of their own.

A later telling, of a yes or of a no, says everything told before once more: nothing that was told is pushed off a page
by what comes after, and a page that took a word back would tell of a withdrawal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.post.models import Lane, Release
from khabar.apps.post.pages import page_of
from khabar.apps.registry.queries import record_under
from khabar.domain.bodies import Unreadable
from khabar.domain.errors import Refused
from khabar.domain.ids import PresenceId, RequestId
from khabar.domain.page import Piece, piece_of, slot_of
from khabar.vault.errors import TooLarge
from khabar.vault.keys import KeyClass
from khabar.vault.pigeonholes import blank_piece, seal_piece
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from khabar.apps.post.models import Page
    from khabar.domain.ids import PermitId
    from khabar.ports import Parts

TABLE = "post_release"
KEPT_SIZES = (32768, 131072)
HANDED_SIZES = (8192, 32768)


@dataclass(frozen=True)
class Word:
    """What one person let be told: whose word it is, and its pieces; no pieces where nothing may be told."""

    subject: PresenceId
    pieces: tuple[Piece, ...]


def put_words(*, now: datetime, parts: Parts, permit_id: PermitId, recipient: RequestId, word: Word) -> None:
    """Write the slot of words of one page anew: what was told before, and this word; blank where that is nothing.

    Where the recipient has no page, the word is kept for whoever is named to speak it.
    """
    page = page_of(recipient)
    told = _told_so_far(page, recipient, parts) if page else []
    if word.pieces:
        told = [*(one for one in told if one.subject != word.subject), word]
    sealed = _sealed(page, told, parts)
    Release.objects.create(
        lane=Lane.WORD,
        permit_id=permit_id,
        page=page,
        sealed=sealed,
        kept=_kept(told, recipient, parts) if page else b"",
        made_at=now,
    )


def words_anew(release: Release, parts: Parts) -> bytes:
    """Seal the slot of words of a page once more: what was told, or blank where that is nothing."""
    page = release.page
    if page is None:
        return bytes(release.sealed)
    return _sealed(page, _told_so_far(page, RequestId(page.holder), parts), parts)


def put_letter(*, now: datetime, permit_id: PermitId, page: Page | None, sealed: bytes) -> None:
    """Put one letter, sealed to the page's key already, into a slot of its own; or note that it was handed over."""
    Release.objects.create(lane=Lane.LETTER, permit_id=permit_id, page=page, sealed=sealed, kept=b"", made_at=now)


def _sealed(page: Page | None, told: Sequence[Word], parts: Parts) -> bytes:
    """Seal the newest words that one slot holds; nothing told is a slot that nobody can open."""
    pieces = [piece for word in told for piece in word.pieces]
    if page is None:
        return seal_to(parts.public[KeyClass.REGISTER].public, slot_of(pieces), pad_to=HANDED_SIZES)
    for start in range(len(pieces)):
        try:
            return seal_piece(bytes(page.public), slot_of(pieces[start:]))
        except TooLarge:
            continue
    return blank_piece(bytes(page.public), random=parts.entropy.bytes)


def _told_so_far(page: Page, recipient: RequestId, parts: Parts) -> list[Word]:
    last = Release.objects.filter(page=page, lane=Lane.WORD).order_by("-id").first()
    if last is None:
        return []
    try:
        inside = record_under(recipient, TABLE, page.locator, parts=parts).open("kept", bytes(last.kept))
    except Refused:
        return []  # the recipient has been erased
    words = inside["words"]
    if not isinstance(words, list):
        raise Unreadable("words is not a list")
    return [Word(PresenceId(one["subject"]), tuple(piece_of(piece) for piece in one["pieces"])) for one in words]


def _kept(told: Sequence[Word], recipient: RequestId, parts: Parts) -> bytes:
    words = [{"subject": one.subject, "pieces": [piece.to_body() for piece in one.pieces]} for one in told]
    page = page_of(recipient)
    try:
        record = record_under(recipient, TABLE, page.locator if page else "", parts=parts)
    except Refused:
        return b""
    return record.seal("kept", {"schema": 1, "words": words}, random=parts.entropy.bytes, sizes=KEPT_SIZES)

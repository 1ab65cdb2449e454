"""Claims proposed from paragraphs as they may be shown: a marked word is in none of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from khabar.apps.archive.keeping import Card, KeptClaim, claim_blob
from khabar.apps.archive.models import Claim
from khabar.domain.archive_documents import published_on
from khabar.domain.archive_index import shown
from khabar.domain.claims.claim import Source
from khabar.domain.claims.proposing import Reading, proposed
from khabar.domain.claims.withholding import may_be_shown
from khabar.domain.ids import new_id
from khabar.domain.repair.found import PieceKind

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.archive.keeping import Kept
    from khabar.domain.search_queries import Hidden
    from khabar.ports import Parts
    from khabar.vault.records import Record

MOST_PROPOSED: Final = 500
"""Proposals of one document; its page says so where there are as many."""
LONGEST: Final = 20_000
"""Letters of a paragraph that is gone through; a longer one is a file without paragraphs."""
_SAYING: Final = frozenset({PieceKind.PARAGRAPH, PieceKind.FOOTNOTE})


@dataclass(frozen=True)
class Gone:
    """A document that is gone through: its key, what is known of it, what is hidden, when."""

    inner: Record = field(repr=False)
    card: Card = field(repr=False)
    hidden: Hidden = field(repr=False)
    now: datetime

    def proposals(self, leaf: int, at: int, kept: Kept, *, parts: Parts) -> list[Claim]:
        """Propose the claims of one paragraph, as rows to keep."""
        paragraph = kept.paragraph
        if paragraph.kind not in _SAYING or len(paragraph.raw) > LONGEST:
            return []
        today = self.now.date()
        published = published_on(self.card.filing, today)
        source = Source(self.inner.row, paragraph.page, self.card.filing.outlet, published)
        reading = Reading(source, today, paragraph.confidence)
        rows = []
        for claim in proposed(shown(paragraph, self.hidden).text, reading, language=paragraph.language):
            if may_be_shown(claim, self.hidden) is None:
                continue
            claim_id = new_id(parts.entropy.bytes)
            sealed = claim_blob(self.inner, claim_id, KeptClaim(claim, leaf, at, proposed=claim), parts=parts)
            rows.append(Claim(id=claim_id, document_id=self.inner.row, sealed=sealed, made_at=self.now))
        return rows

"""What the asking desk reads of a PFIF record: what others say of the person's life, each with who says so and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.copies.keeping import opened_copy
from khabar.apps.copies.models import Copy
from khabar.domain.pfif.taking import claims_in

if TYPE_CHECKING:
    from khabar.domain.ids import PresenceId, RequestId
    from khabar.domain.pfif.taking import Claim
    from khabar.ports import Parts


def claims_about(case: RequestId | PresenceId, *, parts: Parts) -> tuple[Claim, ...]:
    """List what others say of this person's life or death, newest first; empty for a case that was in no PFIF list.

    For people who decide about asking, and for nobody else: the caller has noted the reading of the case.
    """
    row = Copy.objects.filter(id=case).exclude(sealed=b"").first()
    if row is None:
        return ()
    kept = opened_copy(row, parts=parts)
    return claims_in(kept.notes, kept.version)

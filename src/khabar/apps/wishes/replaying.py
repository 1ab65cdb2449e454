"""What of wishes belongs into the journal: that one was kept, that something was decided, that a file was put right.

What was wished is sealed and lies in no journal. So after a restore nothing of it is done by itself: people look, and
take in anew what was taken in after the backup; until then the quarantine keeps the house silent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from khabar.apps.journal.outcomes import DONE, LOOK, NOBODY
from khabar.apps.registry.queries import is_presence, is_request
from khabar.apps.wishes.models import Wish

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

KEPT, CHANGED, MENDED = "wish kept", "wish changed", "case mended"
ACTS = frozenset({KEPT, CHANGED, MENDED})


def told(entry: Any, parts: Parts) -> dict[str, str] | None:  # noqa: ANN401 - a row of the ledger
    """Give the id of the wish, or of what was put right; no key is needed."""
    del parts
    return {"id": entry.subject}


def again(act: str, body: Mapping[str, Any], *, actor: Actor, now: datetime, parts: Parts) -> str:
    """Say whether people have to look: where a wish is gone, where one may have been decided, where an old value is."""
    del actor, now, parts
    one = str(body["id"])
    if act == MENDED:
        return LOOK if is_request(one) or is_presence(one) else NOBODY
    is_here = Wish.objects.filter(id=one).exists()
    if act == KEPT:
        return DONE if is_here else LOOK
    return LOOK if is_here else NOBODY

"""What of cases belongs into the journal: that one was erased, and that what is known of a request has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from khabar.apps.journal.outcomes import DONE, LOOK, NOBODY
from khabar.apps.pigeonholes.actions import close_pigeonhole
from khabar.apps.post.erasing import erase
from khabar.apps.registry.queries import erased_ids, is_presence, is_request
from khabar.domain.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

ERASED, ESTABLISHED = "case erased", "request established"
ACTS = frozenset({ERASED, ESTABLISHED})


def told(entry: Any, parts: Parts) -> dict[str, str] | None:  # noqa: ANN401 - a row of the ledger
    """Give the id of the case; no key is needed."""
    del parts
    return {"id": entry.subject}


def again(act: str, body: Mapping[str, Any], *, actor: Actor, now: datetime, parts: Parts) -> str:
    """Erase the case once more; where the desk had noted something, an objection perhaps, it has to look again."""
    case = str(body["id"])
    if act == ESTABLISHED:
        return LOOK if is_request(case) and case not in erased_ids() else NOBODY
    if not (is_request(case) or is_presence(case)):
        return NOBODY
    try:
        with transaction.atomic(using="porch"):
            locator = erase(actor=actor, now=now, parts=parts, holder=case)
            if locator:
                close_pigeonhole(actor=actor, now=now, locator=locator)
    except Conflict:
        return DONE
    return DONE

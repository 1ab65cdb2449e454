"""What of consent belongs into the journal: every answer and withdrawal, alike, by the ids of whom it is between.

It belongs there from the moment at which one person wrote it down. After a restore each that this house does not
remember is taken for a withdrawal: an answer that was given after the backup, a yes too, must be asked for again, and
nothing is told meanwhile. Closed is the safe side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from khabar.apps.consent.actions import RECORDED, WRITTEN_DOWN, withdraw
from khabar.apps.consent.models import Permit
from khabar.apps.journal.outcomes import DONE, NOBODY
from khabar.apps.ledger.queries import subject_of_event
from khabar.apps.registry.queries import is_request
from khabar.domain.errors import Refused
from khabar.domain.ids import PresenceId, RequestId

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

ACTS = frozenset({RECORDED, WRITTEN_DOWN})


def told(entry: Any, parts: Parts) -> dict[str, str] | None:  # noqa: ANN401 - a row of the ledger
    """Give the ids of the person and of the request; no key is needed."""
    del parts
    if entry.act == WRITTEN_DOWN:
        return {"id": subject_of_event(entry.event), "request": entry.subject}
    permit = Permit.objects.filter(id=entry.subject).values_list("subject", "recipient").first()
    presence, request = permit or (entry.subject, "")
    return {"id": presence, "request": request}


def again(act: str, body: Mapping[str, Any], *, actor: Actor, now: datetime, parts: Parts) -> str:
    """Withdraw what may have been said to this request, or to all."""
    del act
    request = RequestId(str(body["request"])) if body["request"] else None
    if request is not None and not is_request(request):
        return NOBODY
    try:
        withdraw(actor=actor, now=now, parts=parts, subject=PresenceId(str(body["id"])), recipient=request)
    except Refused:
        return NOBODY  # not here, or erased
    return DONE

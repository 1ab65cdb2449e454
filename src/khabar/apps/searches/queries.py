"""What a search has come to, for the one who asked and nobody else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.apps.searches.blobs import answer_in, question_in
from khabar.apps.searches.models import Search
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.searching import KEPT_FOR

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.ids import RequestId
    from khabar.ports import Parts


@dataclass(frozen=True)
class Asked:
    """A search as its asker sees it; `found` is None until somebody has looked."""

    name: str = field(repr=False)
    found: tuple[RequestId, ...] | None


def asked(search_id: str, actor: Actor, *, now: datetime, parts: Parts) -> Asked:
    """Open one's own search; Refused alike for an unknown one, one of a colleague, and one whose hour has passed."""
    account = require_account(actor, Duty.FAMILY_DESK)
    row = Search.objects.filter(id=search_id, asked_by=account, asked_at__gt=now - KEPT_FOR).first()
    if row is None:
        raise Refused("no such search")
    found = None if row.answer is None else answer_in(row.id, bytes(row.answer), parts=parts)
    return Asked(question_in(row.id, bytes(row.question), parts=parts), found)


def was_found(request_id: RequestId, actor: Actor, *, now: datetime, parts: Parts) -> bool:
    """Say whether somebody has found this request by a name within the hour: then there was a reason already."""
    account = require_account(actor, Duty.FAMILY_DESK)
    answered = Search.objects.filter(asked_by=account, asked_at__gt=now - KEPT_FOR, answer__isnull=False)
    return any(request_id in answer_in(row.id, bytes(row.answer or b""), parts=parts) for row in answered)


def something_waits(now: datetime) -> bool:
    """Say whether a question waits to be answered, or something is to be let go; needs no key."""
    waiting = Search.objects.filter(answer=None) | Search.objects.filter(asked_at__lte=now - KEPT_FOR)
    return waiting.exists()

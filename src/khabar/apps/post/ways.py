"""Between whom messages may pass today: only under a Permit that the gate still holds good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.consent.queries import counterparts, permit_covering
from khabar.apps.registry.queries import is_request
from khabar.domain.answers import Disclosure
from khabar.domain.ids import PermitId, PresenceId, RequestId

if TYPE_CHECKING:
    from datetime import date

    from khabar.ports import Parts


@dataclass(frozen=True)
class Way:
    """The way a message may go today: under which Permit, to whom."""

    permit: PermitId
    addressee: str


def way_open(writer: RequestId | PresenceId, *, on: date, parts: Parts) -> Way | None:
    """Find to whom this writer's messages may go today, or None."""
    for other in counterparts(writer):
        subject, recipient = (
            (PresenceId(other), RequestId(writer)) if is_request(writer) else (PresenceId(writer), RequestId(other))
        )
        if found := permit_covering(subject, recipient, Disclosure.MESSAGE, on=on, parts=parts):
            return Way(found, other)
    return None

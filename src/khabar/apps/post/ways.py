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
    addressee: RequestId | PresenceId


def way_open(writer: RequestId | PresenceId, addressee: str = "", *, on: date, parts: Parts) -> Way | None:
    """Find to whom this writer's messages may go today, or None. With an addressee: to that one, or to nobody.

    A person who has allowed messages with several enquirers and names none of them reaches nobody: what was written
    for one of them must not come to another.
    """
    from_request = is_request(writer)
    ways = []
    for other in [addressee] if addressee else counterparts(writer):
        subject, recipient = (
            (PresenceId(other), RequestId(writer)) if from_request else (PresenceId(writer), RequestId(other))
        )
        if found := permit_covering(subject, recipient, Disclosure.MESSAGE, on=on, parts=parts):
            ways.append(Way(found, subject if from_request else recipient))
    return ways[0] if len(ways) == 1 or (ways and from_request) else None

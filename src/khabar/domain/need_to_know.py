"""Which requests wait at the family desk, so that they are opened as they come; any other is opened for a reason.

What waits follows from days that every request has alike: nothing here depends on anybody who is sought or here.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from khabar.domain.errors import Invalid, Refused

if TYPE_CHECKING:
    from datetime import date

    from khabar.domain.ids import RequestId

FRESH: Final = timedelta(days=30)
"""So long after filing there is work on a request: who asks, and why, is established."""
DUE: Final = timedelta(days=7)
"""So long before the day by which a family hears from us its request waits at the desk."""
LONGEST_REASON: Final = 200


class ReasonNeeded(Refused):
    """Nothing waits about this request; who opens it says why, and then it is shown until the day ends."""

    def __init__(self, request_id: RequestId) -> None:
        super().__init__("a reason is needed")
        self.request_id = request_id


def waits_at_desk(*, filed_on: date, hear_by: date, today: date) -> bool:
    """Say whether a request waits: it is new, or its family is to hear from us soon or should have."""
    return today - filed_on <= FRESH or hear_by - today <= DUE


def reason_for(written: str) -> str:
    """Give the reason as it is kept; Invalid where there is none, or it is longer than a sentence."""
    reason = written.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid("reason", "Please say in one sentence why you open this request.")
    return reason

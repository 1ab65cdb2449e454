"""Requests as lines of a list: who is sought by whom, since when, and by when the family hears from us.

Showing a list of persons is in the ledger before anything is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.post.queries import next_contacts
from khabar.apps.registry.readings import note_list_reading
from khabar.web.front import sheets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from khabar.apps.registry.queries import RequestFile
    from khabar.web.front.access import StaffRequest


@dataclass(frozen=True)
class RequestLine:
    """One request in a list: who is sought by whom, since when, and by when the family hears from us."""

    id: str
    sought: str
    enquirer: str
    filed_on: date
    hear_by: date
    needs_slip: bool = False


def listed(request: StaffRequest, opened: Sequence[RequestFile]) -> list[RequestLine]:
    """Give the lines of a list whose reading is in the ledger."""
    parts, subjects = request.parts, [one.id for one in opened]
    note_list_reading(actor=request.actor, now=parts.clock.now(), parts=parts, subjects=subjects, act="requests listed")
    return lines_of(request, opened)


def lines_of(request: StaffRequest, opened: Sequence[RequestFile]) -> list[RequestLine]:
    """Give the lines alone, where the reading is noted otherwise."""
    filed_on = {str(one.id): one.filed_at.date() for one in opened}
    by = next_contacts(filed_on, today=request.parts.clock.now().date(), parts=request.parts)
    return [
        RequestLine(
            id=one.id,
            sought=sheets.called(one.form),
            enquirer=one.form.enquirer_name or one.form.enquirer_given,
            filed_on=filed_on[one.id],
            hear_by=by[one.id],
            needs_slip=one.needs_slip,
        )
        for one in opened
    ]

"""The list of pairs and the page of one pair.

Both readings are in the ledger before anything is shown. Nothing is changed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from khabar.apps.matches.queries import PairLine, pairs_for
from khabar.apps.registry.readings import note_list_reading
from khabar.domain.duties import Duty
from khabar.web.asking_desk.guarantor import around_guarantor, guarantors_name
from khabar.web.asking_desk.pages import opened, shown
from khabar.web.asking_desk.words import percent, prior_words, state_words
from khabar.web.front.access import for_duties
from khabar.web.front.paging import page_of

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest


@dataclass(frozen=True)
class Row:
    """One pair in the list, in words."""

    id: str
    sought: str
    present: str
    percent: str
    state: str


@require_safe
@for_duties(Duty.ASKING_DESK)
def pairs(request: StaffRequest) -> HttpResponseBase:
    """List the pairs: first those that wait for a second person, then the likeliest."""
    parts = request.parts
    page = page_of(request, pairs_for(request.actor, parts=parts))
    subjects = [line.id for line in page.object_list]
    note_list_reading(actor=request.actor, now=parts.clock.now(), parts=parts, subjects=subjects, act="pairs listed")
    rows = [_row(line, guarantors_name(parts)) for line in page.object_list]
    context = {"page": page, "rows": rows, "prior": prior_words(), **around_guarantor(parts)}
    return render(request, "asking_desk/list.html", context)


@require_safe
@for_duties(Duty.ASKING_DESK)
def pair(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Show one pair: both sides, the evidence, what stands against asking, the steps that are possible."""
    return shown(request, opened(request, pair_id))


def _row(line: PairLine, guarantor: str) -> Row:
    state = state_words(line.state, guarantor=guarantor)
    return Row(line.id, line.sought or "—", line.present or "—", percent(line.probability), state)

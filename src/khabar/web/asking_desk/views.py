"""The list of pairs and the page of one pair.

Both readings are in the ledger before anything is shown. Nothing is changed here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from khabar.apps.matches.queries import PairLine, pairs_for
from khabar.apps.registry.readings import note_list_reading
from khabar.domain.asking import WAITING
from khabar.domain.duties import Duty
from khabar.web.asking_desk.guarantor import around_guarantor, guarantors_name
from khabar.web.asking_desk.pages import opened, shown
from khabar.web.asking_desk.words import percent, prior_words, state_words
from khabar.web.front import sheets
from khabar.web.front.access import for_duties
from khabar.web.front.paging import page_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest


FEW = 3
"""So many pairs of one person are listed each."""


@dataclass(frozen=True)
class Row:
    """One pair in the list, in words."""

    id: str
    sought: str
    present: str
    percent: str
    state: str
    more: int


@require_safe
@for_duties(Duty.ASKING_DESK)
def pairs(request: StaffRequest) -> HttpResponseBase:
    """List the pairs: first those that wait for a second person, then the likeliest."""
    lines = pairs_for(request.actor, parts=request.parts)
    return _listed(request, folded(lines), "asking_desk/list.html", around_guarantor(request.parts))


@require_safe
@for_duties(Duty.ASKING_DESK)
def beside(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """List every pair of the person of this one: what the list of pairs folds into a line."""
    view = opened(request, pair_id)
    lines = pairs_for(request.actor, parts=request.parts)
    of_one = [(line, 0) for line in lines if line.presence == view.file.presence_id]
    return _listed(request, of_one, "asking_desk/beside.html", {"present": sheets.called(view.presence.form)})


def folded(lines: Sequence[PairLine]) -> list[tuple[PairLine, int]]:
    """Give the lines to show, each with how many more stand behind it.

    Of a person who makes more than a few pairs one line is shown, and each that waits for a second person: whoever
    files one description in a thousand spellings takes one line of the list, and neither hears of it nor gains by it.
    """
    quiet = Counter(line.presence for line in lines if line.state not in WAITING)
    led, found = set[str](), []
    for line in lines:
        if line.state in WAITING or quiet[line.presence] <= FEW:
            found.append((line, 0))
        elif line.presence not in led:
            led.add(line.presence)
            found.append((line, quiet[line.presence] - 1))
    return found


@require_safe
@for_duties(Duty.ASKING_DESK)
def pair(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Show one pair: both sides, the evidence, what stands against asking, the steps that are possible."""
    return shown(request, opened(request, pair_id))


def _listed(
    request: StaffRequest, lines: Sequence[tuple[PairLine, int]], template: str, more: Mapping[str, object]
) -> HttpResponseBase:
    parts, page = request.parts, page_of(request, lines)
    subjects = [line.id for line, _behind in page.object_list]
    note_list_reading(actor=request.actor, now=parts.clock.now(), parts=parts, subjects=subjects, act="pairs listed")
    rows = [_row(line, behind, guarantors_name(parts)) for line, behind in page.object_list]
    return render(request, template, {"page": page, "rows": rows, "prior": prior_words(), **more})


def _row(line: PairLine, behind: int, guarantor: str) -> Row:
    state = state_words(line.state, guarantor=guarantor)
    return Row(line.id, line.sought or "—", line.present or "—", percent(line.probability), state, behind)

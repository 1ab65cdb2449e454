"""Figures side by side: the list of what was counted, and each with its plot, its table and what contradicts what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khabar.apps.archive.deciding import figures
from khabar.apps.archive.queries import READERS
from khabar.web.front.access import for_duties
from khabar.web.reading_room.plots import FigureLine, lines_of, plot_of
from khabar.web.reading_room.words import counted

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.domain.claims.tellings import Group
    from khabar.web.front.access import StaffRequest

ALL = "all"
"""Stands in an address for a figure that says nothing of which of them it means."""


@dataclass(frozen=True)
class GroupRow:
    """What was counted, how often, by how many sources, and how many pairs contradict."""

    unit: str
    population: str
    words: str
    claims: int
    sources: int
    pairs: int


@dataclass(frozen=True)
class Against:
    """Two statements that cannot both hold. `is_denied`: one denies what the other says."""

    one: FigureLine
    other: FigureLine
    is_denied: bool


@require_safe
@for_duties(*READERS)
def every(request: StaffRequest) -> HttpResponseBase:
    """List what was counted, contradictions first."""
    rows = [_row(one) for one in figures(request.actor, parts=request.parts)]
    return render(request, "reading_room/figures.html", {"rows": rows})


@require_safe
@for_duties(*READERS)
def one(request: StaffRequest, unit: str, population: str) -> HttpResponseBase:
    """Show the figures of one kind side by side."""
    for group in figures(request.actor, parts=request.parts):
        if (group.unit, _key(group)) == (unit, population):
            return render(request, "reading_room/figure.html", _context(group))
    raise Http404


def _context(group: Group) -> dict[str, object]:
    lines = lines_of(group)
    known = {line.id: line for line in lines}
    pairs = [
        Against(known[here.id], known[there.id], is_denied=here.claim.stance != there.claim.stance)
        for here, there in group.pairs
    ]
    return {"row": _row(group), "lines": lines, "pairs": pairs, "plot": plot_of(group, lines)}


def _row(group: Group) -> GroupRow:
    words = counted(group.unit, group.population)
    return GroupRow(group.unit, _key(group), words, len(group.lines), group.sources, len(group.pairs))


def _key(group: Group) -> str:
    return "-".join(sorted(group.population)) or ALL

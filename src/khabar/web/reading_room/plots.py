"""The plot of figures side by side: speakers in the order of their first figure, under each its figures by date.

The table below says the same line by line; the plot shows no name but that of an office or a body.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from khabar.domain.claims.claim import Stance
from khabar.domain.claims.quoting import day_or_days
from khabar.drawing.intervals import Drawn, FigureLane, FigureWords, intervals
from khabar.text import clip_graphemes
from khabar.web.reading_room.words import STANCES, counted, figure_said, number_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.domain.claims.tellings import Group, Line

NAME = "figures"
_LABEL = 34


@dataclass(frozen=True)
class FigureLine:
    """One statement in the table: who, which figure, as of when, where it stands, which source, what it contradicts."""

    id: str
    speaker: str
    stance: str
    figure: str
    as_of: str
    day: int
    outlet: str
    source: int
    is_repeated: bool
    clashes: bool
    least: float | None
    most: float | None
    is_denied: bool


def lines_of(group: Group) -> list[FigureLine]:
    """Give the lines of a group: speakers in the order of their first figure, each speaker's by date."""
    clashing = {one.id for pair in group.pairs for one in pair}
    lines = [_line(one, one.id in clashing) for one in group.lines]
    first: dict[str, int] = {}
    for line in lines:
        first.setdefault(line.speaker, len(first))
    return sorted(lines, key=lambda line: (first[line.speaker], line.day))


def plot_of(group: Group, lines: Sequence[FigureLine]) -> SafeString:
    """Draw them; nothing at all where no figure has an end, which no confirmed one is without."""
    lanes, before = [], None
    for line in lines:
        lanes.append(_lane(line, has_label=line.speaker != before))
        before = line.speaker
    words = FigureWords(
        _("%(what)s: figures side by side") % {"what": counted(group.unit, group.population)},
        _("One line for each statement. The table below says the same in words."),
    )
    direction: Literal["ltr", "rtl"] = "rtl" if get_language_bidi() else "ltr"
    return mark_safe(intervals(lanes, words, number_said, name=NAME, direction=direction))  # noqa: S308 - the drawing escapes


def _line(one: Line, clashes: bool) -> FigureLine:  # noqa: FBT001 - a mark of the line
    claim = one.claim
    figure = claim.quantity
    least, most = (figure.least, figure.most) if figure else (None, None)
    held = claim.held_on
    return FigureLine(
        id=one.id,
        speaker=claim.speaker,
        stance=str(STANCES[claim.stance]),
        figure=figure_said(least, most),
        as_of=day_or_days(held, get_language() or "en") if held else "",
        day=held.earliest.toordinal() if held else 0,
        outlet=claim.source.outlet,
        source=one.source,
        is_repeated=one.is_repeated,
        clashes=clashes,
        least=least,
        most=most,
        is_denied=claim.stance is Stance.DENIES,
    )


def _lane(line: FigureLine, *, has_label: bool) -> FigureLane:
    drawn = Drawn.DENIED if line.is_denied else Drawn.REPEATED if line.is_repeated else Drawn.SAID
    label = clip_graphemes(line.speaker, _LABEL) if line.speaker else _("no office or body named")
    figure = _("not %(figure)s") % {"figure": line.figure} if line.is_denied else line.figure
    day = line.as_of.split(" (")[0]
    note = _("%(figure)s · %(day)s") % {"figure": figure, "day": day} if day else figure
    told = _("%(speaker)s: %(note)s, in %(outlet)s") % {
        "speaker": line.speaker or label,
        "note": note,
        "outlet": line.outlet,
    }
    return FigureLane(label if has_label else "", note, line.least, line.most, drawn, line.clashes, told)

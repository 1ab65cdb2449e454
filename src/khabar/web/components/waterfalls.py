"""How the evidence of a pair is drawn as a waterfall, and the same told as a table, in the reader's language.

It turns weights into words and hands both to the drawing. The table says all that the drawing shows, because a drawing
is not seen by everyone. It must never end elsewhere than at the score: what the lines leave out has a line of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Protocol

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from khabar.drawing import Form, Leaning, Row, Words, chance_of, fall_of, leaning_of, waterfall
from khabar.web.components.days import shown_number

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "waterfall"
"""What the ids of the drawing begin with; a page has one."""


class Weighed(Protocol):
    """What is needed of a line of evidence."""

    @property
    def field(self) -> str:
        """Which field was compared, in the reader's words."""

    @property
    def weight(self) -> float:
        """Natural log likelihood ratio."""


@dataclass(frozen=True)
class Step:
    """One row of the table: what is weighed, the weight in words, the chance of one person after it."""

    label: str
    note: str
    chance: str


@dataclass(frozen=True)
class Drawn:
    """The drawing as markup, the table of its steps, and how many times likelier each line of the grid is."""

    svg: SafeString
    steps: tuple[Step, ...]
    times: str


def drawn(lines: Sequence[Weighed], *, start: float, score: float) -> Drawn:
    """Draw the lines from `start`, the log odds of the prior, to where the score leads."""
    rows = [Row(line.field, line.weight, _note(line.weight)) for line in lines]
    rest = score - fsum(row.weight for row in rows)
    if leaning_of(rest) is not Leaning.SILENT:
        rows.append(Row(_("What they share"), rest, _note(rest)))
    fall = fall_of(start, [row.weight for row in rows])
    first = Step(_("At first"), "", chance_words(start))
    middle = [
        Step(row.label, weight_words(row.weight), chance_words(lane.after))
        for row, lane in zip(rows, fall.lanes, strict=True)
    ]
    last = Step(_("All together"), "", chance_words(fall.end))
    steps = (first, *middle, last)
    svg = waterfall(start, rows, _words(steps), name=NAME, direction="rtl" if get_language_bidi() else "ltr")
    return Drawn(mark_safe(svg), steps, shown_number(f"{fall.times:,}") if fall.times else "")  # noqa: S308 - the drawing escapes


def weight_words(weight: float) -> str:
    """Say a weight as a number and as the direction in which it points."""
    number = {"weight": shown_number(f"{weight:+.2f}".replace("-", "\N{MINUS SIGN}"))}
    match leaning_of(weight):
        case Leaning.FOR:
            return _("for, %(weight)s") % number
        case Leaning.AGAINST:
            return _("against, %(weight)s") % number
        case Leaning.SILENT:
            return _("says nothing")


def _note(weight: float) -> str:
    """Say a weight beside its bar, where a telephone has no room for words about nothing."""
    return shown_number("0") if leaning_of(weight) is Leaning.SILENT else weight_words(weight)


def chance_words(log_odds: float) -> str:
    """Say how likely one person is at these log odds."""
    chance = chance_of(log_odds)
    number = {"number": shown_number(f"{chance.number:,}")}
    match chance.form:
        case Form.OVER:
            return _("over %(number)s %%") % number
        case Form.PERCENT:
            return _("%(number)s %%") % number
        case Form.ONE_IN:
            return _("1 in %(number)s") % number
        case Form.LESS_THAN:
            return _("under 1 in %(number)s") % number


def _words(steps: Sequence[Step]) -> Words:
    first, *middle, last = steps
    told = "; ".join(f"{step.label}: {step.note}" for step in middle)
    ends = {"start": first.chance, "steps": told, "end": last.chance}
    return Words(
        title=_("How the evidence adds up"),
        description=_("It starts at %(start)s. %(steps)s. It ends at %(end)s.") % ends,
        less=_("two persons"),
        even=_("as likely as not"),
        more=_("one person"),
        start=(first.label, first.chance),
        end=(last.label, last.chance),
    )

"""How pages speak of a paper: what kind of sheet, where it came from, what the machine believes to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from khabar.domain.answers import Tells
from khabar.domain.paper_trays import CameBy, Outcome
from khabar.domain.sheets import SheetKind
from khabar.web.front import sheets

if TYPE_CHECKING:
    from khabar.apps.paper.files import ScanFile

OFFERED = (Tells.NOTHING, Tells.ALIVE, Tells.MESSAGES)
"""What the boxes of an offer sheet stand for, in their order, on every sheet alike."""
_QUARTER, _TURN = 90, 360


@dataclass(frozen=True)
class Box:
    """One box beside the square code: its number, what is printed there, what it stands for, whether it looks inked."""

    number: int
    printed: str
    tells: Tells | None
    is_inked: bool

    @property
    def meaning(self) -> str:
        """Say what the box stands for; nothing where it is not known."""
        return sheets.tells(self.tells) if self.tells is not None else ""


def kind_words(scan: ScanFile) -> str:
    """Name what kind of sheet it is, as far as it is known."""
    if scan.sheet is None:
        return _("A sheet that we do not know") if scan.code_hash else _("No square code was found")
    words = {
        SheetKind.INTAKE: _("A request form"),
        SheetKind.OFFER: _("An offer sheet"),
        SheetKind.ASKING: _("An asking sheet"),
        SheetKind.MESSAGE: _("The first half of a message form"),
        SheetKind.REPLY: _("The half with the reply"),
    }
    return words[scan.sheet.kind]


def came_words(scan: ScanFile) -> str:
    """Name the door through which the picture came."""
    words = {CameBy.FAMILY_DESK: _("From the family desk"), CameBy.CARRIER: _("From a carrier")}
    return words[scan.inside.came_by]


def outcome_words(outcome: Outcome) -> str:
    """Say what became of a paper."""
    words = {
        Outcome.FILED: _("It was typed and kept."),
        Outcome.BLANK: _("Nothing was written on it."),
        Outcome.OBSERVED_NO: _("A no under the eyes of others. Nothing of it was kept."),
        Outcome.BEFORE: _("Another picture of this sheet came before."),
        Outcome.NEW_PICTURE: _("It is taken once more."),
        Outcome.NOT_OURS: _("It was not one of ours."),
    }
    return words[outcome]


def boxes_of(scan: ScanFile) -> list[Box]:
    """Give the boxes that a machine looked at, with what they stand for on this very sheet."""
    meant = _meanings(scan)
    return [Box(tick.box, *meant.get(tick.box, ("", None)), tick.ticked) for tick in scan.inside.ticks]


def proposed(scan: ScanFile) -> Tells | None:
    """Give what the one inked box stands for; None where no box or more than one looks inked."""
    inked = [box.tells for box in boxes_of(scan) if box.is_inked]
    return inked[0] if len(inked) == 1 else None


def seen_words(scan: ScanFile) -> str:
    """Say what the machine sees in the boxes, as what it is: a proposal."""
    inked = [str(box.number) for box in boxes_of(scan) if box.is_inked]
    if not scan.inside.ticks:
        return _("The machine looked at no box. Please look yourself.")
    if not inked:
        return _("The machine sees no ink in any box. Please look yourself.")
    if len(inked) == 1:
        return _("The machine sees ink in box %(number)s. Please look yourself.") % {"number": inked[0]}
    return _("The machine sees ink in the boxes %(numbers)s. Please look yourself.") % {"numbers": ", ".join(inked)}


def turned(scan: ScanFile) -> str:
    """Name the quarter turn that sets the picture upright for reading; empty where it stands upright."""
    quarter = round(scan.inside.rotation / _QUARTER) * _QUARTER % _TURN
    return {90: "turned-back", 180: "turned-over", 270: "turned-on"}.get(quarter, "")


def _meanings(scan: ScanFile) -> dict[int, tuple[str, Tells | None]]:
    if scan.sheet is None:
        return {}
    if scan.sheet.kind is SheetKind.OFFER:
        return {at: ("", tells) for at, tells in enumerate(OFFERED, start=1)}
    if scan.sheet.kind is not SheetKind.ASKING:
        return {}
    known = {tells.name.lower(): tells for tells in Tells}
    return {at: (printed, known.get(what)) for at, (printed, what) in enumerate(scan.sheet.notes.items(), start=1)}

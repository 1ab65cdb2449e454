"""Where a sheet that came back lies until a person has looked at it: which desk's tray, and what became of it.

The family desk's tray must be the same whether or not anybody is known: it shows request forms and what it could not
read itself, and a sheet of any other kind, known or foreign, never lies there.
"""

from collections.abc import Collection
from enum import StrEnum

from khabar.domain.duties import Duty
from khabar.domain.sheets import Half, SheetKind


class CameBy(StrEnum):
    """Through which door a picture came."""

    FAMILY_DESK = "family_desk"
    CARRIER = "carrier"


class Tray(StrEnum):
    """At which desk a sheet is looked at."""

    FAMILY_DESK = "family_desk"
    ASKING_DESK = "asking_desk"
    LETTERS = "letters"


DUTY_OF_TRAY = {
    Tray.FAMILY_DESK: Duty.FAMILY_DESK,
    Tray.ASKING_DESK: Duty.ASKING_DESK,
    Tray.LETTERS: Duty.LETTERS,
}


class Outcome(StrEnum):
    """What became of a sheet.

    FILED: typed up and kept. BLANK: nothing was written on it. OBSERVED_NO: a no under the eyes of others, of which
    nothing is kept. BEFORE: another picture of this sheet was settled already. NEW_PICTURE: it is taken once more,
    alone. NOT_OURS: no sheet of ours, or nothing of a sheet to be seen.
    """

    FILED = "filed"
    BLANK = "blank"
    OBSERVED_NO = "observed_no"
    BEFORE = "before"
    NEW_PICTURE = "new_picture"
    NOT_OURS = "not_ours"


def tray_of(half: Half | None, kind: SheetKind | None, came_by: CameBy, *, has_code: bool) -> Tray:
    """Say in which tray a picture lies: by the half its digits tell, the kind we know, the door it came through.

    Digits that nobody knows lie where those of an offer lie. A request form that a carrier brought is looked at by the
    asking desk first, since the picture may show more than the form.
    """
    if half is not None:
        return Tray.LETTERS
    if has_code and kind is not SheetKind.INTAKE:
        return Tray.ASKING_DESK
    return Tray.FAMILY_DESK if came_by is CameBy.FAMILY_DESK else Tray.ASKING_DESK


def shows_others(tray: Tray, beside: Collection[SheetKind | None]) -> bool:
    """Say whether a picture shows, beside its own sheet, one that its tray may not see; None is a foreign sheet."""
    if tray is Tray.FAMILY_DESK:
        return any(kind is not SheetKind.INTAKE for kind in beside)
    return False

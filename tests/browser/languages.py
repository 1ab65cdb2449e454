"""The languages in which journeys are made: those that the settings offer, which offer none that is not complete.

The house may still offer fewer than the porch; there a colleague reads English meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from khabar.config.settings import SPOKEN

if TYPE_CHECKING:
    from browser.persons import Seat

OFFERED = [code for code, _ in SPOKEN["porch"]]
"""On the porch; English comes first."""
IN_THE_HOUSE = {code for code, _ in SPOKEN["house"]}


def in_the_house(seat: Seat) -> Seat:
    """Give the seat of a colleague with the same screen, in the same language where the house offers it."""
    return seat if seat.language in IN_THE_HOUSE else replace(seat, language="en")

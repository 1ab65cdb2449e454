"""How common names are taken to be where counts do not tell, read from the table beside them.

Everything learned about likeness is in the tables of a version (khabar.names.tables).
It must never be edited to make one case come out right.
"""

from dataclasses import dataclass
from typing import Final

from khabar.data import rarity_parameters


@dataclass(frozen=True, slots=True)
class Rarity:
    """Shares of people: floor for unseen names, ceiling, shares of names known as common, concentration of counts."""

    floor: float
    ceiling: float
    common_given: float
    common_family: float
    concentration: float


RARITY: Final = Rarity(**rarity_parameters())

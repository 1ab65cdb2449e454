"""What the doors are asked with: the case, the day of filing, the table of treaties. Nothing else can reach them."""

from dataclasses import dataclass
from datetime import date

from khabar.data.treaties import Instrument
from khabar.domain.procedures.facts import Case
from khabar.domain.procedures.treaties import Rows, Standing, standing
from khabar.domain.procedures.values import StateCode


@dataclass(frozen=True)
class Inquiry:
    """One case on one day; `on` is the day on which it would be filed and received."""

    case: Case
    on: date
    rows: Rows

    def standing(self, state: StateCode, instrument: Instrument) -> Standing:
        """Find what the table says of a State and an instrument."""
        return standing(self.rows, state, instrument)

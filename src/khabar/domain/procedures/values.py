"""What a case is told in: answers of three kinds, days that may be a year wide, States by their code.

Not knowing is a value of its own everywhere: None, or an empty text. Nothing here turns it into a yes or a no.
"""

from dataclasses import dataclass, field
from datetime import date

from khabar.domain.calendars import months_later

Tri = bool | None
"""Yes, no, or not known."""


class StateCode(str):
    """A State by its three letters of ISO 3166 (XKX for one without)."""

    __slots__ = ()


States = tuple[StateCode, ...] | None
"""Some States; an empty tuple says that there is none, None that nobody knows."""


@dataclass(frozen=True)
class Days:
    """The days on which something may have happened, both ends included; `text` is how it was written."""

    earliest: date
    latest: date
    text: str = field(default="", compare=False)

    @classmethod
    def of(cls, day: date) -> "Days":
        """Give one day as such."""
        return cls(day, day, day.isoformat())

    def later(self, months: int) -> "Days":
        """Give the same so many calendar months later; where a month lacks the day, its last (to be confirmed)."""
        return Days(months_later(self.earliest, months), months_later(self.latest, months), self.text)

    def is_after(self, other: "Days") -> Tri:
        """Say whether this came after the other; None where the two overlap."""
        if self.earliest > other.latest:
            return True
        return False if self.latest < other.earliest else None

    def is_by(self, day: date) -> Tri:
        """Say whether this had come by a day; None where only some of it had."""
        if self.latest <= day:
            return True
        return False if self.earliest > day else None


def all_of(*answers: Tri) -> Tri:
    """Say no if one is no, yes if all are yes, else not known."""
    if False in answers:
        return False
    return None if None in answers else True

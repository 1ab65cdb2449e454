"""A person as the comparison sees one: names, kin, birth, places; as given, with nothing folded.

A birth is a set of weighted readings, because one written year can belong to two calendars.
It must never hold a contact, a photograph or anything a comparison does not read.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a written date: a calendar and the Gregorian days it may mean, both ends included.

    `weight` says how likely this reading is beside the others of the same text; only the ratio counts.
    Raises ValueError for an interval that ends before it begins or a weight that is not above zero.
    """

    calendar: str
    earliest: date
    latest: date
    weight: float

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError("a reading ends before it begins")
        if not self.weight > 0:
            raise ValueError("a reading's weight must be above zero")

    @property
    def days(self) -> int:
        """How many days the reading spans: 1 for a full date, about 365 for a year."""
        return (self.latest - self.earliest).days + 1


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth date as written, with the ways it can be read; without readings it says nothing."""

    text: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """What a request says of the sought person, or a presence of the person who is here.

    Only `id` and `name` are needed; an empty text or None means "not given", and is never a mismatch.
    """

    id: str
    name: str
    other_names: tuple[str, ...] = ()
    father: str = ""
    grandfather: str = ""
    mother: str = ""
    sex: str = ""
    birth: Birth | None = None
    birth_place: str = ""
    nationality: str = ""
    last_place: str = ""

"""An invented caseload as people the comparison can read: rows parsed, indexed, with the truth beside them.

Benches and tests of linkage start here. It must never be given rows that are not invented.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from khabar.demo.caseload import generate
from khabar.demo.caseload_records import Row
from khabar.domain.dates import parse_partial_date
from khabar.linkage import Person, PersonIndex

TODAY: Final = date(2026, 11, 1)
"""The day on which invented lists are read; a stated one, so that ages mean the same in every run."""


@dataclass(frozen=True)
class LinkedCaseload:
    """Both lists as people, the index of the presences, and the true pairs of ids."""

    requests: Sequence[Person]
    registrations: Sequence[Person]
    index: PersonIndex
    truth: set[tuple[str, str]]


def linked_caseload(seed: int) -> LinkedCaseload:
    """Generate a caseload of the usual size and read it as people."""
    made = generate(seed)
    registrations = list(persons(made.presences))
    return LinkedCaseload(list(persons(made.requests)), registrations, PersonIndex(registrations), made.truth)


def persons(rows: Iterable[Row]) -> Iterator[Person]:
    """Read the rows of an invented list as people."""
    for row in rows:
        values = dict(row)
        written, others = values.pop("birth_date"), values.pop("other_names")
        birth = parse_partial_date(written, today=TODAY).birth() if written else None
        yield Person(birth=birth, other_names=(others,) if others else (), **values)

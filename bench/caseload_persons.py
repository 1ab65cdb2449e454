"""A generated caseload as people, for the benches of linkage: rows parsed, indexed, with the truth beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khabar.demo.caseload import generate
from khabar.domain.dates import parse_partial_date
from khabar.linkage import Person, PersonIndex

TODAY = date(2026, 11, 1)


@dataclass(frozen=True)
class Linked:
    """Both lists as people, the index of the registrations, and the true pairs of ids."""

    requests: Sequence[Person]
    registrations: Sequence[Person]
    index: PersonIndex
    truth: set[tuple[str, str]]


def linked_caseload(seed: int) -> Linked:
    """Generate a caseload of the usual size and read it as people."""
    made = generate(seed)
    registrations = list(persons(made.presences))
    return Linked(list(persons(made.requests)), registrations, PersonIndex(registrations), made.truth)


def persons(rows: Sequence[dict[str, str]]) -> Iterator[Person]:
    """Read rows of a list of persons."""
    for row in rows:
        values = dict(row)
        written, others = values.pop("birth_date"), values.pop("other_names")
        birth = parse_partial_date(written, today=TODAY).birth() if written else None
        yield Person(birth=birth, other_names=(others,) if others else (), **values)

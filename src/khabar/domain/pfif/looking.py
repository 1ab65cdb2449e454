"""A document looked at before anything of it is taken: what it is, which rules it breaks where, who is refused.

It is read twice: `looked` goes to its end, so that a broken document brings in nothing and every note is known;
`persons_of` then gives each person with all notes. Nothing is kept but lines, counts, and notes that wait for a person.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from khabar.domain.errors import Invalid
from khabar.domain.pfif.checking import Checker
from khabar.domain.pfif.expiry import is_expired
from khabar.domain.pfif.fields import ID, RecordKind, Version
from khabar.domain.pfif.records import Event, Oddity, Record, Start, owner_of
from khabar.domain.pfif.rules import RULES, Finding, Severity
from khabar.domain.pfif.shapes import odd

MOST_OUTSIDE: Final = 100_000
"""Notes outside their persons that one document may have when it is taken in; they wait for their person."""
MOST_FIELDS_OUTSIDE: Final = 1_000_000
"""Fields of all these notes together: ten of each are more than most notes have."""
MOST_PERSONS: Final = 300_000
"""Persons that one document may have when it is taken in; each costs some hundred bytes until its end is read."""
TOO_MANY_OUTSIDE: Final = "More than 100,000 notes stand outside their persons. Nothing was taken in."
TOO_MUCH_OUTSIDE: Final = "Notes outside their persons have more than 1,000,000 fields. Nothing was taken in."
TOO_MANY_PERSONS: Final = "There are more than 300,000 persons. Nothing was taken in."
LINES_TOLD: Final = 10
_ASIDE: Final = frozenset({"expired-data", "expired-note", "placeholder-dates", "placeholder-late", "missing"})
"""What is wrong with the record of somebody who has expired: it brings nothing in, so it is not told as its fault.

But for a missing id of its own: without it nobody can be said to have ended.
"""


@dataclass(slots=True)
class Broken:
    """One rule that a document breaks: how often, and the first of the lines."""

    rule: str
    times: int = 0
    lines: list[int] = field(default_factory=list)

    @property
    def is_error(self) -> bool:
        """Whether it makes the document invalid."""
        return RULES[self.rule].severity is Severity.ERROR


class _First(NamedTuple):
    """The first error of a record, and the first that counts for somebody who has expired too."""

    error: Finding | None = None
    lasting: Finding | None = None


@dataclass(slots=True)
class Looked:
    """What a document was found to be. `wrong` holds, by the place of a person, the error that keeps the record out.

    `outside`: notes without an error that stand outside their persons, by the person; with one, they keep it out.
    """

    version: Version = Version.V1_4
    persons: int = 0
    notes: int = 0
    broken: dict[str, Broken] = field(default_factory=dict)
    outside: dict[str, list[Record]] = field(default_factory=dict, repr=False)
    wrong: dict[int, Finding] = field(default_factory=dict)

    def add(self, finding: Finding) -> None:
        """Count one more finding."""
        rule = self.broken.setdefault(finding.rule, Broken(finding.rule))
        rule.times += 1
        if len(rule.lines) < LINES_TOLD:
            rule.lines.append(finding.line)


@dataclass(slots=True)
class _Outside:
    """Counts what stands outside its person, and keeps what may be needed of it."""

    kept: dict[str, list[Record]]
    notes: int = 0
    fields: int = 0

    def add(self, note: Record, owner: str, *, is_faulty: bool) -> None:
        """Count one more note; Invalid where there are too many, or too much stands in them."""
        self.notes += 1
        if self.notes > MOST_OUTSIDE:
            raise Invalid("list", TOO_MANY_OUTSIDE)
        if is_faulty:
            return
        self.fields += len(note.entries)
        if self.fields > MOST_FIELDS_OUTSIDE:
            raise Invalid("list", TOO_MUCH_OUTSIDE)
        self.kept.setdefault(owner, []).append(note)


class Taking(NamedTuple):
    """A person with all notes, wherever they stood; or, without any, with the error that keeps the record out."""

    person: Record
    notes: tuple[Record, ...]
    wrong: Finding | None


def looked(events: Iterable[Event], *, now: datetime) -> Looked:
    """Read a document to its end. Raises DocumentFault for a broken one, Invalid (`list`) for too much to remember."""
    found, checker = Looked(), Checker(Version.V1_4, now)
    persons: list[tuple[str, bool, _First]] = []
    of_notes: dict[str, _First] = {}
    outside = _Outside(found.outside)
    for event in events:
        if isinstance(event, Start):
            found.version = checker.version = event.version
        elif isinstance(event, Oddity):
            found.add(odd(event.rule, event.line, event.field))
        elif event.kind is RecordKind.PERSON:
            if len(persons) >= MOST_PERSONS:
                raise Invalid("list", TOO_MANY_PERSONS)
            persons.append((event.id, is_expired(event, now=now), _checked(event, checker, found)))
        else:
            first, owner = _checked(event, checker, found), owner_of(event, None)
            of_notes[owner] = _either(of_notes.get(owner, _First()), first)
            outside.add(event, owner, is_faulty=first.error is not None)
    for finding in checker.finish():
        found.add(finding)
    found.persons, found.notes = checker.persons, checker.notes
    for place, (name, ends, own) in enumerate(persons):
        first = _either(own, of_notes.get(name, _First()))
        if wrong := first.lasting if ends else first.error:
            found.wrong[place] = wrong
    return found


def persons_of(events: Iterable[Event], found: Looked) -> Iterator[Taking]:
    """Give each person of a document that was looked at, in its order, with all notes; one that is kept out has none.

    So no note is given twice: of persons with one id, all but the first are kept out.
    """
    persons = (one for one in events if isinstance(one, Record) and one.kind is RecordKind.PERSON)
    for place, person in enumerate(persons):
        wrong = found.wrong.get(place)
        yield Taking(person, () if wrong else (*person.notes, *found.outside.get(person.id, ())), wrong)


def _checked(record: Record, checker: Checker, found: Looked) -> _First:
    first = _First()
    for finding in checker.check(record):
        found.add(finding)
        if finding.severity is Severity.ERROR:
            first = _either(first, _First(finding, None if _is_aside(finding) else finding))
    return first


def _is_aside(finding: Finding) -> bool:
    return finding.rule in _ASIDE and finding.field != ID


def _either(one: _First, other: _First) -> _First:
    return _First(one.error or other.error, one.lasting or other.lasting)

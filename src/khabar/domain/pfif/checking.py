"""The validator: takes a document record by record, and says what is wrong with it, most of it at once.

What only the end can tell (who links back, whose person is not there) comes from `finish`. It keeps ids and lines, no
values, so a document of any length fits. Give it what `adapters.pfif` reads, or a `Document` of your own.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from khabar.domain.pfif.expiry import is_overdue
from khabar.domain.pfif.fields import ID, LINKED, RecordKind, Version
from khabar.domain.pfif.records import Event, Oddity, Record, Start, owner_of
from khabar.domain.pfif.rules import DocumentFault, Finding, Severity
from khabar.domain.pfif.shapes import expired_note, expiry_findings, found, link_of, odd, shape_findings

MOST_FINDINGS = 10_000
"""Findings that are kept of one document; the rest are counted."""


@dataclass(frozen=True, slots=True)
class _Outside:
    """A note outside its person, as far as it has to be remembered."""

    line: int
    id: str
    owner: str
    says_something: bool


@dataclass(slots=True)
class Checker:
    """Checks one document of one version, as of `now`, an aware moment. Feed it every record, then `finish`."""

    version: Version
    now: datetime
    persons: int = 0
    notes: int = 0
    _lines: dict[tuple[RecordKind, str], int] = field(default_factory=dict)
    _links: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    _outside: list[_Outside] = field(default_factory=list)
    _expired: set[str] = field(default_factory=set)
    _said: dict[bytes, int] = field(default_factory=dict)

    def check(self, record: Record) -> Iterator[Finding]:
        """List what is wrong with a person and the notes inside, or with a note that stands by itself."""
        yield from shape_findings(record, self.version, now=self.now)
        yield from self._identity(record)
        yield from self._same_author(record)
        if record.kind is RecordKind.PERSON:
            yield from self._person(record)
        else:
            yield from self._note_outside(record)

    def finish(self) -> Iterator[Finding]:
        """List what only the whole document tells; call it once, after the last record."""
        if not self.persons and not self.notes:
            yield found("empty-document", 1, "", "", "There is neither a person nor a note.")
        for note in self._outside:
            if note.owner in self._expired and note.says_something:
                yield expired_note(note.line, note.id)
            elif self.persons and note.owner and (RecordKind.PERSON, note.owner) not in self._lines:
                told = "The person this note belongs to is not in the document."
                yield found("note-person-absent", note.line, note.id, ID, told)
        for (here, there), (line, name) in self._links.items():
            yield from self._one_link(here, there, line, name)

    def _person(self, person: Record) -> Iterator[Finding]:
        self.persons += 1
        yield from expiry_findings(person, self.version, now=self.now)
        if self.version >= Version.V1_3 and is_overdue(person, now=self.now):
            self._expired.add(person.id)
        for note in person.notes:
            self.notes += 1
            yield from shape_findings(note, self.version, now=self.now)
            yield from self._identity(note)
            yield from self._same_author(note, person)
            named = note.text(ID)
            if named and named != person.id and self.version >= Version.V1_2:
                told = "This note stands inside one person and names another."
                yield found("note-of-another", note.line_of(ID), note.id, ID, told)
            self._remember_link(note, person.id)

    def _note_outside(self, note: Record) -> Iterator[Finding]:
        self.notes += 1
        owner = note.text(ID)
        if self.version is Version.V1_1:
            yield found("note-outside", note.line, note.id, "", "In PFIF 1.1 a note stands inside its person.")
        elif not owner.strip():
            told = "This note stands outside any person and does not name the one it belongs to."
            yield found("note-without-person", note.line, note.id, ID, told)
        self._outside.append(_Outside(note.line, note.id, owner, not _is_blank(note)))
        self._remember_link(note, owner)

    def _identity(self, record: Record) -> Iterator[Finding]:
        if not record.id.strip():
            return
        key = (record.kind, record.id)
        if key in self._lines:
            told = f"A {record.kind} with this id stands in line {self._lines[key]} already."
            yield found("id-repeated", record.line, record.id, record.kind.id_field, told)
        self._lines.setdefault(key, record.line)

    def _same_author(self, record: Record, holder: Record | None = None) -> Iterator[Finding]:
        author = record.text("author_email") or record.text("author_name")
        said = _words_of(record, self.version)
        if not author.strip() or not any(said):
            return
        words = [record.kind, author, owner_of(record, holder) if record.kind is RecordKind.NOTE else "", *said]
        key = hashlib.blake2b("\x00".join(one.strip().casefold() for one in words).encode(), digest_size=12).digest()
        if key in self._said:
            told = f"The same author says the same in line {self._said[key]}."
            yield found("same-author-twice", record.line, record.id, "", told)
        self._said.setdefault(key, record.line)

    def _remember_link(self, note: Record, owner: str) -> None:
        if link_of(note) and owner and self.version >= Version.V1_2:
            self._links.setdefault((owner, link_of(note)), (note.line_of(LINKED), note.id))

    def _one_link(self, here: str, there: str, line: int, name: str) -> Iterator[Finding]:
        if here == there:
            yield found("link-itself", line, name, LINKED, "This note links a person to itself.")
        elif (there, here) in self._links:
            return
        elif (RecordKind.PERSON, there) in self._lines:
            told = "The person linked to is in the document and has no note that links back."
            yield found("link-one-way", line, name, LINKED, told)
        else:
            told = "The person linked to is not in the document: whether it links back cannot be seen."
            yield found("link-absent", line, name, LINKED, told)


def _is_blank(note: Record) -> bool:
    return not any(entry.text.strip() for entry in note.entries if entry.name != ID)


def _words_of(record: Record, version: Version) -> list[str]:
    if record.kind is RecordKind.NOTE:
        return [record.text("text"), record.text("last_known_location"), record.text("status"), link_of(record)]
    names = [record.said(one, version) for one in ("full_name", "given_name", "family_name")]
    return [*names, *(record.text(one) for one in ("date_of_birth", "age"))] if any(names) else []


@dataclass(frozen=True, slots=True)
class Report:
    """What a document was found to be. `left_out`: findings beyond the most that are kept."""

    version: Version | None
    persons: int
    notes: int
    findings: tuple[Finding, ...]
    left_out: int = 0
    errors: int = 0

    @property
    def is_valid(self) -> bool:
        """Whether there is no error; warnings do not count."""
        return not self.errors


def validate(events: Iterable[Event], *, now: datetime) -> Report:
    """Validate a document given as a reader gives it; one that cannot be read to its end has that as its last finding.

    Findings come in the order of their lines.
    """
    checker: Checker | None = None
    kept: list[Finding] = []
    errors = left_out = 0
    try:
        for event in events:
            if isinstance(event, Start):
                checker = Checker(event.version, now)
            for finding in _of_event(event, checker):
                errors += finding.severity is Severity.ERROR
                left_out += not _keep(finding, kept)
        last = list(checker.finish()) if checker else []
    except DocumentFault as fault:
        last = [fault.finding()]
        kept = kept[: MOST_FINDINGS - 1]
    errors += sum(finding.severity is Severity.ERROR for finding in last)
    left_out += sum(not _keep(finding, kept) for finding in last)
    counted = (checker.persons, checker.notes) if checker else (0, 0)
    in_order = tuple(sorted(kept, key=lambda finding: finding.line))
    return Report(checker.version if checker else None, *counted, in_order, left_out, errors)


def _of_event(event: Event, checker: Checker | None) -> Iterator[Finding]:
    if isinstance(event, Oddity):
        yield odd(event.rule, event.line, event.field)
    elif isinstance(event, Record) and checker:
        yield from checker.check(event)


def _keep(finding: Finding, kept: list[Finding]) -> bool:
    if len(kept) >= MOST_FINDINGS:
        return False
    kept.append(finding)
    return True

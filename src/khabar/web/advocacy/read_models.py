"""A file as its page reads: lines, consents, bars, documents and contacts in the words and the calendar of the reader.

Claims stay claims: whoever says so stands in the same line. Nothing here opens anything, and nothing weighs one source
against another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import display_name_of
from khabar.apps.casework.files import Contact, Document
from khabar.domain.casework.consents import ConsentEvent, Scope, Stand, Use, standing
from khabar.domain.casework.events import CaseEvent, likely_spans
from khabar.domain.casework.people import Part
from khabar.domain.ids import AccountId
from khabar.web.advocacy.words import GROUNDS, HOLDERS_DOORS, KINDS, KNOWING, PARTS, STANDS, WORDS_OF, state_words
from khabar.web.components.days import read_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from khabar.apps.casework.files import OpenedEntry, OpenedFile
    from khabar.domain.bar_list import Bar, Holding


@dataclass(frozen=True)
class PersonLine:
    """One of the file's people; `part` in words."""

    id: str
    name: str
    others: Sequence[str]
    part: str
    relation: str
    reach: str


@dataclass(frozen=True)
class EventLine:
    """One line of what happened: the date as given and each way it is read, who says so, how they know."""

    kind: str
    when: str
    read: Sequence[str]
    what: str
    speaker: str
    knowing: str
    incident: bool


@dataclass(frozen=True)
class DocumentLine:
    """One document: what it is, from whom, its hash, its size in kilobytes (at least one), when it was kept by whom."""

    id: str
    title: str
    origin: str
    sha256: str
    kilobytes: int
    kept_on: date
    kept_by: str


@dataclass(frozen=True)
class ContactLine:
    """One contact, and who noted it."""

    on: date
    whom: str
    how: str
    what: str
    with_family: bool
    noted_by: str


@dataclass(frozen=True)
class ConsentLine:
    """Where one person stands today on one recipient or one publication."""

    person: str
    scope: str
    is_publication: bool
    is_tracing: bool
    stand: str
    in_force: bool
    has_ended: bool
    until: date | None
    reference: str


@dataclass(frozen=True)
class SaidLine:
    """One thing that was asked or said: `scope` empty is for everything."""

    on: date
    person: str
    scope: str
    stand: str
    how: str
    said_by: str
    reference: str


@dataclass(frozen=True)
class BarLine:
    """One bar: its name in addresses, the State, why it lies there, by whose word it was lifted, if it was."""

    name: str
    state: str
    body: str
    why: str
    in_force: bool
    lifted_by: str
    source: str
    lifted_on: date | None


@dataclass(frozen=True)
class VoteLine:
    """One advocate's reason for a door."""

    advocate: str
    reason: str
    on: date


@dataclass(frozen=True)
class DoorLine:
    """One door on which somebody has decided: the State, who decided why, how many are still needed."""

    state: str
    door: str
    votes: Sequence[VoteLine]
    is_open: bool


def people_of(file: OpenedFile) -> list[PersonLine]:
    """Give the people, the one who is missed first, then in the order in which they were added."""
    return [
        PersonLine(one.id, one.name, one.other_names, str(PARTS[one.part]), one.relation, one.reach)
        for one in sorted(file.body.people, key=lambda one: list(Part).index(one.part))
    ]


def events_of(file: OpenedFile, today: date) -> list[EventLine]:
    """Give what happened by the likeliest reading of its date; what has no day stands last, as it was written."""
    written = [(one.content, one.made_on) for one in file.entries if isinstance(one.content, CaseEvent)]
    dated = {id(one.event): place for place, one in enumerate(likely_spans((event for event, _ in written), today))}
    written.sort(key=lambda one: dated.get(id(one[0]), len(dated)))
    return [
        EventLine(
            kind=str(KINDS[event.kind]),
            when=event.when,
            read=read_in_words(event.when, on) if event.when.strip() else [],
            what=event.what,
            speaker=event.source.speaker,
            knowing=str(KNOWING[event.source.knowing]),
            incident=event.incident,
        )
        for event, on in written
    ]


def documents_of(file: OpenedFile) -> list[DocumentLine]:
    """Give the documents in the order in which they were kept."""
    return [_document(one, one.content) for one in file.entries if isinstance(one.content, Document)]


def _document(entry: OpenedEntry, document: Document) -> DocumentLine:
    return DocumentLine(
        id=entry.id,
        title=document.title,
        origin=document.origin,
        sha256=document.sha256,
        kilobytes=max(1, round(document.size / 1000)),
        kept_on=entry.made_on,
        kept_by=display_name_of(AccountId(entry.by)),
    )


def contacts_of(file: OpenedFile) -> list[ContactLine]:
    """Give the contacts, newest first."""
    noted = [(one.content, one.by) for one in file.entries if isinstance(one.content, Contact)]
    return [
        ContactLine(one.on, one.whom, one.how, one.what, one.with_family, display_name_of(AccountId(by)))
        for one, by in sorted(noted, key=lambda pair: pair[0].on, reverse=True)
    ]


def consents_of(file: OpenedFile, bodies: Mapping[str, str], today: date) -> list[ConsentLine]:
    """Give each person's standing on every recipient and publication that anybody of the file was asked about."""
    events = file.consents
    scopes = sorted({one.scope for one in events if one.scope is not None})
    return [
        _consent(events, person.id, person.name, scope, bodies, today)
        for person in file.body.people
        for scope in scopes
        if person.part is not Part.MISSED or any(one.person == person.id for one in events)
    ]


def _consent(
    events: Sequence[ConsentEvent], person: str, name: str, scope: Scope, bodies: Mapping[str, str], today: date
) -> ConsentLine:
    found = standing(events, person, scope, today)
    return ConsentLine(
        person=name,
        scope=scope_words(scope, bodies),
        is_publication=scope.use is Use.PUBLICATION,
        is_tracing=scope.use is Use.TRACING,
        stand=str(STANDS[found.stand]),
        in_force=found.in_force,
        has_ended=found.stand is Stand.GIVEN and not found.in_force,
        until=found.until,
        reference=found.reference,
    )


def said_of(file: OpenedFile, bodies: Mapping[str, str]) -> list[SaidLine]:
    """Give everything that was asked and said, newest first."""
    names = {one.id: one.name for one in file.body.people}
    return [
        SaidLine(
            on=one.on,
            person=names[one.person],
            scope=scope_words(one.scope, bodies) if one.scope else "",
            stand=str(STANDS[one.stand]),
            how=one.how,
            said_by="" if one.said_by == one.person else names.get(one.said_by, one.said_by),
            reference=one.reference,
        )
        for one in sorted(file.consents, key=lambda one: one.on, reverse=True)
    ]


def scope_words(scope: Scope, bodies: Mapping[str, str]) -> str:
    """Name a body or an intermediary by its name, and a publication as it was written."""
    return scope.name if scope.use is Use.PUBLICATION else bodies.get(scope.name, scope.name)


def bar_line(bar: Bar, bodies: Mapping[str, str]) -> BarLine:
    """Give one bar in words."""
    lifted = bar.lifted
    return BarLine(
        name="-".join(filter(None, (bar.state.lower(), bar.ground.value, bar.body))),
        state=state_words(bar.state),
        body=bodies.get(bar.body, bar.body),
        why=str(GROUNDS[bar.ground]),
        in_force=bar.in_force,
        lifted_by=str(WORDS_OF[lifted.by]) if lifted else "",
        source=lifted.source if lifted else "",
        lifted_on=lifted.on if lifted else None,
    )


def votes_of(holding: Holding) -> list[DoorLine]:
    """Give each door on which somebody has decided, with the reasons."""
    doors = sorted({(one.state, one.door) for one in holding.votes})
    return [
        DoorLine(
            state=state_words(state),
            door=str(HOLDERS_DOORS[door]),
            votes=[
                VoteLine(display_name_of(one.advocate), one.reason, one.on)
                for one in holding.votes
                if (one.state, one.door) == (state, door)
            ],
            is_open=holding.opens(state, door),
        )
        for state, door in doors
    ]

"""Stations of what leaves: told, left, answered. Signed events are the truth; a message's state follows from them.

Every telling makes one, whether it told something or nothing, so that events do not tell a yes from a no.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.ledger.actions import record, record_event
from khabar.apps.ledger.queries import events_of
from khabar.apps.post.files import opened_row, save_inside
from khabar.apps.post.models import Message
from khabar.apps.registry.queries import record_under
from khabar.domain.bodies import day_of, text_of
from khabar.domain.errors import Refused
from khabar.domain.ids import EventId, PresenceId, RequestId
from khabar.domain.messages import Station, StationNote, state_after

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from khabar.apps.post.files import MessageFile
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

KIND = "station"
EVENTS = "ledger_event"


def note_station(
    *, actor: Actor, now: datetime, parts: Parts, holder: RequestId | PresenceId, station: Station, about: str
) -> EventId:
    """Sign and keep one station, sealed under its holder's key; the entry that names it is the caller's to write."""
    known = [EventId(event.id) for event in events_of(holder, kind=KIND, parts=parts)]
    inside = {"schema": 1, "station": station.value, "about": about, "on": now.date().isoformat()}
    sealed = record_under(holder, EVENTS, holder, parts=parts).seal("body", inside, random=parts.entropy.bytes)
    event = record_event(actor=actor, now=now, parts=parts, kind=KIND, subject=holder, body=sealed, parents=known[-1:])
    return EventId(event.id)


def messages_that_differ(*, parts: Parts) -> list[str]:
    """Name the messages whose kept state is not what their stations say."""
    return [message.id for message, _ in _differing(parts)]


def rebuild(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Set every message that differs to the state its stations say; return how many there were."""
    mended = 0
    with transaction.atomic():
        for message, note in list(_differing(parts)):
            state = state_after(message.inside.state, note)
            day = note.on if note else message.inside.accepted_on or message.inside.written_on
            save_inside(message, replace(message.inside, state=state, state_on=day), parts=parts)
            mended += 1
        record(actor=actor, now=now, parts=parts, act="stations rebuilt", details={"messages": mended})
    return mended


def _differing(parts: Parts) -> Iterator[tuple[MessageFile, StationNote | None]]:
    for row in Message.objects.order_by("id"):
        try:
            message = opened_row(row, parts=parts)
            note = _last_note(message, parts)
        except Refused:
            continue  # its writer was erased, and the stations with it
        if message.inside.state is not state_after(message.inside.state, note):
            yield message, note


def _last_note(message: MessageFile, parts: Parts) -> StationNote | None:
    record_of_holder = record_under(message.writer, EVENTS, message.writer, parts=parts)
    notes = []
    for event in events_of(message.writer, kind=KIND, parts=parts):
        inside = record_of_holder.open("body", event.statement.body)
        if text_of(inside, "about") == message.id:
            notes.append(StationNote(Station(text_of(inside, "station")), day_of(inside, "on")))
    return notes[-1] if notes else None

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from khabar.adapters.entropy import SeededEntropy
from khabar.apps.ledger.actions import record, record_event
from khabar.apps.ledger.models import Event
from khabar.apps.ledger.queries import (
    all_events_of,
    events_of,
    flaws_in_chain,
    flaws_in_events,
    subjects_with_events,
)
from khabar.domain.actors import system
from khabar.domain.errors import Locked
from khabar.vault import ClassKey
from khabar.vault.errors import Tampered
from khabar.vault.events import decode_event, encode_event, sign_event
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
DARIUS, NIMA = "d" * 32, "a" * 32
COUNT = 4


def write(parts: Parts, count: int = COUNT, subject: str = DARIUS) -> None:
    for number in range(count):
        now, actor = parts.clock.now(), system("round")
        body = f"sealed {number}".encode()
        event = record_event(actor=actor, now=now, parts=parts, kind="consent", subject=subject, body=body, parents=())
        record(actor=actor, now=now, parts=parts, act="answer recorded", subject=subject, event=event.id)


def flaws(parts: Parts) -> list[str]:
    return [flaw.sentence for flaw in flaws_in_events(parts.public.verify_keys(KeyClass.REGISTER))]


def test_events_that_were_left_alone_have_no_flaw_and_are_read_in_order(parts: Parts) -> None:
    write(parts)
    write(parts, 1, NIMA)
    assert flaws(parts) == []
    assert [event.statement.body for event in events_of(DARIUS, kind="consent", parts=parts)] == [
        f"sealed {number}".encode() for number in range(COUNT)
    ]
    assert subjects_with_events(kind="consent") == [NIMA, DARIUS]
    assert all_events_of(DARIUS, kind="consent", parts=parts) == events_of(DARIUS, kind="consent", parts=parts)


def test_what_the_house_has_not_signed_is_not_among_the_events_of_a_subject(parts: Parts) -> None:
    write(parts, 2)
    first, second = Event.objects.order_by("sequence")
    Event.objects.filter(id=second.id).update(encoded=b"forged")
    Event.objects.create(id="e" * 64, device="house", sequence=3, kind="consent", subject=DARIUS, encoded=first.encoded)
    assert [event.id for event in events_of(DARIUS, kind="consent", parts=parts)] == [first.id]
    with pytest.raises(Tampered):
        all_events_of(DARIUS, kind="consent", parts=parts)
    assert all_events_of(NIMA, kind="consent", parts=parts) == ()
    assert all_events_of(DARIUS, kind="station", parts=parts) == ()


@pytest.mark.parametrize("at", range(40))
def test_an_event_with_one_altered_byte_is_found(parts: Parts, at: int) -> None:
    write(parts, 2)
    row = Event.objects.get(sequence=2)
    altered = bytearray(row.encoded)
    altered[at * len(altered) // 40] ^= 1
    Event.objects.filter(sequence=2).update(encoded=bytes(altered))
    assert flaws(parts)[0].startswith("Event 2")


@pytest.mark.parametrize("column", ["subject", "kind", "device"])
def test_an_event_put_under_another_name_is_found(parts: Parts, column: str) -> None:
    write(parts, 2)
    Event.objects.filter(sequence=2).update(**{column: "x"})
    assert "Event 2 stands under another name than its own." in flaws(parts)


@pytest.mark.parametrize("gone", range(1, COUNT + 1))
def test_a_deleted_event_is_found(parts: Parts, gone: int) -> None:
    write(parts)
    Event.objects.filter(sequence=gone).delete()
    missing = [flaw.sentence for flaw in flaws_in_chain("house")]
    assert missing == [f"The event named by entry {gone} is missing."]
    if gone < COUNT:
        assert f"Event {gone} is missing." in flaws(parts)


def test_an_event_signed_with_another_key_is_found(parts: Parts) -> None:
    write(parts, 2)
    row = Event.objects.get(sequence=2)
    statement = decode_event(bytes(row.encoded)).statement
    ezra = ClassKey.generate(KeyClass.REGISTER, random=SeededEntropy("ezra").bytes)
    Event.objects.filter(sequence=2).update(encoded=encode_event(sign_event(statement, signing=ezra.signing)))
    assert flaws(parts) == ["Event 2 was altered."]


def test_an_event_that_no_entry_names_is_found_even_if_it_is_signed(parts: Parts) -> None:
    write(parts, 1)
    statement = decode_event(bytes(Event.objects.get().encoded)).statement
    forged = sign_event(replace(statement, sequence=2), signing=parts.keys.key(KeyClass.REGISTER).signing)
    columns = {"device": "house", "sequence": 2, "kind": "consent", "subject": DARIUS}
    Event.objects.create(id=forged.id, encoded=encode_event(forged), **columns)
    assert flaws(parts) == ["No entry of the ledger names event 2."]


def test_no_event_is_made_while_the_house_is_locked(parts: Parts, agent: MemoryKeyAgent) -> None:
    agent.lock()
    with pytest.raises(Locked):
        write(parts, 1)
    assert not Event.objects.exists()

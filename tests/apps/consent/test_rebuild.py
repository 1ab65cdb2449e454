"""Stances rebuilt from events and held against them; events that verify; what is altered opens nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.consent import proofs
from khabar.apps.consent.models import Permit, Stance
from khabar.apps.consent.queries import (
    history,
    stances_that_differ,
)
from khabar.apps.ledger.actions import record_event
from khabar.apps.ledger.models import Event
from khabar.apps.ledger.queries import flaws_in_events
from khabar.apps.registry.queries import record_under
from khabar.domain.answers import Answer, Tells, Unread, Withdrawal
from khabar.domain.ids import PresenceId
from khabar.vault.errors import VaultError
from khabar.vault.events import decode_event

if TYPE_CHECKING:
    from khabar.ports import Parts

from apps.consent.cases import Case, verify_key

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def stances() -> dict[str, tuple[int, bytes]]:
    return {row.subject: (row.events, bytes(row.sealed)) for row in Stance.objects.all()}


def test_what_is_rebuilt_is_what_was_kept(case: Case) -> None:
    case.says(Tells.ALIVE, case.shirin)
    case.says(Tells.NOTHING, case.ezra)
    case.takes_back(case.shirin)
    kept = {one: opened_stance(case.parts, one) for one in stances()}
    assert stances_that_differ(parts=case.parts) == []
    assert case.rebuild() == 1
    assert {one: opened_stance(case.parts, one) for one in stances()} == kept
    assert stances_that_differ(parts=case.parts) == []


def opened_stance(parts: Parts, subject: str) -> tuple[int, dict[str, object]]:
    events, sealed = stances()[subject]
    record = record_under(PresenceId(subject), "consent_stance", subject, parts=parts)
    return events, record.open("sealed", sealed)


def test_a_stance_that_is_altered_older_or_gone_is_found_and_rebuilding_mends_it(case: Case) -> None:
    case.says(Tells.NOTHING, case.shirin)
    older = bytes(Stance.objects.get().sealed)
    case.says(Tells.ALIVE, case.shirin)
    newest = bytes(Stance.objects.get().sealed)
    for tampered in (older, newest[:-1] + bytes([newest[-1] ^ 1])):
        Stance.objects.update(sealed=tampered)
        assert stances_that_differ(parts=case.parts) == [case.darius]
        case.rebuild()
        assert stances_that_differ(parts=case.parts) == []
    Stance.objects.all().delete()
    assert stances_that_differ(parts=case.parts) == [case.darius]


def test_the_daily_proof_names_the_person_whose_stance_is_wrong_and_nothing_of_what_was_said(case: Case) -> None:
    case.says(Tells.ALIVE, case.shirin, own_words="I am well")
    assert list(proofs.differences(case.parts)) == []
    Stance.objects.all().delete()
    (line,) = proofs.differences(case.parts)
    assert line == f"consent: the stance of {case.darius} is not what the events say; `khabar rebuild` mends it."
    made = proofs.rebuild(actor=cast.JOB, now=case.parts.clock.now(), parts=case.parts)
    assert made == "the stances of 1 persons"
    assert list(proofs.differences(case.parts)) == []


def test_a_stance_of_somebody_who_never_spoke_is_found(case: Case) -> None:
    Stance.objects.create(subject=case.darius, events=1, sealed=b"")
    assert stances_that_differ(parts=case.parts) == [case.darius]


def test_every_event_verifies_and_an_altered_one_opens_nothing(case: Case) -> None:
    permit = case.says(Tells.ALIVE, case.shirin)
    case.takes_back(case.shirin)
    assert list(flaws_in_events([verify_key(case.parts)])) == []
    kinds = [type(one) for one in history(case.darius, parts=case.parts)]
    assert kinds == [Answer, Withdrawal]
    row = Event.objects.order_by("sequence").first()
    assert row is not None
    body = decode_event(bytes(row.encoded)).statement.body
    row.encoded = bytes(row.encoded).replace(body, body[:-1] + bytes([body[-1] ^ 1]))
    row.save()
    with pytest.raises(VaultError):
        case.opens(permit)
    assert list(flaws_in_events([verify_key(case.parts)]))


def test_each_answer_knows_of_all_that_was_said_before(case: Case) -> None:
    case.says(Tells.ALIVE, case.shirin)
    case.says(Tells.ALIVE, case.ezra)
    case.takes_back()
    first, second, third = history(case.darius, parts=case.parts)
    assert first.parents == ()
    assert second.parents == (first.event_id,)
    assert set(third.parents) == {first.event_id, second.event_id}


def kept_event(case: Case, inside: dict[str, object]) -> None:
    record = record_under(case.darius, "ledger_event", case.darius, parts=case.parts)
    body = record.seal("body", inside, random=case.parts.entropy.bytes)
    now = case.parts.clock.now()
    record_event(actor=cast.JOB, now=now, parts=case.parts, kind="consent", subject=case.darius, body=body, parents=())


def test_an_event_of_a_later_version_opens_and_closes_nothing(case: Case) -> None:
    permit = case.says(Tells.ALIVE, case.shirin)
    kept_event(case, {"type": "consent.something", "body": {"schema": 9}})
    assert isinstance(history(case.darius, parts=case.parts)[-1], Unread)
    assert case.opens(permit)
    case.takes_back()
    assert not case.opens(permit)


def test_an_event_whose_inside_is_no_map_is_never_guessed_at(case: Case) -> None:
    kept_event(case, {"type": "consent.answer", "body": "yes"})
    with pytest.raises(TypeError):
        case.open_to(case.shirin)


def test_a_permit_whose_terms_are_no_map_opens_nothing(case: Case) -> None:
    permit = case.says(Tells.ALIVE, case.shirin)
    record = record_under(case.darius, "consent_permit", permit, parts=case.parts)
    sealed = record.seal("sealed", {"schema": 1, "terms": ["alive"]}, random=case.parts.entropy.bytes)
    Permit.objects.filter(id=permit).update(sealed=sealed)
    with pytest.raises(TypeError):
        case.opens(permit)


def test_a_permit_moved_to_another_recipient_opens_nothing_there(case: Case) -> None:
    permit = case.says(Tells.ADDRESS, case.shirin, address="Mill Lane 3")
    Permit.objects.filter(id=permit).update(recipient=case.ezra)
    assert case.opens(permit) == frozenset()
    case.says(Tells.ALIVE, case.ezra)
    assert case.opens(permit) == frozenset()

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from association_cast import EZRA, LEYLA, MIRA, NIMA, SHIRINS, TODAY, agreed, opened, shirins_file, written
from khabar.apps.accounts.actions import declare_kin
from khabar.apps.accounts.models import Account
from khabar.apps.casework import actions
from khabar.apps.casework.files import Document
from khabar.apps.casework.models import CaseFile, Entry
from khabar.apps.casework.queries import dates_at_risk, file_for, open_files, opened_file
from khabar.apps.ledger.models import Event
from khabar.apps.ledger.queries import flaws_in_events
from khabar.domain.bar_list import Bar, Door, Ground, Lifted, WordOf
from khabar.domain.casework.consents import Scope, Stand, Use, may_tell
from khabar.domain.casework.events import CaseEvent, EventKind, Knowing, Source
from khabar.domain.casework.next_steps import NextStep
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def test_a_file_begins_with_a_next_step_and_the_bars_that_follow_from_where_the_person_came_from(
    association: Parts,
) -> None:
    file_id = shirins_file(association)
    found = opened(file_id, association)
    assert found.body.step == SHIRINS.step
    assert [(bar.state, bar.ground) for bar in found.body.bars] == [("NLD", Ground.ORIGIN)]
    assert CaseFile.objects.get().next_step_on == SHIRINS.step.on


def test_an_open_file_without_a_next_step_cannot_be_saved_by_anybody(association: Parts) -> None:
    shirins_file(association)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseFile.objects.update(next_step_on=None)


def test_a_step_in_the_past_is_refused_and_the_file_is_not_opened(association: Parts) -> None:
    late = replace(SHIRINS, step=NextStep("call her", TODAY - timedelta(days=1)))
    with pytest.raises(Invalid) as problem:
        shirins_file(association, late)
    assert problem.value.field == "on"
    assert not CaseFile.objects.exists()


def test_a_line_stands_in_the_file_with_its_speaker(association: Parts) -> None:
    file_id = shirins_file(association)
    line = CaseEvent(
        EventKind.TAKEN, "1399-02", "Two men took him from the bakery.", Source("Omar", Knowing.SAW), incident=True
    )
    written(file_id, line, association)
    assert opened(file_id, association).events == (line,)


def test_a_line_whose_date_cannot_be_read_names_the_field_and_is_not_kept(association: Parts) -> None:
    file_id = shirins_file(association)
    line = CaseEvent(EventKind.TAKEN, "some day", "He was taken.", Source("Omar"))
    with pytest.raises(Invalid) as problem:
        written(file_id, line, association)
    assert problem.value.field == "when"
    assert not Entry.objects.exists()


def test_a_consent_is_a_signed_event_and_counts_for_one_body_only(association: Parts) -> None:
    file_id = shirins_file(association)
    agreed(file_id, "shirin", Scope(Use.RECIPIENT, "b1"), association)
    consents = opened(file_id, association).consents
    assert may_tell(consents, "shirin", "b1", TODAY)
    assert not may_tell(consents, "shirin", "b2", TODAY)
    assert not list(flaws_in_events(association.public.verify_keys(association.public.of_record)))
    assert Entry.objects.get().event == Event.objects.get().id


def test_a_withdrawal_ends_what_was_agreed(association: Parts, clock: SettableClock) -> None:
    file_id = shirins_file(association)
    agreed(file_id, "shirin", Scope(Use.RECIPIENT, "b1"), association)
    clock.advance(timedelta(days=1))
    agreed(file_id, "shirin", None, association, stand=Stand.WITHDRAWN)
    assert not may_tell(opened(file_id, association).consents, "shirin", "b1", clock.now().date())


def test_a_withdrawal_counts_although_the_clock_went_backwards_before_it(
    association: Parts, clock: SettableClock
) -> None:
    file_id = shirins_file(association)
    for hours, stand in ((0, Stand.GIVEN), (-3, Stand.WITHDRAWN)):
        clock.advance(timedelta(hours=hours))
        agreed(file_id, "shirin", Scope(Use.RECIPIENT, "b1"), association, stand=stand)
    assert not may_tell(opened(file_id, association).consents, "shirin", "b1", TODAY)


def test_two_entries_of_a_file_cannot_have_one_place(association: Parts) -> None:
    file_id = shirins_file(association)
    for _ in range(2):
        agreed(file_id, "shirin", Scope(Use.RECIPIENT, "b1"), association)
    assert list(Entry.objects.order_by("place").values_list("place", flat=True)) == [1, 2]
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(place=1)


def test_somebody_who_is_not_in_the_file_cannot_agree_to_anything(association: Parts) -> None:
    file_id = shirins_file(association)
    with pytest.raises(Refused):
        agreed(file_id, "ezra", Scope(Use.RECIPIENT, "b1"), association)


def test_only_the_person_concerned_lifts_a_bar(association: Parts) -> None:
    file_id = shirins_file(association)
    (bar,) = opened(file_id, association).body.bars
    for word in (WordOf.FAMILY, WordOf.PERSON_OBSERVED, WordOf.MEDIA):
        with pytest.raises(Invalid):
            lift(file_id, bar, word, association)
    lift(file_id, bar, WordOf.PERSON_ALONE, association)
    assert not opened(file_id, association).body.bars[0].in_force


def lift(file_id: str, bar: Bar, word: WordOf, association: Parts) -> None:
    lifted = Lifted(word, "by telephone, alone", TODAY)
    seen = opened(file_id, association)
    actions.lift_bar(actor=LEYLA, now=association.clock.now(), parts=association, seen=seen, bar=bar, lifted=lifted)


def decide(file_id: str, advocate: Actor, association: Parts) -> None:
    through = actions.Through("NLD", Door.WGEID, "It is the State that took him.")
    seen, now = opened(file_id, association), association.clock.now()
    actions.decide_on_door(actor=advocate, now=now, parts=association, seen=seen, through=through)


def test_two_advocates_with_reasons_open_a_door_and_one_alone_does_not(association: Parts) -> None:
    file_id = shirins_file(association, replace(SHIRINS, holding=replace(SHIRINS.holding, states=frozenset({"NLD"}))))
    for advocate in (LEYLA, MIRA):
        assert not opened(file_id, association).body.holding.opens("NLD", Door.WGEID)
        decide(file_id, advocate, association)
    assert opened(file_id, association).body.holding.opens("NLD", Door.WGEID)
    with pytest.raises(Invalid):
        decide(file_id, LEYLA, association)


def test_who_writes_into_a_file_that_was_changed_meanwhile_is_told_and_overwrites_nothing(association: Parts) -> None:
    seen = opened(shirins_file(association), association)
    step = NextStep("write to the ministry", TODAY + timedelta(days=3))
    actions.take_step(actor=LEYLA, now=association.clock.now(), parts=association, seen=seen, step=step)
    with pytest.raises(Conflict):
        actions.take_step(actor=MIRA, now=association.clock.now(), parts=association, seen=seen, step=SHIRINS.step)
    assert opened(seen.id, association).body.step == step


def test_a_locked_house_still_knows_how_many_steps_are_due(association: Parts) -> None:
    shirins_file(association)
    assert dates_at_risk(TODAY) == 0
    assert dates_at_risk(SHIRINS.step.on) == 1


def test_files_are_listed_with_the_step_that_is_due_first_on_top(association: Parts) -> None:
    later = shirins_file(association, replace(SHIRINS, step=NextStep("wait", TODAY + timedelta(days=60))))
    sooner = shirins_file(association)
    assert [line.id for line in open_files(LEYLA, parts=association)] == [sooner, later]


def test_ezra_who_is_no_advocate_and_an_advocate_of_the_same_family_see_no_file(association: Parts) -> None:
    file_id = shirins_file(association)
    for outsider in (EZRA, NIMA):
        with pytest.raises(Refused):
            open_files(outsider, parts=association)
        with pytest.raises(Refused):
            file_for(file_id, outsider, parts=association)
    account = AccountId(MIRA.name)
    Account.objects.create(id=account, username="mira", display_name="Mira", joined_at=association.clock.now())
    declare_kin(actor=MIRA, now=association.clock.now(), parts=association, account=account, name="Dariush Ahmadi")
    assert open_files(MIRA, parts=association) == []
    with pytest.raises(Refused):
        file_for(file_id, MIRA, parts=association)
    assert open_files(LEYLA, parts=association)


def test_an_erased_file_is_gone_with_its_lines_and_what_it_signed_is_noise(association: Parts) -> None:
    file_id = shirins_file(association)
    agreed(file_id, "shirin", Scope(Use.RECIPIENT, "b1"), association)
    document = Document("A letter", "00" * 32, "blob", 12)
    written(file_id, document, association)
    actions.erase_file(actor=LEYLA, now=association.clock.now(), parts=association, file_id=file_id)
    with pytest.raises(Refused):
        opened_file(file_id, parts=association)
    assert not Entry.objects.exists()
    assert not list(flaws_in_events(association.public.verify_keys(association.public.of_record)))
    with pytest.raises(Conflict):
        actions.erase_file(actor=LEYLA, now=association.clock.now(), parts=association, file_id=file_id)


def test_nothing_of_a_file_stands_in_clear_in_any_row(association: Parts) -> None:
    file_id = shirins_file(association)
    agreed(file_id, "shirin", Scope(Use.RECIPIENT, "b1"), association)
    rows = [*CaseFile.objects.values_list(), *Entry.objects.values_list(), *Event.objects.values_list()]
    seen = b"".join(bytes(value) if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)
    for word in ("Darius", "Shirin", "Ahmadi", "NLD", "given"):
        assert word.encode() not in seen

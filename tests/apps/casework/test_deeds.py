"""What advocates do with a file beside writing lines: people, holders, stop words, calls, closing and opening again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from association_cast import LEYLA, MIRA, SHIRINS, TODAY, opened, shirins_file, written
from khabar.apps.casework import actions
from khabar.apps.casework.files import Contact
from khabar.apps.casework.queries import calling_list, closed_files, open_files, stopped_families
from khabar.apps.ledger.models import Entry
from khabar.domain.casework.next_steps import NextStep
from khabar.domain.casework.people import FilePerson, Part
from khabar.domain.errors import Conflict, Invalid, Refused

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.apps.casework.files import OpenedFile
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

LATER = NextStep("call again", TODAY + timedelta(days=30))


class Deeds:
    """The acts of Leyla on one file, each on the file as it is now."""

    def __init__(self, association: Parts, file_id: str) -> None:
        self.parts, self.id = association, file_id

    @property
    def file(self) -> OpenedFile:
        return opened(self.id, self.parts)

    def do(self, act: object, **given: object) -> object:
        now = self.parts.clock.now()
        return act(actor=LEYLA, now=now, parts=self.parts, seen=self.file, **given)  # type: ignore[operator]  # an action


@pytest.fixture
def shirins(association: Parts) -> Deeds:
    return Deeds(association, shirins_file(association))


def spoke(on: date) -> Contact:
    return Contact(on, "Shirin", "telephone", "She is well. No news.", with_family=True)


def test_somebody_is_added_under_an_id_of_the_files_own(shirins: Deeds) -> None:
    made = shirins.do(actions.add_person, person=FilePerson("", "Omar", Part.WITNESS))
    assert shirins.file.body.person(str(made)).name == "Omar"


def test_there_is_one_who_is_missed(shirins: Deeds) -> None:
    with pytest.raises(Invalid) as problem:
        shirins.do(actions.add_person, person=FilePerson("", "Farid", Part.MISSED))
    assert problem.value.field == "part"


def test_a_changed_person_keeps_id_and_part(shirins: Deeds) -> None:
    changed = FilePerson("shirin", "Shirin Nouri", Part.MISSED, relation="sister", reach="555 01, mornings")
    shirins.do(actions.change_person, person=changed)
    assert shirins.file.body.person("shirin") == replace(changed, part=Part.FAMILY)
    with pytest.raises(Refused):
        shirins.do(actions.change_person, person=replace(changed, id="ezra"))


def test_who_holds_the_person_is_kept_as_the_file_says(shirins: Deeds) -> None:
    shirins.do(actions.note_holders, states=frozenset({"NLD", "BEL"}))
    assert shirins.file.body.holding.states == {"NLD", "BEL"}


def test_an_own_word_needs_the_way_it_came(shirins: Deeds) -> None:
    with pytest.raises(Invalid) as problem:
        shirins.do(actions.note_own_word, how=" ")
    assert problem.value.field == "how"


def test_after_the_stop_word_nobody_calls_until_it_is_cleared(shirins: Deeds, clock: SettableClock) -> None:
    shirins.do(actions.agree_on_stop_word, word=" aubergine ")
    assert shirins.file.body.stop_word == "aubergine"
    clock.advance(timedelta(days=15))
    today = clock.now().date()
    assert [one.file.id for one in calling_list(LEYLA, today=today, parts=shirins.parts)] == [shirins.id]
    shirins.do(actions.hear_stop_word)
    assert calling_list(LEYLA, today=today, parts=shirins.parts) == []
    assert [one.id for one in stopped_families(LEYLA, parts=shirins.parts)] == [shirins.id]
    shirins.do(actions.clear_stop_word)
    assert len(calling_list(LEYLA, today=today, parts=shirins.parts)) == 1


def test_the_longest_unheard_family_is_called_first(shirins: Deeds, clock: SettableClock) -> None:
    silent = shirins_file(shirins.parts)
    written(shirins.id, spoke(TODAY), shirins.parts)
    written(shirins.id, replace(spoke(TODAY + timedelta(days=2)), with_family=False), shirins.parts)
    clock.advance(timedelta(days=20))
    found = calling_list(LEYLA, today=clock.now().date(), parts=shirins.parts)
    assert [(one.file.id, one.last_spoken) for one in found] == [(silent, None), (shirins.id, TODAY)]


def test_speaking_with_a_family_moves_its_next_step_or_does_nothing(shirins: Deeds) -> None:
    shirins.do(actions.note_spoken, contact=replace(spoke(TODAY), with_family=False), step=LATER)
    assert shirins.file.body.step == LATER
    assert [one.content for one in shirins.file.entries] == [spoke(TODAY)]
    with pytest.raises(Invalid):
        shirins.do(actions.note_spoken, contact=spoke(TODAY), step=NextStep("call", TODAY - timedelta(days=1)))
    assert len(shirins.file.entries) == 1


def test_a_file_is_closed_with_a_reason_stays_readable_and_a_step_opens_it_again(shirins: Deeds) -> None:
    with pytest.raises(Invalid) as problem:
        shirins.do(actions.close_file, reason=" ")
    assert problem.value.field == "reason"
    shirins.do(actions.close_file, reason="The family wishes it so.")
    assert shirins.file.is_closed
    assert shirins.file.body.closed_because == "The family wishes it so."
    assert open_files(LEYLA, parts=shirins.parts) == []
    assert [one.id for one in closed_files(LEYLA, parts=shirins.parts)] == [shirins.id]
    shirins.do(actions.take_step, step=LATER)
    again = opened(shirins.id, shirins.parts)
    assert (again.is_closed, again.body.closed_because) == (False, "")


def test_writing_in_a_closed_file_does_not_open_it(shirins: Deeds) -> None:
    shirins.do(actions.close_file, reason="The family wishes it so.")
    shirins.do(actions.note_holders, states=frozenset({"NLD"}))
    assert shirins.file.is_closed


def test_who_closes_a_file_that_was_changed_meanwhile_is_told(shirins: Deeds) -> None:
    seen = shirins.file
    shirins.do(actions.take_step, step=LATER)
    with pytest.raises(Conflict):
        actions.close_file(
            actor=MIRA, now=shirins.parts.clock.now(), parts=shirins.parts, seen=seen, reason="They moved."
        )
    assert not shirins.file.is_closed


def test_showing_a_list_is_one_entry_in_the_ledger(shirins: Deeds) -> None:
    now, other = shirins.parts.clock.now(), shirins_file(shirins.parts, SHIRINS)
    actions.note_list_reading(
        actor=LEYLA, now=now, parts=shirins.parts, subjects=[shirins.id, other], act="files listed"
    )
    assert Entry.objects.filter(act="files listed", subject="").count() == 1

"""Help for those who came out: a file apart, on the person's own yes, seen by one companion."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from association_cast import EZRA, LEYLA, NIMA, SHIRINS, TODAY, shirins_file
from khabar.apps.accounts.actions import declare_kin
from khabar.apps.accounts.models import Account, Assignment
from khabar.apps.casework import help_actions as actions
from khabar.apps.casework.help_files import HelpBody
from khabar.apps.casework.help_queries import help_files, help_for, other_companions
from khabar.apps.casework.models import CaseFile, HelpFile
from khabar.apps.casework.queries import file_for
from khabar.domain.actors import staff
from khabar.domain.casework.companions import AgreedBy, NeedKind, OwnConsent
from khabar.domain.casework.next_steps import NextStep
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.apps.casework.help_files import OpenedHelp
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

TOMAS = staff(AccountId("c1" * 16), Duty.COMPANION)
STEP = NextStep("go with her to the registry office", TODAY + timedelta(days=5))
YES = OwnConsent(AgreedBy.PERSON, "She said it at the table.", TODAY)


def works_here(actor: Actor, name: str, duty: Duty, association: Parts) -> None:
    Account.objects.create(id=actor.name, username=name.lower(), display_name=name, joined_at=association.clock.now())
    Assignment.objects.create(account_id=actor.name, duty=duty, given_at=association.clock.now())


@pytest.fixture
def association(association: Parts) -> Parts:
    works_here(NIMA, "Nima", Duty.COMPANION, association)
    works_here(TOMAS, "Tomas", Duty.COMPANION, association)
    works_here(LEYLA, "Leyla", Duty.ADVOCATE, association)
    return association


def helped(association: Parts, *, consent: OwnConsent = YES, called: str = "Mina") -> str:
    new = actions.NewHelp(called, "555 02, evenings", consent)
    return actions.open_help(actor=NIMA, now=association.clock.now(), parts=association, new=new, step=STEP)


def now_of(file_id: str, association: Parts, actor: Actor = NIMA) -> OpenedHelp:
    return help_for(file_id, actor, parts=association)


def do(act: object, file_id: str, association: Parts, **given: object) -> object:
    seen, now = now_of(file_id, association), association.clock.now()
    return act(actor=NIMA, now=now, parts=association, seen=seen, **given)  # type: ignore[operator]  # an action


def test_help_begins_with_the_persons_own_yes(association: Parts) -> None:
    found = now_of(helped(association), association)
    assert (found.body.consent, found.body.companion, found.body.step) == (YES, NIMA.name, STEP)
    tomorrow = OwnConsent(AgreedBy.PERSON, "She will.", TODAY + timedelta(days=1))
    with pytest.raises(Invalid):
        helped(association, consent=tomorrow)
    with pytest.raises(Invalid) as problem:
        helped(association, called=" ")
    assert problem.value.field == "called"
    assert HelpFile.objects.count() == 1


def test_nothing_leads_from_a_file_of_help_to_a_familys_file(association: Parts) -> None:
    assert not {one.name for one in HelpFile._meta.get_fields() if one.is_relation}
    assert not {one.name for one in CaseFile._meta.get_fields() if one.is_relation and "help" in one.name}
    assert {one.name for one in fields(HelpBody)} == {
        "called",
        "consent",
        "companion",
        "step",
        "reach",
        "needs",
        "done",
        "closed_because",
    }
    family = shirins_file(association)
    with pytest.raises(Refused):
        now_of(family, association)


def test_advocates_never_see_help_and_companions_never_see_files(association: Parts) -> None:
    file_id, family = helped(association), shirins_file(association, SHIRINS)
    for outsider in (LEYLA, EZRA):
        with pytest.raises(Refused):
            help_files(outsider, parts=association)
        with pytest.raises(Refused):
            now_of(file_id, association, outsider)
    with pytest.raises(Refused):
        file_for(file_id, LEYLA, parts=association)
    with pytest.raises(Refused):
        file_for(family, NIMA, parts=association)


def test_another_companion_sees_it_only_when_it_is_handed_over(association: Parts) -> None:
    file_id = helped(association)
    assert help_files(TOMAS, parts=association) == []
    with pytest.raises(Refused):
        now_of(file_id, association, TOMAS)
    with pytest.raises(Invalid) as problem:
        do(actions.hand_over, file_id, association, to=AccountId(LEYLA.name))
    assert problem.value.field == "to"
    assert [one.display_name for one in other_companions(AccountId(NIMA.name))] == ["Tomas"]
    do(actions.hand_over, file_id, association, to=AccountId(TOMAS.name))
    assert now_of(file_id, association, TOMAS).body.called == "Mina"
    with pytest.raises(Refused):
        now_of(file_id, association)


def test_help_does_not_end_with_a_companion_who_leaves(association: Parts) -> None:
    file_id = helped(association)
    Assignment.objects.filter(account_id=NIMA.name).delete()
    assert now_of(file_id, association, TOMAS).body.called == "Mina"


def test_a_companion_of_the_persons_own_family_sees_nothing(association: Parts) -> None:
    file_id = helped(association, called="Mina Karimi")
    declare_kin(
        actor=NIMA,
        now=association.clock.now(),
        parts=association,
        account=AccountId(NIMA.name),
        name="Mina Karimi",
    )
    assert help_files(NIMA, parts=association) == []
    with pytest.raises(Refused):
        now_of(file_id, association)


def test_needs_are_noted_and_met_and_what_was_done_stands_with_its_day(
    association: Parts, clock: SettableClock
) -> None:
    file_id = helped(association)
    need = do(actions.add_need, file_id, association, kind=NeedKind.PAPERS, what="A birth certificate")
    clock.advance(timedelta(days=2))
    do(actions.note_done, file_id, association, on=TODAY, what="Wrote to the registry office.")
    do(actions.meet_need, file_id, association, need=need)
    body = now_of(file_id, association).body
    assert [(one.what, one.met_on) for one in body.needs] == [("A birth certificate", clock.now().date())]
    assert [one.what for one in body.done] == ["Wrote to the registry office."]


def test_after_a_yes_has_ended_nothing_is_written_until_it_is_given_anew(
    association: Parts, clock: SettableClock
) -> None:
    short = OwnConsent(AgreedBy.PERSON, "For a week.", TODAY, TODAY + timedelta(days=7))
    file_id = helped(association, consent=short)
    clock.advance(timedelta(days=8))
    today = clock.now().date()
    for act, given in (
        (actions.add_need, {"kind": NeedKind.WORK, "what": "Work"}),
        (actions.note_done, {"on": today, "what": "Called."}),
        (actions.take_help_step, {"step": NextStep("call", today)}),
        (actions.meet_need, {"need": "n"}),
        (actions.renew_consent, {"consent": short}),
    ):
        with pytest.raises(Invalid):
            do(act, file_id, association, **given)
    do(actions.renew_consent, file_id, association, consent=OwnConsent(AgreedBy.PERSON, "Again.", today))
    do(actions.add_need, file_id, association, kind=NeedKind.WORK, what="Work")
    assert len(now_of(file_id, association).body.needs) == 1


def test_closed_help_is_opened_again_by_a_step(association: Parts) -> None:
    file_id = helped(association)
    with pytest.raises(Invalid):
        do(actions.close_help, file_id, association, reason="")
    do(actions.close_help, file_id, association, reason="She needs nothing more from us.")
    assert now_of(file_id, association).is_closed
    assert HelpFile.objects.get().next_step_on is None
    do(actions.take_help_step, file_id, association, step=STEP)
    assert not now_of(file_id, association).is_closed


def test_taking_the_yes_back_erases_the_file(association: Parts) -> None:
    file_id = helped(association)
    seen, now = now_of(file_id, association), association.clock.now()
    actions.erase_help(actor=NIMA, now=now, parts=association, seen=seen)
    row = HelpFile.objects.get()
    assert (row.wrapped_key, bytes(row.body)) == (None, b"")
    assert help_files(NIMA, parts=association) == []
    with pytest.raises(Refused):
        actions.erase_help(actor=NIMA, now=now, parts=association, seen=seen)


def test_who_writes_into_help_that_was_changed_meanwhile_is_told(association: Parts) -> None:
    file_id = helped(association)
    seen = now_of(file_id, association)
    do(actions.take_help_step, file_id, association, step=NextStep("wait", TODAY + timedelta(days=9)))
    with pytest.raises(Conflict):
        actions.close_help(actor=NIMA, now=association.clock.now(), parts=association, seen=seen, reason="It is done.")


def test_files_are_listed_with_what_is_due_first_and_closed_ones_last(association: Parts) -> None:
    first, second, third = (helped(association) for _ in range(3))
    do(actions.close_help, first, association, reason="It is done.")
    do(actions.take_help_step, third, association, step=NextStep("call", TODAY + timedelta(days=1)))
    assert [one.id for one in help_files(NIMA, parts=association)] == [third, second, first]


def test_nothing_of_it_stands_in_clear(association: Parts) -> None:
    helped(association)
    seen = b"".join(
        bytes(one) if isinstance(one, bytes) else str(one).encode() for one in HelpFile.objects.values_list().get()
    )
    for word in ("Mina", "555", "registry", NIMA.name):
        assert word.encode() not in seen

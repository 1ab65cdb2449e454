"""Who speaks the words of a Permit: named by two people, one word at a time, and never to the bringer's own family."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from khabar.adapters.entropy import SeededEntropy
from khabar.apps.accounts.actions import create_account, declare_kin
from khabar.apps.consent import naming
from khabar.apps.consent.queries import newest_permit
from khabar.apps.registry.actions import erase_presence
from khabar.domain.actors import staff
from khabar.domain.answers import Tells
from khabar.domain.bringing import Brought, Named
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId, PermitId

if TYPE_CHECKING:
    from apps.consent.cases import Case
    from conftest import SettableClock
    from khabar.domain.actors import Actor

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

NOBODY_ELSE = AccountId("")


def joins(case: Case, name: str, duty: Duty = Duty.BRINGER) -> Actor:
    account = create_account(
        actor=cast.JOB,
        now=case.parts.clock.now(),
        parts=case.parts,
        username=name,
        display_name=name.capitalize(),
        duties=(duty,),
        passphrase="8316 2074 5591 6038 2247",
    )
    return staff(account, duty)


@pytest.fixture
def omar(case: Case) -> Actor:
    return joins(case, "omar")


def account_of(one: Actor) -> AccountId:
    assert one.account
    return one.account


def name(case: Case, permit: PermitId, bringer: Actor, *, by: Actor = cast.TOMAS, proposed: Actor = cast.MIRA) -> None:
    """Mira proposes, Tomas agrees."""
    naming.name_bringer(
        actor=by,
        now=case.parts.clock.now(),
        parts=case.parts,
        permit_id=permit,
        bringer=account_of(bringer),
        proposed_by=proposed.account or NOBODY_ELSE,
    )


def note(case: Case, permit: PermitId, brought: Brought, by: Actor) -> None:
    naming.note_brought(actor=by, now=case.parts.clock.now(), parts=case.parts, permit_id=permit, brought=brought)


def take_back(case: Case, permit: PermitId, by: Actor = cast.MIRA) -> None:
    naming.take_naming_back(actor=by, now=case.parts.clock.now(), parts=case.parts, permit_id=permit)


def named(case: Case, permit: PermitId) -> Named:
    return naming.named_for(permit, parts=case.parts)


def brings(case: Case, who: Actor) -> list[PermitId]:
    return naming.to_bring(account_of(who), parts=case.parts)


def with_chance(case: Case, entropy: SeededEntropy) -> Case:
    return replace(case, parts=replace(case.parts, entropy=entropy))


# Who names


def test_two_people_name_whom_the_word_waits_for(case: Case, omar: Actor) -> None:
    permit = case.says(Tells.ALIVE, case.shirin)
    assert named(case, permit) == Named()
    name(case, permit, omar)
    both = (account_of(cast.MIRA), account_of(cast.TOMAS))
    assert named(case, permit) == Named(bringer=account_of(omar), agreed_by=both, on=case.parts.clock.now().date())
    assert brings(case, omar) == [permit]


@pytest.mark.parametrize("proposed", [cast.TOMAS, cast.JOB], ids=["the same person", "nobody"])
def test_one_person_alone_names_nobody(case: Case, omar: Actor, proposed: Actor) -> None:
    permit = case.says(Tells.ALIVE, case.shirin)
    with pytest.raises(Refused):
        name(case, permit, omar, proposed=proposed)
    assert named(case, permit) == Named()


@pytest.mark.parametrize("somebody", cast.OUTSIDE_THE_DESK, ids=lambda one: f"{one.kind}-{one.name[:2]}")
def test_nobody_outside_the_desk_names_or_takes_a_naming_back(case: Case, omar: Actor, somebody: Actor) -> None:
    permit = case.says(Tells.ALIVE, case.shirin)
    with pytest.raises(Refused):
        name(case, permit, omar, by=somebody)
    name(case, permit, omar)
    with pytest.raises(Refused):
        take_back(case, permit, by=somebody)
    assert brings(case, omar) == [permit]


# Who is named


def test_only_a_bringer_is_named(case: Case) -> None:
    permit = case.says(Tells.ALIVE, case.shirin)
    with pytest.raises(Invalid, match="no bringer"):
        name(case, permit, joins(case, "nima", Duty.HELPER))


@pytest.mark.parametrize("relative", ["Shirin Ahmadi", "Darius Ahmadi", "شیرین احمدی"])
def test_nobody_brings_to_his_own_family(case: Case, omar: Actor, relative: str) -> None:
    permit = case.says(Tells.ALIVE, case.shirin)
    declare_kin(actor=omar, now=case.parts.clock.now(), parts=case.parts, account=account_of(omar), name=relative)
    with pytest.raises(Invalid, match="family of whom you chose"):
        name(case, permit, omar)


def test_where_nothing_may_be_told_nobody_is_named(case: Case, omar: Actor) -> None:
    no = case.says(Tells.NOTHING, case.shirin)
    with pytest.raises(Invalid, match="nothing to bring"):
        name(case, no, omar)
    withdrawn = case.says(Tells.ALIVE, case.shirin)
    case.takes_back(case.shirin)
    with pytest.raises(Invalid, match="nothing to bring"):
        name(case, withdrawn, omar)


def test_one_bringer_is_under_way_with_one_word_until_it_is_spoken(case: Case, omar: Actor) -> None:
    first, second = case.says(Tells.ALIVE, case.shirin), case.says(Tells.ALIVE, case.ezra)
    name(case, first, omar)
    with pytest.raises(Invalid, match="another word"):
        name(case, second, omar)
    note(case, first, Brought.SPOKEN, omar)
    name(case, second, omar)
    assert brings(case, omar) == [second]


def test_a_word_that_was_withdrawn_keeps_its_bringer_from_no_other(
    case: Case, omar: Actor, clock: SettableClock
) -> None:
    first = case.says(Tells.ALIVE, case.shirin)
    name(case, first, omar)
    case.takes_back(case.shirin)
    clock.advance(timedelta(minutes=1))
    second = case.says(Tells.ALIVE, case.ezra)
    name(case, second, omar)
    assert brings(case, omar) == [second, first], "the newest first; the gate closes the older one at each opening"


# What comes of it


def test_whom_it_names_notes_what_came_of_it_and_ezra_who_brings_another_does_not(case: Case, omar: Actor) -> None:
    permit, ezra = case.says(Tells.ALIVE, case.shirin), joins(case, "ezra")
    name(case, permit, omar)
    name(case, case.says(Tells.ALIVE, case.ezra), ezra)
    for brought in Brought:
        with pytest.raises(Refused):
            note(case, permit, brought, ezra)
    assert named(case, permit).brought is Brought.WAITING
    note(case, permit, Brought.NOT_REACHED, omar)
    assert brings(case, omar) == [permit], "he tries again"
    note(case, permit, Brought.STOP_WORD, omar)
    assert (named(case, permit).brought, brings(case, omar)) == (Brought.STOP_WORD, [])
    with pytest.raises(Refused):
        note(case, permit, Brought.SPOKEN, omar)


def test_who_is_no_bringer_notes_nothing(case: Case, omar: Actor) -> None:
    permit = case.says(Tells.ALIVE, case.shirin)
    name(case, permit, omar)
    with pytest.raises(Refused):
        note(case, permit, Brought.SPOKEN, staff(account_of(omar), Duty.HELPER))


def test_a_naming_is_taken_back_until_it_is_spoken(case: Case, omar: Actor) -> None:
    permit = case.says(Tells.ALIVE, case.shirin)
    name(case, permit, omar)
    take_back(case, permit)
    assert (named(case, permit).bringer, brings(case, omar)) == ("", [])
    name(case, permit, omar)
    note(case, permit, Brought.SPOKEN, omar)
    with pytest.raises(Refused):
        take_back(case, permit)
    assert named(case, permit).brought is Brought.SPOKEN


def test_what_has_been_spoken_stays_spoken_whoever_was_proposed_meanwhile(case: Case, omar: Actor) -> None:
    permit, leyla = case.says(Tells.ALIVE, case.shirin), joins(case, "leyla")
    name(case, permit, omar)
    note(case, permit, Brought.SPOKEN, omar)
    before = named(case, permit)
    with pytest.raises(Conflict):
        name(case, permit, leyla)
    assert named(case, permit) == before
    assert brings(case, leyla) == []


def test_what_is_noted_while_somebody_else_is_named_is_not_lost(case: Case, omar: Actor) -> None:
    permit, leyla = case.says(Tells.ALIVE, case.shirin), joins(case, "leyla")
    name(case, permit, omar)

    class Meanwhile(SeededEntropy):
        """Chance that is drawn just when Omar notes in another process that he has spoken."""

        def bytes(self, count: int) -> bytes:
            if brings(case, omar):
                note(case, permit, Brought.SPOKEN, omar)
            return super().bytes(count)

    with pytest.raises(Conflict):
        name(with_chance(case, Meanwhile("meanwhile")), permit, leyla)
    assert named(case, permit).brought is Brought.SPOKEN


def test_who_is_named_no_more_notes_nothing_however_close_it_was(case: Case, omar: Actor) -> None:
    permit = case.says(Tells.ALIVE, case.shirin)
    name(case, permit, omar)

    class Meanwhile(SeededEntropy):
        """Chance that is drawn just when Mira takes the naming back."""

        def bytes(self, count: int) -> bytes:
            if brings(case, omar):
                take_back(case, permit)
            return super().bytes(count)

    with pytest.raises(Refused):
        note(with_chance(case, Meanwhile("meanwhile")), permit, Brought.SPOKEN, omar)
    assert named(case, permit).bringer == ""


def test_after_a_stop_word_somebody_else_may_be_named(case: Case, omar: Actor) -> None:
    permit, leyla = case.says(Tells.ALIVE, case.shirin), joins(case, "leyla")
    name(case, permit, omar)
    note(case, permit, Brought.STOP_WORD, omar)
    name(case, permit, leyla)
    assert brings(case, leyla) == [permit]


def test_an_erased_person_takes_the_naming_along(case: Case, omar: Actor) -> None:
    permit = case.says(Tells.ALIVE, case.shirin)
    name(case, permit, omar)
    erase_presence(actor=cast.JOB, now=case.parts.clock.now(), parts=case.parts, presence_id=case.darius)
    assert brings(case, omar) == []
    for gone in (permit, PermitId("0" * 32)):
        with pytest.raises(Refused):
            named(case, gone)


def test_the_permit_to_name_somebody_for_is_the_last_whatever_it_allows(case: Case, clock: SettableClock) -> None:
    assert newest_permit(case.darius, case.shirin) is None
    case.says(Tells.ALIVE, case.shirin)
    clock.advance(timedelta(minutes=1))
    last = case.says(Tells.NOTHING, case.shirin)
    clock.advance(timedelta(minutes=1))
    case.says(Tells.ALIVE, case.ezra)
    assert newest_permit(case.darius, case.shirin) == last

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError

from apps.accounts.colleagues import MONDAY, PASSPHRASE, SHELL
from khabar.apps.accounts import actions, queries
from khabar.apps.accounts.models import Assignment, Kin, OperatorSession
from khabar.apps.ledger.models import Entry
from khabar.domain.actors import operator, staff
from khabar.domain.duties import Duty, excluded_together
from khabar.domain.errors import Conflict, Invalid, Locked, Refused
from khabar.domain.ids import AccountId

if TYPE_CHECKING:
    from apps.accounts.colleagues import House

EXCLUDED = [pair for pair in combinations(Duty, 2) if excluded_together(*pair)]


def acts() -> list[str]:
    return list(Entry.objects.order_by("sequence").values_list("act", flat=True))


def test_a_new_colleague_has_an_id_without_meaning_and_no_readable_passphrase(house: House) -> None:
    mira = house.newcomer("mira", Duty.ASKING_DESK)
    row = get_user_model().objects.get(username="mira")
    assert (len(row.pk), row.joined_at) == (32, MONDAY)
    assert PASSPHRASE not in row.password
    assert queries.duties_of(mira.account) == {Duty.ASKING_DESK}
    assert queries.actor_of(mira.account) == staff(mira.account, Duty.ASKING_DESK)
    assert acts() == ["create account"]


def test_there_is_no_column_for_a_mail_address_or_a_last_sign_in() -> None:
    columns = {field.name for field in get_user_model()._meta.concrete_fields}
    assert columns == {"id", "username", "display_name", "password", "is_active", "joined_at"}


@pytest.mark.parametrize("pair", EXCLUDED, ids="-".join)
def test_duties_that_exclude_one_another_are_refused_at_the_beginning_and_later(
    house: House, pair: tuple[Duty, Duty]
) -> None:
    with pytest.raises(Invalid) as mistake:
        house.newcomer("ezra", *pair)
    assert mistake.value.field == "duties"
    ezra = house.newcomer("ezra", pair[0])
    with pytest.raises(Invalid):
        actions.give_duty(actor=SHELL, now=MONDAY, parts=house.parts, account=ezra.account, duty=pair[1])
    assert queries.duties_of(ezra.account) == {pair[0]}
    assert acts() == ["create account"]


def test_whoever_slips_an_excluded_duty_into_the_table_gets_no_actor_at_all(house: House) -> None:
    ezra = house.newcomer("ezra", Duty.FAMILY_DESK)
    Assignment.objects.create(account_id=ezra.account, duty=Duty.ASKING_DESK, given_at=MONDAY)
    with pytest.raises(ValueError, match="families"):
        queries.actor_of(ezra.account)


def test_an_unknown_duty_does_not_enter_the_table(house: House) -> None:
    ezra = house.newcomer("ezra")
    with pytest.raises(IntegrityError):
        Assignment.objects.create(account_id=ezra.account, duty="everything", given_at=MONDAY)


def test_duties_are_given_and_taken_once_each_and_stand_in_the_ledger(house: House) -> None:
    tomas = house.newcomer("tomas")
    for _twice in range(2):
        actions.give_duty(actor=SHELL, now=MONDAY, parts=house.parts, account=tomas.account, duty=Duty.LETTERS)
    assert queries.duties_of(tomas.account) == {Duty.LETTERS}
    for _twice in range(2):
        actions.take_duty(actor=SHELL, now=MONDAY, parts=house.parts, account=tomas.account, duty=Duty.LETTERS)
    assert queries.duties_of(tomas.account) == frozenset()
    assert acts() == ["create account", "give duty", "take duty"]


def test_nobody_at_a_desk_makes_accounts_or_gives_himself_duties(house: House) -> None:
    ezra = house.colleague("ezra", Duty.OPERATOR)
    common: dict[str, Any] = {"actor": ezra.actor, "now": MONDAY, "parts": house.parts}
    with pytest.raises(Refused):
        actions.create_account(**common, username="second", display_name="E", duties=[], passphrase=PASSPHRASE)
    with pytest.raises(Refused):
        actions.give_duty(**common, account=ezra.account, duty=Duty.UNLOCKER)
    with pytest.raises(Refused):
        actions.reset_sign_in(**common, account=ezra.account, passphrase=PASSPHRASE)
    with pytest.raises(Refused):
        actions.close_account(**common, account=ezra.account)


@pytest.mark.parametrize("name", ["", "M", "Mira", "mira ", "1mira", "mira@example.org", "میرا", "m" * 33])
def test_a_malformed_invented_name_is_refused_with_a_sentence(house: House, name: str) -> None:
    with pytest.raises(Invalid) as mistake:
        house.newcomer(name)
    assert mistake.value.field == "username"


def test_a_name_that_is_taken_is_refused_and_nothing_is_half_written(house: House) -> None:
    house.newcomer("mira", Duty.ASKING_DESK)
    with pytest.raises(Invalid) as mistake:
        house.newcomer("mira", Duty.LETTERS)
    assert mistake.value.field == "username"
    assert acts() == ["create account"]
    assert Assignment.objects.count() == 1


def test_a_weak_passphrase_is_refused(house: House) -> None:
    for weak in ("", "short", "1234 5678", "x" * 201):
        with pytest.raises(Invalid) as mistake:
            actions.create_account(
                actor=SHELL,
                now=MONDAY,
                parts=house.parts,
                username="mira",
                display_name="Mira",
                duties=[],
                passphrase=weak,
            )
        assert mistake.value.field == "passphrase"


def test_kin_is_sealed_while_locked_and_read_only_with_the_register_key(house: House) -> None:
    mira = house.newcomer("mira", Duty.ASKING_DESK)
    house.agent.lock()
    actions.declare_kin(actor=mira.actor, now=MONDAY, parts=house.parts, account=mira.account, name="Darius  Ahmadi")
    assert b"Darius" not in bytes(Kin.objects.get().sealed)
    assert queries.number_of_kin(mira.account) == 1
    with pytest.raises(Locked):
        queries.kin_of(mira.account, parts=house.parts)


def test_kin_is_read_back_as_the_family_writes_it(house: House) -> None:
    mira, tomas = house.newcomer("mira"), house.newcomer("tomas")
    for name in ("Darius Ahmadi", "داریوش احمدی"):
        actions.declare_kin(actor=mira.actor, now=MONDAY, parts=house.parts, account=mira.account, name=name)
    assert queries.kin_of(mira.account, parts=house.parts) == ("Darius Ahmadi", "داریوش احمدی")
    assert queries.kin_of(tomas.account, parts=house.parts) == ()


def test_nobody_declares_kin_for_somebody_else_but_the_shell(house: House) -> None:
    mira, ezra = house.newcomer("mira"), house.newcomer("ezra")
    with pytest.raises(Refused):
        actions.declare_kin(actor=ezra.actor, now=MONDAY, parts=house.parts, account=mira.account, name="Darius")
    actions.declare_kin(actor=SHELL, now=MONDAY, parts=house.parts, account=mira.account, name="Darius")
    with pytest.raises(Invalid):
        actions.declare_kin(actor=SHELL, now=MONDAY, parts=house.parts, account=mira.account, name=" \n")


def test_an_operator_session_needs_a_reason_and_ends_by_itself(house: House) -> None:
    keeper = house.newcomer("keeper", Duty.OPERATOR)
    with pytest.raises(Invalid):
        actions.open_operator_session(actor=keeper.actor, now=MONDAY, parts=house.parts, reason="  ")
    actions.open_operator_session(actor=keeper.actor, now=MONDAY, parts=house.parts, reason="Disk is filling up")
    session = queries.operator_session(keeper.account, now=MONDAY)
    assert session is not None
    assert (session.reason, session.display_name) == ("Disk is filling up", "Keeper")
    assert queries.operator_session(keeper.account, now=session.until) is None
    with pytest.raises(Conflict):
        actions.open_operator_session(actor=keeper.actor, now=MONDAY, parts=house.parts, reason="Once more")


def test_an_operator_session_may_be_ended_early_and_all_desks_still_see_it(house: House) -> None:
    keeper = house.newcomer("keeper", Duty.OPERATOR)
    actions.open_operator_session(actor=keeper.actor, now=MONDAY, parts=house.parts, reason="Look at the disk")
    house.clock.wait(minutes=5)
    for _twice in range(2):
        actions.close_operator_session(actor=keeper.actor, now=house.clock.now(), parts=house.parts)
    assert queries.operator_session(keeper.account, now=house.clock.now()) is None
    assert [seen.until for seen in queries.recent_operator_sessions(now=house.clock.now())] == [house.clock.now()]
    house.clock.wait(days=8)
    assert queries.recent_operator_sessions(now=house.clock.now()) == ()
    assert acts() == ["create account", "open operator session", "close operator session"]


def test_only_an_operator_opens_a_session_and_the_schema_wants_a_reason(house: House) -> None:
    farid = house.newcomer("farid", Duty.FAMILY_DESK)
    with pytest.raises(Refused):
        actions.open_operator_session(actor=farid.actor, now=MONDAY, parts=house.parts, reason="Curious")
    with pytest.raises(IntegrityError):
        OperatorSession.objects.create(id="0" * 32, account_id=farid.account, reason="", opened_at=MONDAY, until=MONDAY)


def test_an_operator_inside_a_session_may_take_power_away_and_give_none(house: House) -> None:
    keeper = house.newcomer("keeper", Duty.OPERATOR)
    nima = house.newcomer("nima", Duty.HELPER)
    actor, parts = operator(keeper.account), house.parts
    with pytest.raises(Refused):
        actions.give_duty(actor=actor, now=MONDAY, parts=parts, account=nima.account, duty=Duty.FAMILY_DESK)
    with pytest.raises(Refused):
        actions.reset_sign_in(actor=actor, now=MONDAY, parts=parts, account=nima.account, passphrase="7402 1180 3365")
    actions.take_duty(actor=actor, now=MONDAY, parts=parts, account=nima.account, duty=Duty.HELPER)
    assert queries.duties_of(nima.account) == frozenset()


def test_a_reset_takes_factor_and_every_duty_so_it_is_no_way_into_a_case(house: House) -> None:
    mira = house.colleague("mira", Duty.ASKING_DESK, Duty.UNLOCKER)
    assert queries.has_factor(mira.account)
    fresh = "7402 1180 3365 9921 0047"
    actions.reset_sign_in(actor=SHELL, now=MONDAY, parts=house.parts, account=mira.account, passphrase=fresh)
    assert not queries.has_factor(mira.account)
    assert queries.duties_of(mira.account) == frozenset()
    assert acts()[-1] == "reset sign-in"


def test_a_closed_account_has_no_duties_and_no_passphrase(house: House) -> None:
    mira = house.colleague("mira", Duty.ASKING_DESK)
    actions.close_account(actor=SHELL, now=MONDAY, parts=house.parts, account=mira.account)
    assert queries.duties_of(mira.account) == frozenset()
    assert not get_user_model().objects.get(pk=mira.account).has_usable_password()
    [listed] = queries.colleagues()
    assert (listed.username, listed.is_active, listed.duties) == ("mira", False, (Duty.ASKING_DESK,))


def test_the_shell_is_told_when_there_is_no_such_name(house: House) -> None:
    mira = house.newcomer("mira")
    assert queries.account_named(" Mira ") == mira.account
    with pytest.raises(Invalid):
        queries.account_named("nobody")
    with pytest.raises(Refused):
        actions.close_account(actor=SHELL, now=MONDAY, parts=house.parts, account=AccountId("0" * 32))
    assert queries.display_name_of(AccountId("0" * 32)) == ""

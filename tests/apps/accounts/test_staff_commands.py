from __future__ import annotations

import re
from typing import TYPE_CHECKING

from click.testing import CliRunner
from django.contrib.auth import get_user_model

from khabar.apps.accounts import queries
from khabar.apps.accounts.passphrases import as_meant
from khabar.apps.ledger.models import Entry
from khabar.cli.staff import staff
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from click.testing import Result

    from apps.accounts.colleagues import House


def run(house: House, *arguments: str) -> Result:
    return CliRunner().invoke(staff, arguments, obj=house.parts)


def test_a_colleague_is_added_and_the_passphrase_printed_once(house: House) -> None:
    result = run(house, "add", "mira", "--name", "Mira", "--duty", "asking_desk", "--duty", "letters")
    assert result.exit_code == 0
    [passphrase] = re.findall(r"mira: ((?:\d{4} ){4}\d{4})\n", result.output)
    account = get_user_model().objects.get(username="mira")
    assert account.check_password(as_meant(passphrase))
    assert queries.duties_of(queries.account_named("mira")) == {Duty.ASKING_DESK, Duty.LETTERS}
    [actor] = Entry.objects.values_list("actor", flat=True)
    assert actor.startswith("system:shell:")
    assert passphrase not in run(house, "list").output


def test_the_list_names_duties_and_factors_in_columns(house: House) -> None:
    house.colleague("keeper", Duty.OPERATOR)
    house.newcomer("nima", Duty.HELPER)
    lines = [line.split("\t") for line in run(house, "list").output.splitlines()]
    assert lines == [
        ["keeper", "Keeper", "operator", "factor", "open"],
        ["nima", "Nima", "helper", "no-factor", "open"],
    ]


def test_duties_are_given_taken_and_refused_from_the_shell(house: House) -> None:
    nima = house.newcomer("nima", Duty.HELPER)
    assert run(house, "give", "nima", "--duty", "family_desk").exit_code == 0
    assert run(house, "take", "nima", "--duty", "helper").exit_code == 0
    assert queries.duties_of(nima.account) == {Duty.FAMILY_DESK}
    refused = run(house, "give", "nima", "--duty", "asking_desk")
    assert isinstance(refused.exception, Invalid)
    assert run(house, "give", "nima", "--duty", "everything").exit_code == 2


def test_a_reset_prints_a_new_passphrase_and_a_closed_account_stays_in_the_list(house: House) -> None:
    mira = house.colleague("mira", Duty.ASKING_DESK)
    result = run(house, "reset", "mira")
    [passphrase] = re.findall(r"mira: ((?:\d{4} ){4}\d{4})\n", result.output)
    assert get_user_model().objects.get(pk=mira.account).check_password(as_meant(passphrase))
    assert not queries.has_factor(mira.account)
    assert run(house, "close", "mira").exit_code == 0
    assert run(house, "list").output == "mira\tMira\t\tno-factor\tclosed\n"


def test_kin_is_declared_from_the_shell_and_not_echoed(house: House) -> None:
    mira = house.newcomer("mira")
    result = run(house, "kin", "mira", "Darius Ahmadi")
    assert (result.exit_code, result.output) == (0, "")
    assert queries.kin_of(mira.account, parts=house.parts) == ("Darius Ahmadi",)

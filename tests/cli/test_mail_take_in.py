from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from khabar.apps.correspondence.models import Incoming
from khabar.cli.mail_take_in import take_in
from khabar.config.main import COMMANDS, MAIL
from khabar.domain.kinds import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
RAW = b"From: a@office.example\r\nTo: b@families.example\r\nSubject: hello\r\n\r\nWe have moved.\r\n"


def test_a_mail_is_kept_once_and_waits_in_the_tray_where_nothing_is_certain(association: Parts, tmp_path: Path) -> None:
    mail = tmp_path / "one.eml"
    mail.write_bytes(RAW)
    for _ in range(2):
        done = CliRunner().invoke(take_in, [str(mail)], obj=association, catch_exceptions=False)
        assert done.output == "Taken in: 1. Filed under a letter: 0. In the tray: 1.\n"
    assert Incoming.objects.count() == 1


def test_a_mail_may_come_on_standard_input(association: Parts) -> None:
    done = CliRunner().invoke(take_in, ["-"], obj=association, input=RAW, catch_exceptions=False)
    assert done.exit_code == 0
    assert Incoming.objects.count() == 1


def test_commands_that_need_tables_of_one_kind_say_so() -> None:
    assert MAIL["take-in"].kind is Kind.ASSOCIATION
    alone = {name for name, place in COMMANDS.items() if place.kind is Kind.INTERMEDIARY}
    assert alone == {"import", "erase", "canary"}

"""Two people behind each account that comes near a case: what one, or none, tries at the shell leads nowhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import cycle, islice, product
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from apps.accounts.colleagues import SHELL
from conftest import PASSPHRASE
from khabar.adapters.entropy import SystemEntropy
from khabar.adapters.keyagent.keyring_files import write_keyring
from khabar.apps.accounts.actions import create_account
from khabar.apps.accounts.models import Account, Assignment
from khabar.apps.accounts.queries import account_named, duties_of
from khabar.apps.alarms.queries import raised_alarms
from khabar.cli.keyring import keys
from khabar.cli.keys import keyring_path
from khabar.cli.staff import staff
from khabar.domain.alarms import AlarmKind
from khabar.domain.duties import Duty
from khabar.vault import Cost

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from khabar.ports import Parts
    from khabar.vault import Keyring, Unlocked

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

OTHER = "nine grey herons in a row"


@dataclass(frozen=True)
class Shell:
    """A shell in a house that is no demonstration: two unlockers, and three recovery lines."""

    parts: Parts
    home: Path
    lines: tuple[str, ...]

    def types(self, *words: str, typed: str = "") -> Result:
        return CliRunner().invoke(staff, [*words], obj=self.parts, input=typed)

    def word(self, name: str, passphrase: str) -> list[str]:
        path = self.home / f"{name}-{len(passphrase)}"
        path.write_text(passphrase)
        path.chmod(0o600)
        return ["--as", name, "--passphrase-file", str(path)]

    @property
    def both(self) -> list[str]:
        return [*self.word("mira", PASSPHRASE), *self.word("tomas", OTHER)]

    def kinds(self) -> list[AlarmKind]:
        return [one.kind for one in raised_alarms(now=self.parts.clock.now(), parts=self.parts)]


@pytest.fixture
def shell(parts: Parts, keyring: Keyring, unlocked: Unlocked, tmp_path: Path) -> Shell:
    keyring_path(tmp_path).parent.mkdir(parents=True)
    random = SystemEntropy().bytes
    opened = keyring.unlock_with_passphrase("mira", PASSPHRASE)
    assert opened == unlocked
    ours = keyring.add_passphrase_slot("tomas", OTHER, opened, random=random, cost=Cost(8, 1))
    recovery = ours.add_recovery(opened, random=random)
    write_keyring(keyring_path(tmp_path), recovery.keyring)
    options = replace(parts.options, home=tmp_path, demo=False, fast_keys=False)  # type: ignore[type-var]  # a dataclass
    return Shell(replace(parts, options=options), tmp_path, tuple(recovery.lines))


def test_two_unlockers_make_a_colleague_of_the_desk_and_whoever_watches_is_told(shell: Shell) -> None:
    done = shell.types("add", "ezra", "--name", "Ezra", "--duty", "family_desk", *shell.both)
    assert done.exit_code == 0, done.output
    assert duties_of(account_named("ezra")) == {Duty.FAMILY_DESK}
    assert shell.kinds() == [AlarmKind.DUTIES]


def test_two_recovery_lines_do_and_one_does_not(shell: Shell) -> None:
    words = ("add", "ezra", "--name", "Ezra", "--duty", "unlocker", "--shares")
    assert shell.types(*words, typed=f"{shell.lines[0]}\n\n").exit_code == 1
    assert shell.types(*words, typed=f"{shell.lines[0]}\n{shell.lines[2]}\n\n").exit_code == 0


def test_an_operator_and_an_account_without_a_duty_need_nobody(shell: Shell) -> None:
    assert shell.types("add", "keeper", "--name", "Keeper", "--duty", "operator").exit_code == 0
    assert shell.types("add", "nobody", "--name", "Nobody").exit_code == 0
    assert shell.kinds() == []


def test_whoever_makes_a_second_name_for_himself_at_the_keyring_is_told_of_at_once(shell: Shell) -> None:
    new = shell.home / "new"
    new.write_text("eleven grey herons in a row")
    new.chmod(0o600)
    mine = shell.word("mira", PASSPHRASE)
    for words in (("add", "mira-too", "--new-passphrase-file", str(new)), ("remove", "mira-too"), ("recovery",)):
        assert CliRunner().invoke(keys, [*words, *mine], obj=shell.parts).exit_code == 0
    assert shell.kinds() == [AlarmKind.KEYRING] * 3
    assert CliRunner().invoke(keys, ["remove", "nobody", *mine], obj=shell.parts).exit_code == 1
    assert len(shell.kinds()) == 3, "what was not done rings no bell"


def test_a_reset_needs_two_and_rings(shell: Shell) -> None:
    create_account(
        actor=SHELL,
        now=shell.parts.clock.now(),
        parts=shell.parts,
        username="mira",
        display_name="Mira",
        duties=[Duty.ASKING_DESK],
        passphrase="7402 1180 3365 9921 0047",
    )
    assert shell.types("reset", "mira", *shell.word("mira", PASSPHRASE), typed="\n").exit_code == 1
    before = Account.objects.get(username="mira").password
    assert duties_of(account_named("mira")) == {Duty.ASKING_DESK}
    assert shell.types("reset", "mira", *shell.both).exit_code == 0
    assert Account.objects.get(username="mira").password != before
    assert sorted(shell.kinds()) == [AlarmKind.NO_QUORUM, AlarmKind.RESET]


def test_a_hundred_tries_of_an_operator_who_holds_one_word_or_none_reach_no_case(shell: Shell) -> None:
    mira, wrong = shell.word("mira", PASSPHRASE), shell.word("tomas", "a wrong word for it")
    behind = [
        ([], "\n"),
        (mira, "\n"),
        ([*mira, *mira], ""),
        ([*mira, *wrong], ""),
        ([*mira, *shell.word("MIRA", PASSPHRASE)], ""),
        ([*mira, *shell.word("mira ", PASSPHRASE)], ""),
        ([*mira, *shell.word("", PASSPHRASE)], ""),
        (mira, "mira\n" + PASSPHRASE + "\n"),
        ([*mira, "--shares"], f"{shell.lines[1]}\n\n"),
        (["--shares"], f"{shell.lines[1]}\n{shell.lines[1]}\n\n"),
        (["--shares"], "\n"),
    ]
    acts = [
        *(("add", "ezra", "--name", "Ezra", "--duty", duty) for duty in ("asking_desk", "letters", "unlocker")),
        *(("give", "keeper", "--duty", duty) for duty in ("family_desk", "bringer", "helper", "carrier")),
        ("add", "ezra", "--name", "Ezra", "--duty", "operator", "--duty", "unlocker"),
        ("reset", "keeper"),
    ]
    shell.types("add", "keeper", "--name", "Keeper")
    password = Account.objects.get(username="keeper").password
    for act, (words, typed) in islice(cycle(product(acts, behind)), 100):
        refused = shell.types(*act, *words, typed=typed)
        assert refused.exit_code == 1, (act, words, refused.output)
    assert not Assignment.objects.exists()
    assert [one.username for one in Account.objects.all()] == ["keeper"]
    assert Account.objects.get().password == password
    assert set(shell.kinds()) == {AlarmKind.NO_QUORUM}

"""Who can unlock, held against the ledger: what was written past the commands is named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import cast
from conftest import PASSPHRASE
from khabar.adapters.entropy import SystemEntropy
from khabar.adapters.keyagent.keyring_files import read_keyring, write_keyring
from khabar.apps.ledger.actions import record
from khabar.cli.closing import close
from khabar.cli.keyring import keys
from khabar.cli.keys import keyring_path
from khabar.cli.proofs import LOCKED, verify
from khabar.cli.slots import MADE, NOT_SAID_YET, UPGRADED, slots_now
from khabar.vault import Cost

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts
    from khabar.vault import Keyring

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
WHOLE = "Nothing was altered, nothing is missing.\n"


@dataclass(frozen=True)
class Office:
    """A folder with a keyring that Mira opens."""

    parts: Parts
    home: Path

    def types(self, *words: str) -> None:
        """Mira changes the keyring at the shell."""
        file = self.home / "mira"
        file.write_text(PASSPHRASE)
        file.chmod(0o600)
        new = ["--new-passphrase-file", str(file)] if words[0] == "add" else []
        command = close if words[0] == "--yes" else keys
        opener = ["--as", "mira", "--passphrase-file", str(file)]
        done = CliRunner().invoke(command, [*words, *new, *opener], obj=self.parts)
        assert done.exit_code == 0, done.output

    def writes_past_the_commands(self, name: str) -> None:
        """Mira adds a way in by herself, with the program's own library."""
        keyring = read_keyring(keyring_path(self.home))
        opened = keyring.unlock_with_passphrase("mira", PASSPHRASE)
        random = SystemEntropy().bytes
        more = keyring.add_passphrase_slot(name, "nine grey herons", opened, random=random, cost=Cost(8, 1))
        write_keyring(keyring_path(self.home), more)

    def takes_past_the_commands(self, name: str) -> None:
        """Somebody takes a way in away without the commands."""
        keyring = read_keyring(keyring_path(self.home))
        opened = keyring.unlock_with_passphrase("mira", PASSPHRASE)
        write_keyring(keyring_path(self.home), keyring.remove_slot(name, opened, random=SystemEntropy().bytes).keyring)

    def begins(self, act: str = MADE) -> None:
        """The ledger hears who can unlock, as it does when a house is set up or upgraded."""
        details = {"slots": sorted(slots_now(self.parts))}
        record(actor=cast.JOB, now=self.parts.clock.now(), parts=self.parts, act=act, details=details)

    def asked(self) -> Result:
        return CliRunner().invoke(verify, [], obj=self.parts)


@pytest.fixture
def office(parts: Parts, keyring: Keyring, tmp_path: Path) -> Office:
    keyring_path(tmp_path).parent.mkdir(parents=True)
    write_keyring(keyring_path(tmp_path), keyring)
    options = replace(parts.options, home=tmp_path)  # type: ignore[type-var]  # a dataclass
    return Office(replace(parts, options=options), tmp_path)


def test_what_the_commands_change_is_as_the_ledger_says(office: Office) -> None:
    office.begins()
    for words in (("add", "tomas"), ("recovery",), ("recovery",), ("remove", "tomas"), ("--yes",)):
        office.types(*words)
        assert (office.asked().exit_code, office.asked().stdout) == (0, WHOLE), words
    assert slots_now(office.parts) == {"recovery-2"}


@pytest.mark.parametrize("act", [MADE, UPGRADED])
def test_a_way_in_written_past_the_commands_is_named_also_after_the_next_change(office: Office, act: str) -> None:
    office.begins(act)
    office.writes_past_the_commands("mira-too")
    assert office.asked().stdout == "keyring: mira-too can unlock, and no entry has added it.\n"
    office.types("add", "tomas")
    assert office.asked().exit_code == 1
    assert office.asked().stdout == "keyring: mira-too could unlock by entry 2, and no entry had added it.\n"


def test_a_way_in_that_went_without_an_entry_is_named(office: Office) -> None:
    office.begins()
    office.types("add", "tomas")
    office.takes_past_the_commands("tomas")
    assert office.asked().stdout == "keyring: tomas can unlock no more, and no entry has taken it away.\n"


def test_a_house_of_before_accuses_nobody_and_says_that_it_did_not_compare(office: Office) -> None:
    record(
        actor=cast.JOB, now=office.parts.clock.now(), parts=office.parts, act="unlocker added", details={"name": "x"}
    )
    found = office.asked()
    assert (found.exit_code, found.stdout) == (0, WHOLE)
    assert NOT_SAID_YET in found.stderr
    office.types("add", "tomas")
    assert NOT_SAID_YET not in office.asked().stderr
    assert office.asked().exit_code == 0


def test_a_locked_house_says_that_it_compared_no_unlockers(office: Office, agent: MemoryKeyAgent) -> None:
    office.begins()
    office.writes_past_the_commands("mira-too")
    agent.lock()
    assert (office.asked().exit_code, office.asked().stderr.splitlines()[0]) == (0, LOCKED)

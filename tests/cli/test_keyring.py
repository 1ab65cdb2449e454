"""The shell doors to the keyring: who opens it, what changes, and that a wrong word changes nothing."""

from __future__ import annotations

import fcntl
import os
import re
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import cast
from conftest import PASSPHRASE
from khabar.adapters.clock import SystemClock
from khabar.adapters.entropy import SystemEntropy
from khabar.adapters.keyagent.keyring_files import read_keyring, read_public_keys, write_keyring, write_public_keys
from khabar.apps.ledger.models import Entry
from khabar.apps.registry.queries import presence_cards
from khabar.cli.closing import close
from khabar.cli.keyring import SETTLING, keys
from khabar.cli.keys import keyring_path, public_keys_path
from khabar.vault import KeyClass, WrongPassphrase, WrongShares

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts
    from khabar.vault import Keyring, PublicKeys, Unlocked

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

OTHER = "nine grey herons in a row"


@dataclass(frozen=True)
class Office:
    """A folder with a keyring, and commands typed in it by Mira unless somebody else is named."""

    parts: Parts
    home: Path

    def told(self, *words: str, typed: str = "", mira: bool = True, code: int = 0) -> Result:
        opener = ["--as", "mira", "--passphrase-file", str(self.file("mira", PASSPHRASE))] if mira else []
        result = CliRunner().invoke(keys, [*words, *opener], obj=self.parts, input=typed)
        assert result.exit_code == code, result.output
        assert PASSPHRASE not in result.output
        return result

    def closes(self, *words: str, code: int = 0) -> str:
        """Mira closes the house."""
        opener = ["--as", "mira", "--passphrase-file", str(self.file("mira", PASSPHRASE))]
        result = CliRunner().invoke(close, [*words, *opener], obj=self.parts, input="n\n")
        assert result.exit_code == code, result.output
        return result.output

    def file(self, name: str, passphrase: str) -> Path:
        path = self.home / name
        path.write_text(passphrase + "\n")
        path.chmod(0o600)
        return path

    @property
    def keyring(self) -> Keyring:
        return read_keyring(keyring_path(self.home))

    @property
    def unlocked(self) -> Unlocked:
        return self.keyring.unlock_with_passphrase("mira", PASSPHRASE)

    @property
    def public(self) -> PublicKeys:
        return read_public_keys(public_keys_path(self.home))

    def both_files(self) -> tuple[bytes, bytes]:
        return keyring_path(self.home).read_bytes(), public_keys_path(self.home).read_bytes()

    def settle(self) -> None:
        """Let the last rotation lie back long enough."""
        long_ago = (self.parts.clock.now() - SETTLING).timestamp()
        os.utime(public_keys_path(self.home), (long_ago, long_ago))


@pytest.fixture
def office(parts: Parts, keyring: Keyring, unlocked: Unlocked, tmp_path: Path) -> Office:
    for folder in ("house", "porch"):
        (tmp_path / folder).mkdir()
    write_keyring(keyring_path(tmp_path), keyring)
    write_public_keys(public_keys_path(tmp_path), unlocked.public_keys())
    options = replace(parts.options, home=tmp_path)  # type: ignore[type-var]  # the settings are a dataclass
    return Office(replace(parts, options=options, entropy=SystemEntropy()), tmp_path)


def test_an_unlocker_is_added_listed_and_taken_away_on_the_record(office: Office) -> None:
    office.told("add", "tomas", "--new-passphrase-file", str(office.file("new", OTHER)))
    assert office.told("slots", mira=False).output == "mira\tpassphrase\ntomas\tpassphrase\n"
    before = office.keyring
    assert before.unlock_with_passphrase("tomas", OTHER) == office.unlocked
    assert "Rotate each class" in office.told("remove", "tomas").output
    with pytest.raises(WrongPassphrase):
        office.keyring.unlock_with_passphrase("tomas", OTHER)
    assert [*Entry.objects.values_list("act", flat=True)] == ["unlocker added", "unlocker removed"]
    assert "last way in" in office.told("remove", "mira", code=1).output


def test_a_new_passphrase_is_asked_twice_and_is_long_enough(office: Office) -> None:
    office.told("add", "tomas", typed=f"{OTHER}\n{OTHER}\n")
    assert "taken" in office.told("add", "tomas", code=1).output
    before = office.both_files()
    assert "At least 14" in office.told("add", "leyla", typed="short\nshort\n", code=1).output
    assert "cannot be used" in office.told("add", "", typed=f"{OTHER}\n{OTHER}\n", code=1).output
    assert "stopped" not in office.told("add", "leyla", typed=f"{OTHER}\nanother\n", code=1).output
    assert office.both_files() == before


@pytest.mark.parametrize(
    "words",
    [
        ("add", "ezra"),
        ("remove", "mira"),
        ("recovery",),
        ("rotate", "register"),
        ("rewrap",),
        ("destroy", "register", "0" * 16),
    ],
)
def test_ezra_with_a_wrong_passphrase_changes_nothing(office: Office, words: tuple[str, ...]) -> None:
    before = office.both_files()
    for typed in (f"mira\n{OTHER}\n", f"ezra\n{PASSPHRASE}\n"):
        said = office.told(*words, typed=typed, mira=False, code=1).output
        assert "do not open the keyring" in said
    assert "shares do not open" in office.told(*words, "--shares", typed="not a share\n\n", mira=False, code=1).output
    assert "shares do not open" in office.told(*words, "--shares", typed="\n", mira=False, code=1).output
    assert office.both_files() == before
    assert not Entry.objects.exists()


def test_recovery_lines_are_shown_once_open_alone_and_take_the_place_of_those_before(office: Office) -> None:
    first, second = (recovery_lines(office.told("recovery")) for _ in range(2))
    with pytest.raises(WrongShares):
        office.keyring.unlock_with_shares(first[:2])
    assert office.keyring.unlock_with_shares(second[1:]) == office.unlocked
    assert office.told("slots", mira=False).output.splitlines()[1:] == ["recovery-2\t2 of 3 shares"]
    typed = "\n".join([*second[:2], "", OTHER, OTHER, ""])
    office.told("add", "tomas", "--shares", typed=typed, mira=False)
    assert office.keyring.unlock_with_passphrase("tomas", OTHER)


def recovery_lines(result: Result) -> list[str]:
    return re.findall(r"^\d\. (.+)$", result.output, re.MULTILINE)


def test_a_rotation_gives_a_new_current_key_and_forgets_none(office: Office) -> None:
    old = office.unlocked
    office.told("rotate", "letters")
    new = office.unlocked
    assert new.key_ids(KeyClass.LETTERS)[:-1] == old.key_ids(KeyClass.LETTERS)
    assert office.public == new.public_keys()
    assert office.public[KeyClass.LETTERS].key_id == new[KeyClass.LETTERS].key_id != old[KeyClass.LETTERS].key_id
    assert office.public[KeyClass.MAIL] == old.public_keys()[KeyClass.MAIL]
    assert Entry.objects.get(act="class key rotated").subject == new[KeyClass.LETTERS].key_id
    assert "no such files key" in str(office.told("rotate", "files", code=1).exception)


def test_an_old_key_goes_after_a_pass_and_everything_still_opens(office: Office, agent: MemoryKeyAgent) -> None:
    cast.file_presence(office.parts, cast.dariuss_presence(office.parts.clock.now()))
    old = office.unlocked[KeyClass.REGISTER].key_id
    assert "current key" in office.told("destroy", "register", old, code=1).output
    assert "no such key" in office.told("destroy", "register", "0" * 16, code=1).output
    office.told("rotate", "register")
    office.settle()
    refused = office.told("destroy", "register", old, code=1)
    assert "registry_presence.wrapped_key: 1" in str(refused.exception)
    said = office.told("rewrap", "register").output
    assert "registry_presence.wrapped_key: 1 rows moved." in said
    assert f"khabar keys destroy register {old}" in said
    assert "Nothing had to be moved" in office.told("rewrap").output
    office.told("destroy", "register", old)
    assert office.unlocked.key_ids(KeyClass.REGISTER) == (office.public[KeyClass.REGISTER].key_id,)
    assert [key.key_id for key in office.public.former[KeyClass.REGISTER]] == [old], "its events still verify"
    agent.unlock(office.unlocked)
    assert [one.father for one in presence_cards(parts=office.parts)] == ["Hassan"]
    assert Entry.objects.get(act="class key destroyed").subject == old


def test_a_key_that_a_process_may_still_be_using_is_not_destroyed(office: Office, clock: SettableClock) -> None:
    old = office.unlocked[KeyClass.INTAKE].key_id
    clock.moment = SystemClock().now()
    office.told("rotate", "intake")
    said = office.told("destroy", "intake", old, code=1).output
    assert "Try again after" in said
    clock.advance(-timedelta(days=1))
    assert "Try again after" in office.told("destroy", "intake", old, code=1).output, "a clock set back opens nothing"
    clock.moment = SystemClock().now() + SETTLING
    assert clock.moment.tzinfo is UTC
    office.told("destroy", "intake", old)


def test_a_rotation_broken_off_before_it_was_published_is_finished_by_the_next_command(office: Office) -> None:
    old = office.unlocked[KeyClass.INTAKE].key_id
    keyring, unlocked = office.keyring.rotate(KeyClass.INTAKE, office.unlocked, random=office.parts.entropy.bytes)
    write_keyring(keyring_path(office.home), keyring)
    office.settle()
    said = office.told("destroy", "intake", old, code=1).output
    assert "Try again after" in said, "the porch has just been told, and may still seal to the old key"
    assert office.public == unlocked.public_keys()


def test_a_keyring_from_before_a_rotation_is_not_put_into_use(office: Office) -> None:
    cast.file_presence(office.parts, cast.dariuss_presence(office.parts.clock.now()))
    older = keyring_path(office.home).read_bytes()
    office.told("rotate", "register")
    office.told("rewrap")
    public = public_keys_path(office.home).read_bytes()
    keyring_path(office.home).write_bytes(older)
    assert "older than the public keys" in office.told("rewrap", code=1).output
    assert public_keys_path(office.home).read_bytes() == public


def test_a_row_that_does_not_open_is_named_and_makes_the_exit_code_1(office: Office) -> None:
    office.told("rotate", "register")
    row = Entry.objects.get()
    sealed = bytes(row.sealed)
    Entry.objects.filter(id=row.id).update(sealed=sealed[:-1] + bytes([sealed[-1] ^ 1]))
    said = office.told("rewrap", code=1).output
    assert f"ledger_entry.sealed: row {row.id} does not open" in said


def test_two_do_not_change_the_keyring_at_once(office: Office) -> None:
    before = office.both_files()
    with (office.home / "house" / "keyring.cbor.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert "Somebody else is changing" in str(office.told("rotate", "mail", code=1).exception)
    assert office.both_files() == before


def test_after_closing_no_passphrase_opens_and_two_recovery_lines_do(office: Office) -> None:
    office.told("add", "tomas", "--new-passphrase-file", str(office.file("new", OTHER)))
    lines = re.findall(r"^\d\. (.+)$", office.told("recovery").output, re.MULTILINE)
    before = office.unlocked
    assert "2 passphrases will open nothing" in office.closes(code=1), "whoever is not sure changes nothing"
    assert office.unlocked == before
    assert "The house is closed" in office.closes("--yes")
    for name, passphrase in (("mira", PASSPHRASE), ("tomas", OTHER)):
        with pytest.raises(WrongPassphrase):
            office.keyring.unlock_with_passphrase(name, passphrase)
    again = office.keyring.unlock_with_shares(lines[1:])
    assert again.class_keys == before.class_keys
    assert Entry.objects.latest("sequence").act == "house closed"


def test_a_house_without_recovery_lines_is_not_closed(office: Office) -> None:
    before = office.both_files()
    assert "no recovery lines" in office.closes("--yes", code=1)
    assert office.both_files() == before

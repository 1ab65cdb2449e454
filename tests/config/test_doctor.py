from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from config.agents import unlocked_agent
from config.ground import PASSPHRASE
from khabar.adapters.clock import advance
from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.keyagent import AgentControl, Role, socket_path
from khabar.adapters.keyagent.keyring_files import read_keyring, read_public_keys, write_keyring, write_public_keys
from khabar.config import doctor
from khabar.config.findings import Finding, Sign
from khabar.config.options import Options
from khabar.vault import INTERMEDIARY_CLASSES, Cost, KeyClass, Keyring

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from config.ground import Ground

PAGE = "INSERT INTO post_page (locator, public, verify_key, holder, next_contact_on) VALUES (?, ?, ?, ?, ?)"
ROUND = "INSERT INTO rounds_round (number, planned_at, started_at, finished_at, steps) VALUES (?, ?, ?, ?, ?)"
UNREADABLE = "INSERT INTO rounds_unreadable (key, sealed, found_at) VALUES (?, ?, ?)"


def options_of(ground: Ground) -> Options:
    return Options.load({"KHABAR_SETTINGS": str(ground.settings)})


def wrong(findings: Iterable[Finding]) -> list[str]:
    return [finding.line() for finding in findings if finding.sign is Sign.LOOK]


def lines(ground: Ground) -> tuple[int, list[str]]:
    done = ground.khabar("doctor")
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def in_house(ground: Ground, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(ground.home / "house" / "house.sqlite3")) as connection, connection:
        connection.execute(statement, values)


def test_a_house_in_order_has_nothing_to_look_at_and_one_with_foreign_public_keys_has(ground: Ground) -> None:
    with unlocked_agent(ground):
        code, said = lines(ground)
        assert [line for line in said if line.startswith("look")] == []
        assert code == 0
        assert "ok         public keys: those of the keyring." in said
        assert "ok         key agent: answers, and the house is unlocked." in said
        foreign = Keyring.create(INTERMEDIARY_CLASSES, random=SeededEntropy("ezra").bytes).unlocked
        write_public_keys(ground.home / "porch" / "public.keys", foreign.public_keys())
        (found,) = wrong(doctor._keys(options_of(ground)))
        assert "intake, register, letters, mail: not of this keyring." in found


def test_after_a_rotation_it_says_what_is_not_in_use_yet_and_what_the_agent_has_not_read(ground: Ground) -> None:
    file, path = ground.home / "porch" / "public.keys", ground.home / "house" / "keyring.cbor"
    with unlocked_agent(ground):
        old, random = read_keyring(path), SeededEntropy("rotated").bytes
        new, unlocked = old.rotate(KeyClass.MAIL, old.unlock_with_passphrase("mira", PASSPHRASE), random=random)
        before = read_public_keys(file)
        write_public_keys(file, unlocked.public_keys())
        (found,) = wrong(doctor._keys(options_of(ground)))
        assert "mail: the agent has older keys only. Unlock again" in found
        write_keyring(path, new)
        AgentControl(socket_path(ground.home / "agent", Role.CONTROL)).unlock("mira", PASSPHRASE)
        assert wrong(doctor._keys(options_of(ground))) == []
        write_public_keys(file, before)
        (found,) = wrong(doctor._keys(options_of(ground)))
        assert "mail: a newer key is not in use yet. Run: khabar keys rewrap" in found


def test_every_fault_has_a_line_that_says_how_to_mend_it(ground: Ground) -> None:
    now = datetime.now(UTC)
    old = now - timedelta(days=3)
    in_house(ground, ROUND, int(old.timestamp()) // 21600, old, old, old, "{}")
    in_house(ground, PAGE, "l" * 64, b"p", b"v", "h" * 32, now.date() + timedelta(days=2))
    in_house(ground, UNREADABLE, b"k" * 32, b"sealed", now)
    (ground.home / "porch" / "kind").unlink()
    (ground.home / "house" / "own.secret").chmod(0o644)
    ground.home.joinpath("house").chmod(0o755)
    code, said = lines(ground)
    found = {line.split(":")[0] for line in said if line.startswith("look here")}
    things = ("kind", "folders", "files", "key agent", "rounds", "dates")
    assert (code, found) == (1, {f"look here  {thing}" for thing in things})
    assert any("chmod 600" in line for line in said)
    assert any("khabar work" in line for line in said)
    assert any("kept aside" in line for line in said)


def test_an_entry_of_the_ledger_later_than_now_betrays_a_wrong_clock(ground: Ground) -> None:
    advance(ground.home / "clock.json", 86400)
    assert ground.khabar("round").returncode == 0
    (ground.home / "clock.json").unlink()
    code, said = lines(ground)
    assert code == 1
    assert [line for line in said if "later than now. Set the clock." in line]


def test_tables_of_another_version_are_seen(ground: Ground) -> None:
    in_house(ground, "DELETE FROM django_migrations WHERE app = 'rounds'")
    _, said = lines(ground)
    assert [line for line in said if line.startswith("look here  house database: Its tables are not those")]


def test_a_database_that_is_none_is_said_in_one_line(ground: Ground) -> None:
    (ground.home / "porch" / "porch.sqlite3").write_bytes(b"no database at all" * 500)
    code, said = lines(ground)
    assert code == 1
    assert [line for line in said if line.startswith("look here  databases: One cannot be read")]


def test_broken_settings_are_told_with_their_own_sentence_and_the_machine_is_still_looked_at(ground: Ground) -> None:
    ground.write(round_hour=6)
    code, said = lines(ground)
    assert code == 1
    assert said[0] == "look here  settings: Unknown setting 'round_hour'. Did you mean 'round_hours'?"
    assert [line.split(":")[0].split()[-1] for line in said[1:]] == ["swap", "dumps", "strangers"]


def test_the_doctor_changes_nothing(ground: Ground) -> None:
    before = contents(ground.home)
    lines(ground)
    assert contents(ground.home) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_missing_folder_is_named_and_nothing_is_looked_for_inside(ground: Ground) -> None:
    (ground.home / "house").rename(ground.home / "away")
    found = wrong(doctor._installation(options_of(ground)))
    assert len(found) == 1
    assert "house is not there" in found[0]


@pytest.mark.parametrize("name", ["house", "porch", "agent", "."])
def test_each_folder_that_others_can_read_is_named(ground: Ground, name: str) -> None:
    (ground.home / name).chmod(0o755)
    (found,) = wrong(doctor._folders(options_of(ground)))
    assert f"chmod 700 {ground.home / name}" in found


def test_an_agent_open_to_one_group_and_a_home_to_pass_through_are_well(ground: Ground) -> None:
    (ground.home / "agent").chmod(0o710)
    ground.home.chmod(0o711)
    assert wrong(doctor._folders(options_of(ground))) == []


@pytest.mark.parametrize(
    "name", ["house/own.secret", "house/keyring.cbor", "house/house.sqlite3", "porch/porch.sqlite3"]
)
def test_each_file_that_is_missing_or_open_is_named(ground: Ground, name: str) -> None:
    path = ground.home / name
    path.chmod(0o604)
    (found,) = wrong(doctor._files(options_of(ground)))
    assert f"chmod 600 {path}" in found
    path.unlink()
    (found,) = wrong(doctor._files(options_of(ground)))
    assert f"{path} is not there" in found


def test_a_damaged_keyring_and_one_without_recovery_are_told(ground: Ground) -> None:
    path = ground.home / "house" / "keyring.cbor"
    path.write_bytes(b"damaged")
    assert "cannot be read" in wrong(doctor._keys(options_of(ground)))[0]
    random = SeededEntropy("keyring").bytes
    keyring, unlocked = Keyring.create(INTERMEDIARY_CLASSES, random=random)
    write_keyring(path, keyring.add_passphrase_slot("mira", PASSPHRASE, unlocked, random=random, cost=Cost(8, 1)))
    assert "no recovery shares" in wrong(doctor._keys(options_of(ground)))[0]


def test_public_keys_that_are_none_or_of_another_kind_are_told(ground: Ground) -> None:
    path = ground.home / "porch" / "public.keys"
    path.write_bytes(b"damaged")
    assert "cannot be read" in wrong(doctor._keys(options_of(ground)))[0]
    random = SeededEntropy("other").bytes
    write_public_keys(path, Keyring.create(INTERMEDIARY_CLASSES[:2], random=random).unlocked.public_keys())
    assert "not those of this kind" in wrong(doctor._keys(options_of(ground)))[0]


@pytest.mark.parametrize("days", [-365 * 10, 365 * 80])
def test_a_clock_of_another_age_is_told(ground: Ground, monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    class Wrong:
        def now(self) -> datetime:
            return datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=days)

    monkeypatch.setattr(doctor, "clock", lambda _options: Wrong())
    found = doctor._now(options_of(ground))
    assert isinstance(found, Finding)
    assert found.about == "clock"


def test_a_disk_that_is_nearly_full_is_told(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor.examine_disk(options_of(ground)).sign is Sign.OK
    monkeypatch.setattr(doctor, "LEAST_FREE_BYTES", 1 << 60)
    assert doctor.examine_disk(options_of(ground)).sign is Sign.LOOK


def test_swap_in_clear_is_told_from_swap_that_is_encrypted_or_in_memory(tmp_path: Path) -> None:
    swaps, blocks = tmp_path / "swaps", tmp_path / "blocks"
    (blocks / "dm-0" / "dm").mkdir(parents=True)
    (blocks / "dm-0" / "dm" / "uuid").write_text("CRYPT-PLAIN-swap\n", encoding="utf-8")
    heading = "Filename Type Size Used Priority\n"
    for listed, sign in (
        ("", Sign.OK),
        ("/dev/zram0 partition 1 0 -1\n", Sign.OK),
        ("/dev/dm-0 partition 1 0 -1\n", Sign.OK),
        ("/dev/sda2 partition 1 0 -1\n", Sign.NOTE),
        ("/dev/dm-0 partition 1 0 -1\n/swapfile file 1 0 -2\n", Sign.NOTE),
    ):
        swaps.write_text(heading + listed, encoding="utf-8")
        assert doctor._swap(swaps, blocks).sign is sign, listed
    assert doctor._swap(tmp_path / "none", blocks).sign is Sign.NOTE

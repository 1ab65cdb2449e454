"""The shell doors to canary persons: an unlocker's word, a slip, and nothing on the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from cast import SALT
from conftest import PASSPHRASE
from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.keyagent.keyring_files import write_keyring
from khabar.apps.alarms.models import Canary
from khabar.cli.canaries import canary
from khabar.cli.keys import keyring_path
from khabar.domain.codes import new_slip
from khabar.vault.pigeonholes import FAST_COST, derive

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from khabar.ports import Parts
    from khabar.vault import Keyring

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

SLIP = new_slip(SeededEntropy("an invented family").bytes)
LOCATOR = derive(SLIP.code, SLIP.pin, SALT, cost=FAST_COST).locator.hex()
TYPED = f"{SLIP.code}\n{SLIP.pin}\n"


@pytest.fixture
def house(parts: Parts, keyring: Keyring, tmp_path: Path) -> Parts:
    """A folder with the keyring that Mira opens."""
    keyring_path(tmp_path).parent.mkdir(parents=True)
    write_keyring(keyring_path(tmp_path), keyring)
    return replace(parts, options=replace(parts.options, home=tmp_path))  # type: ignore[type-var]  # a dataclass


def told(house: Parts, *words: str, typed: str = "", passphrase: str = PASSPHRASE) -> Result:
    file = house.options.home / "word"  # type: ignore[attr-defined]  # the options have it
    file.write_text(passphrase)
    file.chmod(0o600)
    return CliRunner().invoke(canary, [*words, "--as", "mira", "--passphrase-file", str(file)], obj=house, input=typed)


def test_an_unlocker_plants_the_person_of_a_slip_and_lists_it(house: Parts) -> None:
    done = told(house, "plant", "--settles", "10", typed=TYPED)
    assert done.exit_code == 0, done.output
    assert "2026-03-12" in done.stderr
    assert SLIP.code not in done.output
    listed = told(house, "list")
    assert listed.stdout == f"{LOCATOR[:12]}\t2026-03-12\n"
    again = told(house, "plant", typed=TYPED)
    assert again.exit_code == 1
    assert "already" in again.output
    assert Canary.objects.count() == 1


def test_ezra_the_operator_without_an_unlocker_plants_none_and_learns_of_none(house: Parts) -> None:
    told(house, "plant", typed=TYPED)
    for words in (["list"], ["plant"]):
        refused = told(house, *words, typed=TYPED, passphrase="a wrong word for it")
        assert refused.exit_code == 1
        assert LOCATOR[:12] not in refused.output


def test_a_mistyped_slip_is_told_and_nothing_is_kept(house: Parts) -> None:
    refused = told(house, "plant", typed="1234\n1\n")
    assert refused.exit_code == 1
    assert not Canary.objects.exists()

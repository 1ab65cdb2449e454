from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from config.ground import PASSPHRASE, VALUES, Ground
from khabar.adapters.keyagent.keyring_files import read_keyring, read_public_keys
from khabar.config import secret
from khabar.config.doctor import mode_of
from khabar.config.install import Unlocker, guarantor_settings, lay_out, settings_text
from khabar.config.options import Options, SettingsError, kept_kind
from khabar.domain.errors import Invalid
from khabar.domain.guaranteeing.cards import Card, Role, card_text, spoken
from khabar.vault import INTERMEDIARY_CLASSES, Cost
from khabar.vault.guarantor_keys import GuarantorKey

if TYPE_CHECKING:
    from pathlib import Path

WITHOUT = ["--no-guarantor", "Nobody outside this house has agreed to countersign yet."]


def options_at(home: Path) -> Options:
    return Options.of(VALUES | {"home": str(home)})


def test_what_is_laid_out_is_closed_to_others(ground: Ground, template: Ground) -> None:
    options = Options.load({"KHABAR_SETTINGS": str(ground.settings)})
    assert {mode_of(folder) for folder in (options.house, options.porch, options.agent, template.home)} == {0o700}
    for name in ("house/keyring.cbor", "house/own.secret", "house/house.sqlite3", "porch/porch.sqlite3", "khabar.toml"):
        assert mode_of(template.home / name) == 0o600, name


def test_the_public_keys_are_those_of_the_keyring(ground: Ground) -> None:
    unlocked = read_keyring(ground.home / "house" / "keyring.cbor").unlock_with_passphrase("mira", PASSPHRASE)
    assert read_public_keys(ground.home / "porch" / "public.keys") == unlocked.public_keys()
    assert tuple(unlocked) == INTERMEDIARY_CLASSES


def test_any_two_recovery_lines_open_what_was_laid_out(tmp_path: Path) -> None:
    lines = lay_out(options_at(tmp_path), "", Unlocker("mira", PASSPHRASE), cost=Cost(8, 1))
    assert len(lines) == 3
    keyring = read_keyring(tmp_path / "house" / "keyring.cbor")
    assert keyring.unlock_with_shares(lines[1:]) == keyring.unlock_with_passphrase("mira", PASSPHRASE)


def test_a_folder_in_use_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Invalid, match="not empty"):
        lay_out(options_at(tmp_path), "", Unlocker("mira", PASSPHRASE), cost=Cost(8, 1))
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_short_passphrase_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with pytest.raises(Invalid, match="At least 14"):
        lay_out(options_at(home), "", Unlocker("mira", "short"), cost=Cost(8, 1))
    assert not home.exists()


def test_the_kind_is_kept_and_a_file_that_says_another_is_refused(ground: Ground) -> None:
    assert kept_kind(ground.home) == "intermediary"
    ground.write(kind="association")
    with pytest.raises(SettingsError, match="set up as 'intermediary', and that is for good"):
        Options.load({"KHABAR_SETTINGS": str(ground.settings)})


def test_another_kind_from_the_environment_is_refused_at_start_in_one_line(ground: Ground) -> None:
    done = ground.khabar("verify", KHABAR_KIND="association")
    assert done.returncode == 1
    assert "set up as 'intermediary'" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_settings_with_any_words_in_them_are_written_so_that_they_can_be_read() -> None:
    assert settings_text({"contact": 'a "b"\\\n\x7f ناصر', "n": 5, "yes": True, "l": ["a"]}) == (
        'contact = "a \\"b\\"\\\\\\n\\u007f ناصر"\nn = 5\nyes = true\nl = ["a"]\n'
    )


def test_a_side_draws_its_secret_once_and_nobody_else_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "house" / "own.secret"
    first = secret.read_or_draw(path)
    assert len(first) == 2 * secret.LENGTH
    assert secret.read_or_draw(path) == first
    assert mode_of(path) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["own.secret"]


def test_each_side_has_a_secret_of_its_own(ground: Ground) -> None:
    options = Options.load({"KHABAR_SETTINGS": str(ground.settings)})
    porch = secret.of_process(options, porch=True, check=False)
    assert porch != secret.of_process(options, porch=False, check=False)


def test_init_shows_the_recovery_lines_once_and_what_it_made_is_in_order(tmp_path: Path) -> None:
    home = tmp_path / "home"
    words = ["init", str(home), "--kind", "intermediary", "--who-runs-this", 'The "Tracing" House', "--contact", "c"]
    words += ["--porch-host", "localhost", "--house-host", "localhost", "--unlocker", "mira", *WITHOUT]
    done = Ground(home).khabar(*words, typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert done.returncode == 0, done.stderr
    assert [line[:3] for line in done.stdout.splitlines() if len(line.split()) > 20] == ["1. ", "2. ", "3. "]
    assert PASSPHRASE not in done.stdout
    said = Ground(home).khabar("doctor").stdout.splitlines()
    assert [line for line in said if line.startswith("look here")] == [
        "look here  key agent: It does not answer. Start it: khabar agent"
    ]


ASKED: dict[str, Any] = {"kind": "intermediary", "guarantor_name": "", "guarantor_key": None, "no_guarantor": ""}


def test_init_wants_a_guarantor_or_a_reason_and_takes_no_half() -> None:
    for given in ({}, {"guarantor_name": "Oak Street Relief"}, {"kind": "association", "no_guarantor": WITHOUT[1]}):
        with pytest.raises(Invalid, match="guarantor"):
            guarantor_settings(ASKED | given)
    assert guarantor_settings(ASKED | {"no_guarantor": WITHOUT[1]}) == {"no_guarantor": WITHOUT[1]}
    assert guarantor_settings(ASKED | {"kind": "association"}) == {}


def test_init_writes_the_keys_of_the_card_and_shows_its_fingerprint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = GuarantorKey(bytes(32))
    card = Card(of=Role.GUARANTOR, name="Oak Street", house="", public=key.public, verify_key=key.verify_key)
    file = tmp_path / "oak.card"
    file.write_text(card_text(card), encoding="utf-8")
    given = ASKED | {"guarantor_name": "Oak Street Relief", "guarantor_key": file}
    assert guarantor_settings(given) == {"guarantor_name": "Oak Street Relief", "guarantor_key": card.keys}
    assert spoken(card) in capsys.readouterr().err
    with pytest.raises(Invalid, match="belong together"):
        guarantor_settings(given | {"no_guarantor": WITHOUT[1]})
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(Invalid, match="no card"):
        guarantor_settings(given)

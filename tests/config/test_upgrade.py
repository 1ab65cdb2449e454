"""An upgrade that is killed after each of its steps, for real, and goes on where it stopped."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from config.ground import PASSPHRASE, Ground

if TYPE_CHECKING:
    from pathlib import Path

STEPS = ["backup", "porch", "house", "grants", "verify"]
_BACK = """
import django; django.setup()
from django.core.management import call_command
for database in ("default", "porch"):
    call_command("migrate", "quarantine", "zero", database=database, verbosity=0)
"""
_KILLED = """
import os, signal, django; django.setup()
from khabar.config import upgrading
from khabar.config.options import Options
from khabar.config.wiring import parts
for step in {steps}:
    if os.fork() == 0:
        wanted = step
        def after(name):
            if name == wanted:
                os.kill(os.getpid(), signal.SIGKILL)
        upgrading.run(Options.load(), parts(), print, after)
    killed = os.waitpid(-1, 0)[1]
    assert os.WIFSIGNALED(killed) and os.WTERMSIG(killed) == signal.SIGKILL, (step, killed)
    print("killed after", step, flush=True)
"""


def script(ground: Ground, text: str) -> subprocess.CompletedProcess[str]:
    environment = ground.environment | {"KHABAR_PROCESS": "operator"}
    environment["DJANGO_SETTINGS_MODULE"] = "khabar.config.settings"
    command = [sys.executable, "-c", text]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def older(ground: Ground) -> Ground:
    """An installation with the tables of an older version."""
    done = script(ground, _BACK)
    assert done.returncode == 0, done.stderr
    return ground


def applied(path: Path) -> set[str]:
    database = sqlite3.connect(path)
    try:
        return {app for (app,) in database.execute("SELECT app FROM django_migrations")}
    finally:
        database.close()


@pytest.mark.slow
def test_an_upgrade_killed_after_each_of_its_steps_goes_on_where_it_stopped(older: Ground, tmp_path: Path) -> None:
    house, porch = older.home / "house" / "house.sqlite3", older.home / "porch" / "porch.sqlite3"
    assert "quarantine" not in applied(house) | applied(porch)
    done = script(older, _KILLED.format(steps=STEPS))
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("killed")] == [
        f"killed after {step}" for step in STEPS
    ]
    state = json.loads((older.home / "house" / "upgrade.json").read_text())
    assert state["done"] == STEPS
    assert "One was broken off" in older.khabar("doctor").stdout
    ended = older.khabar("upgrade")
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.splitlines() == [f"{step}: done before" for step in STEPS]
    assert not (older.home / "house" / "upgrade.json").exists()
    assert "quarantine" in applied(house) & applied(porch)
    backups = list((older.home / "upgrades").iterdir())
    assert [str(one) for one in backups] == [state["backup"]], "the backup is made once"
    _before_the_upgrade_it_can_be_gone_back_to(older, tmp_path, backups[0])


def _before_the_upgrade_it_can_be_gone_back_to(older: Ground, tmp_path: Path, backup: Path) -> None:
    """Without recipients, the house's own keys open what the upgrade has written; and old tables become new ones."""
    words = ["restore", str(backup), "--keyring", str(older.home / "house" / "keyring.cbor"), "--as", "mira"]
    wrong = Ground(tmp_path).khabar(*words, "--into", str(tmp_path / "there"), typed="some other sentence\n")
    assert (wrong.returncode, "do not open the keyring" in wrong.stderr) == (1, True)
    back = Ground(tmp_path).khabar(*words, "--into", str(tmp_path / "there"), typed=f"{PASSPHRASE}\n")
    assert back.returncode == 0, back.stderr
    assert "quarantine" in applied(tmp_path / "there" / "house" / "house.sqlite3")


def test_tables_of_a_newer_version_and_an_upgrade_of_another_one_are_left_alone(ground: Ground) -> None:
    state = ground.home / "house" / "upgrade.json"
    state.write_text(json.dumps({"to": "9.0.0", "done": ["backup"], "backup": ""}))
    refused = ground.khabar("upgrade")
    assert (refused.returncode, "finish it with that version" in refused.stderr) == (1, True), refused.stderr
    state.unlink()
    database = sqlite3.connect(ground.home / "house" / "house.sqlite3")
    with database:
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999_x', '2026-01-01')")
    database.close()
    newer = ground.khabar("upgrade")
    assert (newer.returncode, "tables of a newer Khabar" in newer.stderr) == (1, True), newer.stderr
    assert not (ground.home / "upgrades").exists()

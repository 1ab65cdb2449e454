"""A backup knows no engine: from SQLite into PostgreSQL and back again, and every row is the same one."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from config.ground import Ground
from config.on_postgresql import a_server, found_settings, prepared
from khabar.adapters.entropy import SeededEntropy
from khabar.vault.archives import new_offline_key
from migrations.test_samples import SAMPLES, unpacked

if TYPE_CHECKING:
    from pathlib import Path

KEY = new_offline_key(SeededEntropy("offline").bytes)
_DIGESTS = """
import json, django; django.setup()
from khabar.adapters.backup.tables import DATABASES, heads_of, tables_of
from khabar.adapters.backup.writing import table_digest
found = {}
for database, alias in DATABASES.items():
    for table in tables_of(database, heads_of(alias)):
        rows, digest = table_digest(table, alias)
        found[f"{database} {table.label}"] = [rows, digest.hex()]
print(json.dumps(found))
"""
GROWS = {"house ledger.Chain", "house ledger.Entry", "house quarantine.Quarantine", "porch quarantine.Quarantine"}
"""A backup and a restore are acts themselves, with an entry each."""
RENEWED = {"porch pigeonholes.Pigeonhole"}
"""A restored house shows the standing text alone."""
FRAMEWORKS = {"house auth.Permission", "house contenttypes.ContentType"}


def held(ground: Ground) -> dict[str, list[object]]:
    environment = ground.environment | {"KHABAR_PROCESS": "operator"}
    environment["DJANGO_SETTINGS_MODULE"] = "khabar.config.settings"
    command = [sys.executable, "-c", _DIGESTS]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=True)
    found: dict[str, list[object]] = json.loads(done.stdout)
    return {name: digest for name, digest in found.items() if name not in GROWS | FRAMEWORKS | RENEWED}


def carried(ground: Ground, to: Path, key: Path, **settings: object) -> Ground:
    """Back up one installation and restore it into another place, on the engine of these settings."""
    file = to.with_suffix(".age")
    made = ground.khabar("backup", str(file), "--recipient", KEY.recipient)
    assert made.returncode == 0, made.stderr
    words = [word for name, value in settings.items() for word in ("--set", f"{name}={value}")]
    done = Ground(to).khabar("restore", str(file), "--identity", str(key), "--into", str(to), *words)
    assert done.returncode == 0, done.stderr
    return Ground(to)


@pytest.mark.slow
@pytest.mark.long
def test_sqlite_restores_into_postgresql_and_back_row_by_row(tmp_path: Path) -> None:
    key = tmp_path / "key.txt"
    key.write_text(KEY.identity)
    ground = unpacked(next(one for one in SAMPLES if "intermediary" in one.name), tmp_path / "home")
    assert ground.khabar("upgrade").returncode == 0
    first = held(ground)
    assert sum(int(str(rows)) for rows, _ in first.values()) > 15
    with a_server() as server:
        place = found_settings(prepared(server, tmp_path / "prepared", "across"))
        there = carried(ground, tmp_path / "there", key, **place)
        assert "postgresql" in there.settings.read_text()
        back = carried(there, tmp_path / "back", key)
        assert held(back) == first
    assert "postgresql" not in back.settings.read_text()

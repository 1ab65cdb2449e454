"""An installation laid out on a real disk, made once and copied for each test: folders, keys, both databases."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from khabar.config.install import Unlocker, lay_out, settings_text
from khabar.config.options import Options
from khabar.vault import Cost
from migrated import give_databases, migrate

PASSPHRASE = "seven quiet boats at noon"
SOURCE = Path(__file__).resolve().parents[2] / "src"
VALUES: dict[str, object] = {
    "kind": "intermediary",
    "who_runs_this": "The Tracing House of Lindenau (invented)",
    "contact": "Lindenau, Mill Lane 3, Tuesdays from ten to four",
    "slip_salt": "5a" * 16,
    "porch_hosts": ["localhost"],
    "house_hosts": ["localhost"],
    "demo": True,
    "fast_keys": True,
    "https": False,
}


def free_port() -> int:
    """Find a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Ground:
    """One installation's folder, and commands run in it as processes of their own."""

    home: Path

    @property
    def settings(self) -> Path:
        return self.home / "khabar.toml"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KHABAR_", "DJANGO_"))}
        surroundings = kept | {"PYTHONPATH": str(SOURCE)}
        return surroundings | ({"KHABAR_SETTINGS": str(self.settings)} if self.settings.exists() else {})

    def write(self, **more: object) -> None:
        """Write the settings file, with other values than the usual ones."""
        self.settings.write_text(settings_text(VALUES | {"home": str(self.home)} | more), encoding="utf-8")
        self.settings.chmod(0o600)

    def khabar(self, *words: str, typed: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end, with what is typed and with more variables."""
        command = [sys.executable, "-m", "khabar", *words]
        environment = self.environment | variables
        return subprocess.run(
            command, env=environment, input=typed, capture_output=True, text=True, timeout=60, check=False
        )


def laid_out(home: Path, kind: str = "intermediary", **more: object) -> Ground:
    """Lay out an installation; on SQLite its databases are copies, on a server they are migrated."""
    values = VALUES | {"home": str(home), "kind": kind} | more
    lay_out(Options.of(values), settings_text(values), Unlocker("mira", PASSPHRASE), cost=Cost(8, 1))
    ground = Ground(home)
    if "engine" in more:
        migrate(ground.environment)
    else:
        give_databases(home, kind, ground.environment)
    return ground


def copied(template: Ground, home: Path) -> Ground:
    """Give a test an installation of its own."""
    shutil.copytree(template.home, home)
    ground = Ground(home)
    ground.write()
    return ground

"""Empty databases as the migrations make them, made once in a run of the tests and copied wherever one is needed.

Migrating costs seconds, and is tried where it is the subject: tests/config/test_install.py and test_upgrade.py.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from khabar.config.secret import read_or_draw

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE = "PLACE_OF_TESTS"
"""Names the folder that all processes of one run share; without it, each keeps its own."""
_MIGRATE = "import django; django.setup(); from khabar.config.install import migrate; migrate()"


def migrate(environment: Mapping[str, str]) -> None:
    """Make the databases of an installation in a process of their own; `environment` names its settings."""
    ours = {"KHABAR_PROCESS": "operator", "DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
    subprocess.run([sys.executable, "-c", _MIGRATE], env={**environment, **ours}, check=True, timeout=120)


def give_databases(home: Path, kind: str, environment: Mapping[str, str]) -> None:
    """Put both SQLite databases into an installation of this kind that is laid out.

    What else the process that migrates leaves behind is there as well: the secret that the house draws for itself.
    """
    kept = _place() / kind
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            migrate(environment)
            _copy(home, kept.with_suffix(".half"))
            kept.with_suffix(".half").rename(kept)
            return
    _copy(kept, home)
    read_or_draw(home / "house" / "own.secret")


def _copy(source: Path, target: Path) -> None:
    for side in ("house", "porch"):
        (target / side).mkdir(parents=True, exist_ok=True)
        for file in (source / side).glob(f"{side}.sqlite3*"):
            shutil.copy2(file, target / side / file.name)


@cache
def _own_place() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="khabar-migrated-")


def _place() -> Path:
    return Path(os.environ.get(PLACE) or _own_place().name)

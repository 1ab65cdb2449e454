"""Makes the sample of a released schema: one small installation of each kind, with a story in it.

    PYTHONPATH=src:tests .venv/bin/python tests/migrations/make_samples.py

writes `samples/VERSION-KIND.tar.gz`, and refuses to replace one: a released schema never changes. Run it once for each
release, before its number goes out. All people in it are the cast.
"""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from config.ground import SOURCE, laid_out
from khabar.config.version import VERSION

SAMPLES = Path(__file__).parent / "samples"
TELLER = Path(__file__).with_name("tell_story.py")
KINDS = ("intermediary", "association")
_LEFT_OUT = {"khabar.toml", "backup.lock"}
"""Settings name a folder of the machine that made them; whoever opens a sample writes his own."""


def sample_of(kind: str) -> Path:
    """Say where the sample of this version and kind lies."""
    return SAMPLES / f"{VERSION}-{kind}.tar.gz"


def make(kind: str) -> None:
    """Lay out an installation, let the story happen in it, and pack it."""
    target = sample_of(kind)
    if target.exists():
        sys.exit(f"{target.name} is there already; a released schema never changes.")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        ground = laid_out(home, kind)
        environment = ground.environment | {"DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
        environment |= {"KHABAR_PROCESS": "operator", "PYTHONPATH": f"{SOURCE}:{SOURCE.parent / 'tests'}"}
        subprocess.run([sys.executable, str(TELLER), kind], env=environment, check=True, timeout=120)
        target.write_bytes(packed(home))
    sys.stderr.write(f"{target.name}: {target.stat().st_size:,} bytes\n")


def packed(home: Path) -> bytes:
    """Pack a home folder so that the same folder gives the same bytes."""
    whole = io.BytesIO()
    with gzip.GzipFile(fileobj=whole, mode="wb", mtime=0) as zipped, tarfile.open(fileobj=zipped, mode="w") as tar:
        for path in sorted(one for one in home.rglob("*") if one.is_file() and one.name not in _LEFT_OUT):
            member = tar.gettarinfo(path, str(path.relative_to(home)))
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            member.mtime = 0
            with path.open("rb") as file:
                tar.addfile(member, file)
    return whole.getvalue()


if __name__ == "__main__":
    SAMPLES.mkdir(exist_ok=True)
    for one in KINDS:
        make(one)

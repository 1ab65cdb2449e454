"""The newest code opens every released schema: it upgrades it, verifies it, and reads what lies sealed in it."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from config.agents import unlocked_agent
from config.ground import Ground
from khabar.config.version import VERSION

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.tar.gz"))
CAST_IN_CLEAR = (b"Shirin", b"Darius", b"Ahmadi")


def unpacked(sample: Path, home: Path) -> Ground:
    with tarfile.open(sample) as tar:
        tar.extraction_filter = getattr(tarfile, "data_filter", None)  # Debian's Python 3.11.2 does not know it yet
        tar.extractall(home)  # noqa: S202 - our own archive
    for folder in (home, home / "house", home / "porch", home / "agent"):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)
    ground = Ground(home)
    ground.write(kind=(home / "porch" / "kind").read_text().strip())
    return ground


def test_this_version_has_a_sample_of_each_kind() -> None:
    names = {one.name for one in SAMPLES}
    assert {f"{VERSION}-intermediary.tar.gz", f"{VERSION}-association.tar.gz"} <= names


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.name.removesuffix(".tar.gz"))
def test_the_newest_code_opens_upgrades_and_verifies_it(sample: Path, tmp_path: Path) -> None:
    ground = unpacked(sample, tmp_path / "home")
    upgraded = ground.khabar("upgrade")
    assert upgraded.returncode == 0, upgraded.stdout + upgraded.stderr
    with unlocked_agent(ground):
        whole = ground.khabar("verify")
    assert whole.returncode == 0, whole.stdout + whole.stderr
    assert "locked" not in whole.stderr, "sealed details and projections were read too"
    assert ground.khabar("upgrade").stdout.startswith("Both databases have the tables")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.name.removesuffix(".tar.gz"))
def test_no_name_stands_in_it_in_clear(sample: Path) -> None:
    with tarfile.open(sample) as tar:
        for member in tar.getmembers():
            file = tar.extractfile(member)
            content = file.read() if file else b""
            assert not [name for name in CAST_IN_CLEAR if name in content], member.name
    assert b"/tmp" not in io.BytesIO(sample.read_bytes()).getvalue()

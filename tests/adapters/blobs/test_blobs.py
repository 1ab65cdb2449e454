"""What both kinds of blobs promise, and what the files promise when a process or a disk gives way."""

from __future__ import annotations

import errno
import os
import re
import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.adapters.blobs import FileBlobs
from khabar.adapters.blobs.memory import MemoryBlobs
from khabar.adapters.entropy import SeededEntropy
from khabar.domain.errors import Broken

if TYPE_CHECKING:
    from pathlib import Path

    from khabar.ports import Blobs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "house" / "blobs"


@pytest.fixture(params=["files", "memory"])
def blobs(request: pytest.FixtureRequest, folder: Path) -> Blobs:
    entropy = SeededEntropy("blobs")
    return FileBlobs(folder, entropy) if request.param == "files" else MemoryBlobs(entropy)


def files_in(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


def test_what_was_kept_comes_back_under_a_name_that_says_nothing(blobs: Blobs) -> None:
    names = [blobs.keep(sealed) for sealed in (b"", b"one", b"one", bytes(range(256)) * 4096)]
    assert all(re.fullmatch(r"[0-9a-f]{32}", name) for name in names)
    assert len(set(names)) == 4
    assert [blobs.fetch(name) for name in names] == [b"", b"one", b"one", bytes(range(256)) * 4096]


def test_what_was_dropped_is_gone_and_may_be_dropped_again(blobs: Blobs) -> None:
    name, other = blobs.keep(b"sealed"), blobs.keep(b"other")
    blobs.drop(name)
    blobs.drop(name)
    with pytest.raises(Broken):
        blobs.fetch(name)
    assert blobs.fetch(other) == b"other"


def test_what_was_never_kept_is_broken(blobs: Blobs) -> None:
    with pytest.raises(Broken):
        blobs.fetch("ab" * 16)


@given(kept=st.lists(st.binary(max_size=300), max_size=8), dropped=st.sets(st.integers(0, 7)))
def test_both_keep_the_same_things(
    tmp_path_factory: pytest.TempPathFactory, kept: list[bytes], dropped: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("blobs")
    both: list[Blobs] = [FileBlobs(folder, SeededEntropy("same")), MemoryBlobs(SeededEntropy("same"))]
    names = [[blobs.keep(one) for one in kept] for blobs in both]
    assert names[0] == names[1]
    for at in dropped:
        for blobs in both:
            blobs.drop(names[0][at] if at < len(kept) else "cd" * 16)
    left = [name for at, name in enumerate(names[0]) if at not in dropped]
    assert [both[0].fetch(name) for name in left] == [both[1].fetch(name) for name in left]
    assert len(files_in(folder)) == len(left)


def test_a_name_from_elsewhere_leads_out_of_no_folder(folder: Path) -> None:
    blobs = FileBlobs(folder, SeededEntropy("blobs"))
    folder.mkdir(parents=True)
    (folder.parent / "secret").write_bytes(b"key")
    for name in ("../secret", "/etc/passwd", "", "AB" * 16, "ab" * 16 + "\n"):
        with pytest.raises(Broken):
            blobs.fetch(name)
        with pytest.raises(Broken):
            blobs.drop(name)
    assert (folder.parent / "secret").exists()


def test_folder_and_files_are_for_their_owner_alone(folder: Path) -> None:
    name = FileBlobs(folder, SeededEntropy("blobs")).keep(b"sealed")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


class Killed(BaseException):
    """The process ends here; nothing cleans up."""


def test_killed_between_writing_and_renaming_no_blob_has_a_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = FileBlobs(folder, SeededEntropy("blobs"))
    with monkeypatch.context() as killing:

        def killed(*_: object) -> None:
            raise Killed

        killing.setattr("pathlib.Path.rename", killed)
        with pytest.raises(Killed):
            blobs.keep(b"half a picture")
    [left] = files_in(folder)
    assert left.suffix == ".part"
    with pytest.raises(Broken):
        blobs.fetch(left.stem)
    assert blobs.fetch(blobs.keep(b"the next one")) == b"the next one"


def test_a_blob_is_on_the_disk_before_it_has_a_name_and_its_name_before_it_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened = []
    real_sync, real_rename = os.fsync, type(folder).rename

    def sync(descriptor: int) -> None:
        happened.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        real_sync(descriptor)

    def rename(path: Path, target: Path) -> Path:
        happened.append("name")
        return real_rename(path, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr("pathlib.Path.rename", rename)
    FileBlobs(folder, SeededEntropy("blobs")).keep(b"sealed")
    assert happened == ["file", "name", "folder"]


@pytest.mark.parametrize("where", ["fsync", "rename"])
def test_a_full_disk_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    blobs = FileBlobs(folder, SeededEntropy("blobs"))
    with monkeypatch.context() as full:

        def no_room(*_: object) -> None:
            raise OSError(errno.ENOSPC, "no room")

        full.setattr("os.fsync" if where == "fsync" else "pathlib.Path.rename", no_room)
        with pytest.raises(OSError, match="no room"):
            blobs.keep(b"a picture")
    assert files_in(folder) == []

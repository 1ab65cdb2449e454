from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from khabar.adapters.entropy import SystemEntropy
from khabar.adapters.second_place import FileSecondPlace
from khabar.adapters.witness import FileWitness
from khabar.domain.errors import Outside

NAME = "withdrawals-0000.journal"
LONG = "A" * 2_200_000


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """The second place."""
    for name in ("house", "stick"):
        (tmp_path / name).mkdir()
    return tmp_path / "stick"


@pytest.fixture
def place(tmp_path: Path, stick: Path) -> FileSecondPlace:
    key = FileWitness(tmp_path / "house" / "witness.key", SystemEntropy())
    return FileSecondPlace(tmp_path / "house", stick, key)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (f"{LONG}\n", LONG),
        (f"first\n{LONG}\n", LONG),
        (f"first\n{LONG}\n{LONG[:1_500_000]}", LONG),
        (f"first\n{LONG}\nlast\ntorn", "last"),
        ("alone\n", "alone"),
        ("torn", None),
        ("", None),
    ],
    ids=["long and alone", "long", "long before a long torn one", "before a torn one", "alone", "torn", "empty"],
)
def test_the_last_whole_line_is_given_however_long_it_is(
    place: FileSecondPlace, stick: Path, text: str, last: str | None
) -> None:
    (stick / NAME).write_text(text)
    assert place.last_line(NAME) == last


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EIO, errno.ENODEV])
def test_a_stick_that_may_only_be_read_is_full_or_was_pulled_out_is_trouble_outside(
    place: FileSecondPlace, stick: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    (stick / NAME).write_text("a line\n")

    def broken(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", broken)
    with pytest.raises(Outside, match="A checkpoint cannot be kept"):
        place.keep_checkpoint("checkpoint-2026-03-02.txt", "heads")
    with pytest.raises(Outside, match="cannot be written to"):
        place.append(NAME, "another")
    monkeypatch.setattr(Path, "open", broken)
    with pytest.raises(Outside, match="cannot be read"):
        place.last_line(NAME)
    monkeypatch.setattr(Path, "exists", broken)
    with pytest.raises(Outside, match="cannot be read"):
        place.has_checkpoint("checkpoint-2026-03-02.txt")

"""`paper read` keeps its contract: one document, or one clear line for each refused file and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

import khabar
from adapters.scan import hostile
from adapters.scan.sheets_drawn import Drawn, Mark, drawn_sheet
from khabar.cli.paper import shown
from khabar.domain.sheets import Half, SheetKind, half_of, new_sheet_code

SOURCE = str(Path(khabar.__file__).parents[1])


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("KHABAR", "DJANGO"))}
    return subprocess.run(
        [sys.executable, "-m", "khabar", "paper", *words],
        cwd=folder,
        env={**surroundings, "PYTHONPATH": SOURCE},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made, chance = tmp_path_factory.mktemp("scans"), Random(8)  # noqa: S311 - drawings for a test, from a seed
    for name, kind in (("first.png", SheetKind.OFFER), ("second.pdf", SheetKind.REPLY)):
        drawn = Drawn(new_sheet_code(kind, chance.randbytes), (Mark.TICK, Mark.NOTHING))
        drawn_sheet(drawn, chance).picture.reduce(2).save(made / name)
    (made / "empty.jpg").write_bytes(hostile.picture("JPEG"))
    (made / "words.pdf").write_text("only words", encoding="utf-8")
    return made


@pytest.mark.slow
def test_it_prints_one_document_with_an_entry_for_each_code(folder: Path) -> None:
    done = run(folder, "read", "first.png", "empty.jpg", "second.pdf", "--json")
    assert done.returncode == 0
    assert done.stderr == ""
    first, second = json.loads(done.stdout)
    assert list(first) == ["file", "page", "code", "half", "rotation", "box", "ticks"]
    assert [(one["file"], one["page"], one["half"]) for one in (first, second)] == [
        ("first.png", 1, None),
        ("second.pdf", 1, "reply"),
    ]
    assert half_of(second["code"]) is Half.REPLY
    assert [(tick["box"], tick["ticked"]) for tick in first["ticks"]] == [(1, True), (2, False)]
    assert len(first["box"]) == 4


@pytest.mark.slow
def test_the_table_for_people_names_pages_without_a_code_too(folder: Path) -> None:
    done = run(folder, "read", "first.png", "empty.jpg")
    assert done.returncode == 0
    head, first, empty = done.stdout.splitlines()
    assert head.split("\t")[:3] == ["file", "page", "code"]
    assert first.split("\t")[3:] == ["whole", "0°", "1☒ 2☐"]
    assert empty.split("\t")[:3] == ["empty.jpg", "1", "no code"]


@pytest.mark.slow
def test_a_refused_file_ends_in_one_line_and_nothing_is_printed(folder: Path) -> None:
    done = run(folder, "read", "first.png", "words.pdf", "gone.jpg", "--json")
    assert done.returncode == 1
    assert done.stdout == ""
    words, gone = done.stderr.splitlines()
    assert words.startswith("khabar: words.pdf: This is not a photograph, scan or PDF")
    assert gone == "khabar: gone.jpg: No such file or directory."


@pytest.mark.slow
@pytest.mark.parametrize("words", [("read",), ("read", "--nothing", "first.png"), ("reed", "first.png")])
def test_wrong_words_are_wrong_usage(folder: Path, words: tuple[str, ...]) -> None:
    assert run(folder, *words).returncode == 2


@pytest.mark.slow
def test_it_needs_no_installation_but_filing_does(folder: Path) -> None:
    assert run(folder, "--help").returncode == 0
    refused = run(folder, "stock", "--count", "1", "--out", "slips.pdf")
    assert refused.returncode == 1
    assert "Missing settings" in refused.stderr


def test_the_name_of_a_file_cannot_write_on_the_screen() -> None:
    assert shown(Path("a\x1b[2Jb\nc.jpg")) == "a\ufffd[2Jb\ufffdc.jpg"

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import cast
from khabar.adapters.blobs.memory import MemoryBlobs
from khabar.apps.paper.actions import issue
from khabar.apps.paper.models import Scan
from khabar.apps.paper.queries import scans_waiting
from khabar.cli.paper_take_in import take_in
from khabar.domain.paper_trays import Tray
from khabar.domain.sheets import SheetKind, new_sheet_code
from papers import NOT_A_PICTURE, picture, scan, with_spelled_pictures

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default"])


@pytest.fixture
def parts(parts: Parts) -> Parts:
    return with_spelled_pictures(parts)


def run(parts: Parts, *arguments: str | Path) -> Result:
    return CliRunner().invoke(take_in, [str(one) for one in arguments], obj=parts)


def file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def blobs(parts: Parts) -> int:
    assert isinstance(parts.blobs, MemoryBlobs)
    return len(parts.blobs.kept)


def test_every_page_of_every_file_is_taken_in_while_the_house_is_locked(
    parts: Parts, agent: MemoryKeyAgent, tmp_path: Path
) -> None:
    [code] = issue(actor=cast.JOB, now=parts.clock.now(), parts=parts, kind=SheetKind.OFFER, count=1)
    agent.lock()
    done = run(parts, file(tmp_path, "a.jpg", picture(code)), file(tmp_path, "b.pdf", scan([], [])))
    assert (done.exit_code, done.exception) == (0, None)
    assert done.output.startswith("3 pages were taken in.")
    assert Scan.objects.count() == blobs(parts) == 3


@pytest.mark.parametrize("known", [True, False])
def test_it_says_the_same_of_a_sheet_of_ours_and_of_any_other(parts: Parts, tmp_path: Path, *, known: bool) -> None:
    [code] = issue(actor=cast.JOB, now=parts.clock.now(), parts=parts, kind=SheetKind.OFFER, count=1)
    code = code if known else new_sheet_code(SheetKind.OFFER, parts.entropy.bytes)
    done = run(parts, file(tmp_path, "a.jpg", picture(code)))
    assert done.output == (
        "1 page was taken in. What belongs to a sheet goes to where it belongs; people look at the rest.\n"
    )


def test_one_refused_file_leaves_nothing_half_taken(parts: Parts, tmp_path: Path) -> None:
    good, bad = file(tmp_path, "good.jpg", picture()), file(tmp_path, "bad\x1b[2J.jpg", b"PK no picture")
    done = run(parts, good, bad, good)
    assert done.exit_code == 1
    assert NOT_A_PICTURE in done.stderr
    assert "\x1b" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert Scan.objects.count() == blobs(parts) == 0


def test_a_file_that_is_not_there_is_named(parts: Parts, tmp_path: Path) -> None:
    done = run(parts, file(tmp_path, "good.jpg", picture()), tmp_path / "nowhere.jpg")
    assert done.exit_code == 1
    assert "nowhere.jpg: No such file or directory. Nothing was taken in." in done.stderr
    assert not Scan.objects.exists()


def test_who_brought_it_decides_where_an_unreadable_page_waits(parts: Parts, tmp_path: Path) -> None:
    run(parts, "--from", "family-desk", file(tmp_path, "a.jpg", picture(note="a")))
    run(parts, file(tmp_path, "b.jpg", picture(note="b")))
    assert [len(scans_waiting(tray, parts=parts)) for tray in (Tray.FAMILY_DESK, Tray.ASKING_DESK)] == [1, 1]


def test_wrong_usage_is_told_apart_from_a_refused_file(parts: Parts) -> None:
    assert run(parts).exit_code == 2
    assert run(parts, "--from", "nobody", "a.jpg").exit_code == 2

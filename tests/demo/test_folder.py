from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from khabar.demo.folder import Folder, alone_in, slip_salt
from khabar.domain.errors import Conflict, Invalid

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = 'demo = true\nslip_salt = "5a5a"\n'


def made(path: Path) -> Folder:
    folder = Folder(path)
    for name in ("house", "porch", "agent", "paper"):
        (folder.making / name).mkdir(parents=True)
    folder.finish(SETTINGS)
    return folder


def test_a_folder_is_half_made_until_its_settings_lie_in_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert not folder.is_half_made()
    folder.making.mkdir()
    assert folder.is_half_made()
    assert not folder.is_finished()


def test_a_finished_folder_keeps_its_salt_when_the_settings_are_written_anew(tmp_path: Path) -> None:
    folder = made(tmp_path)
    assert folder.is_finished()
    assert not folder.is_half_made()
    assert not folder.making.exists()
    folder.write_settings(SETTINGS + "https = false\n")
    assert slip_salt(folder.settings) == "5a5a"
    assert folder.settings.stat().st_mode & 0o077 == 0


def test_clearing_leaves_an_empty_folder(tmp_path: Path) -> None:
    folder = made(tmp_path)
    folder.clear()
    assert list(tmp_path.iterdir()) == []


def test_a_real_installation_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "khabar.toml").write_text('kind = "intermediary"\n', encoding="utf-8")
    with pytest.raises(Invalid, match="real installation"), alone_in(tmp_path):
        pytest.fail("let into a real installation")
    with pytest.raises(Invalid, match="real installation"):
        Folder(tmp_path).clear()
    assert (tmp_path / "khabar.toml").exists()


def test_settings_that_cannot_be_read_are_not_taken_for_ours(tmp_path: Path) -> None:
    (tmp_path / "khabar.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(Invalid, match="cannot be read"), alone_in(tmp_path):
        pytest.fail("let in")


def test_a_folder_with_something_unknown_in_it_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(Invalid, match=r"letters\.txt"), alone_in(tmp_path):
        pytest.fail("let in")
    assert (tmp_path / "letters.txt").read_text(encoding="utf-8") == "dear"


def test_two_demonstrations_never_share_a_folder(tmp_path: Path) -> None:
    place = tmp_path / "a place"
    with alone_in(place) as folder:
        folder.logs.mkdir()
        with pytest.raises(Conflict, match="running"), alone_in(place):
            pytest.fail("let in beside the first")
    with alone_in(place) as folder:
        assert folder.path == place


def test_a_folder_in_which_nothing_was_made_is_taken_away_again(tmp_path: Path) -> None:
    place = tmp_path / "nothing"
    with alone_in(place):
        assert place.is_dir()
    assert not place.exists()


def test_a_demonstration_of_other_tables_is_known_and_made_anew(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert not folder.is_of_other_tables(), "nothing is there yet"
    for name in ("house", "porch", "agent", "paper"):
        (folder.making / name).mkdir(parents=True)
    folder.finish("demo = true\n")
    assert not folder.is_of_other_tables()
    (tmp_path / "tables").write_text("0" * 64)
    assert folder.is_of_other_tables()
    (tmp_path / "tables").unlink()
    assert folder.is_of_other_tables(), "one that was made before this was noted is of an older version"

"""The disk that is cut behaves as it says, so that the cuts mean something."""

from __future__ import annotations

from random import Random

from faults.platter import SECTOR, Platter
from khabar.adapters.sqlite.journals import durable_pragmas

PAGE = b"x" * 4096


def test_what_was_flushed_outlives_every_cut() -> None:
    disk = Platter()
    disk.make("a").write(0, PAGE)
    disk.flush("a")
    for seed in range(20):
        assert bytes(disk.after_cut(Random(seed), 0.5).names["a"].seen) == PAGE


def test_what_was_not_flushed_is_there_in_part_and_its_neighbour_suffers_nothing() -> None:
    disk = Platter.of({"a": PAGE + PAGE})
    disk.names["a"].write(0, b"y" * 4096)
    found = {bytes(disk.after_cut(Random(seed), 0.5).names["a"].seen) for seed in range(50)}
    assert len(found) > 20
    assert all(one[4096:] == PAGE for one in found)
    kept = [one[at : at + SECTOR] == b"y" * SECTOR for one in found for at in range(0, 4096, SECTOR)]
    assert 0.3 < sum(kept) / len(kept) < 0.7


def test_a_later_write_may_be_there_without_an_earlier_one() -> None:
    disk = Platter.of({"a": PAGE + PAGE})
    disk.names["a"].write(0, b"1" * SECTOR)
    disk.names["a"].write(4096, b"2" * SECTOR)
    found = [bytes(disk.after_cut(Random(seed), 0.5).names["a"].seen) for seed in range(50)]
    assert any(one[0:1] == b"x" and one[4096:4097] == b"2" for one in found)


def test_a_name_that_was_taken_away_comes_back_until_the_directory_is_flushed() -> None:
    disk = Platter.of({"journal": PAGE})
    disk.take_away("journal")
    assert "journal" in disk.after_cut(Random(1), 0.0).names
    disk.flush_names()
    assert "journal" not in disk.after_cut(Random(1), 0.0).names


def test_a_file_that_is_flushed_for_the_first_time_takes_its_name_and_the_directory_along() -> None:
    disk = Platter.of({"old": PAGE})
    disk.take_away("old")
    disk.make("new").write(0, PAGE)
    disk.flush("new")
    assert list(disk.after_cut(Random(1), 0.0).names) == ["new"]


def test_flushing_is_set_before_the_journal_is_chosen() -> None:
    said = durable_pragmas("WAL")
    assert said.index("synchronous = EXTRA") < said.index("journal_mode = WAL")

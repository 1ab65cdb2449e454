"""The invented caseload: the same for a seed, in four scripts, attested spellings on both sides, full of gaps."""

import csv
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from khabar.data import attested_names, common_names
from khabar.demo.caseload import Caseload, generate
from khabar.demo.caseload_cli import caseload
from khabar.demo.caseload_files import write_caseload
from khabar.demo.caseload_names import name_pools, patronymics
from khabar.demo.caseload_records import COLUMNS, FAMILY_HABITS, LIST_HABITS, repeats
from khabar.domain.dates import parse_partial_date
from khabar.text import Script, scripts

TODAY = date(2026, 11, 1)


@pytest.fixture(scope="module")
def made() -> Caseload:
    return generate(1)


def test_equal_seeds_give_equal_caseloads_and_others_do_not() -> None:
    assert generate(5, 100, 250) == generate(5, 100, 250)
    assert generate(5, 100, 250) != generate(6, 100, 250)


def test_it_has_the_size_asked_for_and_about_four_hundred_true_pairs(made: Caseload) -> None:
    assert len(made.requests) == 2000
    assert len(made.presences) == 5000
    assert len(made.truth) == 400
    assert len({row["id"] for row in (*made.requests, *made.presences)}) == 7000


def test_some_people_are_sought_twice_and_most_presences_are_nobodys(made: Caseload) -> None:
    present = [presence for _, presence in made.truth]
    assert len(present) - len(set(present)) == 10
    assert len(set(present)) < len(made.presences) / 10


def test_all_four_scripts_occur_on_both_sides(made: Caseload) -> None:
    for rows in (made.requests, made.presences):
        written = frozenset().union(*(scripts(row["name"]) for row in rows))
        assert {Script.ARABIC, Script.CYRILLIC, Script.HEBREW, Script.LATIN} <= written


def test_true_pairs_are_spelled_differently_on_the_two_sides(made: Caseload) -> None:
    names = {row["id"]: row["name"] for row in (*made.requests, *made.presences)}
    equal = [pair for pair in made.truth if repeats(names[pair[0]], names[pair[1]])]
    assert len(equal) <= len(made.truth) / 100
    across = [pair for pair in made.truth if scripts(names[pair[0]]) != scripts(names[pair[1]])]
    assert len(across) > len(made.truth) / 3


def test_every_spelling_is_attested_and_none_is_made_here() -> None:
    latin = {spelling.latin for name in attested_names() for spelling in name.spellings}
    native = {name.native for name in attested_names()} | {name.native for name in common_names()}
    pools = [spellings for pool in name_pools().values() for spellings in pool.names]
    for spellings in (*pools, *patronymics().values()):
        assert set(spellings.latin) <= latin
        assert set(spellings.native) <= native
    assert len(pools) > 500


def test_fields_are_missing_as_often_as_the_habits_say(made: Caseload) -> None:
    for rows, habits in ((made.requests, FAMILY_HABITS), (made.presences, LIST_HABITS)):
        for column, share in habits.empty.items():
            missing = sum(not row[column] for row in rows) / len(rows)
            assert missing == pytest.approx(share, abs=0.04)


def test_every_birth_date_can_be_read(made: Caseload) -> None:
    for row in (*made.requests, *made.presences):
        if row["birth_date"]:
            assert parse_partial_date(row["birth_date"], today=TODAY).birth().readings


def test_too_few_presences_are_refused() -> None:
    with pytest.raises(ValueError, match="as many presences"):
        generate(1, 2000, 100)


def test_the_files_hold_what_was_made(tmp_path: Path) -> None:
    small = generate(3, 60, 200)
    paths = write_caseload(small, tmp_path / "new")
    for path, rows in zip(paths[:2], (small.requests, small.presences), strict=True):
        assert b"\r\n" in path.read_bytes()
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            assert list(reader) == rows
            assert tuple(reader.fieldnames or ()) == COLUMNS
    lines = paths[2].read_text(encoding="utf-8").splitlines()
    assert {tuple(line.split("\t")) for line in lines[1:]} == small.truth


def test_the_shell_door_writes_a_folder_and_says_what_it_wrote(tmp_path: Path) -> None:
    arguments = ["--seed", "4", "--requests", "50", "--presences", "100", "--out", str(tmp_path / "there")]
    result = CliRunner().invoke(caseload, arguments)
    assert result.exit_code == 0
    assert "50 requests, 100 presences" in result.stdout
    assert sorted(path.name for path in (tmp_path / "there").iterdir()) == [
        "presences.csv",
        "requests.csv",
        "truth.tsv",
    ]


def test_the_shell_door_refuses_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    few = CliRunner().invoke(caseload, ["--presences", "10", "--out", str(tmp_path / "a")])
    blocked = CliRunner().invoke(
        caseload, ["--requests", "5", "--presences", "10", "--out", str(tmp_path / "file" / "b")]
    )
    for result in (few, blocked):
        assert result.exit_code == 1
        assert len(result.stderr.strip().split("\n")) == 1

"""The table of PFIF's fields is whole: each field once, its meaning a name that a version has, its source named."""

from collections import Counter
from importlib.resources import files

from khabar.data.pfif import field_rows


def test_the_readme_says_how_many_rows_there_are_and_where_they_come_from() -> None:
    readme = files("khabar.data").joinpath("README.md").read_text(encoding="utf-8")
    assert f"{len(field_rows())} rows" in readme.partition("`pfif.tsv`")[2]


def test_a_version_has_a_field_of_a_record_and_a_meaning_once() -> None:
    assert Counter((row.version, row.record, row.name) for row in field_rows()).most_common(1)[0][1] == 1
    assert Counter((row.version, row.record, row.meaning) for row in field_rows()).most_common(1)[0][1] == 1


def test_every_meaning_is_a_field_of_1_4() -> None:
    newest = {(row.record, row.name) for row in field_rows() if row.version == "1.4"}
    assert {(row.record, row.meaning) for row in field_rows()} <= newest


def test_what_must_be_there_is_what_the_specifications_say() -> None:
    needed = {(row.version, row.name) for row in field_rows() if row.is_mandatory and row.record == "person"}
    assert {name for version, name in needed if version == "1.4"} == {"person_record_id", "source_date", "full_name"}
    assert {name for version, name in needed if version == "1.1"} == {"person_record_id", "first_name", "last_name"}

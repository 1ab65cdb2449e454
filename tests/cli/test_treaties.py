from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result

from conftest import SettableClock
from khabar.cli.treaties import treaties
from khabar.data.treaties import Instrument
from khabar.domain.errors import Invalid


@dataclass
class Bare:
    clock: SettableClock


def run(*words: str) -> Result:
    clock = SettableClock(datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
    return CliRunner().invoke(treaties, list(words), obj=Bare(clock))


@pytest.mark.parametrize("word", ["CH", "che", "Switzerland", "سوئیس"])
def test_a_state_is_found_by_code_and_by_name_and_its_effective_date_is_computed(word: str) -> None:
    told = run(word)
    assert told.exit_code == 0, told.output
    assert told.stdout.startswith("Switzerland (CHE), for 2026-11-21\n")
    assert "CED        bound: ratification 2016-12-02; in force 2017-01-01 (CED art. 39)" in told.stdout
    assert "from memory: to be confirmed, decides nothing" in told.stdout
    assert "Nothing here is legal advice" in told.stdout


def test_no_row_is_never_a_no_and_a_none_is_unknown_after_its_day() -> None:
    told = run("Kenya")
    assert "CED31      no row: unknown, never “no”" in told.stdout
    assert "ICCPR-OP1  unknown: none" in told.stdout
    assert "ICCPR-OP1  not bound: none" in run("Kenya", "--on", "2021-01-01").stdout


def test_what_is_not_sure_of_a_date_is_said_and_a_year_is_a_year() -> None:
    assert "in force 1987-06-26 (CAT art. 27, to be confirmed, not before 1987-01-01)" in run("CHE").stdout
    assert (
        "party 2019; in force 2020-01-30 (CAT art. 27, to be confirmed, not before 2019-01-31)" in run("Angola").stdout
    )


def test_json_is_one_document_with_every_instrument() -> None:
    told = json.loads(run("Belarus", "--json").stdout)
    assert (told["state"], told["iso3"], told["on"]) == ("Belarus", "BLR", "2026-11-21")
    found = {one["instrument"]: one for one in told["instruments"]}
    assert set(found) == {one.value for one in Instrument}
    assert found["ICCPR-OP1"] | {"note": ""} == {
        "instrument": "ICCPR-OP1",
        "binding": "left",
        "status": "denounced",
        "date": "2023-02-08",
        "effect": "1992-12-30",
        "as_of": "2023-01-01",
        "trust": "official",
        "confirm_before_filing": True,
        "source": "CCPR/C/138/D/2525/2015 para 1.2 (denunciation effective 8 Feb 2023)",
        "note": "",
    }
    assert found["CED31"]["status"] is None
    assert found["CAT"]["effect"] == "1987-04-12 to 1987-06-26"


@pytest.mark.parametrize(
    ("word", "said"), [("Yugoslavia", "no more"), ("Korea", "several States"), ("Atlantis", "no State that we know")]
)
def test_a_word_that_means_no_state_is_refused_with_what_to_write(word: str, said: str) -> None:
    refused = run(word).exception
    assert isinstance(refused, Invalid)
    assert said in refused.message


def test_a_word_that_may_mean_another_state_says_so() -> None:
    told = run("Congo")
    assert told.stdout.startswith("Republic of the Congo (COG)")
    assert "Democratic Republic of the Congo" in told.stderr


def test_a_day_that_is_none_is_refused() -> None:
    assert isinstance(run("Kenya", "--on", "soon").exception, Invalid)

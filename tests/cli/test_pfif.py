"""`khabar pfif validate`: findings line by line and as JSON with stable keys, exit codes, progress on stderr."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from khabar.adapters.pfif import pfif_bytes
from khabar.cli import streams
from khabar.cli.pfif import validate
from khabar.config.main import main, pfif
from khabar.domain.pfif import Document, Record, Version
from pfif_parts import darius, shirins_note

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


class Clock:
    """Stands still, or runs a second further at each look."""

    def __init__(self, step: float = 0.0) -> None:
        self.moment, self.step = datetime(2026, 11, 22, 12, tzinfo=UTC), timedelta(seconds=step)

    def now(self) -> datetime:
        self.moment += self.step
        return self.moment


def told(path: Path, *words: str, clock: Clock | None = None) -> Result:
    return CliRunner().invoke(validate, [str(path), *words], obj=SimpleNamespace(clock=clock or Clock()))


@pytest.fixture
def a_file(tmp_path: Path) -> Path:
    return tmp_path / "list.xml"


def written(path: Path, *persons: Record) -> Path:
    path.write_bytes(pfif_bytes(Document(Version.V1_4, persons)))
    return path


def test_a_document_without_faults_says_so_on_stderr_and_ends_with_0(a_file: Path) -> None:
    said = told(written(a_file, darius(Version.V1_4, shirins_note())))
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr == "PFIF 1.4: 1 persons, 1 notes; 0 errors, 0 warnings.\n"


def test_an_error_ends_with_1_and_a_warning_with_0(a_file: Path) -> None:
    assert told(written(a_file, darius(age="x"))).exit_code == 1
    said = told(written(a_file, darius(age="45-35")))
    assert said.exit_code == 0
    assert said.stdout == f"{a_file}:7: warning: people.example/p.1: The higher age stands first. [age-order]\n"


def test_json_has_the_keys_that_others_rely_on(a_file: Path) -> None:
    said = told(written(a_file, darius(age="x")), "--json")
    assert said.exit_code == 1
    assert json.loads(said.stdout) == {
        "version": "1.4",
        "persons": 1,
        "notes": 0,
        "findings": [
            {
                "severity": "error",
                "line": 7,
                "record": "people.example/p.1",
                "field": "age",
                "rule": "format",
                "text": "age is no age in years like 35, or range like 35-45.",
            }
        ],
        "left_out": 0,
    }


def test_what_is_refused_is_one_document_of_json_too(a_file: Path) -> None:
    a_file.write_text('<!DOCTYPE p [<!ENTITY a "ha">]><p>&a;</p>', encoding="utf-8")
    said = json.loads(told(a_file, "--json").stdout)
    assert (said["version"], [one["rule"] for one in said["findings"]]) == (None, ["doctype"])
    assert told(a_file).stderr.startswith("No PFIF version: 0 persons")


def test_expiry_is_looked_at_as_of_a_day_that_is_named(a_file: Path) -> None:
    written(a_file, darius(expiry_date="2026-12-01T00:00:00Z"))
    assert told(a_file).exit_code == 0
    assert told(a_file, "--on", "2026-12-03").exit_code == 1


def test_ids_and_names_of_elements_are_made_fit_for_a_terminal(a_file: Path) -> None:
    a_file.write_text(
        '<a:pfif xmlns:a="http://zesty.ca/pfif/1.4"><a:person><a:person_record_id>a.b/\u202ex</a:person_record_id>'
        f"<a:{'x' * 900}>1</a:{'x' * 900}></a:person></a:pfif>",
        encoding="utf-8",
    )
    said = told(a_file)
    assert "\u202e" not in said.stdout
    assert "…" in said.stdout
    assert max(map(len, said.stdout.splitlines())) < 600


def test_a_long_document_shows_how_far_it_is(
    a_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(streams, "_EVERY", 1)
    monkeypatch.setenv("FORCE_COLOR", "1")
    written(a_file, darius())
    with streams.shown_while_working(iter("abc"), Clock(step=9), "Checking") as letters:
        assert list(letters) == ["a", "b", "c"]
    assert "Checking: 2" in capsys.readouterr().err


def test_the_commands_stand_under_one_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(pfif.list_commands(None)) == ["validate", "import", "export"]  # type: ignore[arg-type]  # reads none
    with pytest.raises(SystemExit) as left:
        main(["pfif", "validate"])
    assert left.value.code == 2
    assert "FILE" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as left:
        main(["pfif", "validate", str(tmp_path / "none.xml")])
    assert left.value.code == 1
    assert capsys.readouterr().err.count("\n") == 1

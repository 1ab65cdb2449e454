from __future__ import annotations

import re
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from click.testing import CliRunner

from khabar.apps.slips.models import Slip
from khabar.apps.slips.queries import slip_keys, stock_left
from khabar.cli.paper_stock import stock
from khabar.domain.codes import parse_code, parse_outer_number, parse_pin
from khabar.domain.errors import Conflict, Invalid
from khabar.vault.pigeonholes import FAST_COST, derive

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from khabar.domain.documents import Document, Look
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def make(parts: Parts, out: Path, *more: str) -> Result:
    return CliRunner().invoke(stock, ["--count", "2", "--out", str(out), *more], obj=parts)


def digits_on(page: pypdfium2.PdfPage) -> list[str]:
    """The lines of a page that are digits alone, without their grouping."""
    lines = page.get_textpage().get_text_bounded().splitlines()
    return [line.replace(" ", "") for line in lines if re.fullmatch(r"[\d ]+", line)]


def test_each_printed_slip_opens_the_page_that_is_kept_under_its_number(parts: Parts, tmp_path: Path) -> None:
    out = tmp_path / "slips.pdf"
    done = make(parts, out, "--language", "en")
    assert (done.exit_code, done.exception) == (0, None)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["slips.pdf"]
    pages = pypdfium2.PdfDocument(out)
    assert len(pages) == stock_left() == 2
    for page in pages:
        runs = digits_on(page)
        [outer] = [run for run in runs if len(run) == 10]
        [code] = [run for run in runs if len(run) == 12]
        [pin] = [run for run in runs if len(run) == 6]
        keys = derive(parse_code(code), parse_pin(pin), bytes.fromhex(parts.options.slip_salt), cost=FAST_COST)
        kept = slip_keys(parse_outer_number(outer))
        assert kept is not None
        assert kept.locator == keys.locator
        assert code not in done.output
        assert pin not in done.output


def test_slips_are_never_written_over_a_file(parts: Parts, tmp_path: Path) -> None:
    out = tmp_path / "slips.pdf"
    out.write_text("something")
    done = make(parts, out)
    assert isinstance(done.exception, Invalid)
    assert out.read_text() == "something"
    assert stock_left() == 0


class FullDisk:
    """A printer that finds no room, or whatever else can go wrong."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def print(self, document: Document, look: Look) -> bytes:
        del document, look
        raise self.error


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), Invalid("letters", "No font has these.")])
def test_where_printing_fails_there_is_no_file_and_no_stock(parts: Parts, tmp_path: Path, error: Exception) -> None:
    done = make(replace(parts, printer=FullDisk(error)), tmp_path / "slips.pdf")
    assert done.exception is error
    assert list(tmp_path.iterdir()) == []
    assert stock_left() == 0


def test_where_the_stock_cannot_be_kept_there_is_no_file_with_slips_of_nobody(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("khabar.apps.slips.drawing.new_outer_number", lambda _random: "1234567889")
    made = make(parts, tmp_path / "one.pdf", "--count", "1")
    assert made.exit_code == 0
    monkeypatch.setattr(Slip.objects, "values_list", lambda *_args, **_kept: [])
    done = make(parts, tmp_path / "two.pdf", "--count", "1")
    assert isinstance(done.exception, Conflict)
    assert [one.name for one in tmp_path.iterdir()] == ["one.pdf"]


@pytest.mark.parametrize("wrong", [("--count", "0"), ("--count", "1001"), ("--count", "x")])
def test_a_number_that_nobody_folds_is_wrong_usage(parts: Parts, tmp_path: Path, wrong: tuple[str, str]) -> None:
    done = CliRunner().invoke(stock, [*wrong, "--out", str(tmp_path / "slips.pdf")], obj=parts)
    assert done.exit_code == 2


def test_three_languages_beside_each_other_are_refused(parts: Parts, tmp_path: Path) -> None:
    done = make(parts, tmp_path / "slips.pdf", "--language", "fa", "--language", "en", "--language", "ar")
    assert isinstance(done.exception, Invalid)
    assert list(tmp_path.iterdir()) == []

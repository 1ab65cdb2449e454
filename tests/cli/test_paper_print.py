from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from click.testing import CliRunner

from adapters.pdf.printed_forms import codes_on, picture, text_of
from khabar.cli.paper_print import KINDS, failing, print_
from khabar.domain.codes import is_valid
from khabar.domain.errors import Invalid
from khabar.domain.sheets import is_sheet_code

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_printed_as_a_specimen_that_is_nobodys(kind: str, tmp_path: Path) -> None:
    out = tmp_path / "forms.pdf"
    told = CliRunner().invoke(print_, [kind, "--count", "2", "--language", "fa", "--language", "en", "--out", str(out)])
    assert told.exit_code == 0, told.output
    pdf = out.read_bytes()
    pages = {"intake": 4}.get(kind, 2)
    with pypdfium2.PdfDocument(pdf) as opened:
        assert len(opened) == pages
    assert text_of(pdf).count("specimen") == pages
    codes = [one.code for page in range(pages) for one in codes_on(picture(pdf, page=page))]
    assert len(codes) == {"slip": 0, "message": 4, "intake": 4}.get(kind, 2)
    assert not any(is_sheet_code(code) for code in codes)


def test_digits_of_specimens_never_pass_their_check() -> None:
    for digits in (8, 10, 25):
        assert not any(is_valid(failing(at, digits)) for at in range(500))


def test_an_unknown_kind_is_wrong_usage_and_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "forms.pdf"
    assert CliRunner().invoke(print_, ["cover", "--out", str(out)]).exit_code == 2
    assert not out.exists()


def test_a_language_without_words_is_refused_and_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "forms.pdf"
    told = CliRunner().invoke(print_, ["offer", "--language", "sq", "--out", str(out)])
    assert isinstance(told.exception, Invalid)
    assert not out.exists()

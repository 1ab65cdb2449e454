"""A year of an association in a real browser, on a telephone without script, in every language."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from docx import Document

from browser.languages import OFFERED
from browser.persons import Seat
from browser.postbox import open_postbox
from browser.screens import TELEPHONE
from browser.year_on_screen import Colleagues, Year
from browser.year_walked import walk
from journeys.installation import Installation, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from browser.postbox import Postbox

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

WITHOUT_SCRIPTS = replace(TELEPHONE, scripts=False)


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def postbox(port: int) -> Iterator[Postbox]:
    with open_postbox(port) as postbox:
        yield postbox


@pytest.fixture(scope="module")
def office(port: int, postbox: Postbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    del postbox  # it is there before anybody writes
    home = tmp_path_factory.mktemp("association") / "home"
    mail = {"smtp_host": "127.0.0.1", "smtp_port": port, "mail_from": "office@families.example"}
    with Installation.at(home, kind="association", who_runs_this="The Families of Lindenau", **mail) as inst:
        yield inst


@pytest.fixture(scope="module")
def colleagues(office: Installation) -> Colleagues:
    return Colleagues.of(office)


@pytest.mark.parametrize("language", OFFERED)
def test_a_year_is_walked_from_the_file_to_the_gathering(
    browser: Browser, office: Installation, postbox: Postbox, colleagues: Colleagues, tmp_path: Path, language: str
) -> None:
    year = Year(office, postbox, colleagues, Seat(browser, WITHOUT_SCRIPTS, language), tmp_path)
    try:
        outcome = walk(year)
    finally:
        year.close()
    assert year.said.demand[0] in outcome.public_page
    assert "The count holds: 2 confirmed signatures" in outcome.proof
    assert "On paper, apart: 4." in outcome.proof
    assert "The signature of this receipt is among them." in outcome.proof
    tables = Document(io.BytesIO(outcome.form)).tables
    assert any(year.said.missed in cell.text for table in tables for row in table.rows for cell in row.cells)
    assert "Nothing was altered" in office.khabar("verify").stdout

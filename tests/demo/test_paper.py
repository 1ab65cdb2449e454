"""The paper of the demonstration: what a hand writes on it is read by the house's own reader, and nothing is real."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from django.core.files.uploadedfile import SimpleUploadedFile

from khabar.adapters.pdf import TypstPrinter
from khabar.adapters.scan import ScanReader
from khabar.apps.slips.queries import slip_keys
from khabar.cli.catalogues import rooms
from khabar.config import wiring
from khabar.demo import story_on_paper
from khabar.demo.brought import what_omar_brings
from khabar.demo.folder import NUMBER, PAPER, PICTURES, SLIPS
from khabar.demo.paper import STOCK, lay_out_paper
from khabar.domain.documents import Look, OfferSheets, Paper
from khabar.domain.errors import Invalid
from khabar.domain.sheets import SheetKind, new_sheet_code

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from khabar.ports import Parts

pytestmark = [
    pytest.mark.django_db(databases=["default", "porch"]),
    pytest.mark.urls("khabar.demo.urls"),
    pytest.mark.slow,
]
CODE = new_sheet_code(SheetKind.OFFER, lambda count: bytes(range(count)))


def stack(*languages: str, size: Paper = Paper.A4) -> bytes:
    return TypstPrinter().print(OfferSheets((CODE,)), Look(languages, size))


def packed(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("size", list(Paper))
def test_what_omar_brings_is_the_printed_sheet_with_one_box_ticked(size: Paper) -> None:
    brought = what_omar_brings(packed("sheets.pdf", stack("en", size=size)), ScanReader())
    assert brought.startswith(b"\xff\xd8")
    [page] = ScanReader().read("omar.jpg", brought)
    [found] = page.found
    assert found.code == CODE
    assert [tick.box for tick in found.ticks if tick.ticked] == [story_on_paper.TELLS_MESSAGES]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "Choose the archive"),
        (b"neither", "not a stack"),
        (packed("cover.pdf", b"%PDF"), "not a stack"),
        (b"%PDF-1.7 cut off", "not a stack"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(sent: bytes, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        what_omar_brings(sent, ScanReader())
    assert said in refused.value.message


def test_a_stack_in_persian_alone_is_refused_because_the_hand_writes_english() -> None:
    with pytest.raises(Invalid) as refused:
        what_omar_brings(stack("fa"), ScanReader())
    assert "in English" in refused.value.message


def test_the_photographs_are_of_one_form_of_this_house_with_the_number_of_the_first_slip(
    parts: Parts, tmp_path: Path
) -> None:
    lay_out_paper(parts, "http://golnar.localhost:8100/family/open/", tmp_path / PAPER)
    number = (tmp_path / PAPER / NUMBER).read_text()
    assert slip_keys(number) is not None
    codes = set()
    for name in PICTURES:
        [page] = parts.reader.read(name, (tmp_path / PAPER / name).read_bytes())
        codes |= {found.code for found in page.found}
        ticked = [tick.box for found in page.found for tick in found.ticks if tick.ticked]
        assert ticked == ([story_on_paper.SAID_GIVEN_NAME] if name == PICTURES[0] else [])
    assert len(codes) == 1
    assert len(parts.reader.read(SLIPS, (tmp_path / PAPER / SLIPS).read_bytes())) == STOCK


def test_a_photograph_is_given_for_a_stack_and_a_sentence_for_anything_else(client: Client, parts: Parts) -> None:
    wiring.use(parts)
    taken = client.post("/paper/photograph/", {"stack": SimpleUploadedFile("paper.zip", stack("en"))})
    assert (taken.status_code, taken.headers["Content-Type"]) == (200, "image/jpeg")
    refused = client.post("/paper/photograph/")
    assert refused.status_code == 400
    assert "Choose the archive" in refused.content.decode()


@pytest.mark.parametrize("name", ["number.txt", "..%2Fkhabar.toml", "clock.json", "slips.pdf"])
def test_no_file_is_given_out_but_those_that_were_made_for_it(client: Client, name: str) -> None:
    assert client.get(f"/paper/{name}").status_code == 404


def said_in(language: str) -> dict[str, str]:
    """Every sentence of the house with its translation; English with itself."""
    found = {}
    for room in rooms():
        with room.po(language).open("rb") as file:
            for message in read_po(file, locale=language):
                if isinstance(message.id, str) and message.id and not room.path.startswith("demo"):
                    found[message.id] = str(message.string)
    return found


def test_what_the_walk_on_paper_tells_to_choose_stands_on_the_pages_in_both_languages() -> None:
    house = said_in("fa")
    for room in rooms():
        if not room.path.startswith("demo"):
            continue
        with room.po("fa").open("rb") as file:
            walk = [
                one for one in read_po(file, locale="fa") if any("walk_on_paper" in place for place, _ in one.locations)
            ]
        quoted = [(word, one) for one in walk if isinstance(one.id, str) for word in re.findall("“([^”]+)”", one.id)]
        assert len(quoted) > 10
        for word, one in quoted:
            assert word in house, word
            assert f"«{house[word]}»" in str(one.string), (word, house[word], one.string)

"""What is no photograph and no scan is refused whole, each with the one sentence that helps its sender."""

from __future__ import annotations

import random
import time
import zlib

import pytest

from adapters.scan import hostile
from khabar.adapters.scan import ScanReader
from khabar.domain.errors import Invalid
from khabar.domain.scans import SENTENCES, Unreadable


@pytest.mark.slow
@pytest.mark.parametrize("what", hostile.MAKERS)
def test_a_file_that_is_no_scan_is_refused_with_its_reason(what: str) -> None:
    make, why = hostile.MAKERS[what]
    with pytest.raises(Invalid) as refused:
        ScanReader().read("scan.pdf", make())
    assert refused.value.field == "scan"
    assert refused.value.message == SENTENCES[why]


def test_each_reason_has_a_sentence_of_its_own() -> None:
    assert set(SENTENCES) == set(Unreadable)
    assert len(set(SENTENCES.values())) == len(Unreadable)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_photograph_without_a_code_is_a_page_and_no_mistake(kind: str) -> None:
    (page,) = ScanReader().read("photo", hostile.picture(kind))
    assert page.found == ()
    assert page.image.startswith(b"\xff\xd8\xff")


@pytest.mark.slow
def test_a_bomb_inside_a_pdf_ends_in_a_sentence_or_a_page_and_never_late() -> None:
    stream = zlib.compress(bytes(900_000_000), 9)
    begun = time.monotonic()
    assert page_or_sentence(hostile.pdf_with_an_image((30_000, 10_000), stream))
    assert time.monotonic() - begun < 30


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "PDF", "HEIC"])
def test_a_file_with_changed_bytes_gives_pages_or_a_sentence(kind: str) -> None:
    chance = random.Random(kind)  # noqa: S311 - bytes for a test, from a seed
    whole = {"PDF": hostile.pdf, "HEIC": hostile.HEIC.read_bytes}.get(kind, lambda: hostile.picture(kind))()
    for _ in range(3):
        changed = bytearray(whole)
        for _ in range(20):
            changed[chance.randrange(12, len(changed))] = chance.randrange(256)
        assert page_or_sentence(bytes(changed))


def page_or_sentence(data: bytes) -> bool:
    """Say whether a file ends as every file must: in pages written anew, or in one of our sentences."""
    try:
        pages = ScanReader().read("scan", data)
    except Invalid as refused:
        return refused.message in SENTENCES.values()
    return all(page.image.startswith(b"\xff\xd8\xff") for page in pages)

from __future__ import annotations

import io

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from adapters.newsletter.issue_folders import LANGUAGES, example, made, pages
from adapters.newsletter.long_issues import long_issue
from khabar.adapters.newsletter.wall import MOST_NEWS, news_of, wall_pdf

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_for_the_wall_is_one_page_with_digits_in_groups_of_four(language: str) -> None:
    (page,) = pages(made(language)["wall.pdf"])
    assert "0100" in page
    for group in ("4821", "0937", "5557"):
        assert (group if language == "en" else group.translate(PERSIAN)) in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_nothing_on_it_that_only_a_camera_can_read(language: str) -> None:
    with pypdfium2.PdfDocument(io.BytesIO(made(language)["wall.pdf"])) as opened:
        assert zxingcpp.read_barcodes(np.asarray(opened[0].render(scale=3).to_pil().convert("L"))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_are_large(language: str) -> None:
    with pypdfium2.PdfDocument(io.BytesIO(made(language)["wall.pdf"])) as opened:
        text = opened[0].get_textpage()
        heights = [box[3] - box[1] for at in range(text.count_chars()) if (box := text.get_charbox(at))[3] > box[1]]
    assert max(heights) > 35
    assert float(np.median(heights)) > 6


def test_what_leads_the_issue_leads_the_wall_and_short_pieces_come_last() -> None:
    news = news_of(example("en"))
    assert news[0].title.text == "Three winters of letters"
    assert len(news) == MOST_NEWS
    assert [one.title.text[:8] for one in news_of(long_issue("en", 2))] == [
        "storyaaa",
        "storyjjj",
        "storykkk",
        "storylll",
    ]


def test_long_news_become_smaller_and_then_fewer_but_stay_on_one_sheet() -> None:
    issue = long_issue("en", 2)
    assert len(pages(wall_pdf(issue))) == 1

from __future__ import annotations

import pytest

from khabar.domain.scans import MOST_BYTES, MOST_PAGES, MOST_PIXELS, SENTENCES, Unreadable, unreadable


@pytest.mark.parametrize("why", Unreadable)
def test_a_picture_that_is_not_taken_says_of_the_scan_what_to_do(why: Unreadable) -> None:
    refused = unreadable(why)
    assert (refused.field, refused.message) == ("scan", SENTENCES[why])
    assert "Please" in refused.message


def test_each_reason_has_a_sentence_of_its_own() -> None:
    assert set(SENTENCES) == set(Unreadable)
    assert len(set(SENTENCES.values())) == len(Unreadable)


def test_the_sentences_say_the_limits_there_are() -> None:
    assert f"{MOST_BYTES // 1_000_000} megabytes" in SENTENCES[Unreadable.TOO_MANY_BYTES]
    assert f"{MOST_PIXELS // 1_000_000} million pixels" in SENTENCES[Unreadable.TOO_MANY_PIXELS]
    assert f"{MOST_PAGES} pages" in SENTENCES[Unreadable.TOO_MANY_PAGES]

from __future__ import annotations

import pytest

from khabar.domain.archive_files import MOST_BYTES, MOST_PAGES, SENTENCES, Untaken, untaken


def test_each_reason_has_a_sentence_of_its_own() -> None:
    assert set(SENTENCES) == set(Untaken)
    assert len(set(SENTENCES.values())) == len(Untaken)


@pytest.mark.parametrize("why", Untaken)
def test_a_file_that_is_not_taken_names_its_field(why: Untaken) -> None:
    assert untaken(why).field == "document"


def test_the_sentences_say_the_limits_there_are() -> None:
    assert f"{MOST_BYTES // 1_000_000} megabytes" in SENTENCES[Untaken.TOO_MANY_BYTES]
    assert f"{MOST_PAGES:,} pages" in SENTENCES[Untaken.TOO_MANY_PAGES]

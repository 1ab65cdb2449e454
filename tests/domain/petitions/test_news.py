from __future__ import annotations

import pytest

from khabar.domain.errors import Invalid
from khabar.domain.petitions.news import LONGEST_TEXT, LONGEST_TITLE, News, require_whole
from khabar.domain.petitions.plans import Wording

ANSWER = News({"en": Wording("They answered", "In one sentence."), "fa": Wording("پاسخ دادند", "در یک جمله.")})


def test_news_are_told_in_the_language_of_the_signer_or_in_one_there_is() -> None:
    assert ANSWER.wording("fa") == ("fa", ANSWER.wordings["fa"])
    assert ANSWER.wording("sq")[0] == "en"
    assert News({"fa": ANSWER.wordings["fa"]}).wording("en")[0] == "fa"


def test_news_come_back_as_they_were_kept() -> None:
    assert News.from_plain(ANSWER.to_plain()) == ANSWER
    require_whole(ANSWER)


@pytest.mark.parametrize(
    ("wordings", "field"),
    [
        ({}, "title_en"),
        ({"en": Wording("", "text")}, "title_en"),
        ({"fa": Wording("title", " ")}, "text_fa"),
        ({"en": Wording("x" * (LONGEST_TITLE + 1), "text")}, "title_en"),
        ({"en": Wording("title", "x" * (LONGEST_TEXT + 1))}, "text_en"),
        ({"en": Wording("title\nBcc: all", "text")}, "title_en"),
    ],
)
def test_what_cannot_be_sent_is_refused_with_its_field(wordings: dict[str, Wording], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        require_whole(News(wordings))
    assert refused.value.field == field

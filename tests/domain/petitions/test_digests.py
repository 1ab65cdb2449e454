"""What addressees of a petition are told: numbers, as they stood at one moment, in whole sentences of two languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.petitions.digests import Numbers, Occasion, Told, digest_paragraphs, occasion_of
from khabar.text import to_latin_digits, to_persian_digits

HEAD = "ab" * 32
NUMBERS = Numbers(confirmed=12_345, on_paper=0, as_of="2026-03-09T05:30:00+00:00", batches=17, head=HEAD)
WEEK = Told("week 2026-03-09", "Tell us where they are", NUMBERS, "https://petition.example/tell-us")
FIGURES = st.integers(0, 10**7)
LANGUAGES = pytest.mark.parametrize("language", ["en", "fa"])


def text(told: Told, language: str = "en") -> str:
    return "\n".join(digest_paragraphs(told, language))


def counted(told: Told, **numbers: object) -> Told:
    return replace(told, numbers=replace(told.numbers, **numbers))  # type: ignore[arg-type]  # values by name


def test_the_occasion_is_read_as_it_is_kept() -> None:
    assert occasion_of("week 2026-03-09") == (Occasion.WEEK, "2026-03-09")
    assert occasion_of("threshold 1000") == (Occasion.THRESHOLD, "1000")
    assert occasion_of("end") == (Occasion.END, "")
    with pytest.raises(ValueError, match="whenever"):
        occasion_of("whenever")


def test_each_occasion_says_why_we_write() -> None:
    assert "at regular intervals" in text(WEEK)
    assert "has reached 10,000 signatures" in text(replace(WEEK, occasion="threshold 10000"))
    assert "is closed" in text(replace(WEEK, occasion="end"))


def test_numbers_stand_with_the_moment_at_which_they_were_true() -> None:
    assert "Up to 05:30 (UTC) on 9 March 2026 (2026-03-09), 12,345 people" in text(WEEK)
    assert "تا ساعت ۰۵:۳۰ (به وقت جهانی) روز ۱۸ اسفند ۱۴۰۴ (2026-03-09)، ۱۲٬۳۴۵ نفر" in text(WEEK, "fa")


def test_a_moment_of_another_zone_is_told_as_the_world_counts_it() -> None:
    there = counted(WEEK, as_of="2026-03-10T01:00:00+03:30")
    assert "Up to 21:30 (UTC) on 9 March 2026" in text(there)


@pytest.mark.parametrize(
    ("before", "said"),
    [(12_300, "45 of them have come since"), (12_400, "55 more have withdrawn than have signed")],
)
def test_what_has_changed_since_the_letter_before_is_said_in_its_direction(before: int, said: str) -> None:
    assert said in text(replace(WEEK, before=before))


@LANGUAGES
def test_nothing_is_said_of_a_change_where_there_was_none_or_no_letter_before(language: str) -> None:
    assert text(replace(WEEK, before=12_345), language) == text(WEEK, language)
    assert text(replace(WEEK, before=12_344), language) != text(WEEK, language)


def test_paper_is_told_apart_and_only_where_there_is_any() -> None:
    assert "paper sheets" not in text(WEEK)
    assert "there are 9 signatures on paper sheets" in text(counted(WEEK, on_paper=9))
    assert "12,354" not in text(counted(WEEK, on_paper=9)), "the two are never added together"


@given(FIGURES, FIGURES, st.none() | FIGURES, st.sampled_from(["week 2026-03-09", "threshold 500", "end"]))
def test_both_languages_tell_the_same_numbers_and_a_way_to_check_them(
    confirmed: int, on_paper: int, before: int | None, occasion: str
) -> None:
    told = counted(replace(WEEK, occasion=occasion, before=before), confirmed=confirmed, on_paper=on_paper)
    english, persian = text(told), text(told, "fa")
    for figure in (confirmed, *([on_paper] if on_paper else [])):
        assert f"{figure:,}" in english
        assert to_persian_digits(f"{figure:,}").replace(",", "٬") in persian
    assert all(HEAD in one and told.address in one for one in (english, persian))
    assert len(english.splitlines()) == len(persian.splitlines())
    assert "{" not in english + persian
    assert f"{confirmed:,}" in to_latin_digits(persian).replace("٬", ",")

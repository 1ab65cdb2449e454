from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.languages import language_named

OFFERED = ("en", "fa")


@pytest.mark.parametrize(
    "said",
    ["Persian", "فارسی", "فارسي", "farsi", "FARSI", "dari", "دری", "fa", "Farsi and a little English", "زبان فارسی"],
)
def test_persian_is_understood_as_people_write_it(said: str) -> None:
    assert language_named(said, OFFERED) == "fa"


@pytest.mark.parametrize("said", ["", "English", "انگلیسی", "Kurdish", "Lindenau", "far", "Iran", "12"])
def test_what_is_not_understood_is_english(said: str) -> None:
    assert language_named(said, OFFERED) == "en"


def test_a_language_that_is_not_offered_is_passed_over() -> None:
    assert language_named("shqip", OFFERED) == "en"
    assert language_named("shqip, farsi", OFFERED) == "fa"
    assert language_named("shqip", (*OFFERED, "sq")) == "sq"


@given(st.text())
def test_whatever_is_written_names_a_language_we_offer(said: str) -> None:
    assert language_named(said, OFFERED) in OFFERED

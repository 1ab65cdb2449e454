"""Looking for a request by a name: a name, a reason, and both of bounded length."""

import pytest

from khabar.domain.errors import Invalid
from khabar.domain.searching import LONGEST_NAME, Why, name_looked_for, reason_given


def test_a_name_is_taken_as_it_was_written() -> None:
    assert name_looked_for("  می‌رضا ") == "می‌رضا"


@pytest.mark.parametrize("written", ["", " \t", "x" * (LONGEST_NAME + 1)])
def test_no_name_and_more_than_a_name_are_refused(written: str) -> None:
    with pytest.raises(Invalid) as refused:
        name_looked_for(written)
    assert refused.value.field == "name"


def test_another_reason_needs_words_and_the_listed_ones_need_none() -> None:
    assert [reason_given(why, "") for why in Why if why is not Why.OTHER] == [""] * 3
    assert reason_given(Why.OTHER, " The court asks ") == "The court asks"
    with pytest.raises(Invalid) as refused:
        reason_given(Why.OTHER, "  ")
    assert refused.value.field == "more"

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.withheld import is_withheld_from


@pytest.mark.parametrize(
    ("must_not_know", "called"),
    [
        (["Ezra Karimi"], ["Ezra Karimi"]),
        (["عزرا کریمی"], ["Ezra Karimi"]),
        (["somebody else", "Ezra Karimi"], ["", "ezra KARIMI"]),
    ],
)
def test_a_recipient_who_may_be_the_one_who_must_not_know_is_found(must_not_know: list[str], called: list[str]) -> None:
    assert is_withheld_from(must_not_know, called)


@pytest.mark.parametrize(
    ("must_not_know", "called"),
    [
        ([], ["Shirin Amiri"]),
        (["Ezra Karimi"], ["Shirin Amiri"]),
        ([" "], ["Shirin Amiri"]),
        (["Ezra Karimi"], ["", " "]),
    ],
)
def test_nobody_else_is_kept_from_knowing(must_not_know: list[str], called: list[str]) -> None:
    assert not is_withheld_from(must_not_know, called)


@given(
    st.lists(st.sampled_from(["Ezra Karimi", "Shirin Amiri", "Nima Rad"])),
    st.sampled_from(["Ezra Karimi", "Omar Said"]),
)
def test_one_more_name_never_opens_what_was_closed(must_not_know: list[str], called: str) -> None:
    if is_withheld_from(must_not_know, [called]):
        assert is_withheld_from([*must_not_know, "Nima Rad"], [called])


@pytest.mark.parametrize(
    ("must_not_know", "kinship", "is_closed"),
    [
        (["my brother"], "brother", True),
        (["My Brother's wife", "خواهرم"], "brother's", True),
        (["my husband"], "Husband", True),
        (["my uncle"], "sister", False),
        (["my"], "my sister", False),
        (["my brother"], "", False),
    ],
)
def test_whoever_must_not_know_may_be_named_by_kinship(must_not_know: list[str], kinship: str, is_closed: bool) -> None:  # noqa: FBT001 - an example's column
    assert is_withheld_from(must_not_know, ["Shirin Amiri"], kinship=kinship) is is_closed

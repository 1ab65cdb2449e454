"""Other names of one person: found across scripts, both ways round, and never a mere spelling."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.data.aliases import name_aliases
from khabar.names.aliases import alias_of, also_called
from khabar.names.orthography import fold
from khabar.names.tokens import token_of

FORMS = sorted({form for row in name_aliases() for forms in (row.name, *row.aliases) for form in forms})
words = st.sampled_from(FORMS) | st.text(max_size=8)


def are_aliases(one: str, other: str) -> bool:
    return alias_of(token_of(one), token_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alexander", "Sasha"),
        ("Александр", "Sasha"),
        ("Alexander", "Саша"),
        ("Шура", "Саша"),
        ("Fatemeh", "Fati"),
        ("فاطمة", "فاطی"),
        ("Mohammad", "Mamad"),
        ("Евгений", "Zhenya"),
        ("Yosef", "Yossi"),
        ("יוסף", "Yossi"),
        ("ابراهیم", "Ebi"),
        ("Elizabeth", "Liz"),
        ("İbrahim", "İbo"),
        ("Ibrahim", "אברהם"),
        ("عبدالرحمن", "عبود"),
        ("Aleksandër", "Leka"),
    ],
)
def test_a_person_may_be_called_either(one: str, other: str) -> None:
    assert are_aliases(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alexander", "Александр"),
        ("Sasha", "Саша"),
        ("Sasha", "Sasha"),
        ("Shirin", "Fati"),
        ("Mohammad", "Ahmad"),
        ("Ali", "Reza"),
        ("Dariush", "Darius"),
        ("Shirin", "Leyla"),
        ("", ""),
    ],
)
def test_spellings_and_strangers_are_no_aliases(one: str, other: str) -> None:
    assert not are_aliases(one, other)


@given(words, words)
def test_which_word_comes_first_changes_nothing(one: str, other: str) -> None:
    assert are_aliases(one, other) == are_aliases(other, one)


@given(words)
def test_no_word_is_its_own_alias(word: str) -> None:
    assert not are_aliases(word, word)


@given(st.sampled_from(FORMS), st.sampled_from(FORMS))
def test_what_a_bearer_is_also_called_is_what_is_an_alias(one: str, other: str) -> None:
    assert are_aliases(one, other) == (fold(other) in also_called(token_of(one)))


def test_the_table_is_well_formed() -> None:
    rows = name_aliases()
    assert 250 <= len(rows) <= 400
    assert {row.kind for row in rows} == {"diminutive", "other"}
    assert len(set(rows)) == len(rows)
    for row in rows:
        forms = [{fold(form) for form in name} for name in (row.name, *row.aliases)]
        assert all(form for name in forms for form in name)
        assert all(not one & other for one, other in combinations(forms, 2)), row

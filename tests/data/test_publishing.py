from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from khabar.data.publishing import loaded_words, naming_words

FILES = ("loaded_words.toml", "naming_words.toml")


@pytest.mark.parametrize("name", FILES)
def test_each_list_says_where_it_comes_from(name: str) -> None:
    tables = tomllib.loads((files("khabar.data") / name).read_text("utf-8"))
    assert tables["source"].startswith("own list, one reader")
    assert tables["licence"]
    assert isinstance(tables["date"], date)


def test_every_language_has_words_for_names_roles_and_ages() -> None:
    roles = set(naming_words()["en"].roles)
    for language, words in naming_words().items():
        assert set(words.roles) == roles, language
        assert words.endings
        assert words.titles
        assert all("N" in pattern for pattern in words.ages)
        assert "{who}" in words.whence
        assert "{region}" in words.whence
        assert "{about}" in words.about


def test_no_judging_word_is_listed_twice_in_a_language() -> None:
    for language, rows in loaded_words().items():
        forms = [form for row in rows for form in row.forms]
        assert len(forms) == len(set(forms)), language

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.publishing.written_issues import person
from khabar.domain.publishing.issues import Described
from khabar.domain.publishing.rewriting import instead_of, languages, roles


def rewritten(language: str, **described: str) -> str:
    return instead_of(replace(person("Shirin Ravan"), described=Described(**described)), language)


def test_role_region_and_about_whom_make_a_sentence_of_their_own() -> None:
    assert rewritten("en", role="mother", region="the north", about="her son") == (
        "A mother from the north, about her son"
    )
    assert rewritten("fa", role="mother", region="شمال", about="پسرش") == "مادری از شمال، دربارهٔ پسرش"
    assert rewritten("de", role="mother", region="dem Norden") == "Eine Mutter aus dem Norden"


def test_the_editors_own_words_go_before() -> None:
    assert rewritten("en", role="mother", instead="Somebody who waits") == "Somebody who waits"


def test_without_a_role_it_is_a_person_who_does_not_wish_to_be_named() -> None:
    assert rewritten("en") == "A person who does not wish to be named"
    assert rewritten("en", about="a brother") == "A person who does not wish to be named, about a brother"


@pytest.mark.parametrize("language", languages())
def test_every_language_has_words_for_every_role_and_never_the_name(language: str) -> None:
    for role in roles():
        words = rewritten(language, role=role, region="x", about="y")
        assert words[0].isupper() or not words[0].isascii()
        assert "Shirin" not in words
        assert "{" not in words

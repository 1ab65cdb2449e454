from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.publishing.written_issues import DAY, NO, YES, article, found_in, issue, person, picture, told, written
from khabar.domain.publishing.gate import Weight, findings
from khabar.domain.publishing.issues import (
    Agreed,
    Block,
    BlockKind,
    Consent,
    Described,
    Detail,
    Known,
    Person,
    Petition,
    Place,
    Run,
)

MOTHER = Described("mother", "the north", "her son")


def described(name: str, consent: Consent = NO) -> Person:
    return replace(person(name, consent), described=MOTHER)


def test_a_text_that_names_somebody_who_has_not_agreed_is_refused_with_a_rewrite() -> None:
    (found,) = found_in("she writes", "and Shirin Ravan reads", people=(described("Shirin Ravan"),))
    assert found.weight is Weight.REFUSED
    assert found.instead == "A mother from the north, about her son"
    assert str(found) == (
        "letter.md:4:5: This names somebody who has not agreed to it. "
        "Write instead: “A mother from the north, about her son”."
    )


def test_no_finding_ever_repeats_a_name() -> None:
    people = (described("Shirin Ravan"), person("Darius Ravan", Consent(Agreed.ASKED)))
    found = found_in("Shirin Ravan, Darius and Ezra Kordan met; Ms Tarin came", people=people)
    assert len(found) == 4
    for one in told(found):
        assert not any(name in one for name in ("Shirin", "Ravan", "Darius", "Ezra", "Kordan", "Tarin"))


@pytest.mark.parametrize(
    ("consent", "why"),
    [
        (Consent(Agreed.NO, "C-1"), "has not agreed"),
        (Consent(Agreed.ASKED, "C-1"), "was asked and has not answered"),
        (Consent(Agreed.YES), "has no reference"),
        (Consent(Agreed.YES, "C-1", date(2026, 11, 20)), "ended on 2026-11-20"),
        (Consent(Agreed.YES, "C-1", publication="another paper"), "another publication"),
    ],
)
def test_a_consent_that_does_not_hold_is_no_consent(consent: Consent, why: str) -> None:
    (found,) = found_in("Shirin reads", people=(described("Shirin", consent),))
    assert why in str(found)
    assert "A mother from the north, about her son" in str(found)


def test_a_consent_holds_until_its_last_day_and_for_the_publication_it_names() -> None:
    consent = Consent(Agreed.YES, "C-1", date(2026, 11, 21), "The Lantern")
    assert found_in("Shirin Ravan reads", people=(person("Shirin Ravan", consent),)) == ()


def test_a_consent_for_the_first_name_does_not_cover_the_full_name() -> None:
    only_first = replace(described("Shirin Ravan", YES), covers=frozenset({Detail.FIRST_NAME}))
    assert found_in("here Shirin reads", people=(only_first,)) == ()
    (found,) = found_in("here Shirin Ravan reads", people=(only_first,))
    assert "does not cover the full name" in str(found)
    both = replace(only_first, covers=frozenset({Detail.NAME}))
    assert found_in("here Shirin Ravan reads, and Shirin sings", people=(both,)) == ()


def test_a_public_office_is_named_without_consent_and_with_no_third_detail() -> None:
    minister = replace(person("Tomas Harven"), office="minister of letters")
    assert found_in("we wrote to Tomas Harven", people=(minister,)) == ()
    assert len(found_in("Tomas Harven, aged 61, of the province of Norvan", people=(minister,))) == 1


@pytest.mark.parametrize(
    ("consent", "why"),
    [
        (Consent(Agreed.NO), "has not agreed that it is published"),
        (Consent(Agreed.ASKED), "has not answered"),
        (Consent(Agreed.YES), "has no reference"),
        (Consent(Agreed.YES, "C-1", date(2025, 1, 1)), "ended on 2025-01-01"),
        (Consent(Agreed.YES, "C-1", publication="x"), "another publication"),
    ],
)
def test_a_text_whose_author_has_not_agreed_is_not_printed(consent: Consent, why: str) -> None:
    (found,) = findings(issue(article("all is well", consent=consent)))
    assert why in str(found)
    assert str(found.place) == "issue.toml:20"


def test_names_of_authors_captions_and_titles_are_read_like_the_text() -> None:
    shirin = person("Shirin Ravan")
    base = replace(article("all is well"), people=(shirin,))
    for changed in (
        replace(base, title=written("a day with Shirin", 5)),
        replace(base, author=written("Shirin Ravan", 5)),
        replace(base, translator=written("Shirin Ravan", 5)),
        replace(base, pictures=(replace(picture(), caption=written("here Shirin stands", 5)),)),
    ):
        (found,) = findings(issue(changed))
        assert found.place.line == 5


def test_an_address_behind_a_link_or_in_the_last_lines_is_read_too() -> None:
    shirin = person("Shirin Ravan")
    block = Block(BlockKind.PARAGRAPH, Place("letter.md", 9), (Run("write", link="mailto:shirin.ravan@post.example"),))
    linked = replace(article("all is well"), people=(shirin,), blocks=(block,))
    assert [str(one.place) for one in findings(issue(linked))] == ["letter.md:9"]
    mailed = replace(issue(article("all is well")), people=(shirin,), email="shirin.ravan@post.example")
    assert [str(one.place) for one in findings(mailed)] == ["issue.toml:1"]
    petition = Petition(written("let them visit", 7), 3, DAY, address="https://post.example/shirin-ravan")
    asked = replace(issue(article("all is well")), people=(shirin,), petition=petition)
    assert [str(one.place) for one in findings(asked)] == ["issue.toml:7"]


def test_people_of_the_issue_are_looked_for_in_every_article_and_on_the_first_page() -> None:
    two = issue(article("here Shirin reads"), article("here Shirin sings"))
    named = replace(two, people=(person("Shirin"),), motto=written("with Shirin", 4))
    assert [found.place.file for found in findings(named)] == ["issue.toml", "letter.md"]
    assert len(findings(named)) == 2


def test_what_is_declared_as_a_person_cannot_be_listed_as_no_person() -> None:
    one = replace(article("here Shirin reads"), people=(person("Shirin"),), not_a_person=("shirin",))
    (found,) = findings(issue(one))
    assert "both" not in str(found)
    assert "declared as a person and listed under not_a_person" in str(found)


def test_a_face_needs_a_consent_that_names_the_face() -> None:
    shown = replace(article("all is well"), pictures=(picture("Shirin Ravan"),))
    for consent, covers in ((YES, frozenset[Detail]()), (NO, frozenset({Detail.FACE}))):
        one = replace(shown, people=(replace(person("Shirin Ravan", consent), covers=covers),))
        (found,) = findings(issue(one))
        assert "The picture shows somebody" in str(found)
        assert str(found.place) == "issue.toml:40"
    agreed = replace(person("Shirin Ravan", YES), covers=frozenset({Detail.FACE}))
    assert findings(issue(replace(shown, people=(agreed,)))) == ()


def test_two_details_of_a_person_may_stand_together_and_a_third_may_not() -> None:
    shirin = replace(person("Shirin Ravan", YES), known=Known(("Norvan",), (1992,), (34,)))
    assert found_in("Shirin Ravan comes from Norvan", people=(shirin,)) == ()
    (found,) = found_in("Shirin Ravan comes from Norvan", "she was born in 1992", people=(shirin,))
    assert "full name, province, year" in str(found)
    assert str(found.place) == "letter.md:4:17"


def test_a_consent_that_names_each_detail_allows_more_than_two() -> None:
    covers = frozenset({Detail.NAME, Detail.PROVINCE, Detail.YEAR})
    shirin = replace(person("Shirin Ravan", YES), known=Known(("Norvan",), (1992,)), covers=covers)
    text = "Shirin Ravan comes from Norvan and was born in 1992"
    assert found_in(text, people=(shirin,)) == ()
    assert len(found_in(text, people=(replace(shirin, covers=covers - {Detail.YEAR}),))) == 1
    lapsed = replace(shirin, consent=Consent(Agreed.YES, "C-1", date(2026, 1, 1)))
    assert {"Too much" in one for one in told(found_in(text, people=(lapsed,)))} == {True, False}


def test_details_of_somebody_who_is_not_named_add_up_too() -> None:
    darius = replace(person("Darius"), known=Known(("Norvan",), (1992,), (34,)))
    text = "he is 34 years old, born in 1992, and from Norvan"
    (found,) = found_in(text, people=(darius,))
    assert "province, year, age" in str(found)


def test_an_issue_without_people_and_loaded_words_has_no_findings() -> None:
    assert findings(issue(article("all is well"))) == ()
    assert findings(issue()) == ()


NAMES = st.sampled_from(["Shirin", "Darius", "Nima", "Farid", "Mira", "Omar", "Leyla", "Ezra"])


@given(NAMES, st.sampled_from(list(Agreed)), st.lists(st.sampled_from(["today", "we", "walked", "home"]), max_size=5))
def test_no_path_leads_a_name_into_print_without_a_yes(name: str, agreed: Agreed, words: list[str]) -> None:
    found = found_in(" ".join([*words, "and", name, *words]), people=(person(name, Consent(agreed, "C-1")),))
    assert bool(found) == (agreed is not Agreed.YES)

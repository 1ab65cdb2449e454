from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.errors import Invalid
from khabar.domain.publishing.drafts import (
    ArticleDraft,
    FrontDraft,
    Making,
    issue_of,
    lines_of,
    one_line,
    quoted_in,
    tidy_article,
    tidy_front,
)
from khabar.domain.publishing.gate import Finding, Weight, findings
from khabar.domain.publishing.issues import (
    Agreed,
    Block,
    BlockKind,
    Consent,
    Described,
    Kind,
    Person,
    Petition,
    Place,
    Run,
    Silence,
    Written,
)
from khabar.domain.publishing.rewriting import role_words
from khabar.domain.publishing.taking_back import (
    Pieces,
    article_closed,
    closed,
    left_standing,
    person_closed,
    references_in,
)
from khabar.domain.publishing.taking_over import taken_over
from khabar.text import said

YES = Consent(Agreed.YES, "C-1")
FRONT = FrontDraft(title="The Lantern")
ARTICLE = ArticleDraft(title="Three winters", text="We wait.", language="en", consent=YES)
SHIRIN = Person(
    "Shirin Ravan",
    Place("people/0", 1),
    Consent(Agreed.YES, "C-7"),
    described=Described("mother", "the north", "her son"),
)
PETITION = Petition(Written("Tell us", Place("petition/tell-us", 1)), 3, date(2026, 3, 1), slug="tell-us")
CLOCK = Silence(date(2026, 1, 1), date(2026, 3, 2))


def read(text: str, name: str, language: str) -> tuple[Block, ...]:
    del language
    return tuple(
        Block(BlockKind.PARAGRAPH, Place(name, at), (Run(line),), (line,))
        for at, line in enumerate(text.split("\n"), start=1)
        if line
    )


MAKING = Making("en", 7, date(2026, 3, 2), "https://x.example/", {"tell-us": PETITION}, {"123": CLOCK}, read)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"columns": 0}, "columns"),
        ({"columns": 4}, "columns"),
        ({"reference": "1234"}, "reference"),
        ({"motto": "a\nb"}, "motto"),
        ({"people": (SHIRIN,) * 201}, "name"),
    ],
)
def test_a_front_that_could_not_be_printed_names_its_field(changes: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as problem:
        tidy_front(replace(FRONT, **changes))  # type: ignore[arg-type]  # fields by name
    assert problem.value.field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"text": " \n "}, "text"),
        ({"text": "x" * 100_001}, "text"),
        ({"language": "xx"}, "language"),
        ({"letter": "123"}, "letter"),
        ({"summary": "x" * 401}, "summary"),
    ],
)
def test_an_article_that_could_not_be_printed_names_its_field(changes: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as problem:
        tidy_article(replace(ARTICLE, **changes))  # type: ignore[arg-type]  # fields by name
    assert problem.value.field == field


def test_what_is_kept_is_tidied() -> None:
    assert tidy_front(replace(FRONT, title="  The\u200b Lantern ")).title == "The Lantern"
    letter = replace(ARTICLE, kind=Kind.OPEN_LETTER, letter="12 3", text="\n\r\nWe wait.\r\n")
    assert (tidy_article(letter).letter, tidy_article(letter).text) == ("123", "We wait.")


@given(st.text(max_size=60))
def test_a_line_is_one_line_without_hidden_signs_or_it_is_refused(text: str) -> None:
    with suppress(Invalid):
        line = one_line("title", text)
        assert not set(line) & set("\n\r\u200b\u202e\u2066\ufeff")
        assert one_line("title", line) == line


def test_an_issue_is_put_together_with_the_place_of_every_word() -> None:
    letter = replace(ARTICLE, kind=Kind.OPEN_LETTER, letter="123", petition="tell-us")
    front = replace(FRONT, people=(SHIRIN,), loaded=(("mob", "group"),), petition="tell-us")
    issue = issue_of(front, {"a": ARTICLE, "b": letter}, MAKING)
    assert issue.title.place == Place("front/title", 1)
    assert issue.articles[0].title.place == Place("a/title", 1)
    assert issue.articles[1].silence == CLOCK
    assert issue.petition == issue.articles[1].petition == PETITION
    assert issue.loaded == (("en", "mob", "group"),)
    assert quoted_in(letter) == ("tell-us", "123")
    assert quoted_in(front) == ("tell-us", "")


@pytest.mark.parametrize(("changes", "field"), [({"petition": "no"}, "petition"), ({"letter": "9"}, "letter")])
def test_a_figure_that_is_not_there_is_refused(changes: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as problem:
        issue_of(FRONT, {"a": replace(ARTICLE, **changes)}, MAKING)  # type: ignore[arg-type]  # fields by name
    assert problem.value.field == field


def refused(draft: ArticleDraft, *people: Person) -> tuple[Finding, ...]:
    return findings(issue_of(replace(FRONT, people=people), {"a": draft}, MAKING))


NO = replace(SHIRIN, consent=Consent(Agreed.NO))


@pytest.mark.parametrize("text", ["On Monday Shirin Ravan came.", "One.\nThen came Shirin Ravan, and Shirin Ravan."])
def test_taking_over_again_and_again_leaves_nothing_to_refuse(text: str) -> None:
    draft = replace(ARTICLE, text=text, summary="Of Shirin Ravan")
    for _ in range(5):
        found = refused(draft, NO)
        if not found:
            break
        mended = taken_over(draft, found[0])
        assert isinstance(mended, ArticleDraft)
        draft = mended
    assert refused(draft, NO) == ()
    assert "mother from the north" in draft.text
    assert "mother from the north" in draft.summary


def test_what_does_not_stand_there_letter_for_letter_is_left_to_people() -> None:
    found = Finding(Place("a/text", 1, 1), Weight.REFUSED, said("no"), "somebody", "Shirin Ravan")
    assert taken_over(replace(ARTICLE, text="**Shirin** Ravan"), found) is None
    assert taken_over(ARTICLE, replace(found, instead="")) is None
    assert taken_over(ARTICLE, replace(found, words="")) is None
    assert taken_over(ARTICLE, replace(found, place=Place("a/consent", 1))) is None
    over_a_line = taken_over(replace(ARTICLE, text="> Shirin\n> Ravan came"), found)
    assert over_a_line is not None
    assert over_a_line.text == "> somebody came"  # type: ignore[union-attr]  # an article
    assert lines_of(FRONT)[0] == "title"
    assert "text" in lines_of(ARTICLE)


def pieces() -> Pieces:
    named = replace(ARTICLE, text="Shirin Ravan tells.", consent=Consent(Agreed.YES, "C-2"))
    front = replace(FRONT, people=(SHIRIN,), contact="Shirin Ravan, Quay 1", not_a_person=("Quay",))
    return Pieces(front, {"a": named, "b": ARTICLE})


def left(before: Pieces, after: Pieces) -> Pieces:
    old, new = (findings(issue_of(one.front, one.articles, MAKING)) for one in (before, after))
    return left_standing(after, old, new)


def test_a_consent_taken_back_takes_what_rested_on_it_and_nothing_else() -> None:
    seen = pieces()
    assert references_in(seen) == {"C-1", "C-2", "C-7"}
    by_person = left(seen, person_closed(seen, 0))
    assert (list(by_person.articles), by_person.front.contact) == (["b"], "")
    by_reference = left(seen, closed(seen, {"C-7"}))
    assert by_reference == by_person
    assert list(left(seen, closed(seen, {"C-2"})).articles) == ["b"]
    assert list(left(seen, article_closed(seen, "b")).articles) == ["a"]
    assert left(seen, seen) == seen


def test_where_the_newsletter_itself_bears_the_name_nothing_of_the_issue_stands() -> None:
    seen = Pieces(replace(pieces().front, title="Shirin Ravan"), pieces().articles)
    assert left(seen, person_closed(seen, 0)).articles == {}


def test_roles_are_told_in_the_readers_language_or_in_english() -> None:
    assert set(role_words("fa")) == set(role_words("en")) == set(role_words("xx"))
    assert role_words("xx") == role_words("en") != role_words("fa")

"""Who made it: leaks, films and rosters of people who were not asked are refused, whatever the list holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.errors import Invalid
from khabar.domain.lists.columns import ListKind
from khabar.domain.lists.origin import LONGEST, HowMade, Knew, ListOrigin, refusals, require_taken

GOOD = ListOrigin(made_by="A nurse", how=HowMade.FROM_EACH, knew=Knew.YES, made_on="1404", purpose="to be found")
KINDS = list(ListKind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_made_with_its_people_is_taken(kind: ListKind) -> None:
    assert refusals(GOOD, kind) == []
    require_taken(GOOD, kind)


@given(
    kind=st.sampled_from(KINDS),
    how=st.sampled_from([HowMade.LEAKED, HowMade.FILMED]),
    knew=st.sampled_from(list(Knew)),
    made_by=st.text(max_size=20),
)
def test_no_answer_beside_it_makes_a_leak_or_a_film_acceptable(
    kind: ListKind, how: HowMade, knew: Knew, made_by: str
) -> None:
    with pytest.raises(Invalid, match="how"):
        require_taken(ListOrigin(made_by=made_by, how=how, knew=knew), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_knew_is_refused_and_an_institution_needs_that_all_did(kind: ListKind) -> None:
    assert [one.field for one in refusals(replace(GOOD, knew=Knew.NO), kind)] == ["people_knew"]
    roster = replace(GOOD, how=HowMade.INSTITUTION)
    assert refusals(roster, kind) == []
    for knew in (Knew.PARTLY, Knew.NOT_SAID):
        assert [one.field for one in refusals(replace(roster, knew=knew), kind)] == ["how"]


def test_presences_need_somebody_who_made_them() -> None:
    nobody = replace(GOOD, made_by="  ")
    assert [one.field for one in refusals(nobody, ListKind.PRESENCES)] == ["made_by"]
    assert refusals(nobody, ListKind.REQUESTS) == []


@pytest.mark.parametrize(
    "words",
    [
        "leaked by a friend",
        "from a Telegram video",
        "فهرست لو رفته",
        "ملف مسرب",
        "утечка",
        "fuite",
        "geleakt",
        "filtrada",
    ],
)
def test_words_of_a_leak_or_a_film_are_noticed_in_nine_languages(words: str) -> None:
    for name, origin in {
        "made_by": replace(GOOD, made_by=words),
        "made_on": replace(GOOD, made_on=words),
        "purpose": replace(GOOD, purpose=words),
    }.items():
        assert [one.field for one in refusals(origin, ListKind.REQUESTS)] == [name]


def test_ordinary_words_are_no_leak() -> None:
    for words in ("The clinic of Lindenau", "پرستار", "Медсестра", "a nurse and her sister", "la enfermera"):
        assert refusals(replace(GOOD, made_by=words), ListKind.PRESENCES) == []


def test_an_answer_may_be_too_long() -> None:
    told = refusals(replace(GOOD, purpose="x" * (LONGEST + 1)), ListKind.REQUESTS)
    assert [(one.field, "at most 300" in one.message) for one in told] == [("purpose", True)]

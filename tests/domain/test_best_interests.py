"""A child is asked, and its news told, only after a decision that looks at guardian, own wish and danger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.consent_words import DARIUS, DAY, EZRA, SHIRIN
from khabar.domain.answers import read_event
from khabar.domain.best_interests import (
    BEST_INTERESTS_TYPE,
    BestInterests,
    Danger,
    Guardian,
    Interest,
    InterestsDraft,
    OwnWish,
    WrittenBirth,
    is_child,
)
from khabar.domain.bodies import Unreadable
from khabar.domain.by_two import MOST_BYTES
from khabar.domain.consent import is_in_the_childs_interest, was_decided_as_child
from khabar.domain.errors import Invalid
from khabar.domain.ids import AccountId, EventId, RequestId

MIRA, TOMAS = AccountId("a1" * 16), AccountId("a2" * 16)
SEEKERS = ("Shirin Ahmadi", "Shirin")
DRAFT = InterestsDraft(
    filed_at="2026-11-21T10:00:00+00:00",
    decided_by="Leyla Karimi, who answers for children",
    guardian=Guardian.AGREES,
    guardian_name="Nima Rahimi, the uncle",
    own_wish=OwnWish.YES,
    interest=Interest.MAY_BE_ASKED,
    reason="The child speaks of her sister every day.",
)
DRAFTS = st.builds(
    InterestsDraft,
    filed_at=st.just("2026-11-21T10:00:00+00:00"),
    decided_by=st.sampled_from(["", "Leyla Karimi", "Shirin Ahmadi"]),
    guardian=st.sampled_from(Guardian),
    guardian_name=st.sampled_from(["", "Nima Rahimi", "Shirin Ahmadi"]),
    own_wish=st.sampled_from(OwnWish),
    danger=st.sampled_from(Danger),
    interest=st.sampled_from(Interest),
    reason=st.sampled_from(["", "It is best so."]),
)


def decided(
    event_id: str = "a", *parents: str, found: InterestsDraft = DRAFT, recipient: RequestId = SHIRIN
) -> BestInterests:
    return BestInterests(
        event_id=EventId(event_id),
        parents=tuple(EventId(one) for one in parents),
        subject=DARIUS,
        recipient=recipient,
        decided_on=DAY,
        found=found,
        second_reason="I have read the whole file.",
        agreed_by=(MIRA, TOMAS),
    )


NO = replace(DRAFT, interest=Interest.LEFT_IN_PEACE)


def fields(draft: InterestsDraft) -> set[str]:
    return {problem.field for problem in draft.objections(SEEKERS)}


def test_a_decision_with_guardian_own_wish_and_reasons_is_taken() -> None:
    assert fields(DRAFT) == set() == fields(NO)


def test_a_guardian_who_is_the_danger_does_not_have_to_agree() -> None:
    """One parent seeks the child that lives with the other, who beats it: the decision is made without that one."""
    assert fields(replace(DRAFT, guardian=Guardian.IS_THE_DANGER, guardian_name="the stepfather")) == set()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"own_wish": OwnWish.NO}, "own_wish"),
        ({"danger": Danger.THE_ENQUIRER}, "danger"),
        ({"guardian": Guardian.REFUSES}, "guardian"),
    ],
)
def test_nobody_decides_over_the_childs_no_a_danger_or_a_guardian_who_refuses(
    changed: dict[str, object], field: str
) -> None:
    draft = replace(DRAFT, **changed)  # type: ignore[arg-type]  # values by name
    assert fields(draft) == {field}
    assert fields(replace(draft, interest=Interest.LEFT_IN_PEACE)) == set()


@pytest.mark.parametrize("field", ["decided_by", "guardian_name"])
def test_the_one_who_seeks_neither_decides_nor_speaks_for_the_child(field: str) -> None:
    assert fields(replace(DRAFT, **{field: "Shirin Ahmadi"})) == {field}  # type: ignore[arg-type]  # a text


def test_names_and_reasons_are_asked_for_and_stay_small() -> None:
    nothing = InterestsDraft(filed_at=DRAFT.filed_at)
    assert fields(nothing) == {"decided_by", "reason"}
    assert fields(replace(DRAFT, guardian_name="")) == {"guardian_name"}
    assert fields(replace(DRAFT, reason="آ" * 1000, decided_by="آ" * 150, guardian_name="آ" * 150)) == {"reason"}
    assert MOST_BYTES < 4096


def test_two_different_people_record_it_about_one_enquirer() -> None:
    with pytest.raises(Invalid):
        replace(decided(), agreed_by=(TOMAS, TOMAS))
    with pytest.raises(Invalid):
        decided(recipient=RequestId(""))


def test_a_decision_is_read_back_as_it_was_written() -> None:
    one = decided("a", "before")
    assert read_event(BEST_INTERESTS_TYPE, one.to_body(), event_id=one.event_id, parents=one.parents) == one
    with pytest.raises(Unreadable):
        read_event(BEST_INTERESTS_TYPE, one.to_body() | {"found": 3}, event_id=one.event_id, parents=())
    assert "uncle" not in repr(one)


def test_the_newest_decision_counts_for_this_enquirer_alone() -> None:
    assert is_in_the_childs_interest([decided()], DARIUS, SHIRIN)
    assert not is_in_the_childs_interest([decided()], DARIUS, EZRA)
    assert not is_in_the_childs_interest([], DARIUS, SHIRIN)
    assert not is_in_the_childs_interest([decided("a"), decided("b", "a", found=NO)], DARIUS, SHIRIN)
    assert is_in_the_childs_interest([decided("a", found=NO), decided("b", "a")], DARIUS, SHIRIN)
    assert not is_in_the_childs_interest([decided("a", found=NO), decided("b")], DARIUS, SHIRIN)
    assert was_decided_as_child([decided(found=NO)], DARIUS, SHIRIN)
    assert not was_decided_as_child([decided()], DARIUS, EZRA)


@given(DRAFTS)
def test_what_stands_in_a_store_allows_nothing_that_a_desk_could_not_have_written(draft: InterestsDraft) -> None:
    allowed = is_in_the_childs_interest([decided(found=draft)], DARIUS, SHIRIN)
    assert not allowed or (draft.own_wish is not OwnWish.NO and draft.danger is Danger.NONE_KNOWN)
    if not fields(draft):
        assert allowed is (draft.interest is Interest.MAY_BE_ASKED)


def born(text: str) -> WrittenBirth:
    return WrittenBirth(text, DAY)


@pytest.mark.parametrize(
    ("births", "thought_so", "child"),
    [
        ((), False, False),
        ((), True, True),
        (("1990",), False, False),
        (("1990",), True, True),
        (("2012",), False, True),
        (("1990", "2012"), False, True),
        (("2008",), False, True),  # perhaps: the birthday of 2008 may still come
        (("in the war",), True, True),
        (("", "1990"), True, True),
        (("17 years old",), False, True),
    ],
)
def test_a_date_that_leaves_it_possible_makes_a_child(
    births: tuple[str, ...], *, thought_so: bool, child: bool
) -> None:
    assert is_child(map(born, births), thought_so=thought_so, on=DAY) is child


@given(birth=st.dates(date(1950, 1, 1), date(2026, 11, 20)), days=st.integers(0, 40_000), thought_so=st.booleans())
def test_whoever_is_of_age_stays_so_and_is_so_at_eighteen(birth: date, days: int, thought_so: bool) -> None:  # noqa: FBT001 - drawn
    written = [WrittenBirth(birth.isoformat(), DAY)]
    on = min(birth + timedelta(days=days), date(2080, 1, 1))
    later = on + timedelta(days=1)
    before, after = (is_child(written, thought_so=thought_so, on=day) for day in (on, later))
    assert before or not after
    grew_up = is_child(written, thought_so=False, on=DAY)
    of_age = (on.year - birth.year) - ((on.month, on.day) < (birth.month, birth.day)) >= 18
    if (birth.month, birth.day) != (2, 29):
        assert before is (not of_age or (thought_so and not grew_up))


def test_what_the_desk_thinks_ends_when_a_child_of_whom_a_date_tells_comes_of_age() -> None:
    written = [WrittenBirth("2009-01-10", DAY), WrittenBirth("1990", DAY)]
    assert is_child(written, thought_so=True, on=date(2027, 1, 9))
    assert not is_child(written, thought_so=True, on=date(2027, 1, 10))
    assert is_child(written[1:], thought_so=True, on=date(2027, 1, 10))


def test_an_enquirer_ends_nothing_by_writing_that_the_child_comes_of_age_tomorrow() -> None:
    written = [WrittenBirth("2009-01-10", DAY, by_enquirer=True)]
    assert is_child(written, thought_so=True, on=date(2027, 1, 10))
    assert not is_child(written, thought_so=False, on=date(2027, 1, 10))

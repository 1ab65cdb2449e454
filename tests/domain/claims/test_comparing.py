from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.claims.claim import About, Claim, Period, Quantity, Source, Stance, confirmed
from khabar.domain.claims.comparing import Why, contradictions, side_by_side, sources
from khabar.domain.errors import Invalid

HELD = frozenset({"detained"})
MAY = Period(date(2024, 5, 1), date(2024, 5, 31), "May 2024")
JUNE = Period(date(2024, 6, 1), date(2024, 6, 30), "June 2024")


def claim(
    least: float | None,
    most: float | None,
    document: str = "a",
    *,
    as_of: Period | None = MAY,
    stance: Stance = Stance.ASSERTS,
    population: frozenset[str] = HELD,
) -> Claim:
    quantity = Quantity(least, most, "person", population, "held", as_of)
    return Claim("text", 0, 4, Source(document), About.FIGURE, "figure", stance, 0.8, "The ministry", quantity=quantity)


INSTITUTION = Claim("text", 0, 4, Source("z"), About.INSTITUTION, "the court", Stance.ASSERTS, 0.8)


def whys(*claims: Claim) -> list[Why]:
    return [found.why for found in contradictions(claims)]


def test_figures_that_no_number_can_meet_conflict() -> None:
    assert whys(claim(120, None), claim(40, 40, "b")) == [Why.APART]


def test_figures_that_one_number_meets_do_not() -> None:
    assert whys(claim(120, None), claim(150, 150, "b"), claim(None, 200, "c")) == []


@pytest.mark.parametrize(
    "other",
    [
        claim(40, 40, "b", as_of=JUNE),
        claim(40, 40, "b", as_of=None),
        claim(40, 40, "b", population=frozenset({"missing"})),
        claim(40, 40, "b", population=frozenset()),
        INSTITUTION,
    ],
)
def test_other_times_other_people_and_no_figure_do_not_conflict(other: Claim) -> None:
    assert whys(claim(120, None), other) == []


def test_figures_of_nobody_in_particular_never_conflict() -> None:
    assert whys(claim(120, 120, population=frozenset()), claim(40, 40, "b", population=frozenset())) == []


def test_a_denial_conflicts_with_what_it_denies_alone() -> None:
    denial = claim(100, None, "b", stance=Stance.DENIES)
    assert whys(claim(120, 130), denial) == [Why.DENIED]
    assert whys(claim(40, 50), denial) == []
    assert whys(denial, claim(1, 2, "c", stance=Stance.DENIES)) == []


def test_the_day_of_a_figure_is_said_else_when_it_was_said_else_when_it_was_printed() -> None:
    bare = claim(40, 40, "b", as_of=None)
    printed = Claim(**{name: getattr(bare, name) for name in Claim.__slots__} | {"source": Source("b", published=MAY)})
    assert printed.held_on == MAY
    assert whys(claim(120, None), printed) == [Why.APART]


def test_the_earlier_of_two_comes_first() -> None:
    whole_year = Period(date(2024, 1, 1), date(2024, 12, 31))
    (found,) = contradictions([claim(120, None), claim(40, 40, "b", as_of=whole_year)])
    assert (found.one.source.document, found.other.source.document) == ("b", "a")


def test_a_reprint_is_one_source_and_is_not_held_against_itself() -> None:
    numbered = {"a": 0, "b": 0, "c": 1}
    claims = [claim(120, 120), claim(12, 12, "b"), claim(40, 40, "c")]
    assert {(one.one.source.document, one.other.source.document) for one in contradictions(claims, numbered)} == {
        ("a", "c"),
        ("b", "c"),
    }
    (told,) = side_by_side(claims, numbered)
    assert told.sources == 2
    assert len(told.contradictions) == 2


def test_figures_stand_side_by_side_by_unit_and_population_oldest_first() -> None:
    missing = claim(7, 7, "c", population=frozenset({"missing"}))
    first, second = side_by_side([claim(40, 40, "b", as_of=JUNE), claim(120, 120, as_of=MAY), missing, INSTITUTION])
    assert [one.source.document for one in first.claims] == ["a", "b"]
    assert second.population == {"missing"}
    assert first.sources == 2
    (undated,) = side_by_side([claim(1, 1, as_of=None)])
    assert undated.claims[0].held_on is None


TEXT = "The association has written to the ministry four hundred days ago and nobody of those who read it has answered."


def test_near_reprints_bear_one_number() -> None:
    other = TEXT.replace("four hundred", "about four hundred") + " We wait."
    assert sources(
        {"a": TEXT, "b": "Something else stands here, and it is as long as the other text is.", "c": other}
    ) == {
        "a": 0,
        "b": 1,
        "c": 0,
    }


def test_one_long_quotation_makes_one_source_and_a_short_one_does_not() -> None:
    long = "“nobody of those who read it has answered us”"
    assert sources({1: f"He said {long} in May.", 2: f"In June they print {long} again."}) == {1: 0, 2: 0}
    assert sources({1: "He said “nobody answered us” in May.", 2: "In June “nobody answered us” again."}) == {
        1: 0,
        2: 1,
    }


def test_reprints_of_reprints_are_one_source_and_short_texts_are_their_own() -> None:
    middle = TEXT.replace("of those who read it", "there")
    assert len(set(sources({1: TEXT, 2: TEXT + " More.", 3: TEXT, 4: middle}).values())) == 1
    assert sources({1: "It rained.", 2: "It rained."}) == {1: 0, 2: 1}
    assert sources({}) == {}


def test_one_phrase_in_common_makes_no_reprint() -> None:
    other = "The association has written to nobody this year, because there was nothing that it could have asked for."
    assert sources({1: TEXT, 2: other}) == {1: 0, 2: 1}


def test_phrases_that_everybody_uses_link_nothing() -> None:
    texts = {at: f"{TEXT} And number {at} says so." for at in range(210)}
    assert len(set(sources(texts).values())) > 1


def test_a_claim_is_confirmed_by_somebody() -> None:
    assert confirmed(claim(1, 1), " Leyla ").confirmed_by == "Leyla"
    with pytest.raises(Invalid) as refused:
        confirmed(claim(1, 1), "  ")
    assert refused.value.field == "confirmed_by"


ENDS = st.one_of(st.none(), st.integers(0, 20))


@given(ENDS, ENDS, ENDS, ENDS)
def test_meeting_is_the_same_from_both_sides_and_as_numbers_say(
    low: int | None, high: int | None, other_low: int | None, other_high: int | None
) -> None:
    one, other = Quantity(low, high, "person"), Quantity(other_low, other_high, "person")
    numbers = [
        number
        for number in range(-1, 23)
        if (low is None or number >= low)
        and (high is None or number <= high)
        and (other_low is None or number >= other_low)
        and (other_high is None or number <= other_high)
    ]
    assert one.meets(other) is other.meets(one) is bool(numbers)

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from khabar.domain.errors import Invalid
from khabar.domain.guaranteeing.licences import (
    LONGEST_DAYS,
    WARNED_DAYS,
    Licence,
    given_for,
    licence_from_plain,
    standing,
    withdrawn,
)

SEED = bytes([5] * 32)
VERIFY = bytes(SigningKey(SEED).verify_key)
HOUSE = "5a" * 16
TODAY = date(2026, 3, 2)
BY = "Oak Street Relief (invented), its board"
GIVEN = given_for(90, on=TODAY, by=BY, number=1)


@given(st.integers(1, LONGEST_DAYS), st.integers(-10, 120))
def test_a_licence_allows_asking_on_its_days_and_on_no_other(days: int, later: int) -> None:
    licence = given_for(days, on=TODAY, by=BY, number=1)
    assert licence.allows(TODAY + timedelta(days=later)) is (0 <= later < days)


@given(st.integers(0, LONGEST_DAYS - 1))
def test_the_house_is_warned_in_the_last_fourteen_days(later: int) -> None:
    stands = standing([GIVEN], TODAY + timedelta(days=later))
    assert stands.may_ask
    assert stands.ends == date(2026, 5, 30)
    assert stands.is_near_its_end is (later > LONGEST_DAYS - 1 - WARNED_DAYS)


def test_without_a_licence_nobody_is_asked() -> None:
    assert not standing([], TODAY).may_ask
    assert not standing([GIVEN], TODAY + timedelta(days=90)).may_ask


def test_the_newest_word_counts_in_whatever_order_they_come() -> None:
    taken_back = withdrawn(on=TODAY, by=BY, number=2)
    again = given_for(30, on=TODAY, by=BY, number=3)
    for told in ([GIVEN, taken_back], [taken_back, GIVEN]):
        assert not standing(told, TODAY).may_ask
    for told in ([again, taken_back, GIVEN], [GIVEN, again, taken_back]):
        assert standing(told, TODAY).may_ask


@pytest.mark.parametrize("days", [0, -1, LONGEST_DAYS + 1])
def test_no_licence_lasts_longer_than_ninety_days(days: int) -> None:
    with pytest.raises(Invalid, match="1 to 90 days"):
        given_for(days, on=TODAY, by=BY, number=1)
    with pytest.raises(Invalid, match="1 to 90 days"):
        replace(GIVEN, ends=TODAY + timedelta(days=days - 1))


@pytest.mark.parametrize("by", ["", " ", "two\nlines", "x" * 201])
def test_a_licence_names_who_gave_it(by: str) -> None:
    with pytest.raises(Invalid, match="one line"):
        given_for(1, on=TODAY, by=by, number=1)


@given(st.integers(1, LONGEST_DAYS), st.integers(1, 2**40), st.booleans())
def test_a_licence_comes_back_as_it_was_written(days: int, number: int, taken_back: bool) -> None:  # noqa: FBT001 - hypothesis gives values by name
    licence = replace(given_for(days, on=TODAY, by=BY, number=number), is_withdrawn=taken_back)
    assert licence_from_plain(licence.to_plain()) == licence


@pytest.mark.parametrize(
    "plain",
    [
        None,
        [],
        [1, "2026-03-02", "2026-03-03", BY],
        [1, "x", "2026-03-03", BY, False],
        [1, "2026-03-03", "2026-03-02", BY, True],
    ],
)
def test_what_is_no_licence_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match=r"not a licence|string|days"):
        licence_from_plain(plain)


def test_a_signature_holds_for_this_licence_of_this_house_alone() -> None:
    signature = GIVEN.signed(HOUSE, signing=SEED)
    assert GIVEN.is_signed(signature, HOUSE, verify_key=VERIFY)
    assert not GIVEN.is_signed(signature, "5b" * 16, verify_key=VERIFY)
    assert not GIVEN.is_signed(b"short", HOUSE, verify_key=VERIFY)
    longer: Licence = replace(GIVEN, ends=GIVEN.ends - timedelta(days=1))
    assert not longer.is_signed(signature, HOUSE, verify_key=VERIFY)

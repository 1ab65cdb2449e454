"""Consent goes to one recipient or publication at a time, ends, and is taken back; silence is never a yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.casework.consents import (
    ConsentEvent,
    Scope,
    Stand,
    Use,
    closed_publications,
    may_publish,
    may_tell,
    standing,
)
from khabar.domain.errors import Invalid

DAY = date(2026, 3, 3)
SHIRIN, DARIUS, EZRA = "shirin", "darius", "ezra"
MINISTRY, NEWSPAPER = Scope(Use.RECIPIENT, "ministry"), Scope(Use.RECIPIENT, "newspaper")
NEWSLETTER = Scope(Use.PUBLICATION, "newsletter 4")


def said(stand: Stand, scope: Scope | None = MINISTRY, *, day: int = 0, until: date | None = None) -> ConsentEvent:
    return ConsentEvent(SHIRIN, scope, stand, DAY + timedelta(day), "C-1", "by telephone", SHIRIN, until)


events = st.lists(
    st.builds(
        said,
        st.sampled_from((Stand.ASKED, Stand.GIVEN)),
        st.sampled_from((MINISTRY, NEWSPAPER, NEWSLETTER)),
        day=st.integers(0, 30),
    )
    | st.builds(
        said,
        st.sampled_from((Stand.REFUSED, Stand.WITHDRAWN)),
        st.sampled_from((None, MINISTRY, NEWSLETTER)),
        day=st.integers(0, 30),
    ),
    max_size=6,
)


def test_a_yes_for_one_body_is_none_for_another_nor_for_print() -> None:
    given_events = [said(Stand.GIVEN)]
    assert may_tell(given_events, SHIRIN, "ministry", DAY)
    assert not may_tell(given_events, SHIRIN, "newspaper", DAY)
    assert not may_publish(given_events, SHIRIN, "ministry", DAY)
    assert may_publish([said(Stand.GIVEN, NEWSLETTER)], SHIRIN, "newsletter 4", DAY)


def test_nobody_agrees_for_somebody_else() -> None:
    assert not may_tell([said(Stand.GIVEN)], EZRA, "ministry", DAY)
    assert standing([said(Stand.GIVEN)], DARIUS, MINISTRY, DAY).stand is Stand.NOT_ASKED


def test_what_was_asked_and_not_answered_is_no_yes_and_asking_again_changes_nothing() -> None:
    assert not standing([said(Stand.ASKED)], SHIRIN, MINISTRY, DAY).in_force
    assert standing([said(Stand.GIVEN), said(Stand.ASKED, day=2)], SHIRIN, MINISTRY, DAY + timedelta(3)).in_force
    assert standing([said(Stand.REFUSED), said(Stand.ASKED, day=2)], SHIRIN, MINISTRY, DAY + timedelta(3)).stand is (
        Stand.REFUSED
    )


def test_a_consent_ends_on_its_last_day() -> None:
    given_events = [said(Stand.GIVEN, until=DAY + timedelta(5))]
    assert may_tell(given_events, SHIRIN, "ministry", DAY + timedelta(5))
    assert not may_tell(given_events, SHIRIN, "ministry", DAY + timedelta(6))
    assert not may_tell(given_events, SHIRIN, "ministry", DAY - timedelta(1))


def test_one_withdrawal_for_everything_ends_every_yes_and_a_new_yes_is_a_new_yes() -> None:
    given_events = [said(Stand.GIVEN), said(Stand.GIVEN, NEWSLETTER), said(Stand.WITHDRAWN, None, day=3)]
    later = DAY + timedelta(4)
    assert not may_tell(given_events, SHIRIN, "ministry", later)
    assert not may_publish(given_events, SHIRIN, "newsletter 4", later)
    assert may_tell([*given_events, said(Stand.GIVEN, day=4)], SHIRIN, "ministry", later)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("scope", {"scope": None}),
        ("reference", {"reference": " "}),
        ("how", {"how": ""}),
        ("until", {"until": DAY - timedelta(1)}),
    ],
)
def test_what_nobody_can_rely_on_later_is_refused_by_field(field: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as found:
        replace(said(Stand.GIVEN), **wrong)
    assert found.value.field == field


@given(events, st.integers(0, 40), st.sampled_from((MINISTRY, NEWSPAPER, NEWSLETTER)))
def test_nothing_is_in_force_without_a_yes_to_that_very_scope(
    given_events: list[ConsentEvent], ahead: int, scope: Scope
) -> None:
    on = DAY + timedelta(ahead)
    if standing(given_events, SHIRIN, scope, on).in_force:
        yes = [one for one in given_events if one.scope == scope and one.stand is Stand.GIVEN and one.on <= on]
        assert yes
        no = [
            one for one in given_events if one.scope in (None, scope) and one.stand in (Stand.REFUSED, Stand.WITHDRAWN)
        ]
        assert all(one.on <= max(event.on for event in yes) for one in no if one.on <= on)


@given(events, st.integers(0, 40))
def test_a_withdrawal_for_everything_closes_every_scope(given_events: list[ConsentEvent], ahead: int) -> None:
    on = DAY + timedelta(max(ahead, 31))
    closed = [*given_events, ConsentEvent(SHIRIN, None, Stand.WITHDRAWN, on)]
    assert not any(standing(closed, SHIRIN, scope, on).in_force for scope in (MINISTRY, NEWSPAPER, NEWSLETTER))


def test_how_somebody_said_it_stays_out_of_logs() -> None:
    assert "telephone" not in repr(said(Stand.GIVEN))


def test_a_reference_is_closed_where_the_yes_was_taken_back_and_no_other_yes_bears_it() -> None:
    page, other = Scope(Use.PUBLICATION, "The Lantern"), Scope(Use.PUBLICATION, "The Quay")
    body = Scope(Use.RECIPIENT, "a1")
    day, later = date(2026, 1, 1), date(2026, 2, 1)
    agreed = ConsentEvent("shirin", page, Stand.GIVEN, day, "C-7", "by letter", "shirin")
    told = ConsentEvent("shirin", body, Stand.GIVEN, day, "C-8", "by letter", "shirin")
    back = ConsentEvent("shirin", None, Stand.WITHDRAWN, later)
    assert closed_publications([agreed, told], later) == frozenset()
    assert closed_publications([agreed, told, back], day) == frozenset()
    assert closed_publications([agreed, told, back], later) == {"C-7"}
    again = ConsentEvent("shirin", other, Stand.GIVEN, later, "C-7", "by letter", "shirin")
    assert closed_publications([agreed, back, again], later) == frozenset()

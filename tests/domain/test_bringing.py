from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.answers import Disclosure
from khabar.domain.bodies import Unreadable
from khabar.domain.bringing import ON_A_PAGE, Brought, Named
from khabar.domain.ids import AccountId
from khabar.domain.page import PieceKind

ACCOUNTS = st.text("0123456789abcdef", min_size=32, max_size=32).map(AccountId)
OMAR = AccountId("01" * 16)


@given(
    st.builds(
        Named,
        bringer=ACCOUNTS,
        agreed_by=st.lists(ACCOUNTS, max_size=2).map(tuple),
        brought=st.sampled_from(Brought),
        on=st.none() | st.dates(),
    )
)
def test_who_is_named_is_read_back_as_it_was_written(named: Named) -> None:
    assert Named.from_body(named.to_body()) == named


def test_what_makes_no_sense_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        Named.from_body(Named().to_body() | {"brought": "forgotten"})


@pytest.mark.parametrize("brought", Brought)
def test_a_word_waits_for_whom_it_names_until_it_is_spoken_or_stopped(brought: Brought) -> None:
    named = Named(bringer=OMAR, brought=brought, on=date(2026, 3, 2))
    assert named.is_waiting_for(OMAR) is (brought in (Brought.WAITING, Brought.NOT_REACHED))
    assert not named.is_waiting_for(AccountId("02" * 16))
    assert not Named(brought=brought).is_waiting_for(AccountId(""))


def test_a_page_has_no_kind_of_thing_that_could_carry_a_death() -> None:
    """Whoever adds a kind looks here first: a death is told by a bringer, never by a page."""
    assert set(PieceKind) == {"presence", "notice", "word", "seen", "letter", "address"}
    assert set(ON_A_PAGE) == {"seen_alive", "alive", "message", "address"} == set(Disclosure) - {"death"}

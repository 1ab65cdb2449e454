"""Which paper a form is made on: one size for most, two for what is carried."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.documents import (
    ONE_SIZE,
    AskingSheets,
    CallingList,
    Cover,
    Document,
    Look,
    OfferSheets,
    Paper,
    fitted,
    require_size,
    sizes_of,
)
from khabar.domain.errors import Invalid

CALLS = CallingList("Nima", (), date(2026, 3, 2))
FORMS = st.sampled_from([OfferSheets(()), AskingSheets(()), CALLS, Cover("abcd")])
LOOKS = st.builds(Look, st.just(("fa", "en")), st.sampled_from(Paper))


def test_sheets_are_large_and_a_calling_list_fits_a_pocket_unless_somebody_asks() -> None:
    assert sizes_of(OfferSheets(())) == (Paper.A4, Paper.A5)
    assert sizes_of(CALLS)[0] is Paper.A5
    assert sizes_of(Cover("abcd")) == (Paper.A4,)


@given(LOOKS, FORMS)
def test_what_is_fitted_can_be_made_and_keeps_what_was_asked_for_where_that_can(look: Look, form: Document) -> None:
    made = fitted(look, form)
    require_size(made, form)
    assert made.languages == look.languages
    assert (made.paper is look.paper) is (look.paper in sizes_of(form))


def test_a_form_that_is_not_made_in_a_size_says_so_of_the_paper() -> None:
    with pytest.raises(Invalid) as refused:
        require_size(Look(("fa",), Paper.A5), Cover("abcd"))
    assert (refused.value.field, refused.value.message) == ("paper", ONE_SIZE)

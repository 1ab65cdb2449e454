from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.errors import Invalid
from khabar.domain.publishing.list_headers import Leaving, list_headers

TOKEN = "abcdefghijklmnopqrstuv"
GOOD = Leaving("lantern.example", f"https://lantern.example/leave/{TOKEN}", "leave@lantern.example")


def test_both_ways_to_leave_are_given_and_the_press_of_a_button() -> None:
    headers = list_headers(GOOD)
    assert headers["List-Unsubscribe"] == (
        f"<https://lantern.example/leave/{TOKEN}>, <mailto:leave@lantern.example?subject={TOKEN}>"
    )
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Id"] == "<lantern.example>"


@pytest.mark.parametrize(
    ("leaving", "field"),
    [
        (Leaving("lantern.example", "https://lantern.example/leave/short", "leave@lantern.example"), "page"),
        (Leaving("lantern.example", f"http://lantern.example/leave/{TOKEN}", "leave@lantern.example"), "page"),
        (Leaving("lantern.example", f"https://lantern.example/{TOKEN}\r\nBcc: x", "leave@lantern.example"), "page"),
        (Leaving("lantern.example", f"https://lantern.example/l>/{TOKEN}", "leave@lantern.example"), "page"),
        (Leaving("lantern.example", GOOD.page, "leave"), "mailbox"),
        (Leaving("lantern.example", GOOD.page, "leave@lantern.example\nBcc: x@y.example"), "mailbox"),
        (Leaving("The Lantern", GOOD.page, "leave@lantern.example"), "list_id"),
    ],
)
def test_what_could_not_stand_in_a_header_is_refused(leaving: Leaving, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        list_headers(leaving)
    assert refused.value.field == field


@given(st.text(), st.text(), st.text())
def test_no_input_makes_a_second_line(list_id: str, page: str, mailbox: str) -> None:
    for leaving in (Leaving(list_id, GOOD.page, GOOD.mailbox), Leaving(GOOD.list_id, page, mailbox)):
        try:
            headers = list_headers(leaving)
        except Invalid:
            continue
        assert not any(char in value for value in headers.values() for char in "\r\n")

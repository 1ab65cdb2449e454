from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.standing import (
    ELSEWHERE,
    PRESENCE_TOLD,
    TEXTS,
    TOLD,
    late_text,
    presence_late_text,
    presence_standing_text,
    spoken_text,
    standing_text,
)

BY = date(2026, 12, 21)


def test_the_standing_text_is_the_ninth_promise_word_for_word() -> None:
    assert standing_text(BY) == (
        "Your request is with us. There is nothing we may tell you today. We say this to everyone, whatever we know. "
        "You will hear from us by 2026-12-21, even if only this."
    )


def test_the_late_text_owns_up_and_tells_no_more() -> None:
    assert late_text(BY) == (
        "Your request is with us. We said that you would hear from us by 2026-12-21, and we are late. "
        "We say this to everyone, whatever we know."
    )


@given(st.dates())
def test_a_presence_reads_the_same_promise(by: date) -> None:
    first = ("Your request is with us.", "What you told us is with us.")
    assert standing_text(by).replace(*first) == presence_standing_text(by)
    assert late_text(by).replace(*first) == presence_late_text(by)
    assert TOLD.replace(*first) == PRESENCE_TOLD


def test_every_text_holds_its_date_and_promises_no_finding() -> None:
    for text in TEXTS.values():
        assert text.count("%(date)s") == 1
        assert not any(word in text.lower() for word in ("find", "ask", "search", "alive", "match"))


def test_what_is_said_by_mail_and_telephone_is_true_whatever_stands_on_the_page() -> None:
    assert ELSEWHERE % {"date": BY.isoformat()} == (
        "Your request is with us. What we may tell you stands on your page, and nowhere else. "
        f"We say this to everyone, whatever we know. You will hear from us by {BY.isoformat()}, even if only this."
    )


def test_what_a_helper_says_is_true_whatever_others_may_tell() -> None:
    assert spoken_text(BY) == (
        "Your request is with us. There is nothing I may tell you today. We say this to everyone, whatever we know. "
        f"You will hear from us by {BY.isoformat()}, even if only this."
    )

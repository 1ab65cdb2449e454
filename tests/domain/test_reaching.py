from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.bodies import Unreadable
from khabar.domain.codes import OUTER_LENGTH, OUTER_MISTYPED, check_digits, grouped
from khabar.domain.forms import RequestForm
from khabar.domain.reaching import (
    ANSWER_IN_QUESTION,
    ANSWER_NEEDED,
    IN_BOTH_LISTS,
    NO_PHONE,
    PHONE_NEEDED,
    PLACE_NEEDED,
    POST_NEEDED,
    QUESTION_NEEDED,
    ReachedForm,
    Reads,
    Way,
)

FILED_AT = "2026-11-21T17:43:00+00:00"
NUMBER = "12345678" + check_digits("12345678")


def form(**told: object) -> RequestForm:
    return RequestForm(**{"filed_at": FILED_AT, "name": "Darius", **told})  # type: ignore[arg-type]  # a builder


def wrong(**told: object) -> list[tuple[str, str]]:
    return [(problem.field, problem.message) for problem in form(**told).validate()]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"slip_number": NUMBER[:-1]}, ("slip_number", OUTER_LENGTH)),
        ({"slip_number": "the one on the table"}, ("slip_number", OUTER_LENGTH)),
        ({"slip_number": NUMBER[1::-1] + NUMBER[2:]}, ("slip_number", OUTER_MISTYPED)),
        ({"phone": "at the neighbour's"}, ("phone", NO_PHONE)),
        ({"phone": "1" * 31}, ("phone", NO_PHONE)),
        ({"way": Way.TELEPHONE}, ("phone", PHONE_NEEDED)),
        ({"way": Way.POST, "phone": "0700 555 0147"}, ("post_address", POST_NEEDED)),
        ({"way": Way.BRINGER}, ("way", PLACE_NEEDED)),
        ({"callback_question": "What stood beside our door?"}, ("callback_answer", ANSWER_NEEDED)),
        ({"callback_answer": "a boat"}, ("callback_question", QUESTION_NEEDED)),
        (
            {"callback_question": "Was it a blue Boat?", "callback_answer": "a blue boat"},
            ("callback_answer", ANSWER_IN_QUESTION),
        ),
        ({"heirs": ("Laleh", "Kian"), "must_not_inherit": ("KIAN",)}, ("must_not_inherit", IN_BOTH_LISTS)),
    ],
)
def test_what_is_missing_is_named_by_its_field(told: dict[str, object], expected: tuple[str, str]) -> None:
    assert wrong(**told) == [expected]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"way": Way.TELEPHONE, "phone": "۰۷۰۰ ۵۵۵ ۰۱۴۷, ask for Laleh"},
        {"way": Way.POST, "post_address": "Laleh Ahmadi\nabove the bakery"},
        {"way": Way.BRINGER, "phone": "55501"},
        {"way": Way.BRINGER, "post_address": "the bakery, in the mornings"},
        {"callback_question": "Who is Kian's sister?", "callback_answer": "Kia"},
        {"heirs": ("Laleh",), "must_not_inherit": ("Bahman",), "reads": Reads.IS_READ_TO},
    ],
)
def test_each_way_needs_only_what_it_needs(told: dict[str, object]) -> None:
    assert wrong(**told) == []


@pytest.mark.parametrize("typed", [grouped(NUMBER), f" {NUMBER[:4]}-{NUMBER[4:]} ", "۱۲۳۴۵۶۷۸" + NUMBER[8:]])
def test_a_slips_number_is_kept_in_one_writing(typed: str) -> None:
    assert form(slip_number=typed).slip_number == NUMBER
    assert wrong(slip_number=typed) == []


def test_a_form_from_before_these_fields_reads_as_somebody_with_a_page() -> None:
    old = form().to_body()
    for one in fields(ReachedForm):
        if one.name != "filed_at":
            del old[one.name]
    read = RequestForm.from_body(old)
    assert (read.way, read.reads, read.slip_number, read.heirs) == (Way.PAGE, Reads.NOT_TOLD, "", ())
    assert read == form()


@pytest.mark.parametrize("change", [{"way": "pigeon"}, {"reads": True}, {"heirs": "Laleh"}, {"phone": 7}])
def test_a_way_we_do_not_know_is_not_read(change: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        RequestForm.from_body(form().to_body() | change)


@given(st.lists(st.sampled_from(["Laleh", "laleh", "Kian", "Bahman"])), st.lists(st.sampled_from(["Laleh", "Kian"])))
def test_nobody_stands_in_both_lists_of_a_form_without_faults(heirs: list[str], never: list[str]) -> None:
    if not wrong(heirs=tuple(heirs), must_not_inherit=tuple(never)):
        assert {one.casefold() for one in heirs}.isdisjoint(one.casefold() for one in never)

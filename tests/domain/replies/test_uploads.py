from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.replies.mails import CODE, LETTERS, NONE_KNOWN, OTHER, answer
from khabar.domain.errors import Invalid
from khabar.domain.replies.codes import printed_reference
from khabar.domain.replies.filing import TWO, filed
from khabar.domain.replies.kinds import Kind
from khabar.domain.replies.mail import Incoming
from khabar.domain.replies.uploads import filed_document, require_reference


def paper(typed: str = "", text: str = "") -> Incoming:
    return Incoming(text=text, typed=typed)


@pytest.mark.parametrize(
    "typed", [CODE, "1234 5678 9012 334", "1234-5678-9012-334", "۱۲۳۴ ۵۶۷۸ ۹۰۱۲ ۳۳۴", "l234 5678 9Ol2 334"]
)
def test_a_paper_with_its_whole_reference_is_filed_however_that_was_typed(typed: str) -> None:
    found = filed_document(paper(typed), LETTERS)
    assert (found.kind, found.thread, found.automatic, found.people) == (Kind.ANSWER, CODE, True, 0)


@pytest.mark.parametrize("typed", ["1234 5678 9012 343", "1234 568 9012 334", "1234 5678 9012 3344"])
def test_a_damaged_reference_is_proposed_and_never_filed_unseen(typed: str) -> None:
    found = filed_document(paper(typed), LETTERS)
    assert (found.thread, found.automatic, found.people) == (CODE, False, 1)
    assert "differs by one mistake" in str(found.reasons[1])


def test_without_a_typed_reference_the_text_proposes_and_a_person_looks() -> None:
    found = filed_document(paper(text=f"Your reference: {printed_reference(CODE)}"), LETTERS)
    assert (found.thread, found.automatic) == (CODE, False)
    assert str(found.reasons[-1]) == "No reference was typed beside it, so a person looks."


def test_a_paper_that_names_another_letter_than_was_typed_waits_for_a_person() -> None:
    found = filed_document(paper(CODE, f"Your reference: {printed_reference(OTHER)}"), LETTERS)
    assert (found.thread, found.automatic) == (CODE, False)
    assert filed_document(paper(CODE, f"Your reference: {printed_reference(CODE)}"), LETTERS).automatic


def test_a_right_reference_of_no_letter_here_joins_nothing() -> None:
    found = filed_document(paper("9999 9999 9999 934"), LETTERS)
    assert (found.thread, found.automatic) == ("", False)
    assert not filed_document(paper(CODE), NONE_KNOWN).automatic


def test_a_typed_reference_does_not_make_a_stranger_one_who_may_answer() -> None:
    mail = answer(from_="Ezra <ezra@elsewhere.example>", to="info@khabar.example", in_reply_to="")
    found = filed(Incoming(mail.heads, mail.text, typed=CODE), LETTERS)
    assert (found.thread, found.automatic, found.people) == (CODE, False, TWO)


@pytest.mark.parametrize("typed", ["12", "no idea", "1234 5678"])
def test_what_is_far_from_any_reference_is_refused_in_one_line(typed: str) -> None:
    with pytest.raises(Invalid, match="fifteen digits") as refused:
        require_reference(typed)
    assert refused.value.field == "code"


def test_no_reference_may_be_known() -> None:
    require_reference("  ")


@given(st.text(max_size=60), st.text(max_size=200))
def test_only_the_whole_reference_of_a_known_letter_files_a_paper_unseen(typed: str, text: str) -> None:
    found = filed_document(paper(typed, text), LETTERS)
    assert not found.automatic or found.thread in {CODE, OTHER}
